"""SPSS files written: answers as numbers with the words of tables as labels, so that they read back."""

import re
import shutil
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Final

from attrs import field, frozen

from ckm_mo.codebook import (
    NOT_CODED,
    OPEN,
    TOKENS,
    Variable,
    column_of,
    normalise,
    takes,
    variable_label,
    word,
)
from ckm_mo.errors import BrokenTable, UnwritableOutput, needing
from ckm_mo.messages import Reason
from ckm_mo.tables.files import parts
from ckm_mo.tables.results import result_column
from ckm_mo.tallies.statements import result_places

MARK: Final = "ckm-mo"
"""The label of a file that is written here, in which the label of a variable may be the name of its column."""

OPEN_NUMBERS: Final[Mapping[str, int]] = {value.key: 97 + index for index, value in enumerate(OPEN)}
"""What stands for each way to leave an answer open; the values of a variable are counted from 1."""

MISSING: Final[Mapping[str, tuple[int, ...]]] = {
    NOT_CODED: (OPEN_NUMBERS[NOT_CODED],),
    "all": tuple(OPEN_NUMBERS.values()),
}
"""What is declared as missing, by the word that asks for it."""

MOST_BYTES: Final = 32_767
"""How long a text may be."""

PACKED_AT_ONCE: Final = 1 << 12
"""How many rows are held as they are before they are packed."""

_LONGEST_LABEL, _LONGEST_WORD, _LONGEST_NAME = 255, 120, 64  # in bytes
_EMPTY_WIDTH: Final = 255  # of a text in a table without rows, into which somebody will type
_RESERVED: Final = {"all", "and", "by", "eq", "ge", "gt", "le", "lt", "ne", "not", "or", "to", "with"}
_CASE_SIZE, _COUNT, _MADE = slice(68, 72), slice(80, 84), slice(92, 109)  # where the head of a file states them
_NEVER: Final = b"01 Jan 0000:00:00"
"""When every file says that it was made: the same cases give the same bytes."""


@frozen
class Column:
    """A variable of SPSS.

    Args:
        head: The header of the column that it is.
        name: Its name.
        label: What it is, in words.
        numbers: What stands for each word of its cells, normalised; None for a text.
        words: The label of each number.
        missing: The numbers that are declared as missing.
    """

    head: str
    name: str
    label: str
    numbers: Mapping[str, int | None] | None = None
    words: Mapping[int, str] = field(factory=dict)
    missing: tuple[int, ...] = ()

    def take(self, cell: str, file: str) -> str | int | None:
        """Take a cell for what stands in the file."""
        if self.numbers is not None:
            return self.numbers[normalise(cell)]
        if "\0" in cell:
            raise BrokenTable(reason=Reason("nul"))
        if len(cell.encode()) > MOST_BYTES:
            raise UnwritableOutput(file=file, reason=Reason("sav_text", (("column", self.head), ("limit", MOST_BYTES))))
        return cell

    @property
    def wide(self) -> str | None:
        """A cell as wide as any that somebody may type into an empty table."""
        return " " * _EMPTY_WIDTH if self.numbers is None else None


@contextmanager
def sav_writer(
    stream: BinaryIO, file: str, *, lang: str, missing: str = NOT_CODED
) -> Iterator[Callable[[Iterable[str]], None]]:
    """Open an SPSS file to be written, and give what writes a row: the header first.

    Rows are kept until the end, an answer in two bytes: how wide texts are stands before them.

    Args:
        stream: What the bytes go to.
        file: Its path.
        lang: The language of labels.
        missing: What is declared as missing: one of `MISSING`.

    Raises:
        MissingExtra: Without pyreadstat or polars.
        UnwritableOutput: If SPSS has no place for a column or a text.
        BrokenTable: If a text has a NUL character, with which the table could not be read back.
    """
    with needing("polars", "spss_out", "spss"):
        import polars  # noqa: ICN001, PLC0415 - an extra
    with needing("pyreadstat", "spss_out", "spss"):
        import pyreadstat  # noqa: PLC0415 - an extra
    columns: list[Column] = []
    rows: list[list[str | int | None]] = []
    packed: list[polars.DataFrame] = []

    def pack() -> None:
        schema = {each.name: polars.String if each.numbers is None else polars.Int16 for each in columns}
        packed.append(polars.DataFrame(rows, schema, orient="row"))
        rows.clear()

    def write(cells: Iterable[str]) -> None:
        if not columns:
            columns.extend(_columns([*cells], file, lang, MISSING[missing]))
            return
        rows.append([each.take(cell, file) for each, cell in zip(columns, cells, strict=True)])
        if len(rows) == PACKED_AT_ONCE:
            pack()

    yield write
    pack()
    with parts(file) as folder:
        path = Path(folder) / "written.sav"
        frame = polars.concat(packed)
        if frame.is_empty():
            frame = polars.DataFrame([[each.wide for each in columns]], frame.schema, orient="row")
        pyreadstat.write_sav(
            frame,
            path,
            file_label=MARK,
            row_compress=len(packed[0]) > 0,
            column_labels=[each.label for each in columns],
            variable_value_labels={each.name: dict(each.words.items()) for each in columns if each.words},
            missing_ranges={each.name: [*each.missing] for each in columns if each.missing},
            variable_format={each.name: "F2.0" for each in columns if each.numbers is not None},
            variable_measure=dict.fromkeys((each.name for each in columns), "nominal"),
        )
        _copy(path, stream, empty=packed[0].is_empty())


