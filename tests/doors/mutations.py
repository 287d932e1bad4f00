"""Packages of XML, changed as no program would: the parts of a workbook taken apart, altered, and packed again.

A change works on the tags and texts of a part as they are written, so that what comes of it need not be well-formed.
"""

import re
import zipfile
from collections.abc import Callable
from io import BytesIO
from random import Random

Parts = dict[str, bytes]
Tokens = list[str]
"""Tags and texts, in turn or not."""

MARKS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<[^>]*>|[^<]+", re.DOTALL)
ATTRIBUTE = re.compile(r'\s([\w:.-]+)="([^"]*)"')

VALUES = {
    "t": ("s", "n", "b", "e", "str", "inlineStr", "d", "", "x", "array", "shared"),
    "r": ("A1", "B2", "b2", "$B$2", "B", "2", "1", "0", "-1", "AAAA1", "XFD1", "B1048576", "B2:C3", "B02", ""),
    "s": ("0", "1", "2", "99", "-1", ""),
    "ref": ("B2:B3", "B3:B2", "B2", "C3:B2", "A1:Z99", "A1:XFD1048576", "B:B", "", "B2:", "A2:B2:C2"),
    "state": ("hidden", "visible", "veryHidden", "x"),
    "numFmtId": ("0", "1", "2", "9", "14", "49", "164", "165", "999", "-1"),
    "formatCode": (";;;", "0", "@", "General", "000", "yyyy-mm-dd", '"yes"', "0%", ";;;@", "[=1]&quot;no&quot;;0", ""),
    "spans": ("1:2", "2:1", "0:0", "1:99999"),
    "name": ("cases", "", "other", "CASES"),
    "date1904": ("1", "0"),
    "xml:space": ("preserve", "default"),
    "office:value-type": ("string", "float", "boolean", "date", "time", "percentage", "currency", "void", "", "x"),
    "calcext:value-type": ("string", "float", "error", "date"),
    "office:value": ("1", "0", "7", "1e3", "x", "", "NaN", "1.5", "-0"),
    "office:string-value": ("yes", "no", "", "not_stated"),
    "office:boolean-value": ("true", "false", "1", "0", "", "yes"),
    "office:date-value": ("2024-01-31", "x", "", "1899-12-30T00:00:00", "2024-13-99"),
    "table:number-columns-repeated": ("0", "1", "2", "3", "16384", "-1", "x", "", "99999999999"),
    "table:number-rows-repeated": ("0", "1", "2", "3", "1048576", "-1", "x", "", "99999999999"),
    "table:number-columns-spanned": ("0", "1", "2", "3", "-1", "x"),
    "table:number-rows-spanned": ("0", "1", "2", "3", "-1", "x"),
    "table:visibility": ("visible", "collapse", "filter"),
    "table:display": ("false", "true"),
    "table:formula": ("of:=1", "of:=[.A1]", "", 'of:="no"'),
    "text:c": ("0", "1", "2", "50", "-1", "x", ""),
}
"""Values that an attribute may be given, besides those that stand in the same part."""

WORDS = (
    "yes",
    "no",
    "unknown",
    "",
    " ",
    "7",
    "007",
    "1",
    "0",
    "TRUE",
    "#N/A",
    "not_stated",
    "case_id",
    "2024-01-31",
    "\n",
)
NAMES = (
    *(
        "c",
        "v",
        "is",
        "t",
        "f",
        "r",
        "row",
        "sheetData",
        "mergeCell",
        "mergeCells",
        "si",
        "rPh",
        "phoneticPr",
        "extLst",
    ),
    *(
        "table:table",
        "table:table-row",
        "table:table-cell",
        "table:covered-table-cell",
        "text:p",
        "text:span",
        "text:s",
    ),
    *("text:tab", "text:line-break", "text:a", "text:h", "text:list", "text:note", "text:ruby", "text:ruby-text"),
    *("office:annotation", "table:table-header-rows", "table:table-rows", "table:table-row-group", "table:shapes"),
    *("text:bookmark", "text:meta", "text:title", "text:sheet-name", "text:hidden-text", "text:date", "dc:date"),
    *("draw:frame", "table:tracked-changes", "table:named-expressions", "table:detective", "text:soft-page-break"),
    *("mc:AlternateContent", "mc:Choice", "mc:Fallback", "x", "office:forms", "table:dde-source", "table:scenario"),
    *(
        "table:table-columns",
        "table:table-header-columns",
        "table:table-column",
        "table:title",
        "table:desc",
        "text:del",
    ),
)
"""Names that an element may be given: of what stands in a workbook, and of what may."""


