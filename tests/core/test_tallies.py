"""Tallies: the published intervals, what each count counts, and what cannot be added."""

import json
import pickle
from itertools import pairwise, permutations, product
from statistics import NormalDist
from typing import Any

import pytest
from attrs import evolve
from attrs.exceptions import FrozenInstanceError

import oracle
from ckm_mo import __version__
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import Case
from ckm_mo.codebook import CODEBOOK_VERSION
from ckm_mo.errors import AssumedTallies, InvalidAssumption, InvalidInput, UnlikeTallies, WrongKind
from ckm_mo.tallies.bounds import Bounds, Contribution
from ckm_mo.tallies.bounds import bounds as bounds_of
from ckm_mo.tallies.groups import TallyBuilder
from ckm_mo.tallies.intervals import CONFIDENCE, SamplingDesign, Z, wilson
from ckm_mo.tallies.tally import Tally
from spaces import alike, figures

WILSON = [
    # Printed by R's binom.confint, as kept in statsmodels' stats/tests/results/results_proportion.py.
    (18, 20, 0.6989663548, 0.9721335188, 6e-11),
    (4, 20, 0.0806576626, 0.4160174323, 6e-11),
    (0, 30, 0.0, 0.11351339, 6e-09),
    (30, 30, 0.8864866, 1.0, 6e-08),
    (1, 30, 0.00590859, 0.16670391, 6e-09),
    (29, 30, 0.8332961, 0.9940914, 6e-08),
    # Printed in statsmodels' stats/tests/test_proportion.py, test_confint_proportion_wilson_clip.
    (19, 38, 0.348499283644, 0.651500716356, 6e-12),
    # Runs of BinomCI of R's DescTools 0.99.59.
    (0, 10, 0.0, 0.2775328, 6e-08),
    (54, 80, 0.56640527, 0.76755838, 6e-09),
]
"""Count, n, lower and upper 95 % limit, and how far the last printed digit reaches."""

SOFT_ONLY = {"relation": "affective", "initiative": "offender", "deception": "yes"} | dict.fromkeys(oracle.HARD, "no")
HARD = {"relation": "affective", "initiative": "offender", "violence": "yes", "deception": "no"}
HALF = {"relation": "affective", "initiative": "offender", "deception": "yes"}
OUTSIDE = {"relation": "affective"} | dict.fromkeys(oracle.MEANS, "no")
ATTEMPT = SOFT_ONLY | {"exploitation_began": "no"}
NOTHING: dict[str, str] = {}


def tallied(*answers: dict[str, str], **options: Any) -> Tally:
    """Tally cases by their answers."""
    return Tally.of(map(Case.from_answers, answers), **options)


class TestWilson:
    """95 % Wilson limits: no continuity correction, z from the normal quantile, unrounded."""

    @pytest.mark.parametrize(("count", "n", "low", "high", "tolerance"), WILSON)
    def test_published(self, count: int, n: int, low: float, high: float, tolerance: float) -> None:
        """The limits are those that others print."""
        assert wilson(count, n) == pytest.approx((low, high), rel=0, abs=tolerance)

    def test_z(self) -> None:
        """Z is the normal quantile that leaves 5 % outside, as exactly as the standard library computes it."""
        assert CONFIDENCE == 0.95
        assert pytest.approx(NormalDist().inv_cdf((1 + CONFIDENCE) / 2), rel=0, abs=1e-15) == Z

    @pytest.mark.parametrize("n", [1, 2, 39, 1000])
    def test_ends(self, n: int) -> None:
        """None of them and all of them reach the ends exactly, and no limit lies beyond."""
        assert (wilson(0, n)[0], wilson(n, n)[1]) == (0.0, 1.0)
        assert all(0 <= low <= count / n <= high <= 1 for count in range(n + 1) for low, high in [wilson(count, n)])

    @pytest.mark.parametrize("z", [0.1, 0.7, 1.1, 2.2, 2.9])
    def test_ends_of_other_intervals(self, z: float) -> None:
        """So do they where an interval covers more or less than 95 %, in which rounding would miss them."""
        assert {(wilson(0, n, z)[0], wilson(n, n, z)[1]) for n in range(1, 40)} == {(0.0, 1.0)}

    @pytest.mark.parametrize(("count", "n"), [(1, 0), (0, 0), (4, 3), (-1, 3), ("1", 3), (None, 3), (float("nan"), 3)])
    def test_no_proportion(self, count: Any, n: Any) -> None:
        """What is not a part of a whole is refused."""
        with pytest.raises(InvalidAssumption, match="a number of 0 or more, and a total above 0"):
            wilson(count, n)

    @pytest.mark.parametrize("n", [1, 7, 40])
    def test_mirrored(self, n: int) -> None:
        """What is not counted has the mirrored interval."""
        for count in range(n + 1):
            low, high = wilson(count, n)
            assert wilson(n - count, n) == pytest.approx((1 - high, 1 - low), rel=0, abs=1e-15)


