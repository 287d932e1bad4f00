"""Agreement: the figures held to published numbers and to other packages, and what is undefined."""

import json
import pickle
import sys
from collections.abc import Sequence
from typing import Any

import krippendorff
import numpy as np
import pytest

from ckm_mo import Case, Period, Reading
from ckm_mo.agreement.codings import Codings, told_apart
from ckm_mo.agreement.disagreements import disagreements
from ckm_mo.agreement.levels import SETS, agree
from ckm_mo.agreement.measures import Figures, agree_on, clopper_pearson, student
from ckm_mo.agreement.merging import merge
from ckm_mo.codebook import CODED
from ckm_mo.errors import InvalidAssumption, InvalidInput, MissingExtra, NotComparable, WrongKind
from ckm_mo.tallies.intervals import wilson

Ratings = list[list[Any]]

GWET_12X4: Ratings = [
    *([1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4], [4, 4, 4, 4]),
    *([1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None]),
]
GWET_14X4: Ratings = [
    *([*"aa", None, "a"], list("bbcb"), list("cccc"), list("cccc"), list("bbbb"), list("abcd"), list("dddd")),
    *(list("aaba"), list("bbbb"), [None, *"eee"], [None, None, *"aa"], [None, None, "c", None]),
    *(list("bbcb"), list("bacb")),
]
# fmt: off
FLEISS_30X6: Ratings = [
    [int(digit) for digit in str(unit)]
    for unit in (
        444444, 222555, 233335, 555555, 222444, 113333, 333355, 113334, 114444, 555555,
        144444, 124444, 222333, 144444, 224445, 333335, 111455, 111112, 224444, 133555,
        555555, 244444, 224555, 114444, 144445, 222224, 111155, 224444, 133333, 555555,
    )
]
# fmt: on
ALPHA_3X15: Ratings = [
    *([None, 1, None], [None, None, None], [None, 2, 2], [None, 1, 1], [None, 3, 3], [3, 3, 4], [4, 4, 4]),
    *([1, 3, None], [2, None, 2], [1, None, 1], [1, None, 1], [3, None, 3], [3, None, 3], [None, None, None]),
    [3, None, 4],
]
ALPHA_DRESS: Ratings = [["YES", "NO", "NO"], ["YES", "NO", None], [None, None, "NO"]]


def of_table(table: Sequence[Sequence[int]]) -> Ratings:
    """Write a table of two coders (rows the first's, columns the second's) as ratings."""
    return [[one, other] for one, row in enumerate(table) for other, count in enumerate(row) for _ in range(count)]


def of_counts(counts: Sequence[Sequence[int]]) -> Ratings:
    """Write how many coders put each unit in each category as ratings."""
    return [[category for category, count in enumerate(row) for _ in range(count)] for row in counts]


TABLES: dict[str, Any] = {
    # kgwet/irrCAC, README (commit 7fb75092): printed; AC1's error divided by n - 1 recomputed.
    "abstractors": ([[13, 0, 0], [0, 20, 7], [0, 4, 56]], 0.89, 0.7964094022, 0.7972584977, 0.8493305482, 0.0434351891),
    # SAS, in statsmodels' test_inter_rater.py: kappa printed, the others recomputed.
    "sas": ([[0, 4, 1], [0, 8, 0], [0, 1, 5]], 0.6842105263, 0.4841628959, 0.4676258993, 0.5559883155, 0.1631986485),
    # Feinstein and Cicchetti (1990): the same agreement, balanced and skewed.
    "balanced": ([[40, 9], [6, 45]], 0.85, 0.6995192308, 0.7007518797, 0.7007481297, 0.0717112606),
    "skewed": ([[80, 10], [5, 5]], 0.85, 0.3181818182, 0.3177142857, 0.808, 0.0523920386),
    # Exact arithmetic.
    "paradox": ([[99, 0], [1, 0]], 0.99, 0.0, 0.0, 0.9898995, 0.0102014999),
    # Wikipedia, Cohen's kappa.
    "grants": ([[20, 5], [10, 15]], 0.7, 0.4, 0.4, 0.4059405941, 0.1314730888),
    "100a": ([[45, 15], [25, 15]], 0.6, 0.1304347826, 0.1252747253, 0.2660550459, 0.1039214283),
    "100b": ([[25, 35], [5, 35]], 0.6, 0.2592592593, 0.195959596, 0.2079207921, 0.0995163030),
}
"""Tables of two coders: percent agreement, Cohen's kappa, alpha, AC1 and its standard error."""

