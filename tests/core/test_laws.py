"""The laws: each class quotes a sentence of the design, and its methods test what follows from it."""

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Any

import pytest
from attrs import evolve
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

import oracle
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.classification import Verdict, classify, remaining, values_of
from ckm_mo.codebook import HEADERS, VARIABLE, normalise, takes
from ckm_mo.errors import InvalidInput, UnlikeTallies
from ckm_mo.explanation import explain
from ckm_mo.tallies.groups import TallyBuilder
from ckm_mo.tallies.tally import Tally
from spaces import LEVELS, PARTIAL, READINGS, alike, answers_for, completions, explained, figures, judge, level, reasons
from strategies import (
    Answers,
    answers,
    case_lists,
    cases,
    parts_of,
    periods,
    readings,
    rows,
    spellings,
    tables,
    values,
    ways,
)

Way = dict[str, Any]
"""What `strategies.ways` gives."""

DIMENSIONS = ("relation", "initiative", "coercion")

ANSWERED = [key for key in VARIABLE if key in {*oracle.VARIABLES, "exploitation_began"} or VARIABLE[key].means]
"""The variables that a verdict depends on, but for the reading."""


def verdict_on(coded: Answers, reading: str, period: str | None) -> Verdict:
    """Classify a case by its answers."""
    return classify(Case.from_answers(coded), Reading(reading), level(period))


def tallied(coded: Iterable[Answers], reading: str = "open", period: str | None = None, **options: Any) -> Tally:
    """Tally cases by their answers."""
    return Tally.of(map(Case.from_answers, coded), reading=Reading(reading), period=level(period), **options)


def narrows(before: Verdict, after: Verdict) -> bool:
    """Return whether a verdict has some of the outcomes of another, and everything that was decided in it."""
    kept = all(getattr(before, each) in {None, getattr(after, each)} for each in (*DIMENSIONS, "profile"))
    return kept and after.outcomes <= before.outcomes


class TestAnAnswerOnlyRemoves:
    """Giving a value to an open one of the seven variables never adds a possible profile, never changes a decided one.

    For coded answers this holds under `open`, and under `closed` without a period;
    with one, a new answer may undo a filling.
    """

    @given(values.filter(lambda drawn: "open" in drawn), periods, st.data())
    def test_values(self, before: tuple[str, ...], period: str | None, data: st.DataObject) -> None:
        """Each value removes outcomes or none, and what all of them leave together is what was possible before."""
        place = data.draw(st.sampled_from([place for place, value in enumerate(before) if value == "open"]))
        verdict = judge(before, Reading.OPEN, level(period))
        after = [
            judge((*before[:place], value, *before[place + 1 :]), Reading.OPEN, level(period))
            for value in oracle.VALUES_OF_VARIABLE[oracle.VARIABLES[place]]
        ]
        assert all(narrows(verdict, each) for each in after)
        assert frozenset().union(*(each.outcomes for each in after)) == verdict.outcomes

    def test_all_values(self) -> None:
        """Outcomes are only ever ruled out, whatever value is given to whatever is open."""
        outcomes = {each: {*chain(*remaining(each))} for each in PARTIAL}
        for before in PARTIAL:
            for place in (place for place, value in enumerate(before) if value == "open"):
                for value in oracle.VALUES_OF_VARIABLE[oracle.VARIABLES[place]]:
                    after = (*before[:place], value, *before[place + 1 :])
                    assert outcomes[after] <= outcomes[before], (before, after)

    @given(answers(reading=False, context=False), periods, st.data())
    def test_coded_answers_under_open(self, coded: Answers, period: str | None, data: st.DataObject) -> None:
        """Under `open` a new answer never adds an outcome, at any level."""
        self.give_an_answer(coded, "open", period, data)

    @given(answers(reading=False, context=False), st.data())
    def test_coded_answers_under_closed(self, coded: Answers, data: st.DataObject) -> None:
        """Under `closed` neither, without a period, if what is answered was open as read."""
        self.give_an_answer(coded, "closed", None, data)

    def give_an_answer(self, coded: Answers, reading: str, period: str | None, data: st.DataObject) -> None:
        """Give a value to an answer that is read as open, and see that this takes nothing back.

        Only the answer that the exploitation never began does: coercion in it then has no meaning.
        """
        places = [key for key in ANSWERED if _reads_open(coded, key, reading)]
        assume(places)
        key = data.draw(st.sampled_from(places))
        more = coded | {key: data.draw(st.sampled_from([value.key for value in VARIABLE[key].values]))}
        try:
            after = verdict_on(more, reading, period)
        except InvalidInput:  # the answer contradicts others
            reject()
        assert narrows(verdict_on(coded, reading, period), after) or (key == "exploitation_began" and after.not_begun)


