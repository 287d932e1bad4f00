"""Data sets: SPSS files as pyreadstat writes them, and Parquet."""

import io
import tracemalloc
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final
from unittest import mock

import pandas as pd
import pyarrow as pa
import pyreadstat
import pytest
from hypothesis import given, settings
from pyarrow import parquet

import strategies
from ckm_mo.cases import Case
from ckm_mo.codebook import VARIABLES
from ckm_mo.errors import BrokenTable, EmptyTable, InvalidInput
from ckm_mo.messages import Reason
from ckm_mo.tables import parquet as packed
from ckm_mo.tables import spss
from ckm_mo.tables.reading import Tables, read_table
from ckm_mo.tables.table import Table
from ckm_mo.tables.writing import write_table
from commands import CODER1, FILES, text_of

Columns = Mapping[str, Any]


def sav(path: Path, columns: Columns, **options: Any) -> Path:
    """Write an SPSS file."""
    pyreadstat.write_sav(pd.DataFrame(dict(columns)), path, **options)
    return path


def parq(path: Path, columns: Columns, types: Mapping[str, pa.DataType] | None = None, **options: Any) -> Path:
    """Write a Parquet file."""
    types = types or {}
    table = pa.table({name: pa.array(values, types.get(name)) for name, values in columns.items()})
    parquet.write_table(table, path, **options)
    return path


def facts(path: Path) -> list[tuple[int, str, str, str]]:
    """Have a table refused, and give the row, the column, what stood there, and the kind of cell of its errors."""
    with pytest.raises(InvalidInput) as caught:
        read_table(path)
    return [
        (each.row, each.column, getattr(each, "value", ""), getattr(getattr(each, "reason", None), "key", ""))
        for each in caught.value.errors
    ]


LABELS = {"violence": {1.0: "ja", 2.0: "Nee ", 9.0: "onbekend", 8.0: "geweigerd"}, "deception": {"y": "yes", "n": "no"}}


