"""Counting the cases of a group, and the patterns that they have."""

from unittest import mock

from ckm_mo.answers import ALL_PAIRS, PAIRS_OF_ANSWER, Answer, Period, Reading, Truth, at_level
from ckm_mo.cases import Case
from ckm_mo.questions.plans import plan
from ckm_mo.tallies import patterns
from ckm_mo.tallies.completions import completions_of
from ckm_mo.tallies.groups import Group, TallyBuilder
from ckm_mo.tallies.patterns import PatternReader
from ckm_mo.tallies.tally import Tally
from ckm_mo.views.tally import tally_view
from ckm_mo.views.words import Words

AFFECTIVE = Case.from_answers({"relation": "affective", "offender": "o1", "violence": "yes"})


class TestMembers:
    """Who is in a group."""

    def test_nobody(self) -> None:
        """Nobody has no groups, no values and nothing open."""
        nobody = Group()
        assert (nobody.n, nobody.n_at_most, nobody.values, nobody.weight) == (0, 0, (), 1.0)
        assert (Tally().open, Tally().groups, Tally().verdicts) == (0, (), {})

    def test_within(self) -> None:
        """The open answers that an assumption is about are those of the whole, in each group too."""
        whole = Tally.of([AFFECTIVE, Case()], by="relation", at_most_yes=1)
        assert whole.open_answers == 9
        assert {group.open_answers for _, group in whole.groups} == {9}

    def test_verdicts(self) -> None:
        """Verdicts are those of the cases that are in the group for certain."""
        tally = Tally.of([AFFECTIVE, AFFECTIVE, Case()], where={"relation": "affective"})
        assert [*tally.verdicts.values()] == [2]


class TestCounting:
    """Cases, counted one by one or by pattern."""

    def test_patterns(self) -> None:
        """Patterns that are counted at once make the tally that their cases make."""
        one_by_one = Tally.of([AFFECTIVE] * 3, where={"relation": "affective"})
        builder = TallyBuilder(Tally(where=one_by_one.where))
        builder.add_pattern(builder.reader.whole(AFFECTIVE), 3, ["o1"] * 3)
        assert builder.tally() == one_by_one

    def test_remembered(self) -> None:
        """Cases that are not remembered are counted alike."""
        cases = [AFFECTIVE, Case(), AFFECTIVE, Case()]
        with mock.patch.object(patterns, "MOST_SEEN", 1):
            assert Tally.of(cases) == Tally.of(cases[:2]) + Tally.of(cases[2:])

    def test_not_counted(self) -> None:
        """An attempt is not counted where its exploitation is asked about, nor is its offender or its cluster."""
        attempt = Case.from_answers({"exploitation_began": "no", "offender": "o2"})
        tally = Tally.of([AFFECTIVE, attempt], period=Period.EXPLOITATION, cluster="offender")
        assert (tally.n, tally.not_begun, tally.offenders, tally.cluster_counts) == (1, 1, 1, (1, 0))
        assert plan([AFFECTIVE, attempt], period=Period.EXPLOITATION).n == 1


class TestPatterns:
    """What a question can depend on in a case."""

    def test_at_level(self) -> None:
        """Of a means of which nothing is known but whether it was used, these pairs are left."""
        assert at_level(Truth.OPEN, None) == ALL_PAIRS
        assert at_level(Truth.NO, Period.RECRUITMENT) == PAIRS_OF_ANSWER[Period.RECRUITMENT][Answer.NO]

    def test_bare(self) -> None:
        """What only verdicts need is kept for them alone."""
        bare, whole = (PatternReader([], Reading.OPEN, None, verdicts=each).whole(AFFECTIVE) for each in (False, True))
        assert bare.shift is None
        assert whole.shift == ("open", "open")
        assert whole._replace(shift=None) == bare

    def test_other_text(self) -> None:
        """A column that is open may have a text that no condition names."""
        named = [("year", "other"), ("year", "other_")]
        found = [(each.values["year"], [*each.truths]) for each in completions_of("year", (False, ""), None, named)]
        assert found == [("other", named[:1]), ("other_", named[1:]), ("other__", [])]


class TestViews:
    """Groups of a result, and of a variable that may have several values."""

    def test_groups(self) -> None:
        """They are named as the codebook names them; of several values it is said that a case counts in each."""
        words = Words("en")
        of_coercion, of_sectors = (tally_view(words, Tally.of([AFFECTIVE], by=by)) for by in ("coercion", "sectors"))
        assert "hard" in str(of_coercion)
        assert words.say("group_several") in str(of_sectors)