def _reads_open(coded: Answers, key: str, reading: str) -> bool:
    """Return whether an answer is open after deduction and reading."""
    variable = VARIABLE[key]
    if not variable.means:
        return coded.get(key, "not_coded") in oracle.OPEN_TOKENS
    read_as = oracle.values(coded, reading, variable.period or None)
    return read_as[key] == "open"


class TestClosedIsPartOfOpen:
    """`open` (the default): silence stays open. `closed`: what the source does not state was not used."""

    @given(answers(reading=False), periods)
    def test_outcomes(self, coded: Answers, period: str | None) -> None:
        """What is possible under the closed reading is possible under the open one, and what was decided stays."""
        assert narrows(verdict_on(coded, "open", period), verdict_on(coded, "closed", period))

    @given(answers(reading=False), periods)
    def test_without_silence(self, coded: Answers, period: str | None) -> None:
        """Where nothing is silent the readings say the same: unknown and not coded stay open under both."""
        said = {key: answer for key, answer in coded.items() if answer != "not_stated"}
        openly, closed = (verdict_on(said, reading, period) for reading in READINGS)
        assert closed.by_dimension == openly.by_dimension
        assert not closed.rests_on_silence


class TestEachVerdictSaysThatItRestsOnSilence:
    """A verdict rests on silence if the whole verdict differs from the one under the open reading, same period."""

    @given(answers(reading=False), periods)
    def test_rests(self, coded: Answers, period: str | None) -> None:
        """It says so exactly if profile, possibilities, outside or a dimension would be another."""
        openly, closed = (verdict_on(coded, reading, period) for reading in READINGS)
        what = ("possible", "outside", "profile", *DIMENSIONS)
        assert closed.rests_on_silence is ([getattr(closed, x) for x in what] != [getattr(openly, x) for x in what])
        assert not openly.rests_on_silence

    @given(rows(), readings, periods)
    def test_counted(self, several: list[Answers], reading: str, period: str | None) -> None:
        """A tally says how many do."""
        tally = tallied(several, reading, period)
        assert tally.rests_on_silence == sum(verdict_on(each, reading, period).rests_on_silence for each in several)


class TestTheCaseSaysHowItIsRead:
    """An optional column `reading` says it per case, and `--reading` speaks for the rows that do not say."""

    @given(answers(reading=False), readings, readings, periods)
    def test_overrides(self, coded: Answers, own: str, asked: str, period: str | None) -> None:
        """A case with a reading of its own has one verdict whatever is asked: that of its reading."""
        assert verdict_on(coded | {"reading": own}, asked, period) == verdict_on(coded, own, period)

    @given(answers(reading=False), readings, periods)
    def test_speaks_for_the_rest(self, coded: Answers, asked: str, period: str | None) -> None:
        """A case without one is read as is asked."""
        assert verdict_on(coded, asked, period).reading == asked


class TestSpellingNeverMatters:
    """Dutch headers and tokens are read as well as English ones, in any case, with spaces, hyphens or underscores."""

    @given(answers().flatmap(lambda coded: st.tuples(st.just(coded), spellings(coded))))
    def test_same_case(self, said: tuple[Answers, dict[str, str]]) -> None:
        """However it is spelt, and in whatever order and language, it is the same case."""
        coded, spelt = said
        assert Case.from_answers(spelt) == Case.from_answers(coded)

    @given(answers().flatmap(lambda coded: st.tuples(st.just(coded), st.permutations(list(coded)))))
    def test_order(self, ordered: tuple[Answers, Sequence[str]]) -> None:
        """The order of the answers never matters."""
        coded, keys = ordered
        assert Case.from_answers({key: coded[key] for key in keys}) == Case.from_answers(coded)

    @settings(max_examples=30)
    @given(tables())
    def test_rows_of_tables(self, table: tuple[list[dict[str, str]], list[Answers]]) -> None:
        """A row of a table, without the columns that are no variables, is the case that it says."""
        texts, coded = table
        names = [{name: cell for name, cell in row.items() if normalise(name) in HEADERS} for row in texts]
        assert list(map(Case.from_answers, names)) == list(map(Case.from_answers, coded))