def _copy(path: Path, stream: BinaryIO, *, empty: bool) -> None:
    """Copy a file, made at no moment; one that is empty without the row that says how wide texts are."""
    with path.open("rb") as written:
        head = bytearray(written.read(_MADE.stop))
        head[_MADE] = _NEVER
        if empty:
            head[_COUNT] = bytes(4)
            row = 8 * int.from_bytes(head[_CASE_SIZE], "little")
            stream.write(head + written.read()[:-row])
        else:
            stream.write(head)
            shutil.copyfileobj(written, stream)


def _columns(heads: Sequence[str], file: str, lang: str, missing: tuple[int, ...]) -> Iterator[Column]:
    """Give the variables of a header, of which no two have one name, whatever its case."""
    taken: set[str] = set()
    tried: Counter[str] = Counter()
    results = result_places(heads)
    for index, head in enumerate(heads):
        variable = None if index in results else column_of(head)
        if not head or len(head.encode()) > _LONGEST_LABEL:
            raise UnwritableOutput(file=file, reason=Reason("sav_name", (("column", head), ("limit", _LONGEST_LABEL))))
        allowed = _allowed(word(variable, lang) if variable else head)
        while (name := _name(allowed, tried[allowed.casefold()] + 1)).casefold() in taken:
            tried[allowed.casefold()] += 1
        taken.add(name.casefold())
        if variable:
            yield _coded(name, variable, lang, missing)
        elif index in results:
            label, words = result_column(head, lang)
            numbers = {normalise(cell): number for number, cell in enumerate(words, 1)}
            labels = dict(enumerate((_cut(text, _LONGEST_WORD) for text in words.values()), 1))
            yield Column(head, name, label, numbers or None, labels)
        else:
            yield Column(head, name, head)


def _coded(name: str, variable: Variable, lang: str, missing: tuple[int, ...]) -> Column:
    """Give the variable of SPSS for one of the codebook: of one that takes several values at once it is a text."""
    if variable.several or not variable.values:
        return Column(name, name, variable_label(variable, lang))
    values = {value.key: OPEN_NUMBERS.get(value.key, index) for index, value in enumerate(takes(variable), 1)}
    numbers: dict[str, int | None] = {token: values[key] for token, key in TOKENS[variable.key].items()}
    words = {values[value.key]: word(value, lang) for value in takes(variable)}
    declared = tuple(each for each in missing if each in words)
    numbers[""] = values.get(NOT_CODED)
    return Column(name, name, variable_label(variable, lang), numbers, words, declared)


def column_head(name: str, label: str | None) -> str:
    """Give the header of the column that a variable was written for, which its name may not have room for."""
    numbered = re.search(r"_([0-9]{1,6})$", name)
    number = int(numbered[1]) if numbered else 1
    allowed = _allowed(label) if label else ""
    return label if label and name in {_name(allowed, 1), _name(allowed, number)} else name


def _allowed(head: str) -> str:
    """Give a header as far as SPSS allows it for a name, however long."""
    allowed = re.sub(r"[^\w.$#@]", "_", head)
    return allowed if allowed[0].isalpha() and allowed.casefold() not in _RESERVED else f"v_{allowed}"


def _name(allowed: str, number: int) -> str:
    """Give a name of the length that SPSS allows, numbered from the second on."""
    ending = f"_{number}" if number > 1 else ""
    return _cut(allowed, _LONGEST_NAME - len(ending)).rstrip(".") + ending


def _cut(text: str, size: int) -> str:
    """Cut a text to so many bytes, between two characters."""
    return text.encode()[:size].decode(errors="ignore")
