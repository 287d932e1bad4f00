"""Completions: what may hold together in a case, and what that makes of groups, shares and intervals."""

import json
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Any

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import asked
import brute
import oracle
from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import Case
from ckm_mo.errors import InvalidAssumption, InvalidInput, ManyGroups, OpenCondition, UnknownColumn, WrongKind
from ckm_mo.tallies.completions import Completions, least_costs
from ckm_mo.tallies.groups import Group, TallyBuilder
from ckm_mo.tallies.intervals import SamplingDesign, design_effect
from ckm_mo.tallies.patterns import PatternReader
from ckm_mo.tallies.statements import conditions, statement, subject
from ckm_mo.tallies.sums import Sums, TooLarge
from ckm_mo.tallies.tally import Tally
from ckm_mo.views.tally import tally_summary
from ckm_mo.views.words import Words

Way = dict[str, Any]


def same(one: Any, other: Any) -> bool:
    """Tell whether two ranges are the same but for rounding."""
    if one is None or other is None:
        return one is other
    return all(abs(one[end] - other[end]) < 1e-12 for end in ("low", "high"))


def agrees(group: Mapping[str, Any], expected: Mapping[Any, Any]) -> bool:
    """Tell whether the figures of a group are those of brute force."""
    rows = {("profile", each["profile"]): each for each in group["profiles"]}
    for dimension, outcomes in group["dimensions"].items():
        rows |= {(dimension, each["outcome"]): each for each in outcomes}
    plain = all(group[key] == expected[key] for key in ("n", "n_at_most", "decided", "undecided", "outside"))
    return plain and all(
        (row["count"], row["at_most"]) == (expected[key]["count"], expected[key]["at_most"])
        and same(row["share"], expected[key]["share"])
        and same(row["interval"], expected[key]["interval"])
        for key, row in rows.items()
    )