class TestTheOracleAgrees:
    """So a case can be decided although answers are open, and never is when they matter."""

    @given(answers(), readings, periods)
    def test_explanations(self, coded: Answers, reading: str, period: str | None) -> None:
        """Any case has the verdict and the explanation that the oracle gives it by enumerating what is open."""
        explanation = explain(Case.from_answers(coded), Reading(reading), level(period))
        assert reasons(explanation) == explained(coded, reading, period)

    @given(answers(), readings, periods)
    def test_values(self, coded: Answers, reading: str, period: str | None) -> None:
        """Its seven variables are read as the oracle reads them."""
        case = Case.from_answers(coded)
        own = case.about.reading or Reading(reading)
        assert list(map(str, values_of(case.key, own, level(period)))) == list(
            oracle.values(coded, reading, period).values()
        )

    @settings(max_examples=60)
    @given(rows(), ways)
    def test_tallies(self, several: list[Answers], way: Way) -> None:
        """Any cases have the tally that the oracle gives them, with the same keys in the same order."""
        tally = Tally.of(map(Case.from_answers, several), **way, empty="not_stated")
        assert alike(figures(tally.as_dict()), oracle.tally(several, **way, empty="not_stated"))


class TestTalliesOfPartsAddUp:
    """Verdicts counted without loss; tallies of parts add up (`+`, `sum`; adding unlike ones is an error)."""

    @given(case_lists.flatmap(lambda drawn: st.tuples(st.just(drawn), parts_of(drawn))), ways)
    def test_parts(self, cut: tuple[list[Case], tuple[Sequence[Case], Sequence[Case]]], way: Way) -> None:
        """The tallies of two parts are together the tally of the whole, in either order."""
        whole, parts = cut
        one, other = (Tally.of(part, **way) for part in parts)
        assert one + other == other + one == Tally.of(whole, **way)
        assert (one + other).as_dict() == Tally.of(whole, **way).as_dict()

    @given(case_lists.filter(bool), ways)
    def test_sum(self, several: list[Case], way: Way) -> None:
        """The sum of the tallies of single cases is that of all."""
        assert sum(Tally.of([case], **way) for case in several) == Tally.of(several, **way)

    @given(case_lists, ways)
    def test_nothing(self, several: list[Case], way: Way) -> None:
        """The tally of no cases adds nothing."""
        assert Tally.of(several, **way) + Tally.of([], **way) == Tally.of(several, **way)

    @given(case_lists.flatmap(lambda drawn: st.tuples(st.just(drawn), st.permutations(drawn))), ways)
    def test_order(self, ordered: tuple[list[Case], list[Case]], way: Way) -> None:
        """The order of the cases never matters."""
        one, other = (Tally.of(some, **way) for some in ordered)
        assert one == other

    @given(case_lists, ways)
    def test_batches(self, several: list[Case], way: Way) -> None:
        """Whether cases are counted one by one or all at once never matters."""
        builder = TallyBuilder(Tally.of([], **way))
        builder.extend(map(builder.number_of, several), offenders=[case["offender"] for case in several])
        assert builder.tally() == Tally.of(several, **way)

    @given(st.lists(ways, min_size=2, max_size=2, unique_by=lambda way: frozenset(way.items())), cases)
    def test_unlike(self, different: list[Way], case: Case) -> None:
        """Tallies that count in different ways are never added."""
        one, other = (Tally.of([case], **way) for way in different)
        with pytest.raises(UnlikeTallies) as caught:
            _ = one + other
        assert getattr(one, caught.value.what) != getattr(other, caught.value.what)


@st.composite
def completed(draw: st.DrawFn) -> tuple[list[Answers], list[Answers], str, str | None]:
    """Draw cases, a completion of each, and the reading and period that they are completed under."""
    several = draw(rows(max_size=4))
    reading, period = draw(readings), draw(st.sampled_from(LEVELS[:2]))
    complete = []
    for coded in several:
        seven = oracle.values(coded, reading, period)
        chosen = {
            key: draw(st.sampled_from(allowed)) if value == "open" else value
            for (key, value), allowed in zip(seven.items(), oracle.VALUES_OF_VARIABLE.values(), strict=True)
        }
        complete.append(chosen)
    return several, complete, reading, period


def all_completions(coded: Answers, reading: str, period: str | None) -> list[Answers]:
    """List the complete cases that a case may turn out to be."""
    seven = oracle.values(coded, reading, period).values()
    return [answers_for(world, period, tokens=["unknown"]) for world in completions([*seven])]


def bounds_of(tally: Tally) -> dict[tuple[str, str], Any]:
    """List the bounds of all profiles and outcomes."""
    return {("profile", code): each for code, each in tally.profiles.items()} | {
        (dimension, outcome): each for dimension, some in tally.dimensions.items() for outcome, each in some.items()
    }