class TestSpss:
    """SPSS files: labels are the words."""

    def test_labels(self, tmp_path: Path) -> None:
        """Values are read as their labels say, of numbers and of text, in either language; without a value is empty."""
        columns = {
            "case_id": ["007", "F-2 ", "F-3", "F-4"],
            "violence": [1, 2, 9, None],
            "deception": ["y", "n", "unknown", ""],
            "recruitment_vulnerable_position": ["yes", "", "no", None],
        }
        path = sav(tmp_path / "x.sav", columns, variable_value_labels=LABELS)
        cases = list(read_table(path))
        assert [case.case_id for case in cases] == ["007", "F-2", "F-3", "F-4"]
        assert [str(case["violence"]) for case in cases] == ["yes", "no", "unknown", "not_coded"]
        assert [str(case["deception"]) for case in cases] == ["yes", "no", "unknown", "not_coded"]

    @pytest.mark.parametrize("compress", [True, False])
    @pytest.mark.parametrize("suffix", [".sav", ".zsav"])
    def test_compressed(self, tmp_path: Path, suffix: str, compress: bool) -> None:  # noqa: FBT001 - it is one of two
        """Packed or not, by either suffix."""
        path = sav(tmp_path / f"x{suffix}", {"case_id": ["a"], "violence": ["yes"]}, compress=compress)
        assert [str(case["violence"]) for case in read_table(path)] == ["yes"]

    def test_no_label(self, tmp_path: Path) -> None:
        """A number without a label is no word, and rows are numbered as SPSS numbers them."""
        path = sav(tmp_path / "x.sav", {"case_id": ["a", "b"], "violence": [1.0, 3.0]}, variable_value_labels=LABELS)
        assert facts(path) == [(2, "violence", "3", "")]

    def test_missing(self, tmp_path: Path) -> None:
        """What a user declared as missing is its label where that is a word, and else refused; never an empty cell."""
        columns = {"case_id": ["a", "b", "c"], "violence": [9, 8, 7], "deception": ["x", "y", "n"], "note": [1, 2, 3]}
        declared = {"violence": [{"lo": 7, "hi": 9}], "deception": ["x"], "note": [2]}
        path = sav(tmp_path / "x.sav", columns, variable_value_labels=LABELS, missing_ranges=declared)
        assert facts(path) == [
            (1, "deception", "x", "cell_unlabelled"),
            (2, "violence", "geweigerd", ""),
            (3, "violence", "7", ""),
        ]

    def test_missing_id(self, tmp_path: Path) -> None:
        """Of an id it is refused, whatever its label."""
        columns = {"case_id": ["a", "b"], "offender": [1.0, 99.0]}
        labels = {"offender": {99.0: "unknown offender"}}
        path = sav(tmp_path / "x.sav", columns, variable_value_labels=labels, missing_ranges={"offender": [99]})
        assert facts(path) == [(2, "offender", "unknown offender", "cell_missing")]

    def test_shared_label(self, tmp_path: Path) -> None:
        """Two values of one label are one word, and no id: two offenders would count as one."""
        columns = {"case_id": ["a", "b", "c"], "offender": [1.0, 2.0, 3.0], "violence": [1.0, 2.0, 3.0]}
        labels = {"offender": {1.0: "X", 2.0: "X", 3.0: "Y"}, "violence": {1.0: "yes", 2.0: "no", 3.0: "no"}}
        path = sav(tmp_path / "x.sav", columns, variable_value_labels=labels)
        assert facts(path) == [(1, "offender", "X", "cell_shared"), (2, "offender", "X", "cell_shared")]

    def test_numbers(self, tmp_path: Path) -> None:
        """Whole numbers are ids; those that SPSS shows with zeros, or that are not whole, are refused."""
        columns = {"case_id": [7.0, 8.0], "offender": [7.0, None], "victim": [7.5, 8.0]}
        path = sav(tmp_path / "x.sav", columns, variable_format={"offender": "N3"})
        assert facts(path) == [(1, "offender", "7", "cell_number"), (1, "victim", "7.5", "cell_number")]
        assert [case.case_id for case in read_table(sav(tmp_path / "y.sav", {"case_id": [7.0, 8.0]}))] == ["7", "8"]

    def test_dates(self, tmp_path: Path) -> None:
        """A date is no word and no id, and is shown."""
        columns = {
            "case_id": [date(2024, 1, 31)],
            "violence": [datetime(2024, 1, 31, 12)],  # noqa: DTZ001 - as files have it
            "note": [date(2024, 1, 31)],
        }
        path = sav(tmp_path / "x.sav", columns)
        expected = [(1, "case_id", "2024-01-31", "cell_date"), (1, "violence", "2024-01-31 12:00:00", "")]
        assert facts(path) == expected

    @pytest.mark.parametrize(
        ("seconds", "form", "shown"),
        [
            (13926038400.0, "DATE11", "2024-01-31"),
            (13926038400.0, "MOYR8", "2024-01-31"),
            (13926038400.0, "YMDHMS19", "2024-01-31 00:00:00"),
            (3600.0, "TIME8", "1:00:00"),
            (1e6, "DTIME12", "11 days, 13:46:40"),
            (1e12, "ADATE10", "1000000000000.0"),
            (1e300, "TIME8", "1e+300"),
        ],
    )
    def test_formats_of_dates(self, tmp_path: Path, seconds: float, form: str, shown: str) -> None:
        """However a date or a span of time is shown, and however far it is, it is one, and the file is not damaged."""
        columns = {"case_id": ["a", "b"], "victim": [seconds, None], "violence": [99.0, None]}
        forms = {"victim": form, "violence": form}
        labels = {"violence": {99.0: "onbekend"}}
        missing = {"violence": [99]}
        path = sav(
            tmp_path / "x.sav",
            columns,
            variable_format=forms,
            variable_value_labels=labels,
            missing_ranges=missing,
        )
        assert facts(path) == [(1, "victim", shown, "cell_date")]

    @pytest.mark.parametrize("variable", VARIABLES, ids=lambda each: each.key)
    def test_names(self, variable: Any) -> None:
        """SPSS can hold the names of all variables, in both languages."""
        for name in (variable.key, variable.dutch):
            assert len(name.encode()) <= 64
            assert name.isascii()

    @pytest.mark.parametrize("cut", [100, 300, -4])
    def test_incomplete(self, tmp_path: Path, cut: int) -> None:
        """A file that was cut off is damaged."""
        path = sav(tmp_path / "x.sav", {"case_id": ["a" * 20] * 3, "violence": ["yes"] * 3}, compress=False)
        path.write_bytes(path.read_bytes()[:cut])
        assert facts(path) == [(0, "", "", "damaged")]

    def test_large(self, tmp_path: Path) -> None:
        """One that would be gone through too often is refused, and the limit is named."""
        path = sav(tmp_path / "x.sav", {"case_id": list(map(str, range(65))), "violence": ["yes"] * 65})
        with mock.patch.object(spss, "AT_ONCE", 0):
            assert facts(path)[-1] == (0, "", "", "unpacked")

    @pytest.mark.parametrize("suffix", [".sav", ".zsav"])
    @pytest.mark.parametrize("cases", [1, 2, 3, 63])
    def test_some_at_a_time(self, tmp_path: Path, suffix: str, cases: int) -> None:
        """However few cases are read at a time, all are read, in order, and numbered."""
        columns = {"case_id": list(map(str, range(cases))), "violence": ["yes", "no", "ys"][-1:] * cases}
        path = sav(tmp_path / f"x{suffix}", columns, compress=suffix == ".zsav")
        found = facts(path)
        with mock.patch.object(spss, "AT_ONCE", 0):
            assert facts(path) == found
        assert [row for row, *_ in found] == list(range(1, cases + 1))

    @pytest.mark.parametrize("order", ["little", "big"])
    @pytest.mark.parametrize(
        ("stated", "read"), [(2, True), (-1, True), (1, False), (0, False), (3, False), (1 << 30, False)]
    )
    def test_cases_stated(self, tmp_path: Path, stated: int, *, read: bool, order: Any) -> None:
        """One that has more cases than it states, or fewer, is damaged: none of them is left out in silence."""
        path = sav(tmp_path / "x.sav", {"case_id": ["a", "b"]})
        content = bytearray(path.read_bytes())
        content[80:84] = stated.to_bytes(4, "little", signed=True)
        path.write_bytes(content)
        if order == "big":  # no writer at hand writes it: only where the number stands is looked at
            content[64:68], content[80:84] = content[67:63:-1], content[83:79:-1]
            assert spss.Unstated(io.BytesIO(content)).stated == stated
            file = spss.Unstated(io.BytesIO(content))
            assert file.read()[80:84] == b"\xff" * 4
            file.states = 1
            file.seek(80)
            assert file.read(4) == b"\0\0\0\1"
        elif read:
            assert [case.case_id for case in read_table(path)] == ["a", "b"]
        else:
            assert facts(path) == [(0, "", "", "damaged")]

    @pytest.mark.parametrize("text", ["é", "日", "a"])
    def test_cut_text(self, tmp_path: Path, text: str) -> None:
        """A text that ends within a character is damaged, and is not read without it."""
        path = sav(tmp_path / "x.sav", {"case_id": ["a", f"{text}é"]})
        assert [case.case_id for case in read_table(path)] == ["a", f"{text}é"]
        whole = f"{text}é".encode()
        path.write_bytes(path.read_bytes().replace(whole, whole[:-1] + b" "))
        assert facts(path)[-1] == (0, "", "", "damaged")

    @pytest.mark.parametrize("name", ["violencx", "case_idx"])
    def test_name_twice(self, tmp_path: Path, name: str) -> None:
        """A name that two variables have is refused as such a column is, and neither is left out."""
        path = sav(tmp_path / "x.sav", {"case_id": ["a"], "violence": ["no"], name: ["yes"]})
        first = name[:-1] + "e" if name == "violencx" else "case_id "
        path.write_bytes(path.read_bytes().replace(name.encode(), first.encode()))
        with pytest.raises(InvalidInput) as caught:
            read_table(path)
        assert [type(error).__name__ for error in caught.value.errors] == ["RepeatedVariable"]

    def test_name_in_unicode(self, tmp_path: Path) -> None:
        """The first column may have a name of any letters."""
        (case,) = read_table(sav(tmp_path / "x.sav", {"één日": ["x"], "case_id": ["a"]}))
        assert (case.case_id, case.other) == ("a", (("één日", "x"),))

    def test_room(self, tmp_path: Path) -> None:
        """Columns get room for the cases that there are, however many there are room for in one."""
        path = sav(tmp_path / "x.sav", {"case_id": ["a"]} | {f"own_{number}": ["x"] for number in range(50)})
        tracemalloc.start()
        try:
            assert len(read_table(path)) == 1
            assert tracemalloc.get_traced_memory()[1] < 16 << 20
        finally:
            tracemalloc.stop()

    def test_no_rows(self, tmp_path: Path) -> None:
        """One without rows has no cases."""
        path = sav(tmp_path / "x.sav", {"case_id": pd.Series([], dtype=str), "violence": pd.Series([], dtype=str)})
        assert len(read_table(path)) == 0

    def test_other_failure(self, tmp_path: Path) -> None:
        """What is no fault of the file keeps its own sentence."""
        path = sav(tmp_path / "x.sav", {"case_id": ["a"]})
        with mock.patch("pyreadstat.read_sav", side_effect=BrokenTable(reason=Reason("folder"))):
            assert facts(path) == [(0, "", "", "folder")]


