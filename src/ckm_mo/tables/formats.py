"""File formats: which files are read, known by their content and their suffix together."""

import zlib
from collections.abc import Callable
from functools import partial
from importlib import import_module
from pathlib import PurePath
from typing import Final, NamedTuple

from ckm_mo.errors import STANDARD, BrokenTable, EmptyTable, UnwritableOutput
from ckm_mo.messages import Reason
from ckm_mo.tables import texts
from ckm_mo.tables.cells import SourceRows
from ckm_mo.tables.files import Source


class Format(NamedTuple):
    """A file format.

    Args:
        key: Of its name among the reasons in `messages`, without `is_`.
        suffixes: Of its files; text has all that no other kind has.
        begins: What its content begins with.
        part: A part that it holds, if it is a package of parts.
        read: What gives its rows, of the sheet that is named; None where it is read as text, or not at all.
    """

    key: str
    suffixes: tuple[str, ...] = ()
    begins: tuple[bytes, ...] = ()
    part: str = ""
    read: Callable[[Source, str | None], SourceRows] | None = None


def _by(module: str) -> Callable[[Source, str | None], SourceRows]:
    """Give what reads a format, by the module that does; it is imported where there is such a file."""
    return lambda source, sheet: import_module(f"ckm_mo.tables.{module}").read(source, sheet)


