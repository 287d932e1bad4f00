"""The law of data frames, run on a copy of the library that has another format: they give what the core gives."""

from itertools import cycle, product
from random import Random
from typing import Any

import duckdb
import narwhals.stable.v2 as nw
import pandas as pd
import polars as pl

from ckm_mo import Case, InvalidInput, Period, Reading, Tally, classify
from ckm_mo.codebook import CODED, NOT_CODED, Role, takes
from ckm_mo.frames.verdicts import ADDED, classify_frame, tally_frame

ROWS = 400
WAYS = [(Reading.CLOSED, period) for period in (None, *Period)]


def main() -> None:
    """Draw rows, and hold every kind of engine to the core."""
    draw = Random(1)  # noqa: S311 - no secret
    asked = [variable for variable in CODED if variable.role is not Role.CONTEXT]
    words = {variable.key: [each.key for each in takes(variable)] for variable in asked}
    cases: dict[str, Case] = {}
    rows = []
    while len(cases) < ROWS:
        # Mostly what is open: definite answers to everything would contradict each other.
        row = {key: draw.choice([*some, *[NOT_CODED] * 3]) if key != "reading" else "" for key, some in words.items()}
        row["case_id"] = f"{len(cases):04}"
        try:
            cases[row["case_id"]] = Case.from_answers(row)
        except InvalidInput:
            continue
        rows.append(row)
    frame = pl.DataFrame(rows)
    tally = Tally.of(cases.values(), by="relation")
    engines: list[Any] = [frame]
    if "setting" in words:  # the other copy needs no other engine: verdicts are looked up alike
        engines += [pd.DataFrame(rows), duckdb.from_arrow(frame.to_arrow())]
    # Each engine in one way, and one of them in all.
    for engine, (reading, period) in [*zip(engines[1:], cycle(WAYS)), *product(engines[:1], WAYS)]:
        found = nw.from_native(classify_frame(engine, reading=reading, period=period))
        found = found.collect("polars") if isinstance(found, nw.LazyFrame) else found
        for case_id, *given in found.select("case_id", *ADDED).iter_rows():
            verdict = classify(cases[case_id], reading, period)
            told = (verdict.profile, verdict.outcome, ";".join(verdict.possible) or None, verdict.outside)
            results = [*told, *verdict.dimensions.values(), verdict.not_begun, verdict.rests_on_silence]
            assert [None if pd.isna(each) else each for each in given] == results, (case_id, reading, period)
    for engine in engines:
        assert tally_frame(engine, by="relation") == tally


if __name__ == "__main__":
    main()