@pytest.mark.parametrize("suffix", [".sav", ".parquet"])
def test_advance(tmp_path: Path, suffix: str) -> None:
    """While a file is read some rows at a time, it is said how far that is."""
    read: list[int] = []
    table = {"case_id": ["a", "b", "c", "d"], "violence": ["yes"] * 4}
    path = sav(tmp_path / "x.sav", table) if suffix == ".sav" else parq(tmp_path / "x.parquet", table)
    few = mock.patch.object(spss, "AT_ONCE", 0) if suffix == ".sav" else mock.patch.object(packed, "UNPACKED_ROWS", 1)
    with few, Tables([str(path)], advance=read.append) as tables:
        begun = sum(read)  # what kind of file it is was looked at
        for number, _ in enumerate(tables.batches(lambda case: case), 1):
            assert sum(read) - begun == path.stat().st_size // 4 * number


def whatever(path: Path) -> Any:
    """Give the cases of a table, or its errors."""
    try:
        found = read_table(path)
    except InvalidInput as error:
        return list(map(repr, error.errors))
    return found.cases, found.repeated_victims


class TestParquet:
    """Parquet files: text, dictionaries and truth are read; nulls are empty."""

    @pytest.mark.parametrize(("limit", "reason"), [("MOST_COLUMNS", "many_columns"), ("_MOST_NAMED", "unpacked_pages")])
    def test_limits(self, limit: str, reason: str, tmp_path: Path) -> None:
        """More columns than a table may have, and ids that take too much one after the other, are refused at once."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["1"]})
        with mock.patch.object(packed, limit, 0):
            assert facts(path) == [(0, "", "", reason)]

    def test_own_errors(self, tmp_path: Path) -> None:
        """What PyArrow says of a file whose levels do not agree is no fault of this program."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["1"]})
        wrong = RuntimeError("Definition level histogram size mismatch")
        with mock.patch.object(parquet, "read_metadata", side_effect=wrong):
            assert facts(path) == [(0, "", "", "damaged")]

    def test_types(self, tmp_path: Path) -> None:
        """Whatever holds the text, it is text; TRUE and FALSE are yes and no; NaN and null are empty."""
        columns = {
            "case_id": ["007", "b", "c"],
            "offender": [7, None, 8],
            "victim": [7.0, float("nan"), None],
            "relation": ["affectief", None, "non_affective"],
            "violence": [True, False, None],
            "deception": ["yes", "yes", None],
            "sextortion": [None, None, None],
            "note": [[1], None, []],
        }
        types = {
            "case_id": pa.large_string(),
            "relation": pa.dictionary(pa.int8(), pa.string()),
            "deception": pa.string_view(),
        }
        cases = list(read_table(parq(tmp_path / "x.parquet", columns, types)))
        assert [case.names for case in cases] == [("007", "", "7", "7"), ("b", "", "", ""), ("c", "", "8", "")]
        assert [str(case["violence"]) for case in cases] == ["yes", "no", "not_coded"]
        assert [case["relation"] for case in cases] == ["affective", "not_coded", "non_affective"]
        assert [case.other for case in cases] == [(("note", "[1]"),), (("note", ""),), (("note", "[]"),)]

    def test_refused(self, tmp_path: Path) -> None:
        """Numbers, lists and dates are no words, and truth is none of a relation; an id is no date and no fraction."""
        columns = {
            "case_id": [date(2024, 1, 31), date(2024, 2, 1)],
            "offender": [Decimal("7.00"), None],
            "relation": [True, None],
            "violence": [1, 0],
            "sectors": [["hotel", "escort"], None],
            "victim": [b"v", None],
        }
        assert facts(parq(tmp_path / "x.parquet", columns)) == [
            (1, "case_id", "2024-01-31", "cell_date"),
            (1, "offender", "7.00", "cell_number"),
            (1, "victim", "b'v'", "cell_other"),
            (1, "relation", "TRUE", ""),
            (1, "violence", "1", ""),
            (1, "sectors", "['hotel', 'escort']", ""),
            (2, "case_id", "2024-02-01", "cell_date"),
            (2, "violence", "0", ""),
        ]

    @pytest.mark.parametrize(
        ("value", "kind", "shown"),
        [
            (253402300800000, pa.timestamp("ms"), "10000-01-01 00:00:00.000"),
            (253402300800000, pa.timestamp("ms", tz="UTC"), "10000-01-01 00:00:00.000"),
            (86400000, pa.timestamp("ms", tz="No/Where"), "1970-01-02 00:00:00.000"),
            (1 << 30, pa.date32(), "<value out of range: 1073741824>"),
        ],
        ids=str,
    )
    def test_odd_dates(self, tmp_path: Path, value: int, kind: pa.DataType, shown: str) -> None:
        """A date or time that Python has none of is one all the same, and the file is not damaged."""
        columns = {"case_id": ["a", "b"], "victim": pa.array([value, None], kind)}
        assert facts(parq(tmp_path / "x.parquet", columns)) == [(1, "victim", shown, "cell_date")]

    def test_nul(self, tmp_path: Path) -> None:
        """A character that is in no text is refused, as in text, and not written to a workbook."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["a", "b"], "violence": ["yes", "no"], "note": ["x", "y\0z"]})
        assert facts(path) == [(2, "", "", "nul")]
        case = Case.from_answers({"case_id": "a\0b"})
        with pytest.raises(BrokenTable, match="NUL"):
            write_table([case], tmp_path / "x.xlsx")

    def test_batches(self, tmp_path: Path) -> None:
        """Rows are read some at a time, over the groups that they are stored in, and numbered on."""
        names = list(map(str, range(10)))
        path = parq(tmp_path / "x.parquet", {"case_id": [*names, "3"], "violence": ["yes"] * 11}, row_group_size=4)
        with mock.patch.object(packed, "ROW_BY_ROW", 3):
            assert facts(path) == [(11, "case_id", "3", "")]

    TALL = "y" * (3 << 20)
    """A text of three MiB, which is packed into few bytes."""

    @pytest.mark.parametrize("version", ["1.0", "2.0"])
    @pytest.mark.parametrize("dictionary", [True, False])
    def test_large(self, tmp_path: Path, version: str, dictionary: bool) -> None:  # noqa: FBT001 - it is one of two
        """What unpacks to more than the limit is refused before more than a row of it is, and the limit is named."""
        columns = {"case_id": ["a"], "note": [self.TALL]}
        unpack = parquet.ParquetFile.iter_batches

        def first(file: Any, *, batch_size: int, **given: Any) -> Any:
            assert batch_size == 1
            return unpack(file, batch_size=batch_size, **given)

        path = parq(
            tmp_path / "x.parquet", columns, use_dictionary=dictionary, data_page_version=version, compression="zstd"
        )
        assert path.stat().st_size < 3000
        with (
            mock.patch.object(packed, "MOST_UNPACKED", 2),
            mock.patch.object(parquet.ParquetFile, "iter_batches", first),
        ):
            assert facts(path) == [(0, "", "", "unpacked_pages")]
        with mock.patch.object(packed, "MOST_UNPACKED", 7):
            assert facts(path) == [(1, "", "", "long_line")]

    def test_lying_size(self, tmp_path: Path) -> None:
        """What the file states of a column as a whole is not believed."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["a"], "note": [self.TALL]}, compression="zstd")
        (size,) = (parquet.read_metadata(path).row_group(0).column(1).total_uncompressed_size for _ in range(1))
        stated, lie = (
            bytes((number >> shift & 0x7F) | (0x80 if shift < 21 else 0) for shift in (0, 7, 14, 21))
            for number in (2 * size, 2)
        )
        content = path.read_bytes()
        assert content.count(stated) == 1
        path.write_bytes(content.replace(stated, lie))
        assert parquet.read_metadata(path).row_group(0).column(1).total_uncompressed_size == 1
        with mock.patch.object(packed, "MOST_UNPACKED", 2):
            assert facts(path) == [(0, "", "", "unpacked_pages")]

    @pytest.mark.parametrize("version", ["1.0", "2.0"])
    def test_long_list(self, tmp_path: Path, version: str) -> None:
        """So is a list of very many that are nothing, which takes no bytes at all."""
        columns = {"case_id": ["a"], "note": [[None] * 40_000]}
        path = parq(tmp_path / "x.parquet", columns, {"note": pa.list_(pa.int8())}, data_page_version=version)
        assert path.stat().st_size < 2000
        with mock.patch.object(packed, "MOST_UNPACKED", 2):
            assert facts(path) == [(0, "", "", "unpacked_pages")]

    AS_BEFORE: Final = {"use_dictionary": False, "column_encoding": {"note": "DELTA_BYTE_ARRAY", "case_id": "PLAIN"}}

    @pytest.mark.parametrize("version", ["1.0", "2.0"])
    @pytest.mark.parametrize(
        ("length", "options"),
        [(-1, {}), (-1, AS_BEFORE), (1 << 16, {})],
        ids=["shared", "begun as the one before", "of one length"],
    )
    def test_rows_at_once(self, tmp_path: Path, length: int, options: Any, version: str) -> None:
        """Where a few bytes stand for a long text in each row, few rows are unpacked at a time, and all are read."""
        columns = {"case_id": list(map(str, range(100))), "note": [b"y" * (1 << 16)] * 100}
        types = {"note": pa.binary(length)}
        path = parq(tmp_path / "x.parquet", columns, types, compression="zstd", data_page_version=version, **options)
        parts = packed._parts  # noqa: SLF001 - how many rows are taken at a time shows nowhere else
        taken: list[int] = []

        def few(batch: Any) -> Any:
            taken.extend(len(each) for each in parts(batch))
            return parts(batch)

        with (
            mock.patch.object(packed, "MOST_UNPACKED", 2),
            mock.patch.object(packed, "_parts", few),
        ):
            assert len(read_table(path)) == 100
        assert max(taken) <= 8

    def test_checksums(self, tmp_path: Path) -> None:
        """A page that was altered since it was written is damaged, where it has a checksum."""
        columns = {"case_id": ["a"], "violence": ["yes"]}
        path = parq(tmp_path / "x.parquet", columns, compression="none", use_dictionary=False, write_page_checksum=True)
        content = path.read_bytes()
        place = content.index(b"\x03\0\0\0yes")
        path.write_bytes(content[: place + 4] + b"no " + content[place + 7 :])
        assert facts(path) == [(0, "", "", "damaged")]

    def test_together(self, tmp_path: Path) -> None:
        """Rows that are all in order are never looked at one by one, whatever the order of the columns."""
        found = table_of(Path(CODER1))
        path = parq(tmp_path / "x.parquet", {head: found[head] for head in sorted(found)})
        expected = [(case.names, case.answers) for case in read_table(CODER1)]
        with (
            mock.patch.object(Table, "_carefully", side_effect=AssertionError),
            mock.patch.object(packed, "MOST_CODES", 10),
            mock.patch.object(packed, "UNPACKED_ROWS", 7),
        ):
            assert [(case.names, case.answers) for case in read_table(path)] == expected

    @pytest.mark.parametrize(
        "columns",
        [
            {"case_id": ["a", "b"]},
            {"case_id": ["a", "b"], "violence": ["yes", "perhaps"]},
            {"case_id": ["a", "b"], "violence": ["yes", "no"], "victim": [1.5, None]},
            {"case_id": ["a", ""], "violence": ["yes", "no"]},
            {"case_id": ["a", "a"], "violence": ["yes", "no"]},
            {"case_id": [1, 2], "violence": [True, None], "offender": [None, None], "victim": [3, 3], "note": [1.5, 2]},
            {"case_id": ["a", "b"], "violence": ["yes", "no"], "note": ["x" * 700_000, "y" * 700_000]},
            {"case_id": ["a", "b"], "violence": [b"yes", b"no"]},
            {"case_id": ["a", "b"], "relation": [True, False]},
        ],
    )
    def test_as_one_by_one(self, tmp_path: Path, columns: Columns) -> None:
        """Rows give the same cases and errors together as they do one by one."""
        path = parq(tmp_path / "x.parquet", columns)
        together = whatever(path)
        with mock.patch.object(Table, "_quickly", return_value=None):
            assert whatever(path) == together

    def test_records(self, tmp_path: Path) -> None:
        """The records of rows that are read together can be counted, and looked at, column by column."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["a", "b"], "victim": ["v", "w"], "violence": ["yes", "no"]})
        with Tables([str(path)]) as opened:
            ((table, batch),) = opened.batches(lambda case: case)
            assert (len(batch.records), table.texts(batch.records, ["victim", "nowhere"])) == (
                2,
                [["v", "w"], ["", ""]],
            )

    def test_lying_page(self, tmp_path: Path) -> None:
        """What comes out is weighed, whatever is stated of it."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["a"], "note": [self.TALL]}, compression="zstd")
        with (
            mock.patch.object(packed, "_rows_at_once", return_value=10),
            mock.patch.object(packed, "MOST_UNPACKED", 2),
        ):
            assert facts(path) == [(0, "", "", "unpacked_pages")]

    def test_shared_names(self, tmp_path: Path) -> None:
        """Names that rows share are unpacked in as few rows at a time as their length allows, after a look at one."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["a", "b", "c"] * 10, "victim": ["v" * 300_000] * 30})
        sizes = []
        unpack = parquet.ParquetFile.iter_batches
        with (
            mock.patch.object(packed, "MOST_UNPACKED", 2),
            mock.patch.object(parquet.ParquetFile, "iter_batches", autospec=True, side_effect=unpack) as spy,
        ):
            facts(path)
        sizes = [call.kwargs["batch_size"] for call in spy.call_args_list]
        assert sizes == [1, 1, 1]

    def test_other_writers(self, tmp_path: Path) -> None:
        """Pages are weighed as polars and DuckDB write them too."""
        import duckdb  # noqa: PLC0415 - only here
        import polars as pl  # noqa: PLC0415 - only here

        columns = {"case_id": [f"F-{n}" for n in range(300)], "violence": ["yes", "no", None] * 100}
        pl.DataFrame(columns).write_parquet(tmp_path / "x.parquet", row_group_size=70)
        duckdb.from_arrow(pa.table(columns)).write_parquet(str(tmp_path / "y.parquet"))
        assert list(read_table(tmp_path / "x.parquet")) == list(read_table(tmp_path / "y.parquet"))
        assert len(read_table(tmp_path / "x.parquet")) == 300

    @pytest.mark.parametrize(
        "column",
        [pa.array([[1 << 50]], pa.list_(pa.timestamp("ms"))), pa.array([b"caf\xe9"], pa.binary()).view(pa.string())],
        ids=["a date too late in a list", "not UTF-8"],
    )
    def test_no_value(self, tmp_path: Path, column: pa.Array) -> None:
        """What nothing can hold is no traceback, and no advice about the encoding of text."""
        assert facts(parq(tmp_path / "x.parquet", {"case_id": ["a"], "note": column})) == [(0, "", "", "damaged")]

    @pytest.mark.parametrize(
        "header",
        [
            b"",
            b"\x00",
            b"\x15\x00\x15\x02\x15\x0d\x00",
            b"\x15\x00\x15\x01\x15\x80\x80\x80\x01\x00",
            b"\x15" + b"\xff" * 20,
            b"\x1c" * 3000,
            b"\x19\x00",
            b"\x18\xff\xff\x03",
            b"\x15\x00\x15\x02\x15\x02\x25\x02\x00",
        ],
        ids=[
            "none",
            "empty",
            "back to itself",
            "of a negative size",
            "no end of a number",
            "no end of structures",
            "a list",
            "beyond the end",
            "no structure",
        ],
    )
    def test_headers(self, tmp_path: Path, header: bytes) -> None:
        """A page whose header is none is damaged, however it is."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["a" * 4000]}, compression="none", use_dictionary=False)
        content = path.read_bytes()
        path.write_bytes(content[:4] + header + content[4 + len(header) :])
        if not header:
            assert len(read_table(path)) == 1
            return
        assert facts(path) == [(0, "", "", "damaged")]

    @pytest.mark.parametrize("cut", [8, 200, -3])
    def test_incomplete(self, tmp_path: Path, cut: int) -> None:
        """A file that was cut off is damaged."""
        path = parq(tmp_path / "x.parquet", {"case_id": ["a"], "violence": ["yes"]})
        path.write_bytes(path.read_bytes()[:cut])
        assert facts(path) == [(0, "", "", "damaged")]

    def test_damaged(self, tmp_path: Path) -> None:
        """So is one of which the rows cannot be read."""
        path = parq(tmp_path / "x.parquet", {"case_id": [f"F-{n}" for n in range(500)]}, compression="zstd")
        content = bytearray(path.read_bytes())
        content[4:60] = bytes(56)
        path.write_bytes(content)
        assert facts(path) == [(0, "", "", "damaged")]

    def test_no_rows(self, tmp_path: Path) -> None:
        """One without rows, or without columns, is as a text without them."""
        assert len(read_table(parq(tmp_path / "x.parquet", {"case_id": []}, {"case_id": pa.string()}))) == 0
        with pytest.raises(InvalidInput) as caught:
            read_table(parq(tmp_path / "y.parquet", {}))
        assert [type(each) for each in caught.value.errors] == [EmptyTable]