class TestBounds:
    """One interval covers what is open and chance together."""

    def test_interval(self) -> None:
        """It goes from the lower limit of the least to the upper limit of the most."""
        bounds = Bounds(count=4, at_most=18, n=20)
        assert bounds.share == (0.2, 0.9)
        assert bounds.interval == pytest.approx((0.0806576626, 0.9721335188), rel=0, abs=6e-11)

    def test_population_of_a_group(self) -> None:
        """Where nobody is in a group for certain, shares are those of the completions in which somebody is."""
        found = bounds_of({Contribution(0, None, 0): 2}, SamplingDesign(population=4))
        assert (found.count, found.at_most, found.n, found.share) == (0, 2, 0, (1.0, 1.0))
        assert found.interval
        assert found.interval[0] < 1 == found.interval[1]

    def test_nothing_counted(self) -> None:
        """Of no cases there is no share and no limit."""
        assert Bounds(0, 0, 0).as_dict() == {
            "count": 0,
            "at_most": 0,
            "share": None,
            "interval": None,
            "all_or_none": False,
        }


class TestCounts:
    """Per profile: decided for it (at least) and possible (at most), both of all n."""

    TALLY = tallied(SOFT_ONLY, HARD, HALF, OUTSIDE, NOTHING)

    @pytest.mark.parametrize("given", [[{"violence": "yes"}], ["violence"], 5])
    def test_no_cases(self, given: Any) -> None:
        """What are no cases is refused, with what to call for a data frame."""
        with pytest.raises(WrongKind, match=r"not (list of \w+|int)\. Use .*ckm_mo\.frames\.tally_frame"):
            Tally.of(given)

    def test_empty(self) -> None:
        """How empty cells were read is a word for it, in either language."""
        assert Tally.of([], empty="niet_vermeld").empty == "not_stated"
        with pytest.raises(InvalidInput, match="Use one of: not_coded, not_stated"):
            Tally.of([], empty="silence")

    def test_decided(self) -> None:
        """Every case is decided, undecided or outside for certain."""
        assert (self.TALLY.n, self.TALLY.decided, self.TALLY.undecided) == (5, 2, 2)
        assert self.TALLY.outside == {"yes": 1, "possible": 1}

    def test_profiles(self) -> None:
        """A case counts for the profile that it has, and at most for each that it may have."""
        bounds = {code: (each.count, each.at_most) for code, each in self.TALLY.profiles.items()}
        assert bounds == dict.fromkeys(oracle.PROFILES, (0, 1)) | {"AOS": (1, 3), "AOH": (1, 3)}

    def test_all_eight_always(self) -> None:
        """All eight rows are there though nothing is counted."""
        assert [*tallied().profiles] == list(oracle.PROFILES)
        assert tallied().as_dict()["n"] == 0

    def test_dimensions(self) -> None:
        """Each outcome has its bounds in its dimension; a case outside still counts in the others."""
        bounds = {o: (each.count, each.at_most) for o, each in self.TALLY.dimensions["coercion"].items()}
        assert bounds == {"none": (1, 2), "soft": (1, 3), "hard": (1, 3)}
        assert self.TALLY.dimensions["relation"]["affective"] == Bounds(4, 5, 5)

    def test_means(self) -> None:
        """Each means is counted as read; so are any soft and any hard, which do not exclude each other."""
        assert self.TALLY.means["violence"] == {"yes": 1, "no": 2, "open": 2}
        assert self.TALLY.any_soft == {"yes": 2, "no": 1, "open": 2}
        assert self.TALLY.any_hard == {"yes": 1, "no": 2, "open": 2}

    def test_means_of_a_period(self) -> None:
        """With a period the means are those of that period."""
        tally = tallied({"recruitment_violence": "yes", "violence": "yes"}, period=Period.RECRUITMENT)
        assert [*tally.means] == [f"recruitment_{key}" for key in oracle.MEANS]
        assert tally.means["recruitment_violence"] == {"yes": 1, "no": 0, "open": 0}

    def test_decided_only(self) -> None:
        """A tally of decided cases alone is labelled so, and leaves out all that is not decided."""
        tally = tallied(SOFT_ONLY, HARD, HALF, OUTSIDE, NOTHING, decided_only=True)
        assert (tally.n, tally.decided, tally.undecided, tally.outside) == (2, 2, 0, {"yes": 0, "possible": 0})
        assert tally.as_dict()["decided_only"] is True
        assert sum((tally.shift or {}).values()) == 2

    def test_not_begun(self) -> None:
        """Asked for the exploitation, attempts are left out of n and everything, and counted apart."""
        tally = tallied(
            ATTEMPT | {"offender": "o1"}, SOFT_ONLY | {"offender": "o2"}, period=Period.EXPLOITATION, by="relation"
        )
        assert (tally.n, tally.not_begun, tally.offenders) == (1, 1, 1)
        assert {label: (group.n, group.not_begun) for label, group in tally.groups}["affective"] == (1, 1)

    def test_not_begun_beside_begun(self) -> None:
        """Cases that differ in that alone are counted each as what it is."""
        begun = SOFT_ONLY | {f"exploitation_{each}": "no" for each in oracle.MEANS}
        for cases in permutations([begun, begun | {"exploitation_began": "no"}]):
            tally = tallied(*cases, period=Period.EXPLOITATION)
            assert (tally.n, tally.not_begun) == (1, 1)

    def test_shift(self) -> None:
        """The shift pairs coercion in recruitment with that in exploitation; attempts have none."""
        moved = {"recruitment_violence": "no", "exploitation_violence": "yes"}
        shift = tallied(moved, SOFT_ONLY, ATTEMPT, OUTSIDE).shift
        assert shift is not None
        assert {pair: count for pair, count in shift.items() if count} == {
            ("open", "hard"): 1,
            ("open", "open"): 1,
            ("none", "none"): 1,
        }
        assert list(shift) == [
            (one, other) for one in (*oracle.COERCIONS, "open") for other in (*oracle.COERCIONS, "open")
        ]

    def test_no_shift_with_a_period(self) -> None:
        """A tally of one period has no shift."""
        assert tallied(SOFT_ONLY, period=Period.RECRUITMENT).shift is None

    def test_rests_on_silence(self) -> None:
        """The verdicts are counted that would be others under the open reading."""
        silent = HALF | dict.fromkeys(oracle.HARD, "not_stated")
        assert tallied(silent, SOFT_ONLY, reading=Reading.CLOSED).rests_on_silence == 1
        assert tallied(silent, SOFT_ONLY).rests_on_silence == 0

    @pytest.mark.parametrize(
        ("own", "named", "readings"),
        [
            (["closed", "open"], "mixed", {"open": 1, "closed": 1}),
            (["open", "open"], "open", {"open": 2, "closed": 0}),
            (["", "closed"], "closed", {"open": 0, "closed": 2}),
            ([], "closed", {"open": 0, "closed": 0}),
        ],
    )
    def test_readings(self, own: list[str], named: str, readings: dict[str, int]) -> None:
        """A tally names the one reading of its cases, or says that it is mixed; of no cases the one asked for."""
        tally = tallied(*({"reading": each} for each in own), reading=Reading.CLOSED)
        assert (tally.read_as, tally.readings) == (named, readings)

    @pytest.mark.parametrize(
        ("offenders", "expected"), [(["o1", "o2", "o1"], 2), (["o1", ""], None), ([""], None), ([], 0)], ids=str
    )
    def test_offenders(self, offenders: list[str], expected: int | None) -> None:
        """Distinct offenders are counted if every counted case names one."""
        assert tallied(*({"offender": name} for name in offenders)).offenders == expected

    def test_tokens_will_do(self) -> None:
        """A reading and a period may be given by their tokens."""
        tally = tallied(HARD, reading="closed", period="recruitment")
        assert (tally.reading, tally.period) == (Reading.CLOSED, Period.RECRUITMENT)
        assert tally.readings == {"open": 0, "closed": 1}