CLOPPER_PEARSON = {
    # R binom.confint in statsmodels' results_proportion.py; R DescTools 0.99.59 BinomCI.
    (18, 20): (0.683017286, 0.9876514728),
    (4, 20): (0.0573339971, 0.436614003),
    (0, 30): (0.0, 0.1157033082),
    (30, 30): (0.8842966918, 1.0),
    (1, 30): (0.0008435709, 0.1721694556),
    (29, 30): (0.8278305444, 0.9991564291),
    (0, 10): (0.0, 0.3084971078),
    (54, 80): (0.5610629544, 0.7755404148),
    (19, 38): (0.3337890061, 0.6662109939),
}

WILSON = {
    # Likewise; (19, 38) from statsmodels' test_proportion.py.
    (18, 20): (0.6989663548, 0.9721335188),
    (4, 20): (0.0806576626, 0.4160174323),
    (0, 30): (0.0, 0.1135133932),
    (30, 30): (0.8864866068, 1.0),
    (1, 30): (0.0059085904, 0.1667039099),
    (29, 30): (0.8332960901, 0.9940914096),
    (0, 10): (0.0, 0.2775327999),
    (54, 80): (0.5664052731, 0.7675583816),
    (19, 38): (0.348499283644, 0.651500716356),
}


def given(ratings: Ratings) -> set[Any]:
    """Collect the ratings that were given."""
    return {each for row in ratings for each in row if each is not None}


class TestPublishedNumbers:
    """Every figure is what is printed, or what a named package gives."""

    @pytest.mark.parametrize("name", TABLES)
    def test_two_coders(self, name: str) -> None:
        """Two coders' tables give the published figures; the second coder need not use every category."""
        table, *expected = TABLES[name]
        found = agree_on(of_table(table), range(len(table)))
        figures = (found.agreement, found.kappa, found.alpha, found.ac1, found.ac1_se)
        assert figures == pytest.approx(tuple(expected), abs=6e-10 if name != "paradox" else 6e-8)
        assert found.units == sum(map(sum, table))

    @pytest.mark.parametrize(
        ("ratings", "expected"),
        [
            # kgwet/irrCAC README and afergadis/irrCAC tests (commit 2b71b15a); irrCAC 0.4.4 to full precision.
            (GWET_12X4, (0.8181818182, 0.7611692754, 0.7434210526, 0.7754440681, 0.1429499506, 0.4608133481, 1.0)),
            (
                GWET_14X4,
                (0.7435897436, 0.6572452838, 0.6318057188, 0.6846038187, 0.1335331735, 0.3961229362, 0.9730847),
            ),
        ],
    )
    def test_missing_ratings(self, ratings: Ratings, expected: tuple[float, ...]) -> None:
        """A unit with one rating counts in the shares of AC1 and Fleiss, and in degrees of freedom, and no more."""
        found = agree_on(ratings, given(ratings))
        assert (
            found.agreement,
            found.kappa,
            found.alpha,
            found.ac1,
            found.ac1_se,
            found.ac1_low,
            found.ac1_high,
        ) == pytest.approx(expected, abs=6e-9)
        assert found.units == len(ratings) - 1

    def test_fleiss_1971(self) -> None:
        """Fleiss' diagnoses: kappa as R irr prints it, and not Conger's 0.442; alpha and AC1 as R irrCAC 1.4 does."""
        found = agree_on(FLEISS_30X6, range(1, 6))
        assert found.kappa == pytest.approx(0.4302445, abs=6e-8)
        assert (found.alpha, found.ac1, found.ac1_se) == pytest.approx((0.43341, 0.44788, 0.05566), abs=6e-6)

    @pytest.mark.parametrize(
        ("counts", "kappa"),
        [
            # Wikipedia's table, and Randolph's calculator; both in statsmodels' test_inter_rater.py.
            (
                [
                    *([0, 0, 0, 0, 14], [0, 2, 6, 4, 2], [0, 0, 3, 5, 6], [0, 3, 9, 2, 0], [2, 2, 8, 1, 1]),
                    *([7, 7, 0, 0, 0], [3, 2, 6, 3, 0], [2, 5, 3, 2, 2], [6, 5, 2, 1, 0], [0, 2, 2, 3, 7]),
                ],
                0.2099307044,
            ),
            ([[7, 1], [3, 5]], 0.1619047619),
        ],
    )
    def test_fleiss_counts(self, counts: list[list[int]], kappa: float) -> None:
        """Fleiss' kappa of many coders."""
        assert agree_on(of_counts(counts), range(len(counts[0]))).kappa == pytest.approx(kappa, abs=6e-11)

    @pytest.mark.parametrize(("ratings", "alpha"), [(ALPHA_3X15, 0.691358), (ALPHA_DRESS, -0.3333333)])
    def test_alpha(self, ratings: Ratings, alpha: float) -> None:
        """Krippendorff's example on Wikipedia, and NLTK's; alpha may be below 0."""
        assert agree_on(ratings, given(ratings)).alpha == pytest.approx(alpha, abs=6e-7)

    def test_alpha_without_single_ratings(self) -> None:
        """A unit with one rating changes nothing in alpha."""
        assert agree_on(ALPHA_DRESS, ["YES", "NO"]).alpha == agree_on(ALPHA_DRESS[:2], ["YES", "NO"]).alpha

    @pytest.mark.parametrize(("of", "expected"), CLOPPER_PEARSON.items())
    def test_clopper_pearson(self, of: tuple[int, int], expected: tuple[float, float]) -> None:
        """The exact interval, ends included."""
        assert clopper_pearson(*of) == pytest.approx(expected, abs=6e-11)

    @pytest.mark.parametrize(("of", "expected"), WILSON.items())
    def test_wilson(self, of: tuple[int, int], expected: tuple[float, float]) -> None:
        """Wilson's interval, ends included."""
        assert wilson(*of) == pytest.approx(expected, abs=6e-11)


