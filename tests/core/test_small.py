"""Small groups: which are marked, and which of their figures say something of every case in them."""

from collections.abc import Iterable
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import asked
import brute
from ckm_mo.cases import Case
from ckm_mo.errors import InvalidAssumption
from ckm_mo.frames import tally_frame
from ckm_mo.questions.claims import check
from ckm_mo.study.comparison import compare
from ckm_mo.tallies.bounds import Bounds
from ckm_mo.tallies.tally import Tally

HARD = {"relation": "affective", "initiative": "offender", "violence": "yes"}
SOFT = {
    "relation": "affective",
    "initiative": "offender",
    "deception": "yes",
    **dict.fromkeys(("threat_of_violence", "violence", "sextortion"), "no"),
}


def cases(*answers: dict[str, str]) -> list[Case]:
    """Make cases of their answers, with victims of their own."""
    return [Case.from_answers(each | {"victim": str(number)}) for number, each in enumerate(answers)]


class TestMark:
    """A group of fewer cases than is asked, one at least, is marked."""

    @pytest.mark.parametrize(("least", "small"), [(0, False), (1, False), (2, False), (3, False), (4, True), (9, True)])
    def test_least(self, least: int, small: bool) -> None:  # noqa: FBT001 - it is what is expected
        """The mark is set by `least`; 0 and 1 set none."""
        tally = Tally.of(cases(HARD, HARD, HARD), where={"relation": "affective"}, least=least)
        assert (tally.small, tally.sensitive) == (small, small)

    def test_nobody(self) -> None:
        """A group in which there can be no case is about nobody; one in which there may be is marked."""
        certain, possible = (
            Tally.of(cases(each), where={"relation": "non_affective"}).sensitive for each in (HARD, {"violence": "yes"})
        )
        assert (certain, possible) == (False, True)

    def test_whole(self) -> None:
        """A whole table is no group of it."""
        tally = Tally.of(cases(HARD))
        assert (tally.small, tally.sensitive) == (True, False)

    @pytest.mark.parametrize("least", [0, 3])
    def test_frames(self, least: int) -> None:
        """A tally of a data frame sets it too."""
        frame = pl.DataFrame({"case_id": ["1", "2"], "relation": ["affective"] * 2})
        assert tally_frame(frame, by="relation", least=least).few == (("affective",) if least else ())

    @pytest.mark.parametrize(
        "count",
        [Tally.of, compare, lambda some, **options: check(some, "hard > 10%", **options)],
        ids=["tally", "compare", "check"],
    )
    def test_refused(self, count: Any) -> None:
        """Fewer cases than none there cannot be."""
        with pytest.raises(InvalidAssumption) as caught:
            count(cases(HARD), least=-1)
        assert (caught.value.problem, caught.value.given) == ("negative_least", -1)