class TestGroups:
    """Groups: every value in codebook order; a case with several sectors counts in each, one that is open perhaps."""

    def test_order(self) -> None:
        """A group is there for every value, though no case has it."""
        assert [label for label, _ in tallied(by="sectors").groups] == [*oracle.VALUES_TO_GROUP_BY["sectors"]]

    @pytest.mark.parametrize("cell", ["unknown", "not_stated", "not_coded", ""])
    def test_unknown(self, cell: str) -> None:
        """Whatever leaves a value open, the case may be in each group, and is counted as open."""
        tally = tallied({"relation": cell}, by="relation")
        assert tally.open == 1
        assert {label: (group.n, group.n_at_most) for label, group in tally.groups} == {
            "affective": (0, 1),
            "non_affective": (0, 1),
        }

    def test_several(self) -> None:
        """A case counts in the group of each of its sectors, and once in all."""
        tally = tallied({"sectors": "hotel;escort"}, {"sectors": "hotel"}, NOTHING, by="sectors")
        numbers = {label: group.n for label, group in tally.groups if group.n}
        assert numbers == {"escort": 1, "hotel": 2}
        assert (tally.n, tally.open, {group.n_at_most - group.n for _, group in tally.groups}) == (3, 1, {1})

    @pytest.mark.parametrize(("count", "few"), [(0, ()), (1, ("escort",)), (4, ("escort",)), (5, ())])
    def test_few(self, count: int, few: tuple[str, ...]) -> None:
        """Groups of less than five cases are few; one that can have no case is about nobody."""
        assert tallied(*[{"sectors": "escort;hotel"}] * count, *[{"sectors": "hotel"}] * 5, by="sectors").few == few

    def test_object(self) -> None:
        """A group has the fields of a tally but the shift, groups and provenance of the whole."""
        given: Any = tallied(HARD, by="relation").as_dict()
        (group, *_) = given["by"]["groups"]
        assert given["by"]["variable"] == "relation"
        only_whole = {"shift", "by", "provenance", "assumed", "interval", "small_below"}
        assert list(group) == ["value", *(key for key in given if key not in only_whole)]