def unpacked(content: bytes) -> Parts:
    """Take a package apart."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        return {part.filename: package.read(part) for part in package.infolist()}


def packed(parts: Parts) -> bytes:
    """Pack parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(zipfile.ZipInfo(name), content)
    return stream.getvalue()


def starts(tokens: Tokens) -> list[int]:
    """List where the tags stand that begin an element."""
    return [place for place, each in enumerate(tokens) if each[0] == "<" and each[1] not in "/?!"]


def texts(tokens: Tokens) -> list[int]:
    """List where texts stand that are not blank."""
    return [place for place, each in enumerate(tokens) if each[0] != "<" and each.strip()]


def name_of(tag: str) -> str:
    """Name the element that a tag begins or ends."""
    return re.split(r"[\s/>]", tag.strip("</"))[0]


def end_of(tokens: Tokens, place: int) -> int:
    """Say behind which token an element ends."""
    depth = 0
    for at in range(place, len(tokens)):
        each = tokens[at]
        if each[0] == "<" and each[1] not in "?!":
            depth += -1 if each[1] == "/" else not each.endswith("/>")
            if depth <= 0:
                return at + 1
    return len(tokens)


def some_element(draw: Random, tokens: Tokens) -> tuple[int, int]:
    """Choose an element: each name as often as others, the least of it as often as what is large."""
    names: dict[str, list[int]] = {}
    for place in starts(tokens)[1:] or [0]:
        names.setdefault(name_of(tokens[place]), []).append(place)
    place = draw.choice(names[draw.choice(sorted(names))])
    return place, end_of(tokens, place)


def some_tag(draw: Random, tokens: Tokens) -> int:
    """Choose a tag that begins an element."""
    return some_element(draw, tokens)[0]


def some_text(draw: Random, tokens: Tokens) -> int:
    """Choose a text; where there is none, the last token."""
    return draw.choice(texts(tokens) or [len(tokens) - 1])


# The changes


def drop(draw: Random, tokens: Tokens) -> None:
    """Leave an element out."""
    start, end = some_element(draw, tokens)
    del tokens[start:end]


def double(draw: Random, tokens: Tokens) -> None:
    """Put an element twice."""
    start, end = some_element(draw, tokens)
    tokens[end:end] = tokens[start:end]


def move(draw: Random, tokens: Tokens) -> None:
    """Put an element elsewhere."""
    start, end = some_element(draw, tokens)
    element = tokens[start:end]
    del tokens[start:end]
    at = draw.randrange(1, len(tokens) + 1)
    tokens[at:at] = element


def swap(draw: Random, tokens: Tokens) -> None:
    """Put two elements of a name in each other's place."""
    start, end = some_element(draw, tokens)
    alike = [each for each in starts(tokens) if name_of(tokens[each]) == name_of(tokens[start]) and each >= end]
    if alike:
        other = draw.choice(alike)
        behind = end_of(tokens, other)
        tokens[start:behind] = [*tokens[other:behind], *tokens[end:other], *tokens[start:end]]


def rename(draw: Random, tokens: Tokens) -> None:
    """Give an element another name."""
    start, end = some_element(draw, tokens)
    old, new = name_of(tokens[start]), draw.choice(NAMES)
    tokens[start] = tokens[start].replace(old, new, 1)
    if end - 1 > start:
        tokens[end - 1] = f"</{new}>"


def wrap(draw: Random, tokens: Tokens) -> None:
    """Put an element, or a text, into another."""
    start, end = some_element(draw, tokens) if draw.random() < 0.5 else (at := some_text(draw, tokens), at + 1)
    name = draw.choice(NAMES)
    tokens[start:end] = [f"<{name}>", *tokens[start:end], f"</{name}>"]