class TestAllOrNone:
    """A figure says something of every case where all have it, or none."""

    @pytest.mark.parametrize(
        ("bounds", "says"),
        [
            (Bounds(3, 3, 3), True),
            (Bounds(0, 0, 3), True),
            (Bounds(2, 3, 3), False),
            (Bounds(0, 1, 3), False),
            (Bounds(0, 0, 0), False),
        ],
    )
    def test_bounds(self, bounds: Bounds, says: bool) -> None:  # noqa: FBT001 - it is what is expected
        """That is so where the least share is all, or the greatest none; of nobody nothing is said."""
        assert bounds.all_or_none is says

    def test_open_membership(self) -> None:
        """It is so too where others may belong to the group, if they would have it there."""
        some = cases(HARD, HARD, {"initiative": "offender", "violence": "yes"})
        tally = Tally.of(some, where={"relation": "affective"})
        assert (tally.n, tally.n_at_most, tally.profiles["AOH"].count) == (2, 3, 2)
        assert tally.profiles["AOH"].all_or_none

    @settings(max_examples=60)
    @given(asked.tables, asked.groups)
    def test_every_completion(self, answers: list[asked.Answers], where: Any) -> None:
        """What brute force has as a share of all, or of none, is so, and nothing else is."""
        tally = Tally.of(map(asked.case_of, answers), where=where)
        expected: dict[Any, Any] = brute.figures(answers, where)
        for code, bounds in tally.profiles.items():
            share = expected["profile", code]["share"]
            assert bounds.all_or_none is (share is not None and (share["low"] == 1 or share["high"] == 0))

    @pytest.mark.parametrize(
        ("answers", "says"),
        [((HARD, HARD), True), ((SOFT, SOFT), True), ((HARD, SOFT), False), ((HARD, {}), False), ((), False)],
    )
    def test_means(self, answers: Iterable[dict[str, str]], says: bool) -> None:  # noqa: FBT001 - as above
        """Of a means it is said where all cases have it, or none."""
        record: Any = Tally.of(cases(*answers)).as_dict()
        assert {each["key"]: each["all_or_none"] for each in record["means"]}["violence"] is says
        assert record["any_hard"]["all_or_none"] is says

    def test_shift(self) -> None:
        """Of a pair of outcomes too, but not of what is open."""
        hard = {"recruitment_violence": "yes", "exploitation_violence": "yes"}
        record: Any = Tally.of(cases(hard, hard)).as_dict()
        said = {(each["recruitment"], each["exploitation"]): each["all_or_none"] for each in record["shift"]}
        assert [pair for pair, says in said.items() if not says] == [pair for pair in said if "open" in pair]
        record = Tally.of(cases(hard, {"recruitment_violence": "yes"})).as_dict()
        said = {(each["recruitment"], each["exploitation"]): each["all_or_none"] for each in record["shift"]}
        assert (said["hard", "hard"], said["hard", "soft"], said["soft", "hard"]) == (False, False, True)

    def test_rows(self) -> None:
        """Rows have it of what can be so of all or none, and nothing of other figures."""
        rows = Tally.of(cases(HARD, HARD), by="relation").rows()
        said = {(row["key"], row["group"]): row["all_or_none"] for row in rows if row["section"] != "cases"}
        assert (said["AOH", None], said["violence=yes", None], said["violence=open", None]) == (True, True, None)
        assert (said["hard>hard", None], said["hard>open", None], said["relation=open", None]) == (False, None, None)
        assert (said["AOH", "affective"], said["AOH", "non_affective"]) == (True, False)
        assert {row["small_below"] for row in rows} == {5}


class TestClaims:
    """A claim about the share of a small group is marked."""

    @settings(max_examples=60)
    @given(asked.tables, asked.groups, st.integers(0, 5), st.sampled_from([None, 0, 1]))
    def test_as_a_tally(self, answers: list[asked.Answers], where: Any, least: int, most: int | None) -> None:
        """It is where a tally of that group has fewer cases for certain."""
        some = [*map(asked.case_of, answers)]
        tally = Tally.of(some, where=where, at_most_yes=most)
        if where and tally.n:
            group = ", ".join(map("=".join, where))
            judged = check(some, f"NOH | {group} > 10%", least=least, at_most_yes=most).claims[0]
            assert judged.small is (tally.n < least > 1)

    def test_either_side(self) -> None:
        """One small group of the two is enough; numbers of cases are of no group."""
        some = cases(*[HARD] * 5, HARD | {"relation": "non_affective"})
        claims = (
            "hard | relation=affective > hard | relation=non_affective",
            "hard | relation=affective > 1%",
            "hard > 1",
        )
        assert [each.small for each in check(some, *claims).claims] == [True, False, False]


class TestComparison:
    """So is a figure of few, beside the study's."""

    def test_figures(self) -> None:
        """Of a figure of fewer cases than is asked, and of the group as a whole."""
        record: Any = compare(cases(HARD, HARD, {}), least=3, where={"relation": "affective"}).as_dict()
        assert (record["cases"], record["small"], record["small_below"]) == (2, True, 3)
        found = {each["figure"]: each["table"]["open"] for each in record["figures"]}
        assert {each["small"] for each in found.values()} == {True}
        assert {each["all_or_none"] for each in found.values()} == {True, False}

    def test_none(self) -> None:
        """Of enough, and where no mark is asked for, it is not."""
        for comparison in (compare(cases(*[HARD] * 5)), compare(cases(HARD), least=0)):
            record: Any = comparison.as_dict()
            assert not record["small"]
            assert not any(each["table"]["open"]["small"] for each in record["figures"])