def _one_that(choice: list[tuple[Answers, Verdict]], line: str, outcome: str, *, is_it: bool) -> Answers:
    """Choose a completion that has an outcome, or has it not; any, where all are alike."""
    fitting = (each for each, verdict in choice if (getattr(verdict, line) == outcome) is is_it)
    return next(fitting, choice[0][0])


class TestBoundsContainEveryCompletion:
    """Per profile: `count` (decided for it: at least) and `at_most` (possible); one interval that covers both."""

    @given(completed())
    def test_contained(self, drawn: tuple[list[Answers], list[Answers], str, str | None]) -> None:
        """However the open answers turn out, the count is within the bounds, and its interval within the interval."""
        several, complete, reading, period = drawn
        known = bounds_of(tallied(complete, reading, period))
        for key, bounds in bounds_of(tallied(several, reading, period)).items():
            assert known[key].count == known[key].at_most
            assert bounds.count <= known[key].count <= bounds.at_most, key
            if bounds.n:
                assert bounds.interval[0] <= known[key].interval[0], key
                assert known[key].interval[1] <= bounds.interval[1], key

    @settings(max_examples=40)
    @given(rows(min_size=1, max_size=3), readings, st.sampled_from(LEVELS[:2]))
    def test_attained(self, several: list[Answers], reading: str, period: str | None) -> None:
        """Both bounds are reached by some completion: neither could be narrower."""
        choices = [
            [(each, verdict_on(each, reading, period)) for each in all_completions(coded, reading, period)]
            for coded in several
        ]
        for (line, outcome), bounds in bounds_of(tallied(several, reading, period)).items():
            for most, expected in ((True, bounds.at_most), (False, bounds.count)):
                chosen = [_one_that(choice, line, outcome, is_it=most) for choice in choices]
                assert bounds_of(tallied(chosen, reading, period))[line, outcome].count == expected, (line, outcome)

    @given(case_lists, ways)
    def test_everything_is_counted_once(self, several: list[Case], way: Way) -> None:
        """N = decided + undecided + outside for certain, and what is left out is counted as such."""
        tally = Tally.of(several, **way)
        assert tally.n == tally.decided + tally.undecided + tally.outside["yes"]
        assert sum(bounds.count for bounds in tally.profiles.values()) == tally.decided
        assert all(sum(split.values()) == tally.n for split in (*tally.means.values(), tally.any_soft, tally.any_hard))
        assert way["decided_only"] or tally.n + tally.not_begun == len(several)


class TestWhatIsBesideNeverMatters:
    """Context variables are part of no rule, and other columns are left alone."""

    @given(answers(), readings, periods)
    def test_context(self, coded: Answers, reading: str, period: str | None) -> None:
        """Without its context a case has the same verdict and reasons."""
        bare = {key: answer for key, answer in coded.items() if key in {*ANSWERED, "reading"}}
        full = reasons(explain(Case.from_answers(coded), Reading(reading), level(period)))
        assert reasons(explain(Case.from_answers(bare), Reading(reading), level(period))) == full

    @given(answers(), st.sampled_from(["left", "none of these", "x" * 80]))
    def test_names(self, coded: Answers, name: str) -> None:
        """What a case and its offender are called, and what stands in other columns, changes nothing."""
        case = Case.from_answers(coded)
        other = evolve(case, names=(name,) * 4, other=((name, name),))
        assert all(
            classify(other, reading, period) == classify(case, reading, period)
            for reading in Reading
            for period in (None, *Period)
        )


class TestAWordThatIsNotTakenNeverPasses:
    """A misspelt word must never pass for "not coded"."""

    @given(st.sampled_from(list(VARIABLE.values())), st.text("abcdefgijklmnopsu_ -", min_size=1, max_size=12))
    def test_refused(self, variable: Any, word: str) -> None:
        """Every word is one of those that a variable takes, or blank, or refused; an id is any text."""
        plain = "_".join(word.replace("_", " ").replace("-", " ").split())
        blank = not word.strip()
        known = {name for value in takes(variable) for name in (value.key, value.dutch, *value.others)}
        assume(known)
        try:
            coded = Case.from_answers({variable.key: word})[variable.key]
        except InvalidInput:
            assert plain not in known
            assert not blank
        else:
            assert plain in known or blank
            assert (coded == "not_coded") is (blank or plain in {"not_coded", "niet_gecodeerd"})
