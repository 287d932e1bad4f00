"""The reader against `csv` itself: of any file the same cells, or the same error.

The reader cuts plain lines up on its own and gives the others to `csv`, a batch at a time. The oracle gives everything
to one `csv.reader`, and says the rest of what the page on commands promises again: blanks are stripped around what is
coded, one apostrophe before a formula is taken away, blank records are skipped and numbered.
"""

import csv
import io
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from ckm_mo.errors import BrokenTable, InvalidAnswer, MissingId, RepeatedId, WrongWidth
from ckm_mo.tables import texts
from ckm_mo.tables.reading import Tables
from strategies import FILES

SEPARATORS: Final = (",", ";", "\t")
ENDS: Final = ("\n", "\r\n", "\r")
ENCODINGS: Final = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "latin-1", "cp1252", "cp850", "mac-roman")
QUOTINGS: Final = (csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC, csv.QUOTE_NONE)
BATCHES: Final = (1, 40, 1 << 15)

WORDS: Final = {
    "violence": {"yes", "no", "unknown"},
    "deception": {"yes", "no", "unknown"},
    "relation": {"affective", "unknown"},
}
"""The words that the coded columns take here; every other is an error. Hyphens count as blanks."""

LAYOUTS: Final = (
    ("case_id", "violence"),
    ("case_id", "offender", "relation", "violence", "deception"),
    ("note", "case_id", "violence", "relation", "coder", "remark"),
    ("violence", "case_id", "deception", "note"),
    ("case_id", "note", "violence", "coder", "deception"),
    ("case_id", "note"),
)
"""Headers that let rows be cut up, and headers that do not."""

Outcome = tuple[list[list[str]], list[tuple[type, int]]]
"""The cells of each row that is in order, and each error with its row; no cells of a table that is broken."""


OTHER: Final = {"note", "coder", "remark"}
"""Columns that are no variables: blank around their text belongs to it."""


def stripped(cells: list[str], head: list[str]) -> list[str]:
    """Strip blanks but of other columns, and the apostrophe that was put before a formula."""
    names = [*head, *[""] * len(cells)]
    texts = [cell if name in OTHER else cell.strip() for cell, name in zip(cells, names, strict=False)]
    return [re.sub(r"\A'(?='*[=+\-@\t\r])", "", text) for text in texts]


def by_csv(text: str, separator: str) -> Outcome:
    """Read a table with `csv` alone."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    head = stripped(next(reader), [])
    rows: list[list[str]] = []
    errors: list[tuple[type, int]] = []
    seen = set()
    number = 1
    while True:
        number += 1
        try:
            cells = stripped(next(reader), head)
        except StopIteration:
            return rows, errors
        except csv.Error:
            return [], [*errors, (BrokenTable, number)]
        if not any(map(str.strip, cells)):
            continue
        if len(cells) != len(head):
            errors.append((WrongWidth, number))
            continue
        row = dict(zip(head, cells, strict=True))
        coded = {name: row[name] for name in WORDS if row.get(name, "").strip()}
        wrong = [name for name, cell in coded.items() if (cell.strip(" -\u00a0") or "-") not in WORDS[name]]
        errors += [(InvalidAnswer, number)] * len(wrong)
        if not row["case_id"] or row["case_id"] in seen:
            errors.append((RepeatedId if row["case_id"] else MissingId, number))
        elif not wrong:
            rows.append(cells)
        seen.add(row["case_id"])


def by_reader(data: bytes, encoding: str, batch: int) -> Outcome:
    """Read it with the reader, so many characters at a time."""
    with TemporaryDirectory() as folder, mock.patch.object(texts, "BATCH", batch):
        path = Path(folder) / "cases.csv"
        path.write_bytes(data)
        with Tables([str(path)], encoding=encoding) as opened:
            rows = [table.cells(each) for table, some in opened.batches(lambda case: case) for each in some.records]
            errors = [(type(error), error.row) for error in opened.gathered.errors]
            return [] if BrokenTable in dict(errors) else rows, errors


def cells_of(layout: tuple[str, ...], hard: st.SearchStrategy[str]) -> st.SearchStrategy[list[str]]:
    """Draw the cells of a row: mostly words that may stand there, and hard ones anywhere."""
    words = {name: st.sampled_from(sorted(some)) for name, some in WORDS.items()}
    ids = st.sampled_from([f"F-{number}" for number in range(40)])
    return st.tuples(
        *(st.one_of(words.get(name, ids if name == "case_id" else hard), st.one_of(hard, ids)) for name in layout)
    ).map(list)


def hard_text(*, quotes: bool = True) -> st.SearchStrategy[str]:
    """Draw text that is hard on a reader; letters that are in every encoding here."""
    return st.text("ab ,;'=-+@é\u00a0" + ('"\n\r\t' if quotes else ""), max_size=6)


@st.composite
def files(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a table as a program would write it, and its separator."""
    separator, quoting = draw(st.sampled_from(SEPARATORS)), draw(st.sampled_from(QUOTINGS))
    layout = draw(st.sampled_from(LAYOUTS))
    hard = hard_text(quotes=quoting != csv.QUOTE_NONE)
    rows = draw(st.lists(st.one_of(cells_of(layout, st.just("x")), cells_of(layout, hard)), max_size=8))
    stream = io.StringIO(newline="")
    text = [",".join(layout).replace(",", separator) + "\n"]
    for row in rows:
        stream = io.StringIO(newline="")
        written: list[Any] = [cell.replace(separator, "") if quoting == csv.QUOTE_NONE else cell for cell in row]
        csv.writer(
            stream,
            delimiter=separator,
            quoting=quoting,  # type: ignore[arg-type]  # one of the module's own
            lineterminator=draw(st.sampled_from(ENDS)),
        ).writerow(written)
        text.append(stream.getvalue())
    return "".join(text), separator


