"""Hold a built site to standing on its own: `python docs/offline.py SITE`.

Nothing that a page loads is elsewhere, and every link within the site leads to
something that is there. Links that a reader may follow to elsewhere are left alone.
"""

import re
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

LOADS: Final = {"src", "srcset", "poster", "data", "action", "formaction"}
"""The attributes whose address is asked for without a reader's doing."""

FOLLOWED: Final = {"a", "area"}
"""The elements whose `href` only a reader follows."""

NOT_LOADED: Final = {"canonical", "next", "prev", "index", "search", "author", "license"}
"""The kinds of link that tell of another page and load nothing."""

ELSEWHERE: Final = re.compile(r"(?i)^(?:[a-z][a-z0-9+.-]*:)?//")
"""An address on another machine."""

IN_STYLES: Final = re.compile(r"""(?i)(?:url\(\s*|@import\s+)["']?([^"')\s]+)""")
"""What a style sheet loads."""


class Page(HTMLParser):
    """A page: what it loads, where it links to, and what can be linked to in it."""

    def __init__(self, text: str) -> None:
        """Read a page."""
        super().__init__()
        self.loads: list[str] = []
        self.links: list[str] = []
        self.ids: set[str] = set()
        self.languages: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take what a tag loads, links to, and is called."""
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        self.loads += [given[name] for name in LOADS & set(given)] + IN_STYLES.findall(given.get("style", ""))
        if "href" in given and tag in FOLLOWED:
            self.links.append(given["href"])
        elif "href" in given and not NOT_LOADED & set(given.get("rel", "").split()):
            self.loads.append(given["href"])
        if tag == "html":
            self.languages.append(given.get("lang", ""))


@cache
def page(path: Path) -> Page:
    """Read a page, once."""
    return Page(path.read_text("utf-8"))


def faults(site: Path) -> Iterator[str]:
    """List what a site loads from elsewhere, and what it links to that is not there."""
    for path in sorted(site.rglob("*.html")):
        where, found = path.relative_to(site).as_posix(), page(path)
        yield from (f"{where} loads {each}" for each in found.loads if ELSEWHERE.match(each))
        yield from (f"{where} links {each}" for each in (*found.loads, *found.links) if not _is_there(path, each))
        if not all(found.languages):
            yield f"{where} does not say its language"
    for path in sorted(site.rglob("*.css")):
        loads = IN_STYLES.findall(path.read_text("utf-8"))
        yield from (f"{path.relative_to(site).as_posix()} loads {each}" for each in loads if ELSEWHERE.match(each))


def _is_there(path: Path, address: str) -> bool:
    """Return whether a link within the site leads to something; other links are taken on trust."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc:
        return True
    file = (path.parent / unquote(parts.path)).resolve() if parts.path else path
    named = not parts.fragment or file.suffix != ".html" or unquote(parts.fragment) in page(file).ids
    return file.is_file() and named


def main() -> int:
    """Say what is wrong with the site that is named; 1 if anything is, or if there is none."""
    site = Path(sys.argv[1])
    found = list(faults(site)) if any(site.rglob("*.html")) else [f"{site} has no page"]
    print(*found, sep="\n", end="\n" if found else "")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