class TestPackages:
    """Independent packages, which take long to import and are used nowhere else, give the same figures."""

    @pytest.mark.parametrize("name", TABLES)
    def test_cohen(self, name: str) -> None:
        """What statsmodels and scikit-learn say of Cohen's kappa."""
        from sklearn.metrics import cohen_kappa_score  # noqa: PLC0415 - as the class says
        from statsmodels.stats.inter_rater import cohens_kappa  # noqa: PLC0415

        ratings = of_table(TABLES[name][0])
        kappa = agree_on(ratings, range(3)).kappa
        assert kappa == pytest.approx(cohens_kappa(np.array(TABLES[name][0]), return_results=False), abs=1e-12)
        assert kappa == pytest.approx(cohen_kappa_score(*zip(*ratings, strict=True)), abs=1e-12)

    def test_fleiss(self) -> None:
        """What statsmodels says of Fleiss' kappa."""
        from statsmodels.stats.inter_rater import aggregate_raters, fleiss_kappa  # noqa: PLC0415

        table, _ = aggregate_raters(np.array(FLEISS_30X6))
        assert agree_on(FLEISS_30X6, range(1, 6)).kappa == pytest.approx(fleiss_kappa(table), abs=1e-12)

    @pytest.mark.parametrize(
        "ratings", [GWET_12X4, FLEISS_30X6, ALPHA_3X15, *(of_table(t[0]) for t in TABLES.values())]
    )
    def test_alpha(self, ratings: Ratings) -> None:
        """What `krippendorff` says of alpha."""
        data = np.array([[np.nan if each is None else each for each in row] for row in ratings], dtype=float).T
        alpha = krippendorff.alpha(data, level_of_measurement="nominal")
        assert agree_on(ratings, range(6)).alpha == pytest.approx(alpha, abs=1e-12)

    @pytest.mark.parametrize(("count", "n"), CLOPPER_PEARSON)
    @pytest.mark.parametrize("confidence", [0.5, 0.9, 0.99])
    def test_intervals(self, count: int, n: int, confidence: float) -> None:
        """What statsmodels says of both intervals of a proportion, at other levels of confidence."""
        from scipy import stats  # noqa: PLC0415
        from statsmodels.stats.proportion import proportion_confint  # noqa: PLC0415

        exact = proportion_confint(count, n, 1 - confidence, method="beta")
        assert clopper_pearson(count, n, confidence) == pytest.approx(exact, abs=1e-12)
        z = float(stats.norm.ppf((1 + confidence) / 2))
        assert wilson(count, n, z) == pytest.approx(proportion_confint(count, n, 1 - confidence, "wilson"), abs=1e-12)

    @pytest.mark.parametrize("freedom", [1, 2, 13, 62, 99_999])
    def test_student(self, freedom: int) -> None:
        """What SciPy's distribution says of the quantile of Student's t."""
        from scipy import stats  # noqa: PLC0415

        assert student(0.95, freedom) == pytest.approx(float(stats.t.ppf(0.975, freedom)), rel=1e-9)