class TestAdding:
    """Tallies of parts add up; adding unlike ones is an error."""

    @pytest.mark.parametrize(
        ("what", "options"),
        [
            ("reading", {"reading": Reading.CLOSED}),
            ("period", {"period": Period.RECRUITMENT}),
            ("by", {"by": "relation"}),
            ("decided_only", {"decided_only": True}),
            ("empty", {"empty": "not_stated"}),
            ("least", {"least": 3}),
        ],
    )
    def test_unlike(self, what: str, options: dict[str, Any]) -> None:
        """Tallies that do not count alike are not added, and the error says in what they differ."""
        for one, other in [(tallied(), tallied(**options)), (tallied(**options), tallied())]:
            with pytest.raises(UnlikeTallies) as caught:
                _ = one + other
            assert caught.value.what == what

    @pytest.mark.parametrize("where", [None, {"relation": "affective"}])
    def test_unlike_conditions(self, where: Any) -> None:
        """Nor are tallies of other groups."""
        with pytest.raises(UnlikeTallies) as caught:
            _ = tallied(where=where) + tallied(where={"relation": "non_affective"})
        assert caught.value.what == "where"

    @pytest.mark.parametrize(
        ("what", "options"),
        [
            ("at_most_yes", {"at_most_yes": 0}),
            ("cluster", {"cluster": "offender"}),
            ("population", {"population": 9}),
        ],
    )
    def test_assumed(self, what: str, options: dict[str, Any]) -> None:
        """Nor are tallies with an assumption about all cases, even where both have it."""
        with pytest.raises(AssumedTallies) as caught:
            _ = tallied(HARD, **options) + tallied(HARD, **options)
        assert caught.value.what == what

    def test_files(self) -> None:
        """The whole names the files of all parts."""
        one, other = (evolve(tallied(), files=((name, "0" * 64),)) for name in ("a.csv", "b.csv"))
        assert [name for name, _ in (one + other).files] == ["a.csv", "b.csv"]

    def test_not_a_tally(self) -> None:
        """A tally is not added to anything else, but to the 0 with which `sum` begins."""
        with pytest.raises(TypeError):
            _ = tallied() + 1  # type: ignore[operator]  # that is the point
        with pytest.raises(TypeError):
            _ = 1 + tallied()
        assert sum([tallied(HARD)]) == tallied(HARD)

    @pytest.mark.parametrize(("period", "beside"), [(None, "recruitment"), (Period.RECRUITMENT, "exploitation")])
    def test_alike(self, period: Period | None, beside: str) -> None:
        """Cases have one entry if they are alike in what is counted: names, context and other periods are not."""
        builder = TallyBuilder(Tally(period=period))
        one = {"relation": "affective", f"{period}_violence" if period else "violence": "yes"}
        some = [one | {"case_id": "1"}, one | {"case_id": "2", "basis": "press"}]
        alike, *others = [builder.number_of(Case.from_answers(each)) for each in some]
        assert others == [alike]
        assert builder.number_of(Case.from_answers(one | {"relation": "unknown"})) != alike
        assert beside

    def test_nothing_added(self) -> None:
        """Counting no further cases changes nothing."""
        builder = TallyBuilder(Tally())
        builder.extend([])
        assert builder.tally() == Tally.of([])