@settings(max_examples=FILES)
@given(files(), st.sampled_from(ENCODINGS), st.sampled_from(BATCHES))
@example(('case_id,note\n1,"x\ry"\r2,z\r\n', ","), "utf-8", 1)
@example(("case_id,violence\n1,-\n", ","), "utf-8", 1)
def test_files_that_programs_write(file: tuple[str, str], encoding: str, batch: int) -> None:
    """Whatever the quoting, separator, line ends, mixed too, and encoding: the same cells, the same errors."""
    text, separator = file
    assert by_reader(text.encode(encoding), encoding, batch) == by_csv(text, separator)


@settings(max_examples=FILES)
@given(
    st.sampled_from(LAYOUTS),
    st.sampled_from(SEPARATORS),
    st.lists(st.sampled_from(["S", '"', '""', "'", "\n", "\r", "\r\n", " ", "yes", "no", "F-1", "F-2", "x", "=", "é"])),
    st.sampled_from(BATCHES),
)
@example(LAYOUTS[0], ",", ["F-1", "S", "yes", "\n", "F-2", "S", '"', "no"], 1 << 15)
@example(LAYOUTS[0], ",", ["F-1", "S", "yes", "\r", "F-1", "S", "no"], 1)
@example(LAYOUTS[2], ",", ["S", '"'], 1)
def test_files_that_nobody_would_write(layout: tuple[str, ...], separator: str, parts: list[str], batch: int) -> None:
    """Whatever stands where, quotation marks that nothing closes too: the same cells, the same errors."""
    body = "".join(separator if part == "S" else part for part in parts)
    text = separator.join(layout) + "\n" + body
    assert by_reader(text.encode(), "utf-8", batch) == by_csv(text, separator)


@settings(max_examples=FILES)
@given(files(), st.sampled_from(ENCODINGS), st.data())
def test_bytes_that_are_no_text(file: tuple[str, str], encoding: str, data: st.DataObject) -> None:
    """Bytes that are not of the encoding are refused, and whatever is of it is read as it says."""
    text, separator = file
    whole = text.encode(encoding)
    cut = whole[: data.draw(st.integers(len(whole) // 2, len(whole)))]
    try:
        said = cut.decode(encoding)
    except UnicodeDecodeError:
        _, errors = by_reader(cut, encoding, 1 << 15)
        assert errors[-1] == (BrokenTable, 0)
    else:
        assume(said.startswith(text.partition("\n")[0]))  # a header that is cut is another
        assert by_reader(cut, encoding, 1 << 15) == by_csv(said, separator)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_letters(encoding: str) -> None:
    """Every encoding is read as it says: a letter that stands elsewhere in each comes out the same."""
    text = "case_id,note\né,\u00e4\n"
    assert by_reader(text.encode(encoding), encoding, 1) == ([["é", "ä"]], [])