class TestUndefined:
    """What is undefined is None with a reason, never 0 or 1, and never a NaN."""

    def test_one_category_given(self) -> None:
        """Where all coders gave one answer kappa and alpha are 0/0; AC1 is defined, since another was possible."""
        found = agree_on([["a", "a"]] * 5, ["a", "b"])
        assert (found.agreement, found.kappa, found.alpha, found.ac1) == (1.0, None, None, 1.0)
        assert "0/0" in str(found.note)

    def test_one_category_declared(self) -> None:
        """AC1 is undefined where only one answer was possible."""
        found = agree_on([["a", "a"]] * 5, ["a"])
        assert (found.ac1, found.ac1_low, found.ac1_high) == (None, None, None)
        assert "only one answer is possible" in str(found.note)

    def test_one_category_paired(self) -> None:
        """For several coders single ratings may leave something to chance where pairs do not."""
        found = agree_on([["a", "a", "a"], ["b", None, None]], ["a", "b"])
        assert (found.kappa, found.alpha) == (1.0, None)
        assert "alpha is undefined" in str(found.note)

    @pytest.mark.parametrize(
        ("ratings", "why"),
        [
            ([], "nobody gave an answer"),
            ([[None, None]], "nobody gave an answer"),
            ([[]], "nobody gave an answer"),
            ([["a", None]], "no answer in these cases by 2"),
            ([["a", None], [None, "b"]], "no case has answers of two coders"),
            ([["a"]], "no case has answers of two coders"),
        ],
    )
    def test_nothing_to_compare(self, ratings: Ratings, why: str) -> None:
        """Without a pair of ratings nothing is defined, and the reason is given."""
        found = agree_on(ratings, ["a", "b"])
        assert found.as_dict() == dict.fromkeys(found.as_dict()) | {"units": 0, "note": f"undefined: {why}."}

    def test_one_unit(self) -> None:
        """One unit has no interval."""
        found = agree_on([["a", "b"]], ["a", "b"])
        assert (found.units, found.agreement, found.kappa, found.alpha) == (1, 0.0, 0.0, 0.0)
        assert (found.ac1_low, found.ac1_high) == (None, None)
        assert "no interval" in str(found.note)

    def test_limits(self) -> None:
        """Limits are cut off at -1 and 1, between which AC1 lies."""
        found = agree_on([["a", "a"], ["b", "a"]], ["a", "b"])
        assert found.ac1 == pytest.approx(0.2)
        assert (found.ac1_low, found.ac1_high) == (-1.0, 1.0)

    def test_collapse(self) -> None:
        """Where one answer is so common that kappa collapses, the note points at AC1; elsewhere it is silent."""
        assert "look at AC1" in str(agree_on(of_table(TABLES["paradox"][0]), range(2)).note)
        assert agree_on(of_table(TABLES["balanced"][0]), range(2)).note is None

    @pytest.mark.parametrize(
        ("ratings", "why"),
        [([["a", "b"], ["a"]], "not equally long"), ([["a", "x"]], '"x" is not one of the categories')],
    )
    def test_refused(self, ratings: Ratings, why: str) -> None:
        """Rows of unlike lengths and undeclared ratings are refused."""
        with pytest.raises(NotComparable, match=why):
            agree_on(ratings, ["a", "b"])

    def test_without_scipy(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Without SciPy all but the interval of AC1 is there; the note names the extra, and no command."""
        monkeypatch.setitem(sys.modules, "scipy", None)
        found = agree_on(of_table(TABLES["balanced"][0]), range(2))
        assert found.ac1_se is not None
        assert (found.ac1_low, found.ac1_high) == (None, None)
        assert "the extra stats brings it" in str(found.note)
        assert "pip install" not in str(found.note)
        with pytest.raises(MissingExtra, match=r"needs SciPy") as refused:
            clopper_pearson(1, 2)
        assert isinstance(refused.value, ImportError)

    def test_look_up(self) -> None:
        """A figure is looked up by its name in the JSON interface, and all of them are JSON."""
        found = agree_on(of_table(TABLES["grants"][0]), range(2))
        assert found["kappa"] == found.kappa
        assert json.loads(json.dumps(found.as_dict(), allow_nan=False)) == found.as_dict()
        assert pickle.loads(pickle.dumps(found)) == found  # noqa: S301 - just made


def case(case_id: str, **answers: str) -> Case:
    """Make a case."""
    return Case.from_answers({"case_id": case_id, **answers})


AOH = {"relation": "affective", "initiative": "offender", "violence": "yes"}


class TestLevels:
    """The four levels take different things as ratings, and are never mixed."""

    def test_words(self) -> None:
        """A reading and a period may be given as words; the figures have them as what they are."""
        codings = Codings.of({"A": [case("1", violence="yes")], "B": [case("1", violence="no")]})
        found = agree(codings, reading="closed", period="recruitment")
        assert (found.reading, found.period) == (Reading.CLOSED, Period.RECRUITMENT)
        assert type(found.reading) is Reading
        assert found == agree(codings, reading=Reading.CLOSED, period=Period.RECRUITMENT)
        wrongs: list[dict[str, Any]] = [{"reading": "mixed"}, {"period": "afterwards"}]
        for wrong in wrongs:
            with pytest.raises(ValueError, match="is not allowed here"):
                agree(codings, **wrong)

    def test_no_cases(self) -> None:
        """What a coder has is cases, and not the name of a table."""
        with pytest.raises(WrongKind, match="a sequence of cases is needed here, not str"):
            Codings.of({"A": "cases.csv"})  # type: ignore[dict-item]

    @pytest.mark.parametrize("given", [5, [[case("1")], [case("1")]]])
    def test_no_names(self, given: Any) -> None:
        """Whose cases they are is said by a mapping, and not by their place."""
        with pytest.raises(WrongKind, match=r"a mapping of cases by coder is needed here, not (int|list)\."):
            Codings.of(given)

    def test_numbered_coders(self) -> None:
        """A coder may be a number, which is a name then; one is no several."""
        codings = Codings.of({1: [case("1")]})  # type: ignore[dict-item]
        assert codings.coders == ("1",)
        assert repr(codings) == "<Codings of 1 coder: 0 cases in common>"
        assert "<td>1</td>" in codings._repr_html_()

    def test_as_coded_and_as_stated(self) -> None:
        """Unknown and not stated are different answers as coded, and missing as stated; not coded is missing."""
        one = [case("1", violence="yes"), case("2", violence="unknown"), case("3", violence="no"), case("4")]
        two = [case("1", violence="yes"), case("2", violence="not_stated"), case("3", violence="unknown"), case("4")]
        found = agree(Codings.of({"one": one, "two": two}))
        coded, stated = found.coded["violence"], found.stated["violence"]
        assert (coded.units, coded.agreed, stated.units, stated.agreed) == (3, 1, 1, 1)
        assert coded.ac1 == pytest.approx(_ac1(1 / 3, [2, 2, 1, 1], 4))
        assert stated.reasons[0].key == "one_answer"

    def test_several_values(self) -> None:
        """A set of values is one answer."""
        one, two = [case("1", sectors="car;home"), case("2", sectors="car")], [case("1", sectors="home;car"), case("2")]
        found = agree(Codings.of({"one": one, "two": two})).coded["sectors"]
        assert (found.units, found.agreement) == (1, 1.0)

    def test_all_variables(self) -> None:
        """Every variable that coders answer is there, in codebook order."""
        found = agree(Codings.of({"one": [case("1")], "two": [case("1")]}))
        assert [*found.coded] == [*found.stated] == [variable.key for variable in CODED]

    def test_dimensions_and_profile(self) -> None:
        """Outcomes that are open are missing; the sets of possible profiles never are."""
        one = [case("1", **AOH), case("2", **AOH), case("3")]
        two = [case("1", **AOH), case("2", relation="affective", violence="yes"), case("3")]
        found = agree(Codings.of({"one": one, "two": two}))
        units = {key: each.units for key, each in found.dimensions.items()}
        assert units == {"relation": 2, "initiative": 1, "coercion": 2}
        assert (found.profile.units, found.profile.agreed) == (1, 1)
        assert (found.possible.units, found.possible.agreed) == (3, 2)

    def test_outside(self) -> None:
        """A case that is outside has no profile; that none is possible is a set of its own."""
        none = dict.fromkeys(("vulnerable_position", "deception", "threat_of_violence", "violence", "sextortion"), "no")
        found = agree(Codings.of({"one": [case("1", **none)], "two": [case("1", **none)]}))
        assert (found.profile.units, found.possible.agreed, found.dimensions["coercion"].agreed) == (0, 1, 1)

    def test_sets(self) -> None:
        """There are 27 sets of possible profiles, and the empty one."""
        assert SETS == 28

    def test_attempt(self) -> None:
        """Under the period of the exploitation an attempt has no coercion and no set of profiles to agree on."""
        both = [case("1", exploitation_began="no", **AOH)]
        found = agree(Codings.of({"one": both, "two": both}), period=Period.EXPLOITATION)
        assert (found.dimensions["coercion"].units, found.profile.units, found.possible.units) == (0, 0, 0)
        assert found.dimensions["relation"].units == 1

    def test_reading(self) -> None:
        """The reading is for dimensions and profile alone, and a case that says its own keeps it."""
        silent = Case.from_answers({"case_id": "1"} | AOH | {"violence": "not_stated"}, empty="not_stated")
        own = Case.from_answers({"case_id": "2", "reading": "open"} | AOH)
        codings = Codings.of({"one": [silent, own], "two": [silent, own]})
        openly, closed = agree(codings), agree(codings, reading=Reading.CLOSED)
        assert openly.coded == closed.coded
        assert (openly.read_as, closed.read_as) == ("open", "mixed")
        assert (closed.readings, closed.rests_on_silence) == ({"open": 2, "closed": 2}, 2)

    def test_confidence(self) -> None:
        """Less confidence takes a narrower interval."""
        wide, narrow = (agree_on(FLEISS_30X6, range(1, 6), confidence=each) for each in (0.99, 0.5))
        assert wide.ac1 == narrow.ac1
        assert wide["ac1_low"] < narrow["ac1_low"] < narrow["ac1_high"] < wide["ac1_high"]

    @pytest.mark.parametrize("confidence", [0, 1, 95, 0.9999999999999999])
    def test_no_confidence(self, confidence: float) -> None:
        """A level that is none is refused, as that of a tally is."""
        with pytest.raises(InvalidAssumption, match="a number between 0 and 1"):
            agree(Codings.of({"a": [case("1")], "b": [case("1")]}), confidence=confidence)
        with pytest.raises(InvalidAssumption, match="a number between 0 and 1"):
            agree_on([["a", "a"]], ["a", "b"], confidence=confidence)


def _ac1(agreement: float, counts: list[int], categories: int) -> float:
    """Work AC1 out of what was agreed and how often each category was given, all units rated by both."""
    shares = [count / sum(counts) for count in counts]
    chance = sum(share * (1 - share) for share in shares) / (categories - 1)
    return (agreement - chance) / (1 - chance)


class TestCodings:
    """Cases are matched by their id."""

    def test_matched(self) -> None:
        """What two coders have is matched, in the order of the first; what one has is listed."""
        codings = Codings.of({"a": [case("1"), case("2")], "b": [case("3"), case("2")], "c": [case("3"), case("4")]})
        assert codings.matched == ("2", "3")
        assert codings.only == {"a": ("1",), "b": (), "c": ("4",)}

    def test_case_of_some(self) -> None:
        """A case that one of three has not got is rated by two."""
        codings = Codings.of({"a": [case("1", **AOH)], "b": [case("1", **AOH)], "c": []})
        found = agree(codings)
        assert (found.common, found.coded["violence"].units, found.profile.agreement) == (1, 1, 1.0)

    def test_refused(self) -> None:
        """One coder, coders without a common case, and an id that a coder has twice are refused."""
        with pytest.raises(NotComparable, match="two coders"):
            agree(Codings.of({"a": [case("1")]}))
        for function in (agree, disagreements, merge):
            with pytest.raises(NotComparable, match="same id: a, b"):
                function(Codings.of({"a": [case("1")], "b": [case("2")]}))
        with pytest.raises(InvalidInput, match='"1" was used before'):
            Codings.of({"a": [case("1"), case("1")]})

    def test_without_an_id(self) -> None:
        """Cases without an id are not taken for one case that two coders have."""
        with pytest.raises(InvalidInput, match="b: the case has no id"):
            Codings.of({"a": [case("1")], "b": [Case.from_answers(AOH)]})

    @pytest.mark.parametrize(
        ("names", "apart"),
        [(["x", "y"], ["x", "y"]), (["x", "x", "x"], ["x", "x#2", "x#3"]), (["x", "x", "x#2"], ["x", "x#3", "x#2"])],
    )
    def test_names(self, names: list[str], apart: list[str]) -> None:
        """Equal names are told apart."""
        assert told_apart(names) == apart


class TestDisagreements:
    """The answers to talk about, those that change a verdict first."""

    def test_order(self) -> None:
        """What changes a verdict comes first, then the order of the cases and of the codebook."""
        one = [case("1", deception="yes", **AOH), case("2", **AOH)]
        two = [case("1", deception="no", **AOH), case("2", **AOH | {"relation": "unknown", "violence": "no"})]
        found = disagreements(Codings.of({"one": one, "two": two}))
        assert [(each.case_id, each.key, each.changes_verdict) for each in found] == [
            ("2", "relation", True),
            ("2", "violence", True),
            ("1", "deception", False),
        ]
        assert found[0].answers == ("affective", "unknown")

    def test_not_coded(self) -> None:
        """An answer that one coder did not give is no disagreement."""
        assert disagreements(Codings.of({"one": [case("1", violence="yes")], "two": [case("1")]})) == ()

    def test_context(self) -> None:
        """A context variable changes no verdict."""
        both = {"one": [case("1", collaboration="solo")], "two": [case("1", collaboration="network")]}
        (found,) = disagreements(Codings.of(both))
        assert not found.changes_verdict

    def test_contradiction(self) -> None:
        """An answer that contradicts the other coder's matters if the verdicts of both differ."""
        one = case("1", violence="yes", recruitment_violence="yes", relation="affective", initiative="offender")
        two = case("1", violence="no", recruitment_violence="no", relation="affective", initiative="offender")
        found = disagreements(Codings.of({"one": [one], "two": [two]}))
        assert [(each.key, each.changes_verdict) for each in found] == [
            ("violence", True),
            ("recruitment_violence", True),
        ]

    def test_third_coder(self) -> None:
        """A coder who has not got the case has no answer; one who did not answer is not asked."""
        codings = {"a": [case("1", violence="yes")], "b": [case("1", violence="no")], "c": [], "d": [case("1")]}
        (found,) = disagreements(Codings.of(codings))
        assert found.answers == ("yes", "no", None, "not_coded")
        assert found.changes_verdict
        assert found.as_dict("abcd")["answers"] == {"a": "yes", "b": "no", "c": None, "d": "not_coded"}


class TestMerged:
    """Where all agree the answer, else nothing: nothing is voted on and nothing imputed."""

    def test_agreed_answers(self) -> None:
        """What not all gave is not coded, and listed, two of three or not."""
        answers = {"relation": "affective", "violence": "unknown"}
        codings = Codings.of(
            {
                "a": [case("1", offender="o1", deception="yes", **answers), case("2")],
                "b": [case("1", offender="o1", deception="yes", **answers), case("2")],
                "c": [case("1", offender="o2", deception="no", **answers)],
            }
        )
        merged = merge(codings)
        (kept,) = merged.cases
        assert kept == case("1", **answers)
        assert merged.left_empty == (("1", ("offender", "deception")),)
        assert merged.empty == 2

    def test_nothing_lost(self) -> None:
        """Where all agree on all, all is kept, and nothing is listed."""
        both = [case("1", **AOH)]
        merged = merge(Codings.of({"a": both, "b": both}))
        assert merged.cases == tuple(both)
        assert merged.as_dict() == {"cases": 1, "left_empty": []}


def test_figures_stand_alone() -> None:
    """Figures of nothing are all undefined."""
    assert Figures().note is None
    assert Figures().as_dict()["units"] == 0