class TestNothing:
    """A tally begins with nothing counted."""

    def test_tally(self) -> None:
        """A tally that is given nothing is that of no cases."""
        assert Tally() == Tally.of([])
        assert (Tally().n, Tally().not_begun, Tally().offenders, set((Tally().shift or {}).values())) == (0, 0, 0, {0})

    @pytest.mark.parametrize("name", ["counts", "offender_names", "clusters"])
    def test_frozen(self, name: str) -> None:
        """What is counted cannot be changed afterwards, however the tally came to be."""
        one = Tally.of([Case()])
        for tally in (Tally(), one, one + one, pickle.loads(pickle.dumps(one))):  # noqa: S301 - just written
            with pytest.raises(TypeError, match="item assignment"):
                getattr(tally, name)[None] = 1


SEVERAL = [
    HARD | {"case_id": "1", "offender": "o1", "sectors": "hotel;escort"},
    SOFT_ONLY | {"case_id": "2", "offender": "o2", "sectors": "hotel"},
    HALF | {"case_id": "3", "offender": "o1", "relation": "non_affective"},
    OUTSIDE | {"case_id": "4", "offender": "o3", "initiative": "left_to_victim"},
    ATTEMPT | {"case_id": "5", "offender": "o4", "sectors": "home"},
    HARD | {"case_id": "8", "offender": "o1", "initiative": "left_to_victim"},
    HARD | {"case_id": "9", "offender": "o5", "initiative": "unknown", "sectors": "hotel"},
    {"case_id": "6", "offender": "o1", "relation": "affective", "recruitment_violence": "yes"},
    {"case_id": "7", "offender": "o2", "violence": "not_stated", "reading": "closed", "exploitation_deception": "yes"},
]
"""One case of each kind."""

WAYS = [
    dict(zip(("reading", "period", "by", "decided_only"), way, strict=True))
    for way in product(("open", "closed"), (None, *oracle.PERIODS), (None, "relation", "sectors"), (False, True))
]


