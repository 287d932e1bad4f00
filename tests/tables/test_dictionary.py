"""The dictionary of an SPSS file: what does not agree with itself is refused before pyreadstat sees it."""

import struct
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from unittest import mock

import pandas as pd
import pyreadstat
import pytest
from attrs import evolve, frozen

from ckm_mo.errors import InvalidInput
from ckm_mo.tables import dictionary
from ckm_mo.tables.reading import read_table

BLANK = b" " * 8


@frozen
class Sav:
    """An SPSS file of two variables, record by record, as numbers and bytes: by either order of the bytes."""

    layout: Any = 2
    packed: int = 0
    stated: int = 2
    id_record: Sequence[Any] = (2, 8, 0, 0, 0x010800, 0x010800, b"CASE_ID ")
    answer_record: Sequence[Any] = (2, 0, 1, 1, 0x050800, 0x050800, b"VIOLENCE", 3, b"yes?", 9.0)
    labels: Sequence[Any] = (3, 2, 1.0, b"\2ja     ", 2.0, b"\3nee    ", 4, 1, 2)
    notes: Sequence[Any] = (6, 1, b" " * 80)
    encoding: Sequence[Any] = (7, 3, 4, 8, 20, 0, 0, 0, 1, 1, 2, 65001)
    more: Sequence[Any] = ()
    end: Sequence[Any] = (999, 0)
    data: Sequence[Any] = (b"a       ", 1.0, b"b       ", 2.0)

    def content(self, order: str = "<") -> bytes:
        """Give its bytes."""
        head = (b"$FL2@(#) SPSS", b" " * 51, self.layout, -1, self.packed, 0, self.stated, 100.0, b" " * 84)
        dictionary = (*self.id_record, *self.answer_record, *self.labels, *self.notes, *self.encoding, *self.more)
        return b"".join(_bytes(order, each) for each in (*head, *dictionary, *self.end, *self.data))


def _bytes(order: str, each: Any) -> bytes:
    return each if isinstance(each, bytes) else struct.pack(order + ("d" if isinstance(each, float) else "i"), each)


WHOLE = Sav()
LONG = [(2, 255, 0, 0, 0x010800, 0x010800, b"LONG0   ")] + [(2, -1, 0, 0, 0, 0, BLANK)] * 31
LAST = (2, 8, 0, 0, 0x010800, 0x010800, b"LONG1   ")
MOST = 2**31 - 1
NOTHING = -sys.float_info.max


def long_text(width: bytes, *, parts: Sequence[Sequence[Any]] = (*LONG, LAST)) -> Sav:
    """Give a file with a long text, in so many parts."""
    values = [number for part in parts for number in part]
    data = (b"a       ", 1.0) + (b"x       ",) * len(parts)
    width = b"Long0=" + width + b"\0\t"
    return evolve(
        WHOLE,
        answer_record=(*WHOLE.answer_record, *values),
        more=(7, 14, 1, len(width), width),
        stated=1,
        data=data,
    )


def words(*values: bytes, page: int = 65001) -> Sav:
    """Give a file with labels of texts."""
    labels = [each for value in values for each in (value, b"\3yes    ")]
    return evolve(
        WHOLE, labels=(3, len(values), *labels, 4, 1, 1), encoding=(*WHOLE.encoding[:-1], page), data=(BLANK, 1.0) * 2
    )


def answers(path: Path, content: bytes) -> list[str]:
    """Give the answers about violence in a file."""
    path.write_bytes(content)
    return [str(case["violence"]) for case in read_table(path)]