def unwrap(draw: Random, tokens: Tokens) -> None:
    """Take away the tags of an element, and leave what is in it."""
    start, end = some_element(draw, tokens)
    tokens[start:end] = tokens[start + 1 : end - 1]


def empty(draw: Random, tokens: Tokens) -> None:
    """Put an element without anything in it."""
    at = draw.randrange(1, len(tokens) + 1)
    tokens.insert(at, f"<{draw.choice(NAMES)}/>")


def set_attribute(draw: Random, tokens: Tokens) -> None:
    """Give an attribute another value."""
    place = some_tag(draw, tokens)
    found = ATTRIBUTE.findall(tokens[place])
    if found:
        name, value = draw.choice(found)
        seen = [each for token in tokens for other, each in ATTRIBUTE.findall(token) if other == name]
        new = draw.choice([*VALUES.get(name, ("", "0", "1", "x")), draw.choice(seen)])
        tokens[place] = tokens[place].replace(f'{name}="{value}"', f'{name}="{new}"', 1)


def add_attribute(draw: Random, tokens: Tokens) -> None:
    """Give a tag one more attribute, perhaps one that it has."""
    place = some_tag(draw, tokens)
    name = draw.choice([*VALUES, "hidden", "collapsed", "customFormat", "quotePrefix", "ht", "xml:id"])
    value = draw.choice(VALUES.get(name, ("1", "0")))
    end = -2 if tokens[place].endswith("/>") else -1
    tokens[place] = f'{tokens[place][:end]} {name}="{value}"{tokens[place][end:]}'


def drop_attribute(draw: Random, tokens: Tokens) -> None:
    """Leave an attribute out."""
    place = some_tag(draw, tokens)
    if found := [*ATTRIBUTE.finditer(tokens[place])]:
        one = draw.choice(found)
        tokens[place] = tokens[place][: one.start()] + tokens[place][one.end() :]


def double_attribute(draw: Random, tokens: Tokens) -> None:
    """Give an attribute twice."""
    place = some_tag(draw, tokens)
    if found := [*ATTRIBUTE.finditer(tokens[place])]:
        one = draw.choice(found)
        tokens[place] = tokens[place][: one.end()] + one[0] + tokens[place][one.end() :]


def cdata(draw: Random, tokens: Tokens) -> None:
    """Put a text, or a part of it, into a section of CDATA."""
    place = some_text(draw, tokens)
    text = tokens[place]
    start, end = sorted((draw.randint(0, len(text)), draw.randint(0, len(text))))
    tokens[place] = f"{text[:start]}<![CDATA[{text[start:end]}]]>{text[end:]}"


def between(draw: Random, tokens: Tokens) -> None:
    """Put a comment or an instruction into a text, or between two tokens."""
    what = draw.choice(["<!-- a remark -->", "<!---->", "<?a remark?>", "<?xml-stylesheet href='x'?>", "<!-- > < -->"])
    if draw.random() < 0.5:
        place = some_text(draw, tokens)
        at = draw.randint(0, len(tokens[place]))
        tokens[place] = tokens[place][:at] + what + tokens[place][at:]
    else:
        tokens.insert(draw.randrange(len(tokens) + 1), what)


def blanks(draw: Random, tokens: Tokens) -> None:
    """Put blanks around a text, into it, or between two tokens."""
    what = draw.choice([" ", "\n", "\t", "  \n  ", "\r\n", "&#10;", "&#xA0;", "&#13;", "\u200b", "&#9;"])
    if draw.random() < 0.7:
        place = some_text(draw, tokens)
        at = draw.choice([0, len(tokens[place]), draw.randint(0, len(tokens[place]))])
        tokens[place] = tokens[place][:at] + what + tokens[place][at:]
    else:
        tokens.insert(draw.randrange(1, len(tokens) + 1), what)


def entity(draw: Random, tokens: Tokens) -> None:
    """Write a letter by its number, or by a name."""
    place = some_text(draw, tokens)
    text = tokens[place]
    at = draw.randrange(len(text))
    what = draw.choice(
        [f"&#{ord(text[at])};", f"&#x{ord(text[at]):X};", "&amp;", "&lt;", "&a;", "&#0;", "&#xFFFE;", "&nbsp;"]
    )
    tokens[place] = text[:at] + what + text[at + 1 :]


