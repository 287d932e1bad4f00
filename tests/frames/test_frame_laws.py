"""The laws of data frames: what a frame of any engine gives is what the core gives for each of its rows."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import cycle, product
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import strategies
from backends import BACKENDS, CHOSEN, Backend, nulls, taken_apart
from ckm_mo import Case, InvalidInput, Period, Reading, Tally, Verdict, classify, read_table
from ckm_mo.cases import parse
from ckm_mo.codebook import MEANS, VARIABLE, means_key, normalise, takes, word
from ckm_mo.errors import DataError
from ckm_mo.frames.verdicts import ADDED, check_frame, classify_frame, tally_frame
from spaces import GROUPING, LEVELS, READINGS, TRIPLES, level, partial_cases

Rows = Sequence[Mapping[str, str]]

USUAL = CHOSEN[0] if "polars" not in CHOSEN else "polars"
"""The engine that is held to the core in every way that there is; the others take the same expressions."""


def columns(rows: Rows, names: Iterable[str] = (), empty: Sequence[object] = (None,)) -> dict[str, list[object]]:
    """Turn rows into columns; what is not in a row, or empty, becomes one of `empty` in turn."""
    nothing = cycle(empty)
    every = dict.fromkeys([*names, *(name for row in rows for name in row)])
    return {name: [row[name] if row.get(name, "").strip() else next(nothing) for row in rows] for name in every}


def results(verdict: Verdict) -> list[object]:
    """List what a verdict puts in the columns that are added."""
    lines = (verdict.relation, verdict.initiative, verdict.coercion)
    possible = ";".join(verdict.possible) or None
    counted = "outside" if verdict.outside == "yes" else verdict.profile or ("undecided" if verdict.possible else None)
    return [verdict.profile, counted, possible, verdict.outside, *lines, verdict.not_begun, verdict.rests_on_silence]


def added(frame: Any, order: str = "case_id") -> list[list[object]]:
    """List what stands in the columns that were added, row by row; without an order of rows in that of a column."""
    apart = taken_apart(frame, order)
    return [list(row) for row in zip(*(apart[name] for name in ADDED), strict=True)]


def triples() -> list[dict[str, str]]:
    """Give all answers to one means, to each of the five in turn, of begun and of attempted exploitation."""
    turn = cycle(key for key, _, _ in MEANS)
    return [
        dict(zip((means_key(means, each) for each in ("", *Period)), answers, strict=True)) | about
        for answers in TRIPLES
        for began, reading in product(("yes", "no", ""), ("", *READINGS))
        for means in [next(turn)]
        for about in [{"exploitation_began": began, "reading": reading}]
    ]


def case_of(row: Mapping[str, str]) -> Case | None:
    """Make the case of a row; None where it is wrong."""
    try:
        return Case.from_answers(row)
    except InvalidInput:
        return None


@cache
def every_case() -> tuple[list[dict[str, str]], list[Case]]:
    """Give the rows of whole spaces that contradict nothing, and their cases.

    They are the answers to one means, those in which each of the seven is read in each way at each level, and the
    published cases.
    """
    published = Path(__file__).parents[2] / "examples" / "published_cases_coder1.csv"
    answers = [*triples(), *(row for period in LEVELS for row in partial_cases(period))]
    answers += [{key: str(case[key]) for key in VARIABLE} for case in read_table(published)]
    found = [(row, case) for row in answers if (case := case_of(row))]
    rows = [row | {"case_id": f"case-{place:05}"} for place, (row, _) in enumerate(found)]
    return rows, [Case.from_answers(row) for row in rows]


@cache
def every_result(reading: str, period: str | None) -> list[list[object]]:
    """List what the verdicts on all of these cases put in the columns that are added."""
    return [results(classify(case, Reading(reading), level(period))) for case in every_case()[1]]


@cache
def some_rows() -> list[dict[str, str]]:
    """Give some of the rows, with offenders."""
    return [row | {"offender": f"offender {place % 9}"} for place, row in enumerate(every_case()[0][::31])]


@cache
def tally_of_some(by: str) -> Tally:
    """Tally the cases of these."""
    return Tally.of(map(Case.from_answers, some_rows()), by=by)


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

    @pytest.mark.parametrize("way", [*product(READINGS, LEVELS)], ids=str)
    def test_verdicts(self, way: tuple[str, str | None]) -> None:
        """Each row has the verdict that the core gives, under both readings and for every period.

        Rows say how they are to be read, or leave it to what is asked.
        """
        reading, period = way
        backend = BACKENDS[USUAL]
        frame = backend.make(columns(every_case()[0]), backend.kinds[0])
        assert added(classify_frame(frame, reading=reading, period=level(period))) == every_result(reading, period)

    @pytest.mark.parametrize("way", [("open", None), ("closed", "exploitation")], ids=str)
    def test_engines(self, backend: Backend, way: tuple[str, str | None]) -> None:
        """So it has in every engine."""
        reading, period = way
        frame = backend.make(columns(every_case()[0]), backend.kinds[0])
        assert added(classify_frame(frame, reading=reading, period=level(period))) == every_result(reading, period)

    def test_kinds_of_column(self, name: str, backend: Backend) -> None:
        """So it has in every kind of column, with every kind of nothing in it, and in both languages."""
        rows, cases = every_case()
        rows, cases = rows[::11], cases[::11]
        for kind, lang in zip(backend.kinds, cycle(["nl", "en"]), strict=False):
            words = {
                key: {each.key: word(each, lang) for each in takes(variable)} for key, variable in VARIABLE.items()
            }
            said = [
                {word(VARIABLE[key], lang): words[key].get(cell, cell) for key, cell in row.items()} for row in rows
            ]
            frame = backend.make(columns(said, empty=nulls(name, kind)), kind)
            found = added(classify_frame(frame, reading=Reading.CLOSED), order=word(VARIABLE["case_id"], lang))
            assert found == [results(classify(case, Reading.CLOSED)) for case in cases], kind

    def test_silence(self, backend: Backend) -> None:
        """An empty cell of a column that is there may count as silence."""
        rows = every_case()[0][::43]
        whole = [dict.fromkeys(columns(rows), "") | row for row in rows]
        cases = [silent(row) for row in whole]
        rows = [row for row, case in zip(rows, cases, strict=True) if case]
        frame = backend.make(columns(rows, columns(whole)), backend.kinds[0])
        found = added(classify_frame(frame, reading=Reading.CLOSED, empty="not_stated"))
        assert found == [results(classify(case, Reading.CLOSED)) for case in cases if case]

    def test_tallies(self, name: str, backend: Backend) -> None:
        """The rows have the tally of their cases: in one engine whatever it is split by, in others by each kind."""
        frame = backend.make(columns(some_rows()), backend.kinds[0])
        for by in ("sectors",) if backend.slow else GROUPING if name == USUAL else ("sectors", "reading", "relation"):
            assert tally_frame(frame, by=by) == tally_of_some(by), by


def silent(row: Mapping[str, str]) -> Case | None:
    """Make the case of a row whose empty cells count as silence; None where it contradicts itself."""
    case, errors = parse({key: (key, cell) for key, cell in row.items() if VARIABLE[key].values}, empty="not_stated")
    return None if errors else case


def facts(errors: Iterable[DataError], *, rows: bool) -> list[tuple[str, dict[str, object]]]:
    """Give errors as their kind and their facts, without the file and the case, which frames or files do not have."""
    unlike = {"file", "case_id"} | ({"row"} if not rows else set())
    found = [
        (type(each).__name__, {key: fact for key, fact in vars(each).items() if key not in unlike}) for each in errors
    ]
    return found if rows else sorted(found, key=str)


def refused(rows: Rows, path: Path) -> InvalidInput:
    """Read rows as a file, and give what is wrong with it."""
    with path.open("w", encoding="utf-8", newline="") as stream:
        table = columns(rows, empty=[""])
        csv.writer(stream).writerows([[*table], *zip(*table.values(), strict=True)])
    with pytest.raises(InvalidInput) as caught:
        read_table(path)
    return caught.value


class TestWrongRows:
    """What is wrong with rows is what is wrong with them in a file."""

    def test_errors(self, backend: Backend, tmp_path: Path) -> None:
        """The errors are those of a file with the same rows, in the same order where rows have one."""
        expected = refused(wrong_rows(), tmp_path / "cases.csv")
        for kind in backend.kinds:
            found = check_frame(backend.make(columns(wrong_rows(), empty=[None, ""]), kind))
            assert found, kind
            assert facts(found.errors, rows=backend.ordered) == facts(expected.errors, rows=backend.ordered), kind
            assert found.more == expected.more == {}
            assert {each.case_id for each in found.errors} <= {row["case_id"] for row in wrong_rows()} | {""}

    def test_many(self, backend: Backend, tmp_path: Path) -> None:
        """Of more than a hundred the others are counted by kind."""
        contradicts = {"violence": "no", "recruitment_violence": "yes"}
        rows = [
            {"case_id": f"case-{place:05}", "relation": "perhaps"} | (contradicts if place % 3 else {"deception": "?"})
            for place in range(160)
        ]
        rows[150]["case_id"] = ""
        expected = refused(rows, tmp_path / "cases.csv")
        found = check_frame(backend.make(columns(rows), backend.kinds[0]))
        assert found
        assert len(found.errors) == len(expected.errors) == 100
        kinds = Counter(type(each).sentence for each in expected.errors) + Counter(expected.more)
        assert Counter(type(each).sentence for each in found.errors) + Counter(found.more) == kinds
        if backend.ordered:
            assert facts(found.errors, rows=True) == facts(expected.errors, rows=True)

    def test_results(self, backend: Backend) -> None:
        """In a lazy frame a row that is wrong has nothing in all columns that are added; others refuse it."""
        rows = wrong_rows()
        cases = [case_of(row) for row in rows]
        expected = [results(classify(case)) if case else [None] * len(ADDED) for case in cases]
        # `test_errors` has all kinds of column.
        for kind in backend.kinds if backend.lazy and not backend.slow else backend.kinds[:1]:
            frame = backend.make(columns(rows), kind)
            if backend.lazy:
                assert added(classify_frame(frame)) == expected, kind
            else:
                with pytest.raises(InvalidInput) as caught:
                    classify_frame(frame)
                found = check_frame(frame)
                assert found
                assert caught.value.lines() == found.lines()
            with pytest.raises(InvalidInput):
                tally_frame(frame)

    def test_ids(self, backend: Backend) -> None:
        """An id that is missing, or that was there before, is an error; blanks around it make no other."""
        ids = ["a", None, " a ", "b", "", "a"]
        frame = backend.make({"case_id": ids, "violence": ["yes"] * len(ids)}, backend.kinds[0])
        found = check_frame(frame)
        assert found
        kinds = [(type(each).__name__, each.row) for each in found.errors]
        numbered = [("MissingId", 3), ("RepeatedId", 4), ("MissingId", 6), ("RepeatedId", 7)]
        assert kinds == numbered if not backend.lazy else sorted(kinds) == sorted((kind, 0) for kind, _ in numbered)
        with pytest.raises(InvalidInput):
            tally_frame(frame)


class TestDrawnFrames:
    """Tables of any spelling, in any engine."""

    @pytest.mark.parametrize("name", CHOSEN)
    def test_core(self, name: str) -> None:
        """Verdicts, tallies and errors are the core's."""
        backend = BACKENDS[name]

        @settings(max_examples=1 if backend.slow else 3)
        @given(
            strategies.tables(min_size=1, max_size=12), strategies.ways, st.sampled_from(backend.kinds), st.randoms()
        )
        def check(table: Any, way: dict[str, Any], kind: str, random: Random) -> None:
            rows, coded = table
            cases = [Case.from_answers(row) for row in coded]
            nothing = nulls(name, kind)
            random.shuffle(order := list(range(len(rows))))
            shuffled = [rows[place] for place in order]
            frame = backend.make(columns(shuffled, empty=[random.choice(nothing) for _ in range(7)]), kind)
            id_ = next(each for each in rows[0] if normalise(each) in {"case_id", "casus_id"})
            verdicts = {case.case_id: results(classify(case, way["reading"], way["period"])) for case in cases}
            found = taken_apart(classify_frame(frame, reading=way["reading"], period=way["period"]), order=id_)
            for place, case_id in enumerate(found[id_]):
                assert [found[each][place] for each in ADDED] == verdicts[case_id.strip()]
            if not backend.lazy:
                assert [each.strip() for each in found[id_]] == [row[id_].strip() for row in shuffled]
            assert tally_frame(frame, **way) == Tally.of(cases, **way)
            assert check_frame(frame) is None

        check()