class TestStatements:
    """A condition is in either language, about a variable, a result or a column of one's own."""

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("relatie=affectief", ("relation", "affective")),
            ("Ronselperiode geweld=ja", ("recruitment_violence", "yes")),
            ("profiel=noh", ("profile", "NOH")),
            ("dwang=geen", ("coercion", "none")),
            ("YEAR= 2019 ", ("Year", "2019")),
            ("Nr.=a=b", ("Nr.", "a=b")),
        ],
    )
    def test_parse(self, text: str, expected: tuple[str, str]) -> None:
        """Words are read in any spelling; a column by its header, in any case; its text stands as it is."""
        name, _, value = text.partition("=")
        assert statement(name, value, ["case_id", "Year", "Nr."]) == expected

    def test_first_sign(self) -> None:
        """The first "=" of a condition parts its name from its value."""
        assert conditions(["Nr.=a=b"]) == (("Nr.", "a=b"),)

    def test_one_text(self) -> None:
        """A condition alone is a condition, and not a list of letters."""
        assert conditions("relatie=affectief") == (("relation", "affective"),)

    def test_values_of_python(self) -> None:
        """A whole number is the text of it, one condition may be a text, and an empty text is none."""
        assert conditions({"year": 2019}) == conditions("year=2019") == (("year", "2019"),)
        assert conditions("") == ()

    @pytest.mark.parametrize("value", [True, 2019.0, ["yes"]], ids=str)
    def test_other_values(self, value: object) -> None:
        """What tables write in several ways is refused, not counted as no case."""
        with pytest.raises(WrongKind, match="a text or a whole number"):
            conditions({"flag": value})

    @pytest.mark.parametrize(
        "given", [1, True, [1], [("violence", "yes", "no")], [["violence"]], pl.Series([True, False]), len], ids=repr
    )
    def test_no_conditions(self, given: Any) -> None:
        """What are no conditions is refused, such as a column that says which rows are meant."""
        with pytest.raises(WrongKind, match="a mapping or a sequence of conditions is needed here"):
            conditions(given)

    @pytest.mark.parametrize("name", [1, None, ["relation"], ("relation", "violence")], ids=repr)
    def test_no_name(self, name: Any) -> None:
        """What is no text is no name."""
        with pytest.raises(WrongKind, match="the name of a variable, a result or a column is needed here"):
            subject(name)

    @pytest.mark.parametrize("option", ["by", "cluster"])
    @pytest.mark.parametrize("name", ["", " "])
    def test_blank_name(self, option: str, name: str) -> None:
        """No column is named by nothing."""
        with pytest.raises(UnknownColumn):
            Tally.of([Case()], **{option: name})  # type: ignore[arg-type]

    def test_nothing(self) -> None:
        """None is what leaves an answer open, and not the outcome that is called so."""
        with pytest.raises(OpenCondition):
            conditions({"coercion": None})

    @pytest.mark.parametrize("text", ["violence=unknown", "relatie=onbekend", "year=niet vermeld", "sectors=", "year="])
    def test_open(self, text: str) -> None:
        """No completion has what leaves an answer open."""
        with pytest.raises(OpenCondition):
            conditions([text])

    @pytest.mark.parametrize("text", ["relation=romantic", "profile=XYZ", "coercion=violent"])
    def test_no_value(self, text: str) -> None:
        """A value that is none is refused, with those that are."""
        with pytest.raises(InvalidInput, match="is not allowed"):
            conditions([text])

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("profiel=AHO", 'Bedoelt u "AOH"?'),
            ("dwang=zahct", 'Gebruik een van: geen, zacht, hard. Bedoelt u "zacht"?'),
            ("dwang=hrad", 'Bedoelt u "hard"?'),
        ],
    )
    def test_nearest(self, text: str, said: str) -> None:
        """The nearest result is named as it is written, in the language of the message."""
        with pytest.raises(InvalidInput) as caught:
            conditions([text])
        assert caught.value.text("nl").endswith(said)

    def test_nearest_name(self) -> None:
        """So is the name of a result."""
        with pytest.raises(UnknownColumn, match='Did you mean "profile"'):
            statement("profil", "AOH", ["year"])

    def test_label(self) -> None:
        """A label is no name, but names its variable, and not another that is spelt more like it."""
        with pytest.raises(UnknownColumn, match='Did you mean "violence"'):
            subject("use of violence", ["year"])

    def test_no_column(self) -> None:
        """A name that is nothing is refused, and the columns of one's own that are there are named."""
        with pytest.raises(UnknownColumn) as caught:
            subject("yaer", ["case_id", "year", "unit"])
        assert (caught.value.columns, caught.value.closest) == (("year", "unit"), "year")

    def test_no_result(self) -> None:
        """Columns of results are not among them, but those that only begin like these are."""
        with pytest.raises(UnknownColumn) as caught:
            subject("colour", ["ckm_profile", "CKM_in_group", "ckm_year", "year"])
        assert caught.value.columns == ("ckm_year", "year")

    def test_own_column_before_it_is_seen(self) -> None:
        """Where no header is known yet, any name may be a column."""
        assert subject(" colour ") == "colour"

    def test_exact_header_first(self) -> None:
        """Of headers that differ in case alone, the one that is written is meant."""
        assert [subject(name, ["year", "YEAR"]) for name in ("YEAR", "year", "Year")] == ["YEAR", "year", "year"]


class TestTruths:
    """The statements that may be true together are those of some completion, and their cost the least of those."""

    @settings(max_examples=60)
    @given(asked.one(), st.lists(asked.statements, min_size=1, max_size=3), asked.ways)
    def test_brute_force(self, answers: asked.Answers, several: list[tuple[str, str]], way: Way) -> None:
        """It is exact: every combination of a completion, and no other."""
        expected: dict[tuple[bool, ...], int] = {}
        for completion, cost in brute.completions(answers, several, way["reading"], way["period"]):
            holds = tuple(brute.holds(completion, each) for each in several)
            expected[holds] = min(cost, expected.get(holds, cost))
        keys = [key for key, _ in several]
        of = Tally.of([], **way)
        reader = PatternReader(keys, of.reading, of.period)
        allowed = Completions(several, reader.named, of.period).truths(reader.whole(asked.case_of(answers)))
        assert least_costs((tuple(each in truths for each in several), cost) for truths, cost in allowed) == expected


