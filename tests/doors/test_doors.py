"""Every door says the same: a table is what it is through every writer, or the same cells of it are refused.

Tables are drawn by number, the same each time; `CKM_MO_FILES` draws more, by hand.
"""

import os
from pathlib import Path
from typing import Any

import narwhals.stable.v2 as nw
import pytest

import oracle
from ckm_mo.codebook import CODED, IDENTIFIERS, NOT_CODED
from ckm_mo.errors import InvalidInput
from ckm_mo.frames import check_frame, classify_frame
from ckm_mo.tables.reading import read_table
from commands import run
from doors.drawing import Table, drawn, narrowed, uniform
from doors.writers import FRAMES, WRITERS

SEEDS = range(int(os.environ.get("CKM_MO_FILES", "4")))

FIRST_ROW = {".sav": 1, ".zsav": 1, ".parquet": 1}
"""What the first row below the header is called, where it is not 2."""

VERDICT = ("profile", "outside", "not_begun", "rests_on_silence")


def hold(path: Path, table: Table, **options: Any) -> None:
    """Hold what is read from a file, and what the command line says of it, to the table that was written."""
    if table.wrong:
        with pytest.raises(InvalidInput) as caught:
            read_table(path, **options)
        first = FIRST_ROW.get(path.suffix, 2)
        assert {(each.row - first, each.column) for each in caught.value.errors} == table.wrong
        return
    cases = read_table(path, **options).cases
    assert [{each.key: case[each.key] for each in IDENTIFIERS if case[each.key]} for case in cases] == [
        {key: each for key, each in ids.items() if each} for ids in table.ids
    ]
    assert [dict(case.other) for case in cases] == table.own
    assert [
        {each.key: str(case[each.key]) for each in CODED if str(case[each.key]) != NOT_CODED} for case in cases
    ] == [*table.said]
    given = [f"--{name}={value}" for name, value in options.items()]
    done = run("classify", str(path), "--format", "json", *given)
    assert done.code == 0, done.err
    assert done.json == [
        oracle.verdict(said, case_id=ids["case_id"]) for said, ids in zip(table.said, table.ids, strict=True)
    ]


@pytest.mark.parametrize("name", WRITERS)
def test_written(name: str, tmp_path: Path) -> None:
    """What is written is read back: ids, answers, own columns and verdicts; or the cells that are wrong are named."""
    writer = WRITERS[name]
    for seed in SEEDS:
        path = tmp_path / f"{seed}{writer.suffix}"
        hold(path, writer.written(drawn(seed), path), **dict(writer.options))


@pytest.mark.parametrize("name", FRAMES)
def test_frames(name: str) -> None:
    """A frame of the same table has the same verdicts, or the same columns are wrong."""
    for seed in SEEDS[:4]:  # of a frame every column is looked at, and planned for
        table = narrowed(drawn(seed)).changed(uniform)
        frame = FRAMES[name](table)
        if table.wrong:
            found = check_frame(frame)
            assert found is not None
            assert {each.column.strip() for each in found.errors} == {column for _, column in table.wrong}
            continue
        wrapped: Any = nw.from_native(classify_frame(frame))
        found_rows = wrapped.lazy().collect("polars").rows(named=True)
        (case_id,) = (column.name for column in table.columns if column.key == "case_id")
        assert {str(row[case_id]): [row[each] for each in VERDICT] for row in found_rows} == {
            ids["case_id"]: [oracle.verdict(said)[each] for each in VERDICT]
            for said, ids in zip(table.said, table.ids, strict=True)
        }