def table_of(path: Path) -> dict[str, list[str]]:
    """Give the columns of a CSV."""
    frame = pd.read_csv(path, dtype=str, keep_default_na=False, skip_blank_lines=False)
    return {str(name): list(frame[name]) for name in frame.columns}


class TestEverywhere:
    """The same cases are the same, whatever the file."""

    @pytest.mark.parametrize("write", [sav, parq], ids=["sav", "parquet"])
    def test_cases(self, tmp_path: Path, write: Any) -> None:
        """The cases of a CSV give equal cases."""
        suffix = ".sav" if write is sav else ".parquet"
        found = read_table(write(tmp_path / f"x{suffix}", table_of(FILES / "cases.csv")))
        plain = read_table(FILES / "cases.csv")
        assert (found.cases, found.other) == (plain.cases, plain.other)

    @pytest.mark.parametrize("write", [sav, parq], ids=["sav", "parquet"])
    def test_slips(self, tmp_path: Path, write: Any) -> None:
        """Bad ones give the same errors, in the same words, but for how rows are numbered: there is no header's."""
        said = []
        for path, below in (
            (FILES / "slips.csv", 1),
            (write(tmp_path / ("x.sav" if write is sav else "x.parquet"), table_of(FILES / "slips.csv")), 0),
        ):
            with pytest.raises(InvalidInput) as caught:
                read_table(path)
            said.append([each.at(file="", row=max(0, each.row - below)).text("en") for each in caught.value.errors])
        assert said[0] == said[1]

    @settings(max_examples=15)
    @given(strategies.tables(min_size=1))
    def test_law(self, drawn: tuple[list[dict[str, str]], list[strategies.Answers]]) -> None:
        """So do any cases, in any language and spelling, from Parquet."""
        rows, _ = drawn
        with TemporaryDirectory() as folder:
            (Path(folder) / "x.csv").write_text(text_of(rows), "utf-8", newline="")
            columns = {name: [row[name] for row in rows] for name in rows[0]}
            path = parq(Path(folder) / "x.parquet", columns)
            assert [case.answers for case in read_table(path)] == [
                case.answers for case in read_table(Path(folder) / "x.csv")
            ]