def refused(path: Path, content: bytes) -> str:
    """Give why a file is refused, without a look by pyreadstat."""
    path.write_bytes(content)
    with mock.patch("pyreadstat.read_sav", side_effect=AssertionError), pytest.raises(InvalidInput) as caught:
        read_table(path)
    (error,) = caught.value.errors
    return error.reason.key  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    "file",
    [
        WHOLE,
        evolve(WHOLE, stated=-1),
        evolve(WHOLE, answer_record=(*WHOLE.answer_record[:3], -2, *WHOLE.answer_record[4:], 10.0)),
        evolve(WHOLE, more=(7, 99, 3, 2, b"other ")),
        evolve(WHOLE, encoding=()),
        evolve(WHOLE, packed=1, data=(bytes([253, 101, 253, 102, 252, 0, 0, 0]), b"a       b       ")),
        evolve(WHOLE, packed=1, stated=-1, data=(bytes([253, 101, 253, 102, 252, 0, 0, 0]), b"a       b       ")),
        evolve(WHOLE, packed=1, stated=-1, data=(bytes([0, 0, 253, 101, 0, 0, 253, 102]), b"a       b       ")),
    ],
)
def test_whole(tmp_path: Path, file: Sav, order: str) -> None:
    """One that agrees with itself is read, by either order of the bytes, packed or not."""
    assert answers(tmp_path / "x.sav", file.content(order)) == ["yes", "no"]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize(
    "file",
    [
        evolve(WHOLE, layout=4),
        evolve(WHOLE, packed=3),
        evolve(WHOLE, id_record=()),
        evolve(WHOLE, id_record=(), answer_record=(), labels=(), data=()),
        evolve(WHOLE, id_record=(2, -1, *WHOLE.id_record[2:])),
        evolve(WHOLE, id_record=(2, 9, *WHOLE.id_record[2:])),
        evolve(WHOLE, id_record=(2, 256, *WHOLE.id_record[2:])),
        evolve(WHOLE, id_record=(2, 0, *WHOLE.id_record[2:])),
        evolve(WHOLE, answer_record=(*WHOLE.answer_record[:3], -1, *WHOLE.answer_record[4:])),
        evolve(WHOLE, answer_record=(*WHOLE.answer_record[:3], 4, *WHOLE.answer_record[4:])),
        evolve(WHOLE, answer_record=(*WHOLE.answer_record[:7], -1, *WHOLE.answer_record[8:])),
        evolve(WHOLE, answer_record=(*WHOLE.answer_record[:7], MOST, *WHOLE.answer_record[8:])),
        evolve(WHOLE, labels=(3, MOST, *WHOLE.labels[2:])),
        evolve(WHOLE, labels=(*WHOLE.labels[:-3], 5, 1, 2)),
        evolve(WHOLE, labels=(*WHOLE.labels[:-1], 82)),
        evolve(WHOLE, labels=(*WHOLE.labels[:-1], 0)),
        evolve(WHOLE, labels=(*WHOLE.labels[:-2], 2, 1, 2)),
        evolve(WHOLE, labels=(*WHOLE.labels[:-2], 0)),
        evolve(WHOLE, labels=(*WHOLE.labels[:-2], MOST, 2)),
        evolve(WHOLE, labels=(4, 1, 2)),
        words(b"\xf0\x3f      "),
        words(b"\x81       ", page=1252),
        words(b"\xe9       ", page=7),
        evolve(WHOLE, notes=(6, -1)),
        evolve(WHOLE, notes=(6, MOST)),
        evolve(WHOLE, more=(7, 11, 4, (1 << 30) + 1, b"abcd")),
        evolve(WHOLE, more=(7, 13, 0, MOST)),
        evolve(WHOLE, more=(7, 99, -2, -2, b"abcd")),
        evolve(WHOLE, more=(7, 13, 2, 2, b"A=b ")),
        evolve(WHOLE, encoding=(7, 3, 4, 7, *WHOLE.encoding[4:-1])),
        long_text(b"00600"),
        long_text(b"99999"),
        long_text(b"00263", parts=LONG),
        evolve(WHOLE, more=(7, 14, 1, 11, b"CASE_ID=256")),
        evolve(WHOLE, more=(7, 14, 1, 6, b"NO=300")),
        evolve(WHOLE, end=()),
        evolve(WHOLE, end=(999,), data=()),
        evolve(WHOLE, stated=-1, data=WHOLE.data[:-1]),
        evolve(WHOLE, stated=-1, data=(*WHOLE.data, b"c")),
        evolve(WHOLE, packed=1, data=(bytes([253, 101, 253, 102, 252, 0, 0, 0]), b"a       b      ")),
        evolve(WHOLE, packed=1, stated=-1, data=(bytes([253, 101, 253, 102, 0, 0, 0, 0]), b"a       ")),
        evolve(WHOLE, packed=1, stated=-1, data=(bytes([253, 101, 253, 252, 102, 0, 0, 0]), b"a       b       ")),
    ],
)
def test_refused(tmp_path: Path, file: Sav, order: str) -> None:
    """One of which something is not there, is there in part, or is of another kind is refused at once."""
    assert refused(tmp_path / "x.sav", file.content(order)) == "damaged"