def declare(draw: Random, tokens: Tokens) -> None:
    """Put a type of document at the beginning, of which an entity is used."""
    root = next(iter(starts(tokens)))
    tokens.insert(root, f'<!DOCTYPE {name_of(tokens[root])} [<!ENTITY a "yes">]>')
    place = some_text(draw, tokens)
    tokens[place] = draw.choice(["&a;", tokens[place]])


def escape(draw: Random, tokens: Tokens) -> None:
    """Write a letter as an .xlsx does those that XML has not, or as nothing does."""
    place = some_text(draw, tokens)
    at = draw.randrange(len(tokens[place]) + 1)
    what = draw.choice(
        ["_x0041_", "_x000D_", "_x005F_x0041_", "_x0000_", "_xD83D_", "_x41_", "\\n", "%41", "&amp;amp;"]
    )
    tokens[place] = tokens[place][:at] + what + tokens[place][at:]


def say(draw: Random, tokens: Tokens) -> None:
    """Write another text."""
    tokens[some_text(draw, tokens)] = draw.choice(WORDS)


def prefix(draw: Random, tokens: Tokens) -> None:
    """Give an element another prefix, of the same space of names or of another."""
    start, end = some_element(draw, tokens)
    local = name_of(tokens[start]).rpartition(":")[2]
    spaces = dict(re.findall(r'xmlns:?(\w*)="([^"]*)"', "".join(tokens[:3])))
    own = spaces.get(name_of(tokens[start]).rpartition(":")[0], "")
    space = draw.choice([own, own, "urn:x", *spaces.values()])
    tokens[start] = re.sub(r"^<[^\s/>]+", f'<q:{local} xmlns:q="{space}"', tokens[start])
    if end - 1 > start:
        tokens[end - 1] = f"</q:{local}>"


def default_space(draw: Random, tokens: Tokens) -> None:
    """Give an element another space of names for what has no prefix."""
    place = some_tag(draw, tokens)
    end = -2 if tokens[place].endswith("/>") else -1
    tokens[place] = f'{tokens[place][:end]} xmlns="urn:x"{tokens[place][end:]}'


def cut(draw: Random, tokens: Tokens) -> None:
    """Leave the rest out, from somewhere."""
    del tokens[draw.randrange(1, len(tokens)) :]


CHANGES: tuple[Callable[[Random, Tokens], None], ...] = (
    *(drop, double, move, swap, rename, wrap, unwrap, empty, set_attribute, set_attribute, set_attribute),
    *(add_attribute, add_attribute, drop_attribute, double_attribute, cdata, between, blanks, entity, declare),
    *(escape, say, prefix, default_space, cut),
)
"""All of them; those that matter most several times."""


def weight(name: str) -> int:
    """Say how often a part is to be changed, beside the others."""
    fitting = [("sheet1.xml", 20), ("content.xml", 30), ("sharedStrings", 8), ("styles.xml", 4), ("workbook.xml", 4)]
    return next((often for part, often in fitting if part in name), 1)


def mutated(content: bytes, seed: int) -> tuple[bytes, str]:
    """Change a package by a number: give it, and say what was changed."""
    draw = Random(seed)  # noqa: S311 - no secret
    parts = unpacked(content)
    # What a package says of its parts is held to be XML, and not looked at further.
    own = {"META-INF/manifest.xml", "[Content_Types].xml", "_rels/.rels"}
    names = [name for name in parts if name.endswith((".xml", ".rels")) and name not in own]
    said = []
    for _ in range(draw.choice([1, 1, 2, 3])):
        (name,) = draw.choices(names, [weight(each) for each in names])
        tokens = MARKS.findall(parts[name].decode("utf-8", "replace"))
        change = draw.choice(CHANGES)
        if len(tokens) > 2:
            change(draw, tokens)
        parts[name] = "".join(tokens).encode()
        said.append(f"{change.__name__} in {name}")
    return packed(parts), ", ".join(said)