class TestGroups:
    """A group has those that are in it for certain, and those that may be, jointly with their outcomes."""

    @settings(max_examples=60)
    @given(asked.tables, asked.groups, asked.ways, st.sampled_from([None, None, 0, 1, 3]))
    def test_brute_force(
        self, answers: list[asked.Answers], where: list[tuple[str, str]], way: Way, most: int | None
    ) -> None:
        """Its figures are those of all tables that it may turn out to be, under any assumption."""
        tally = Tally.of(map(asked.case_of, answers), where=where, at_most_yes=most, **way)
        budget = float("inf") if most is None else most
        assert agrees(tally.as_dict(), brute.figures(answers, where, at_most_yes=budget, **way))

    @settings(max_examples=40)
    @given(asked.tables, asked.groups, st.sampled_from(sorted(asked.VALUES)), asked.ways)
    def test_by(self, answers: list[asked.Answers], where: list[tuple[str, str]], by: str, way: Way) -> None:
        """So are those of the groups of every variable, result and column."""
        record: Any = Tally.of(map(asked.case_of, answers), where=where, by=by, **way).as_dict()
        for group in record["by"]["groups"]:
            assert agrees(group, brute.figures(answers, where, extra=[(by, group["value"])], **way))

    @settings(max_examples=40)
    @given(
        asked.tables,
        asked.groups,
        asked.ways,
        st.sampled_from([0.9, 0.95, 0.99]),
        st.sampled_from([None, 4, 6, 50]),
        st.sampled_from([None, "offender"]),
    )
    def test_intervals(
        self,
        answers: list[asked.Answers],
        where: list[tuple[str, str]],
        way: Way,
        confidence: float,
        population: int | None,
        cluster: str | None,
    ) -> None:
        """The interval holds those of all completions, whatever it rests on."""
        resting: dict[str, Any] = {"confidence": confidence, "population": population, "cluster": cluster}
        tally = Tally.of(map(asked.case_of, answers), where=where, **way, **resting)
        assert agrees(tally.as_dict(), brute.figures(answers, where, **way, **resting))

    @given(asked.tables, asked.groups, asked.ways)
    def test_parts(self, answers: list[asked.Answers], where: list[tuple[str, str]], way: Way) -> None:
        """Tallies of parts add up, for every group and whatever they are split by."""
        cases = [asked.case_of(each) for each in answers]
        for by in (None, "year", "sectors", "profile"):
            whole, one, other = (Tally.of(some, where=where, by=by, **way) for some in (cases, cases[:1], cases[1:]))
            assert (one + other).as_dict() == whole.as_dict()

    @given(asked.tables, asked.statements, asked.ways)
    def test_more_assumed(self, answers: list[asked.Answers], statement: tuple[str, str], way: Way) -> None:
        """Bounds only widen as more answers may be yes, and all of them are no assumption."""
        cases = [asked.case_of(each) for each in answers]
        free = Tally.of(cases, where=[statement], **way)
        several = [Tally.of(cases, where=[statement], at_most_yes=most, **way) for most in range(free.open_answers + 1)]
        ranges = [(each.profiles["NOH"].count, -each.profiles["NOH"].at_most) for each in several]
        assert all(low >= then and high >= after for (low, high), (then, after) in pairwise(ranges))
        assert several[-1].as_dict() | {"assumed": None} == free.as_dict()

    def test_attempts(self) -> None:
        """An attempt has no duration of the exploitation: it is in no group of it, and is not open there."""
        case = Case.from_answers({"exploitation_began": "no"})
        tally = Tally.of([case], by="exploitation_duration")
        assert (tally.open, {group.n_at_most for _, group in tally.groups}) == (0, {0})
        assert {group.profiles["AOS"].share for _, group in tally.groups} == {None}

    def test_texts(self) -> None:
        """A column of one's own has its texts as groups, in the order of the cases."""
        texts = [("1", "b"), ("2", "a"), ("3", "unknown"), ("4", "b")]
        cases = [asked.case_of({"case_id": number, "year": text}) for number, text in texts]
        tally = Tally.of(cases, by="Year", where={"case_id": "1"}, groups=2)
        assert tally.values == ("b",)
        assert Tally.of(cases, by="Year").values == ("b", "a")
        with pytest.raises(ManyGroups):
            Tally.of(cases, by="year", groups=1)

    def test_no_column(self) -> None:
        """A column that no case has is refused."""
        with pytest.raises(UnknownColumn):
            Tally.of([Case()], by="colour")


