"""The laws of data frames: what a frame of any engine gives is what the core gives for each of its rows."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import cycle, product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from backends import BACKENDS, CHOSEN, Backend, nulls, taken_apart
from ckm_mo import Case, Contradiction, InvalidInput, Period, Reading, Tally, Verdict, classify, read_table
from ckm_mo.codebook import MEANS, VARIABLE, header, means_key, takes, word
from ckm_mo.frames import RESULTS, check_frame, classify_frame, tally_frame
from ckm_mo.tables import Tables
from ckm_mo.tallies import GROUPING
from spaces import LEVELS, READINGS, TRIPLES, partial_cases

Rows = Sequence[Mapping[str, str]]


def columns(rows: Rows, names: Iterable[str] = (), empty: Sequence[object] = (None,)) -> dict[str, list[object]]:
    """Turn rows into columns; what is not in a row, or empty, becomes one of `empty` in turn."""
    nothing = cycle(empty)
    every = dict.fromkeys([*names, *(name for row in rows for name in row)])
    return {name: [row.get(name, "").strip() and row[name] or next(nothing) for row in rows] for name in every}


def results(verdict: Verdict) -> list[object]:
    """List what a verdict puts in the columns that are added."""
    lines = (verdict.relation, verdict.initiative, verdict.coercion)
    possible = ";".join(verdict.possible) or None
    return [verdict.profile, possible, verdict.outside, *lines, verdict.not_begun, verdict.rests_on_silence]


def added(frame: Any) -> list[list[object]]:
    """List what stands in the columns that were added, row by row."""
    apart = taken_apart(frame)
    return [list(row) for row in zip(*(apart[name] for name in RESULTS), strict=True)]


def triples() -> list[dict[str, str]]:
    """Give all answers to one means, to each of the five in turn, of begun and of attempted exploitation."""
    turn = cycle(key for key, _, _ in MEANS)
    return [
        dict(zip((means_key(means, level) for level in ("", *Period)), answers, strict=True)) | about
        for answers in TRIPLES
        for began, reading in product(("yes", "no", ""), ("", *READINGS))
        for means in [next(turn)]
        for about in [{"exploitation_began": began, "reading": reading}]
    ]


def case_of(row: Mapping[str, str], empty: str = "not_coded") -> Case | None:
    """Make the case of a row; None where its answers contradict each other."""
    try:
        return Case.from_answers(row, empty=empty)
    except InvalidInput:
        return None


@cache
def every_case() -> tuple[list[dict[str, str]], list[Case]]:
    """Give the rows of whole spaces that contradict nothing, and their cases.

    They are the answers to one means, those in which each of the seven is read in each way at each level, and the
    published cases.
    """
    published = Path(__file__).parents[2] / "examples" / "published_cases_coder1.csv"
    answers = [*triples(), *(row for level in LEVELS for row in partial_cases(level))]
    answers += [{key: str(case[key]) for key in VARIABLE} for case in read_table(published)]
    found = [(row, case) for row in answers if (case := case_of(row))]
    rows = [row | {"case_id": f"case-{place:05}"} for place, (row, _) in enumerate(found)]
    return rows, [Case.from_answers(row) for row in rows]


@cache
def wrong_rows() -> list[dict[str, str]]:
    """Give rows of which each is wrong, in a word or in what it contradicts, and some that are right."""
    contradict = [row for row in triples() if not case_of(row)]
    misspelt = [{variable.key: "perhaps"} for variable in VARIABLE.values() if variable.values]
    several = [{"sectors": each} for each in ("escort;", ";", "escort;unknown", "hotel;perhaps")]
    right = [{"sectors": each} for each in ("escort;hotel", "unknown;onbekend", " Raam ; auto ")] + [
        {"violence": "yes"}
    ]
    rows = [*contradict[::9], *misspelt, *several, *right]
    return [row | {"case_id": f"case-{place:05}"} for place, row in enumerate(rows)]


class TestEveryCase:
    """Whole spaces: all answers to one means, the seven read in every way, the published cases."""

    @pytest.mark.parametrize("reading", READINGS)
    @pytest.mark.parametrize("period", LEVELS)
    def test_verdicts(self, backend: Backend, reading: str, period: str | None) -> None:
        """Each row has the verdict that the core gives, under both readings and for every period."""
        rows, cases = every_case()
        asked = Reading(reading), period and Period(period)
        found = added(classify_frame(backend.make(columns(rows), backend.kinds[0]), reading=asked[0], period=asked[1]))
        assert found == [results(classify(case, *asked)) for case in cases]

    @pytest.mark.parametrize("lang", ["en", "nl"])
    def test_kinds_of_column(self, name: str, backend: Backend, lang: str) -> None:
        """So it has in every kind of column, with every kind of nothing in it, and in both languages."""
        rows, cases = every_case()
        rows, cases = rows[::5], cases[::5]
        words = {key: {each.key: word(each, lang) for each in takes(variable)} for key, variable in VARIABLE.items()}
        said = [{header(VARIABLE[key], lang): words[key].get(cell, cell) for key, cell in row.items()} for row in rows]
        for kind in backend.kinds:
            frame = backend.make(columns(said, empty=nulls(name, kind)), kind)
            found = classify_frame(frame, reading=Reading.CLOSED)
            apart = taken_apart(found, order=header(VARIABLE["case_id"], lang))
            got = [list(row) for row in zip(*(apart[result] for result in RESULTS), strict=True)]
            assert got == [results(classify(case, Reading.CLOSED)) for case in cases], kind

    def test_silence(self, backend: Backend) -> None:
        """An empty cell may count as silence."""
        rows = [dict(row) for row in every_case()[0][::7]]
        cases = [case_of({key: "" for row in rows for key in row} | row, "not_stated") for row in rows]
        kept = [(row, case) for row, case in zip(rows, cases, strict=True) if case]
        frame = backend.make(columns([row for row, _ in kept], [key for row in rows for key in row]), backend.kinds[0])
        found = added(classify_frame(frame, reading=Reading.CLOSED, empty="not_stated"))
        names = set(columns(rows))
        whole = [dict.fromkeys(names, "") | row for row, _ in kept]
        assert found == [results(classify(read_as_silent(row), Reading.CLOSED)) for row in whole]

    def test_tallies(self, backend: Backend) -> None:
        """The rows have the tally of their cases, whatever it is split by."""
        rows, cases = every_case()
        rows = [row | {"offender": f"offender {place % 9}"} for place, row in enumerate(rows[::3])]
        cases = [Case.from_answers(row) for row in rows]
        frame = backend.make(columns(rows), backend.kinds[0])
        for by in GROUPING if not backend.lazy or backend.ordered else ("reading", "sectors"):
            assert tally_frame(frame, by=by) == Tally.of(cases, by=by), by


def read_as_silent(row: Mapping[str, str]) -> Case:
    """Make the case of a row whose empty cells count as silence; other variables have no column."""
    from ckm_mo.cases import parse  # noqa: PLC0415

    coded = [VARIABLE[key] for key in row if VARIABLE[key].values]
    case, errors = parse(coded, [(each.key, row[each.key]) for each in coded], empty="not_stated")
    assert not errors
    return case