DELIMITED: Final = Format("text", (".csv", ".tsv", ".tab", ".txt", ""))
PACKED: Final = Format("gz", (".gz",), (b"\x1f\x8b",))
XLSM: Final = Format("xlsm", (".xlsm", ".xltm"), part="xl/vbaProject.bin")
XLSX: Final = Format("xlsx", (".xlsx",), part="xl/workbook.xml", read=_by("sheets"))
ODS: Final = Format("ods", (".ods",), part="content.xml", read=_by("sheets"))
SAV: Final = Format("sav", (".sav", ".zsav"), (b"$FL2@(#)", b"$FL3@(#)"), read=_by("spss"))
XLS: Final = Format("xls", (".xls",))
LOCKED: Final = Format("locked", (".xlsx", ".xls"))
OLE: Final = Format("ole", (".doc", ".ppt", ".msg"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",))
ZIP: Final = Format("zip", (".zip",), (b"PK\x03\x04", b"PK\x05\x06"))
CUT: Final = Format("zip")
"""A package that cannot be opened."""

FORMATS: Final = (
    DELIMITED,
    PACKED,
    XLSM,  # before the workbook that it is as well
    XLSX,
    ODS,
    SAV,
    Format("parquet", (".parquet",), (b"PAR1",), read=_by("parquet")),
    # What is known only to be named.
    XLS,
    LOCKED,
    OLE,
    ZIP,
    Format("xlsb", (".xlsb",), part="xl/workbook.bin"),
    Format("numbers", (".numbers",), part="Index/Document.iwa"),
    Format("docx", (".docx",), part="word/document.xml"),
    Format("pdf", (".pdf",), (b"%PDF",)),
    Format(
        "picture", (".png", ".jpg", ".jpeg", ".gif", ".tif", ".tiff"), (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\0")
    ),
    Format("arrow", (".arrow", ".feather"), (b"ARROW1", b"FEA1")),
    Format("stata", (".dta",), (b"<stata_dta>",)),
    Format("sas", (".sas7bdat", ".xpt"), (bytes(12) + b"\xc2\xea\x81\x60", b"HEADER RECORD*******")),
    Format(
        "archive",
        (".bz2", ".xz", ".zst", ".7z"),
        (b"BZh91AY&SY", b"\xfd7zXZ\0", b"\x28\xb5\x2f\xfd", b"7z\xbc\xaf\x27"),
    ),
    Format("xml", (".xml", ".fods"), (b"<?xml", b"\xef\xbb\xbf<?xml", b"<!DOCTYPE", b"<!doctype", b"<html", b"<HTML")),
)
"""All that are known."""

WRITTEN: Final = (".csv", ".tsv", ".xlsx", ".sav")
"""How the names of tables end that are written."""

TABBED: Final = (".tsv", ".tab")
"""How the names of texts end whose cells are separated by tabs."""

_NO_CASES: Final = {".json": "json", ".html": "xml", ".htm": "xml"}
"""What a table of cases is not, by how its name ends. It is read as text all the same, where that stands in it."""

_SHEET_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_SEARCHED_BYTES: Final = 1 << 26  # how much of an old file is looked through for the names of its parts
_OLE_PARTS: Final = (("EncryptedPackage", LOCKED), ("Workbook", XLS), ("Book", XLS))


def recognise(source: Source) -> Format:
    """Say how a file is to be read.

    Args:
        source: Of which nothing was read.

    Returns:
        A format with a `read`, or `DELIMITED`, or `PACKED`: text that is packed with gzip. Standard input, which has no
        suffix, is text.

    Raises:
        BrokenTable: If content and suffix do not agree, or if such files are not read.
        EmptyTable: If there is no content.
    """
    stated = by_suffix(source.name)
    head = source.head
    actual = _by_content(source, head)
    suffix = PurePath(source.name).suffix
    content = (
        Reason("is_unknown") if actual is DELIMITED and stated is not DELIMITED and b"\0" in head else _name(actual)
    )
    taken = _name(stated) if suffix.lower() in stated.suffixes else Reason("is_taken_as_text")
    names = (("suffix", suffix), ("said", taken), ("found", content))
    if source.name == STANDARD and actual is not DELIMITED:
        raise BrokenTable(reason=Reason("standard", names[2:]))
    if not head and stated is not DELIMITED:
        raise EmptyTable
    if actual is LOCKED and suffix.lower() in LOCKED.suffixes:
        raise BrokenTable(reason=Reason("locked"))
    if actual is CUT and stated.part:
        raise BrokenTable(reason=Reason("damaged"))
    if actual is not stated:
        raise BrokenTable(reason=Reason("mismatch", names) if suffix else Reason("no_suffix", names[2:]))
    if actual is PACKED:
        _check_packed(source.name, head, names)
    if actual.read is None and actual not in {DELIMITED, PACKED}:
        read = tuple(each.suffixes[0] for each in FORMATS if each.read or each is DELIMITED)
        raise BrokenTable(reason=Reason("unread", (*names[2:], ("suffixes", read))))
    return actual


def reader(format_: Format, source: Source, *, encoding: str, sheet: str | None) -> Callable[[], SourceRows]:
    """Give what reads a file of a format that is read, as text in an encoding or the sheet that is named."""
    if format_.read:
        return partial(format_.read, source, sheet)
    return partial(texts.read, source, encoding, unpack=format_ is PACKED)


def by_suffix(name: str) -> Format:
    """Say what a file is by its suffix."""
    suffix = PurePath(name).suffix.lower()
    return next((each for each in FORMATS if suffix in each.suffixes), DELIMITED)


def to_be_written(name: str) -> Format:
    """Say how an output is written, by its suffix.

    Args:
        name: Its path. One whose suffix is no format's is text.

    Raises:
        UnwritableOutput: If its suffix is that of a format that is not written, so that it could not be read back.
    """
    format_, suffix = by_suffix(name), PurePath(name).suffix.lower()
    if format_ is not DELIMITED and suffix not in WRITTEN:
        raise _not_written(name, Reason("is_zsav") if suffix == ".zsav" else _name(format_))
    return format_


def check_for_cases(name: str) -> None:
    """Refuse a name for a table of cases that says that it is something else, which `to_be_written` takes for text.

    Raises:
        UnwritableOutput: If it does.
    """
    if key := _NO_CASES.get(PurePath(name).suffix.lower()):
        raise _not_written(name, Reason(f"is_{key}"))


def _not_written(name: str, kind: Reason) -> UnwritableOutput:
    return UnwritableOutput(file=name, reason=Reason("not_written", (("said", kind), ("suffixes", WRITTEN))))


def _name(format_: Format) -> Reason:
    return Reason(f"is_{format_.key}")


def _by_content(source: Source, head: bytes) -> Format:
    """Say what a file is by its content."""
    format_ = next((each for each in FORMATS if head.startswith(each.begins)), DELIMITED)
    if format_ is ZIP and source.name != STANDARD:
        return _package(source)
    if format_ is OLE and source.name != STANDARD:
        content = source.whole().read(_SEARCHED_BYTES)
        return next((each for part, each in _OLE_PARTS if part.encode("utf-16-le") in content), OLE)
    return format_


def _package(source: Source) -> Format:
    """Say what a package of parts is."""
    import zipfile  # noqa: PLC0415 - only such a file needs it

    try:
        package = zipfile.ZipFile(source.whole())
        parts = {part.filename: part for part in package.infolist()}
        kind = parts.get("mimetype")
        if kind and kind.file_size < len(_SHEET_TYPE) + 9 and package.read(kind).strip() == _SHEET_TYPE:
            return ODS
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return CUT
    return next((each for each in FORMATS if each.part and each.part in parts and each is not ODS), ZIP)


def _check_packed(name: str, head: bytes, names: tuple[tuple[str, object], ...]) -> None:
    """Refuse a packed file that is not packed text, by the name and by the content of what is packed."""
    stated = by_suffix(PurePath(name).stem)
    try:
        within = zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(head, 1 << 12)
    except zlib.error as error:
        raise BrokenTable(reason=Reason("damaged")) from error
    actual = next((each for each in FORMATS if within.startswith(each.begins)), DELIMITED)
    other = stated if actual is DELIMITED else actual
    if other is not DELIMITED:
        raise BrokenTable(reason=Reason("packed", (*names[:1], ("found", _name(other)))))