class TestWays:
    """Whatever is asked, cases are counted as the oracle counts them, in one go or in parts."""

    @pytest.mark.parametrize("way", WAYS, ids=str)
    def test_oracle(self, way: dict[str, Any]) -> None:
        """The figures are those of the oracle, and a machine can write them as they are."""
        tally = tallied(*SEVERAL, **way)
        assert alike(figures(tally.as_dict()), oracle.tally(SEVERAL, **way))
        assert plain(tally.as_dict())

    @pytest.mark.parametrize("way", WAYS, ids=str)
    def test_parts(self, way: dict[str, Any]) -> None:
        """Tallies of two parts add up, their groups, offenders, attempts and shifts too."""
        whole = tallied(*SEVERAL, **way)
        for cut in range(len(SEVERAL)):
            assert tallied(*SEVERAL[:cut], **way) + tallied(*SEVERAL[cut:], **way) == whole

    @pytest.mark.parametrize("way", WAYS, ids=str)
    def test_at_once(self, way: dict[str, Any]) -> None:
        """Cases that are counted at once, all or two of them, are counted as one by one."""
        cases = [Case.from_answers(each) for each in SEVERAL]
        for some in (cases, *pairwise(cases)):
            builder = TallyBuilder(Tally.of([], **way))
            builder.extend(map(builder.number_of, some), offenders=[case["offender"] for case in some])
            assert builder.tally() == Tally.of(some, **way)

    @pytest.mark.parametrize("way", WAYS, ids=str)
    def test_groups(self, way: dict[str, Any]) -> None:
        """A group is the tally under one more condition."""
        for value, group in tallied(*SEVERAL, **way).groups:
            alone = tallied(*SEVERAL, **way | {"by": None, "where": {way["by"]: value}})
            assert (group.as_dict(), group.shift) == (alone.as_dict(), alone.shift)

    def test_members(self) -> None:
        """A reading and a period that are given by their tokens are the members."""
        tally = tallied(reading="closed", period="recruitment")
        assert (tally.reading, tally.period) == (Reading.CLOSED, Period.RECRUITMENT)
        assert (type(tally.reading), type(tally.period)) == (Reading, Period)

    def test_conditions_and_files(self) -> None:
        """Conditions are of every group as well; files are of the whole."""
        files = (("cases.csv", "0" * 64),)
        tally = TallyBuilder(Tally(by="relation", where=(("initiative", "offender"),))).tally(files=files)
        assert (tally.where, tally.files) == ((("initiative", "offender"),), files)
        assert {(group.by, group.where[0], group.files) for _, group in tally.groups} == {
            (None, ("initiative", "offender"), ())
        }


def plain(value: object) -> bool:
    """Return whether a value is made of plain dicts, lists, texts, numbers and truths."""
    if type(value) is dict:
        return all(type(key) is str and plain(each) for key, each in value.items())
    if type(value) is list:
        return all(map(plain, value))
    return type(value) in {str, int, float, bool, type(None)}


class TestTally:
    """A tally is a frozen value."""

    def test_frozen(self) -> None:
        """Nothing in it can be set."""
        with pytest.raises(FrozenInstanceError):
            tallied().not_begun = 3  # type: ignore[misc]

    @pytest.mark.parametrize("by", [None, "sectors", "reading"])
    @pytest.mark.parametrize("period", [None, *Period])
    def test_pickling(self, by: str | None, period: Period | None) -> None:
        """A tally that was pickled is equal, and still adds up."""
        cases = SOFT_ONLY | {"sectors": "car;home"}, HARD, ATTEMPT, NOTHING
        tally = tallied(*cases, by=by, period=period, where={"initiative": "offender"})
        tally = evolve(tally, files=(("x.csv", "0" * 64),))
        again = pickle.loads(pickle.dumps(tally))  # noqa: S301 - our own bytes
        assert again == tally
        assert again.as_dict() == tally.as_dict()
        assert (again + tally).n == 2 * tally.n

    def test_another_tally(self) -> None:
        """Tallies of other cases differ."""
        assert tallied(HARD) != tallied(SOFT_ONLY)
        assert tallied(HARD) == tallied(HARD | {"sextortion": "unknown"})

    def test_object(self) -> None:
        """The tally object is the design's, with where its cases come from."""
        given: Any = evolve(
            tallied(HARD, by="reading", where=["relatie=affectief"]), files=(("x.csv", "0" * 64),)
        ).as_dict()
        assert json.loads(json.dumps(given)) == given
        assert given["where"] == {"conditions": [{"key": "relation", "value": "affective"}]}
        assert given["by"]["groups"][0]["where"] == given["where"]
        assert given["provenance"] == {
            "version": __version__,
            "codebook": CODEBOOK_VERSION,
            "files": [{"name": "x.csv", "sha256": "0" * 64}],
        }
        assert [key for key in given if key not in {"where", "provenance"}] == list(oracle.tally([], by="reading"))