class TestIntervals:
    """What an interval rests on."""

    @pytest.mark.parametrize(
        ("options", "problem"),
        [
            ({"at_most_yes": -1}, "negative_yes"),
            ({"at_most_yes": 1, "decided_only": True}, "assumed_decided"),
            ({"confidence": 1.0}, "no_confidence"),
            ({"confidence": 1 - 2**-53}, "no_confidence"),
            ({"population": 1}, "small_population"),
            ({"population": 9, "by": "relation"}, "population_by"),
            *(({"confidence": given}, "no_confidence") for given in ("0.9", [0.9], True, Decimal("0.9"), float("nan"))),
            *(({"at_most_yes": given}, "negative_yes") for given in ("1", 1.5, True, [1], float("nan"))),
            *(({"least": given}, "negative_least") for given in ("1", 1.5, True, None)),
            *(({"population": given}, "whole_population") for given in ("9", 9.5, True, -1)),
        ],
    )
    def test_refused(self, options: dict[str, Any], problem: str) -> None:
        """A number that cannot be is refused."""
        with pytest.raises(InvalidAssumption) as caught:
            Tally.of([Case(), Case()], **options)
        assert caught.value.problem == problem

    def test_quoted(self) -> None:
        """A text in the place of a number is shown as one."""
        with pytest.raises(InvalidAssumption, match=r"--confidence '0\.9': give a number between 0 and 1"):
            Tally.of([], confidence="0.9")  # type: ignore[arg-type]

    @pytest.mark.parametrize("groups", ["9", 9.5, None, True])
    def test_number_of_groups(self, groups: Any) -> None:
        """How many groups there may be is a whole number too."""
        with pytest.raises(WrongKind, match="a whole number is needed here"):
            Tally.of([], groups=groups)

    def test_numbers_of_others(self) -> None:
        """Numbers of NumPy are taken, and are Python's own in JSON."""
        given: Way = {"at_most_yes": np.int64(1), "least": np.int8(3), "population": np.uint8(9)}
        tally = Tally.of([Case()], **given, confidence=np.float64(0.5))
        assert tally == Tally.of([Case()], at_most_yes=1, least=3, population=9, confidence=0.5)
        assert json.loads(json.dumps(tally.as_dict()))["interval"]["population"] == 9
        assert Tally.of([Case()], confidence=Fraction(1, 2)).interval_basis.confidence == 0.5  # type: ignore[arg-type]

    def test_none(self) -> None:
        """Without interval there is none, and no confidence."""
        record: Any = Tally.of([Case()], confidence=None).as_dict()
        assert record["interval"]["method"] is record["interval"]["confidence"] is None
        assert {each["interval"] for each in record["profiles"]} == {None}

    def test_whole_population(self) -> None:
        """A sample of all has the share itself."""
        record: Any = Tally.of([Case.from_answers({"violence": "yes"})] * 3, population=3).as_dict()
        assert record["dimensions"]["coercion"][2]["interval"] == {"low": 1.0, "high": 1.0}

    def test_clusters(self) -> None:
        """Clusters are counted, single cases that name none included."""
        cases = [Case.from_answers({"offender": name}) for name in ("o1", "o1", "", "unknown")]
        tally = Tally.of(cases, cluster="offender")
        assert tally.cluster_counts == (3, 2)
        record: Any = tally.as_dict()
        assert (record["interval"]["clusters"], record["interval"]["singles"]) == (3, 2)
        assert design_effect([(2, 2), (1, 1), (1, 1)]) == pytest.approx(4 / 6)
        assert design_effect([]) == 1

    @pytest.mark.parametrize(("most", "exact"), [(0, False), (1, False), (2, True), (5, True)])
    def test_clusters_of_an_assumption(self, most: int, exact: bool) -> None:  # noqa: FBT001 - drawn by pytest
        """What cases of clusters are worth is exact where all memberships can be paid for at once, else it says so."""
        cases = [Case.from_answers({"offender": "o1", "relation": "affective"})] * 2
        where = {"violence": "yes"}
        assert Tally.of(cases, where=where, at_most_yes=most, cluster="offender").exact is exact
        assert Tally.of(cases, where=where, at_most_yes=most, cluster="offender", confidence=None).exact
        assert Tally.of(cases, where=where, at_most_yes=most).exact

    def test_limits(self) -> None:
        """A weight changes what n is worth, never the share."""
        assert SamplingDesign().limits(1, 4, 0.5) == pytest.approx(SamplingDesign().limits(1, 4), abs=0.2)
        assert SamplingDesign().limits(1, 4, 0.5)[0] < SamplingDesign().limits(1, 4)[0]