def test_cut(tmp_path: Path) -> None:
    """Wherever a file is cut within its dictionary, it is refused at once."""
    content = WHOLE.content()
    assert content.index(struct.pack("<i", 999)) > 420
    for cut in range(8, 420, 3):
        assert refused(tmp_path / "x.sav", content[:cut]) == "damaged", cut


def test_many_values(tmp_path: Path) -> None:
    """One with rows that pyreadstat has no room for is refused, and the limit is named."""
    with mock.patch.object(dictionary, "MOST_VALUES", 1):
        assert refused(tmp_path / "x.sav", WHOLE.content()) == "many_columns"


@pytest.mark.parametrize("page", [2, 1252, 28591, 65001])
def test_labels_of_words(tmp_path: Path, page: int) -> None:
    """Words with labels are read in the encoding that the file states."""
    word = "é".encode({65001: "utf-8"}.get(page, "latin-1")).ljust(8)
    file = evolve(words(word, page=page), stated=1, data=(b"a       ", NOTHING))
    path = tmp_path / "x.sav"
    path.write_bytes(file.content())
    labels: Any = pyreadstat.read_sav(path)[1].variable_value_labels
    assert labels == {"CASE_ID": {"é": "yes"}}
    assert [case.case_id for case in read_table(path)] == ["a"]


def test_long_text(tmp_path: Path) -> None:
    """A long text is read from its parts."""
    path = tmp_path / "x.sav"
    path.write_bytes(long_text(b"00263").content())
    assert len(read_table(path)) == 1


@pytest.mark.parametrize("length", [1, 8, 9, 252, 253, 255, 256, 504, 505, 32767])
@pytest.mark.parametrize("form", [{}, {"row_compress": True}, {"compress": True}], ids=["plain", "packed", "twice"])
def test_written(tmp_path: Path, length: int, form: dict[str, Any]) -> None:
    """Whatever pyreadstat writes is read: long names and texts, labels, ranges that are missing, notes."""
    path = tmp_path / "x.sav"
    columns = {"case_id": ["a", "b"], "violence": [1.0, 9.0], "s": ["ja", "né"], "long": ["x" * length, ""]}
    columns["a_name_of_many_letters_and_more"] = [1.5, 2.5]
    labels: dict[str, Any] = {
        "violence": {1.0: "ja", 9.0: "onbekend"},
        "s": {"né": "x" * 100},
        "long": {"x" * min(length, 100): "y"},
    }
    pyreadstat.write_sav(
        pd.DataFrame(columns),
        path,
        column_labels=["é", None, "ab", "x" * 200, None],
        note=["a note", "another"],
        variable_value_labels=labels,
        missing_ranges={"violence": [{"lo": 7, "hi": 9}, 5], "s": ["q", "é"], "long": ["zz"]},
        **form,
    )
    for stated in (2, -1):
        content = path.read_bytes()
        path.write_bytes(content[:80] + struct.pack("<i", stated) + content[84:])
        assert [str(case["violence"]) for case in read_table(path)] == ["yes", "unknown"]
