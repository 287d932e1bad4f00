"""What LibreOffice shows of a workbook is what is read of it, or the workbook is refused.

    pytest tests/libreoffice

A suite of its own, since it needs LibreOffice (Debian: libreoffice-calc-nogui). `CKM_MO_FILES` draws more, by hand.
"""

import os
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from ckm_mo.codebook import CODED, NOT_CODED, VARIABLE, YES_NO, variable_of
from ckm_mo.errors import InvalidInput
from ckm_mo.tables.reading import read_table
from doors.drawing import Column, Table, drawn
from doors.mutations import mutated
from doors.test_doors import hold
from doors.writers import WRITERS
from libreoffice.program import SHOWN, STORED, Rows, convert, shown, written

MANY = int(os.environ.get("CKM_MO_FILES", "120"))
SHEETS = [name for name, writer in WRITERS.items() if writer.suffix in {".xlsx", ".ods"}]
KINDS = {".xlsx": "xlsx:Calc MS Excel 2007 XML", ".ods": "ods:calc8"}
TRUTH = {"TRUE": "yes", "FALSE": "no", "1": "yes", "0": "no"}
"""The words for truth, as LibreOffice shows it."""

Read = list[tuple[tuple[str, ...], dict[str, str], dict[str, str]]]
"""Cases: the ids of each, its answers and its own columns, without what is empty."""

BASE = Table(
    (
        Column("case_id", ("A-1", "A-2", "A-3"), VARIABLE["case_id"]),
        Column("violence", ("yes", "not_stated", " no "), VARIABLE["violence"]),
        Column("deception", (True, False, None), VARIABLE["deception"]),
        Column("offender", (1001, None, 1003), VARIABLE["offender"]),
        Column("relation", (None, "affective", "unknown"), VARIABLE["relation"]),
        Column("remark", ("two\nlines", "  a  b ", None)),
        Column("year", (2001, None, 7.5)),
    ),
    ({}, {}, {}),
)
"""What is changed part by part."""

BOOKS = Path(__file__).parent.parent / "data" / "files"


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    """Work in a folder, with the profile in it."""
    with TemporaryDirectory() as place:
        yield Path(place)


def read(path: Path) -> Read | None:
    """Read a table; None where it is refused."""
    try:
        cases = read_table(path).cases
    except InvalidInput:
        return None
    return [
        (
            case.names,
            {each.key: str(case[each.key]) for each in CODED if str(case[each.key]) != NOT_CODED},
            {name: text for name, text in case.other if text},
        )
        for case in cases
    ]


def in_words(rows: Rows) -> Rows:
    """Put the words for truth where answers are."""
    heads = [variable_of(head.strip()) for head in rows[0]] if rows else []
    answers = [head is not None and head.values == YES_NO for head in heads]
    return [
        *rows[:1],
        *(
            [TRUTH.get(cell, cell) if answer else cell for cell, answer in zip(row, answers, strict=True)]
            for row in rows[1:]
        ),
    ]


def forms(text: str) -> set[str]:
    """Give the forms in which LibreOffice shows an own cell: truth and dates also as if they had none of their own."""
    shown_as = {text, *{"TRUE": "1", "FALSE": "0"}.get(text, "")}
    if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        shown_as.add(str((date.fromisoformat(text) - date(1899, 12, 30)).days))
    return shown_as


def same(found: Read, as_shown: Read | None, as_stored: Read | None) -> bool:
    """Return whether cases are those that are shown; a number in an own column may be without its form."""
    if as_shown is None or len(found) != len(as_shown):
        return False
    stored = as_stored if as_stored is not None and len(as_stored) == len(found) else as_shown
    return all(
        case[:2] == other[:2]
        and case[2].keys() == other[2].keys()
        and all(forms(text) & {other[2][name], plain[2].get(name)} for name, text in case[2].items())
        for case, other, plain in zip(found, as_shown, stored, strict=True)
    )


def differ(paths: Sequence[Path], folder: Path) -> tuple[list[Path], list[Path]]:
    """List the workbooks that are read otherwise than LibreOffice shows one of their sheets, and those refused."""
    profile = folder / "profile"
    as_shown = shown(paths, SHOWN, folder / "shown", profile)
    as_stored = shown(paths, STORED, folder / "stored", profile)
    otherwise, refused = [], []
    for path in paths:
        found = read(path)
        if found is None:
            refused.append(path)
        elif found and not any(
            same(found, *(read(written(in_words(rows), folder / "rows.csv")) for rows in both))
            for both in zip(as_shown[path], as_stored[path], strict=False)
        ):
            otherwise.append(path)
    return otherwise, refused


def test_shown(folder: Path) -> None:
    """Of workbooks that programs write, what is shown is read: cell by cell, and none that is right is refused."""
    paths, wrong = [], []
    for place, name in enumerate(SHEETS):
        for seed in range(1 + place, 1 + place + max(2, MANY // 40)):
            path = folder / f"s{place}_{seed}{WRITERS[name].suffix}"
            if WRITERS[name].written(drawn(seed), path).wrong:
                wrong.append(path)
            paths.append(path)
    assert differ(paths, folder) == ([], wrong)


@pytest.mark.parametrize("suffix", KINDS)
def test_saved(suffix: str, folder: Path) -> None:
    """What LibreOffice itself saves is read as the table that it opened."""
    tables = {}
    for seed in range(max(6, MANY // 20)):
        for name in ("openpyxl", "XlsxWriter, row by row"):  # odfpy writes truth as no program shows it
            path = folder / f"w{suffix[1:]}{seed}{name[:1]}{WRITERS[name].suffix}"
            tables[path] = WRITERS[name].written(drawn(seed), path)
    place = folder / f"saved{suffix}"
    place.mkdir()
    convert([*tables], KINDS[suffix], place, folder / "profile")
    for path, table in tables.items():
        hold(place / f"{path.stem}{suffix}", table)


def test_changed(folder: Path) -> None:
    """A workbook that is changed as no program would is refused, or read as it is shown; where nothing is, refused."""
    bases: list[Path] = []
    for name in ("openpyxl", "XlsxWriter", "XlsxWriter, row by row", "odfpy"):
        bases.append(folder / f"base{len(bases)}{WRITERS[name].suffix}")
        WRITERS[name].written(BASE, bases[-1])
    for path, suffix in ((bases[1], ".ods"), (bases[0], ".xlsx")):
        convert([path], KINDS[suffix], folder / "again", folder / "profile")
        bases.append(folder / "again" / f"{path.stem}{suffix}")
    bases += [BOOKS / "notes.ods", BOOKS / "notes.xlsx"]
    assert all(map(read, bases))
    said = {}
    for seed in range(MANY):
        base = bases[seed % len(bases)]
        content, what = mutated(base.read_bytes(), seed)
        path = folder / f"c{seed}{base.suffix}"
        path.write_bytes(content)
        said[path] = f"{path.name}, of {base.name}: {what}"
    otherwise, refused = differ([*said], folder)
    print(f"{len(said)} changed, {len(refused)} refused, {len(otherwise)} read otherwise")  # noqa: T201 - with -s
    assert [said[path] for path in otherwise] == []
    assert MANY // 4 < len(refused) < MANY * 3 // 4  # else the changes are too large, or too small
