"""Build the page: one file of HTML that holds the library, and works in a browser without a network.

    python browser/build.py -o ckm-mo.html [--wheels FOLDER]

What goes in beside this project stands in `pins.toml`, each file with its SHA-256; pip
gets it, or it is taken from a folder of wheels. Byte code and archives are made by the
very Python that the page runs, started by a Node, so that the same sources give the same
bytes anywhere. The SHA-256 of the page is written beside it.
"""

import argparse
import base64
import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import ckm_mo
from ckm_mo.answers import Period, Reading
from ckm_mo.codebook import CODEBOOK_VERSION, IDENTIFIERS, NOT_CODED, NOT_STATED, READING, VARIABLES
from ckm_mo.messages import LANGUAGES
from ckm_mo.views.pages import Markup, element
from form import WORDS, Form, Texts
from sentences import SENTENCES

HERE: Final = Path(__file__).parent
LIBRARY: Final = Path(ckm_mo.__file__).parent
PINS: Final = HERE / "pins.toml"

MOST_BYTES: Final = 200_000_000
"""From how many bytes on a table is refused before it is read."""

MOST_CASES: Final = 1_000
"""How many cases a list has at most."""

SOURCE: Final = "github.com/pyodide/pyodide"
"""Where the source of Pyodide is, as its licence asks to be said."""

OF_PAGE: Final = (
    *("RTCPeerConnection", "webkitRTCPeerConnection", "RTCDataChannel", "RTCIceTransport", "WebTransport", "open"),
    *("fetch", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "SharedWorker", "fetchLater"),
    *("indexedDB", "caches", "localStorage", "sessionStorage", "cookieStore", "BroadcastChannel"),
    "PresentationRequest",
)
"""What the page takes from itself: ways out that its policy does not close, those that it does close, and storage."""

ELEMENTS: Final = ("iframe", "frame", "fencedframe", "portal", "object", "embed", "link")
"""What the page lets nobody make in it: a frame has ways out of its own, and a link connects before it is followed."""

OF_WORKER: Final = (
    *("XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport", "RTCPeerConnection", "Worker"),
    *("RTCDataChannel", "importScripts", "indexedDB", "caches", "BroadcastChannel", "cookieStore"),
)
"""What the worker takes from itself likewise; its `fetch` knows the parts of the page only."""


class CannotBuild(Exception):
    """Why the page cannot be built, for people."""


def main() -> int:
    """Build the page, and return the exit code."""
    parser = argparse.ArgumentParser(description="Build the page: one file of HTML that holds the library.")
    parser.add_argument("-o", dest="output", type=Path, default=Path("ckm-mo.html"), help="default: %(default)s")
    parser.add_argument("--wheels", type=Path, help="a folder with the wheels of pins.toml, to build without a network")
    options = parser.parse_args()
    try:
        if not options.output.parent.is_dir():
            raise CannotBuild(f"there is no folder {options.output.parent}")  # noqa: TRY301 - all is said in one place
        page = build(options.wheels)
        sha256, name = hashlib.sha256(page).hexdigest(), options.output.name
        options.output.write_bytes(page)
        options.output.with_name(f"{name}.sha256").write_bytes(f"{sha256}  {name}\n".encode())
    except (CannotBuild, OSError) as error:
        print(f"The page cannot be built: {error}", file=sys.stderr)
        return 1
    print(f"{options.output}: {len(page) / 1e6:.1f} MB\nSHA-256: {sha256}")
    return 0