class TestGroup:
    """Whether a case is in a group, for certain or perhaps."""

    @given(asked.tables, asked.groups, asked.ways)
    def test_brute_force(self, answers: list[asked.Answers], where: list[Any], way: Way) -> None:
        """It is in it where the conditions hold in each of its completions, and may be where they hold in some."""
        group = Group(Reading(way["reading"]), way["period"] and Period(way["period"]), where=tuple(where))
        reader = PatternReader(group.keys, group.reading, group.period)
        for each in answers:
            every = brute.completions(each, where, **way)
            truths = {all(brute.holds(one, condition) for condition in where) for one, _ in every}
            expected = Truth.OPEN if len(truths) > 1 else Truth.YES if True in truths else Truth.NO
            assert group.member(reader.whole(asked.case_of(each)), None) is expected


class TestSums:
    """Sums over cases, each of which contributes one of some vectors."""

    def test_too_large(self) -> None:
        """More than can be found exactly are refused."""
        contributions = frozenset([((0, 0, 0, 0), 0), ((1, 1, 1, 1), 0), ((1, 0, 1, 0), 0)])
        with pytest.raises(TooLarge):
            Sums([contributions] * 400, None)

    def test_large_tables(self) -> None:
        """Then the shares of a group lie within outer bounds."""
        builder = TallyBuilder(Tally.of([], where={"year": "2019"}, at_most_yes=300))
        case = asked.case_of({"year": ""})
        nothing = [""] * 4000
        builder.extend([builder.number_of(case)] * len(nothing), [nothing], nothing)
        tally = builder.tally()
        bounds = tally.profiles["AOH"]
        assert (bounds.count, bounds.at_most) == (0, 300)
        assert bounds.share is not None
        assert bounds.share[0] == 0
        assert tally.as_dict()["exact"] is False
        assert "outer bounds" in tally_summary(Words("en"), tally)

    def test_chosen(self) -> None:
        """What each case adds to a sum adds up to it, at the cost."""
        contributions: list[Any] = [frozenset([((0,), 0), ((1,), 2)]), frozenset([((0,), 1), ((1,), 0), ((2,), 3)])]
        sums = Sums(contributions, 5)
        for vector, cost in sums:
            chosen = sums.chosen(vector, cost)
            assert (sum(each[0] for each in chosen),) == vector
            assert sum(dict(each)[of] for each, of in zip(contributions, chosen, strict=True)) == cost
        assert {vector for vector, _ in sums} == {(0,), (1,), (2,), (3,)}
        assert oracle.FEW == 5