def build(wheels: Path | None = None) -> bytes:
    """Build the page.

    Args:
        wheels: A folder with the wheels; None where pip is to get them.

    Raises:
        CannotBuild: If a file is missing or another than is pinned, or if there is no Node to run.
    """
    pins = tomllib.loads(PINS.read_text("utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        got = {wheel["name"]: checked(wheel, wheels) if wheels else downloaded(wheel, work) for wheel in pins["wheels"]}
        lay_out(pins, got, work)
        pack(work)
        parts = {path.name: path.read_text("ascii") for path in sorted((work / "packed").iterdir())}
        licences = dict(licences_of(pins, got))
    return page_of(pins, parts, licences).encode()


# What goes in


def downloaded(wheel: Mapping[str, Any], work: Path) -> Path:
    """Have pip get a wheel.

    Raises:
        CannotBuild: If it cannot, or if that is not the one that is pinned.
    """
    wanted = work / "wanted.txt"
    wanted.write_text(f"{wheel['requirement']} --hash=sha256:{wheel['sha256']}\n", "utf-8")
    pip = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--only-binary", ":all:", "--require-hashes"]
    done = subprocess.run(  # noqa: S603 - the pip of this Python
        [*pip, "-r", wanted, "-d", work / "wheels"], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotBuild(
            f"pip could not get {wheel['requirement']}. Is there a network? Without one, give a folder that has "
            f"{wheel['file']} with --wheels. pip says:\n{done.stderr.strip()}"
        )
    return checked(wheel, work / "wheels")


def checked(wheel: Mapping[str, Any], folder: Path) -> Path:
    """Find a wheel in a folder, and see that it is the one that is pinned.

    Raises:
        CannotBuild: If it is not.
    """
    path = folder / str(wheel["file"])
    if not path.is_file():
        raise CannotBuild(f"{path} is missing.")
    check(path.read_bytes(), wheel["sha256"], str(path))
    return path


def check(data: bytes, sha256: str, name: str) -> bytes:
    """Give data that is what is pinned.

    Raises:
        CannotBuild: If it is not.
    """
    found = hashlib.sha256(data).hexdigest()
    if found != sha256:
        raise CannotBuild(f"{name} is not the file that {PINS.name} pins:\n  SHA-256 {found}\n  pinned  {sha256}")
    return data


def lay_out(pins: Mapping[str, Any], got: Mapping[str, Path], work: Path) -> None:
    """Lay out what is packed: modules and data in `tree`, other parts in `parts`, Pyodide's files beside them."""
    pyodide, *others = pins["wheels"]
    with zipfile.ZipFile(got[pyodide["name"]]) as archive:
        for name, sha256 in pyodide["files"].items():
            data = archive.read(f"{pyodide['folder']}/{name}")
            write(work / name, check(data, sha256, f"{name} in {pyodide['file']}"))
    for name, data in (
        *standard_library(work / "python_stdlib.zip", pins["library"]["left_out"]),
        *(each for wheel in others for each in packages(got[wheel["name"]], wheel["packages"])),
        *own(),
    ):
        write(work / "tree" / name, data)
    for name in ("pack.py", "pack.mjs"):
        write(work / name, (HERE / name).read_bytes())
    lock = json.loads((work / "pyodide-lock.json").read_bytes())
    write(work / "parts" / "pyodide-lock.json", json.dumps({"info": lock["info"], "packages": {}}).encode())
    write(work / "parts" / "pyodide.asm.wasm", (work / "pyodide.asm.wasm").read_bytes())
    write(work / "parts" / "worker.mjs", worker(work).encode())
    (work / "packed").mkdir()


def standard_library(path: Path, left_out: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Give the modules of the standard library, without those that are left out."""
    without = tuple(f"{each}{end}" for each in left_out for end in "/_")
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".py") and not f"{name}/".startswith(without):
                yield name, archive.read(name)


def packages(path: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Give the modules of packages of a wheel."""
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            if name.endswith(".py") and name.partition("/")[0] in wanted:
                yield name, archive.read(name)


def own() -> Iterator[tuple[str, bytes]]:
    """Give the library, and what asks it in the page."""
    for path in LIBRARY.rglob("*"):
        if path.suffix in {".py", ".css", ".toml"}:
            yield f"ckm_mo/{path.relative_to(LIBRARY).as_posix()}", path.read_bytes()
    for name in ("inside.py", "sentences.py"):
        yield name, (HERE / name).read_bytes()


def write(path: Path, data: bytes) -> None:
    """Write a file, with the folders that it is in."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def worker(work: Path) -> str:
    """Join Pyodide's two modules, unchanged, and the page's own code to the one module of the worker."""
    modules = [(work / name).read_text("utf-8") for name in ("pyodide.asm.mjs", "pyodide.mjs")]
    exported = re.search(r"export\{(\w+) as loadPyodide,", modules[1])
    if exported is None:
        raise CannotBuild("pyodide.mjs exports no loadPyodide.")
    own = f"const loadPyodide = {exported[1]};\nconst WAYS_OUT = {json.dumps(OF_WORKER)};\n"
    return "\n".join([*modules, own, (HERE / "worker.js").read_text("utf-8")])


def pack(work: Path) -> None:
    """Compile and compress in the Python that will unpack it.

    Raises:
        CannotBuild: If there is no Node, or if it fails.
    """
    done = subprocess.run(  # noqa: S603 - a Node of this machine, with this project's script
        [node(), work / "pack.mjs", work], capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotBuild(f"packing failed:\n{done.stderr.strip()}")


def node() -> str:
    """Find a Node: the system's, or else the one that Playwright's package carries.

    Raises:
        CannotBuild: If there is none.
    """
    if found := shutil.which("node"):
        return found
    try:
        from playwright._impl._driver import compute_driver_executable  # noqa: PLC0415 - only where there is no other
    except ImportError:
        raise CannotBuild("there is no Node: install one, or `pip install playwright`, which carries one.") from None
    return str(compute_driver_executable()[0])


def licences_of(pins: Mapping[str, Any], got: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    """Give the licence of each thing that is in the page, by its name."""
    root = HERE.parent
    yield f"ckm-mo {ckm_mo.__version__} (MIT)", (root / "LICENSE").read_text("utf-8")
    for wheel in pins["wheels"]:
        own = HERE / wheel["licence_text"]
        with zipfile.ZipFile(got[wheel["name"]]) as archive:
            text = own.read_text("utf-8") if own.is_file() else archive.read(wheel["licence_text"]).decode()
        yield f"{wheel['name']} {wheel['version']} ({wheel['licence']})", text
    yield "Python (PSF-2.0)", (HERE / "licences" / "python.txt").read_text("utf-8")


# The page


def page_of(pins: Mapping[str, Any], parts: Mapping[str, str], licences: Mapping[str, str]) -> str:
    """Fill in the template."""
    texts = Texts({key: [*each] for key, each in SENTENCES.items()})
    style = (LIBRARY / "views" / "page.css").read_text("utf-8") + (HERE / "style.css").read_text("utf-8")
    script = (HERE / "page.js").read_text("utf-8")
    settings = {"waysOut": OF_PAGE, "elements": ELEMENTS, "mostBytes": MOST_BYTES, "mostCases": MOST_CASES}
    filled = {
        "form": "\n".join(Form(texts).parts()),
        "variables": "".join(element("option", value=each.key) for each in VARIABLES[len(IDENTIFIERS) :]),
        **choices(texts),
        "versions": element("ul", *(element("li", each) for each in made_of(pins))),
        "source": sourced(texts, pins["wheels"][0]["version"]),
        "licences": "".join(licence(name, text) for name, text in licences.items()),
        "parts": "\n".join(map(part, parts, parts.values())),
    }
    filled |= {"words": inert(texts.texts), "settings": inert(settings), "style": style, "script": script}
    filled["policy"] = html.escape(policy(style, script))
    template = (HERE / "template.html").read_text("utf-8")
    return re.sub(r"\{(\w+)\}", lambda found: filled[found[1]], said(template, texts))


def said(page: str, texts: Texts) -> str:
    """Put English into the elements of the template that say something; the script puts another language there."""

    def with_text(found: re.Match[str]) -> str:
        return found[1] + html.escape(texts.texts[found[2]][0], quote=False)

    return re.sub(r'( data-say="(\w+)"[^>]*>)(?=</)', with_text, page)


def part(name: str, data: str) -> str:
    """Make an element that holds a part for the worker, which does nothing by itself."""
    return f'<script type="application/octet-stream" data-part="{name}">{data}</script>'


def choices(texts: Texts) -> dict[str, Markup]:
    """Make the lists of how a table is read."""
    readings = [(str(each), [words.value(READING.key, each) for words in WORDS]) for each in Reading]
    periods = [(str(each), [words.text("levels", each, "label") for words in WORDS]) for each in Period]
    empties = [(each, [words.text("answers", each, "label") for words in WORDS]) for each in (NOT_CODED, NOT_STATED)]
    return {
        "readings": choice(texts, "table-reading", readings),
        "periods": choice(texts, "table-period", [("", [*SENTENCES["period_any"]]), *periods]),
        "empties": choice(texts, "table-empty", empties),
    }


def choice(texts: Texts, name: str, options: Iterable[tuple[str, Iterable[str]]]) -> Markup:
    """Make a list to choose from."""
    made = (texts.say("option", *labels, value=value) for value, labels in options)
    return element("select", *made, name=name, autocomplete="off")


def made_of(pins: Mapping[str, Any]) -> Iterator[str]:
    """List what the page is made of."""
    yield f"ckm-mo {ckm_mo.__version__}, codebook {CODEBOOK_VERSION}"
    for wheel in pins["wheels"]:
        yield f"{wheel['name']} {wheel['version']}"


def sourced(texts: Texts, version: str) -> Markup:
    """Say where Pyodide's source is."""
    facts = {"source": SOURCE, "version": version}
    return texts.say("span", *(SENTENCES["licence_source"][place].format(**facts) for place in range(len(LANGUAGES))))


def licence(name: str, text: str) -> Markup:
    """Show a licence, folded."""
    shown = element("pre", Markup(html.escape(text)), class_="licence", lang="en", tabindex="0")
    return element("details", element("summary", name), shown)


def inert(value: object) -> str:
    """Write a value as JSON that ends no element."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")


def policy(style: str, script: str) -> str:
    """Say what the browser may run and load: this script, this style, the worker; nothing from anywhere."""
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src '{digest(script)}' 'wasm-unsafe-eval'",
            "worker-src data:",
            f"style-src '{digest(style)}'",
            "base-uri 'none'",
            "form-action 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types ckm-mo",
        )
    )


def digest(text: str) -> str:
    """Give the digest by which a policy knows a text."""
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


if __name__ == "__main__":
    sys.exit(main())
