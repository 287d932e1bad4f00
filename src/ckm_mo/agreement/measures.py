"""Measures of agreement between coders who rated the same units.

Where a figure is undefined it is None with a reason, never 0 or 1. Figures are
worked out from how often each pattern of ratings occurs, in exact fractions, so
that no order of coders, units or categories can change them; only a standard
error is a sum of floats.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from fractions import Fraction
from math import fsum, sqrt
from typing import Any, Final

from attrs import field, frozen
from attrs.converters import optional

from ckm_mo.errors import InvalidAssumption, MissingExtra, NotComparable, needing
from ckm_mo.messages import Reason, shown_fact
from ckm_mo.records import Result, to_html
from ckm_mo.tallies.intervals import CONFIDENCE, can_cover

FEWEST: Final = 2
"""How many coders, and how many categories, agreement needs."""


COMMON_SHARE: Final = Fraction(4, 5)


COLLAPSE: Final = Fraction(1, 5)
"""Kappa is misleadingly low where one answer has `COMMON_SHARE` of all, and kappa is so much lower than AC1."""


FIGURES: Final = ("units", "agreement", "kappa", "alpha", "ac1", "ac1_low", "ac1_high", "note")
"""The names of the figures in the JSON interface."""


Rating = Hashable


Ratings = tuple[Rating, ...]
"""What each coder gave one unit, None where nothing."""


@frozen
class Figures(Result):
    """How far coders agree on the same units.

    Args:
        units: How many units have ratings of two coders or more: those that agreement is over.
        agreed: In how many of them the two coders agree; None for more than two coders.
        agreement: Percent agreement, a fraction: the mean share of a unit's pairs of ratings that are equal.
        kappa: Cohen's for two coders, Fleiss' for more.
        alpha: Krippendorff's, nominal.
        ac1: Gwet's first coefficient.
        ac1_se: Its standard error.
        ac1_low: The lower limit of its interval.
        ac1_high: The upper one.
        confidence: Of the interval.
        reasons: Why a figure is undefined, and what to heed.

    Unknown:
        A figure that is undefined is None.
    """

    json = FIGURES

    units: int = 0
    agreed: int | None = None
    agreement: float | None = field(default=None, converter=optional(float))
    kappa: float | None = field(default=None, converter=optional(float))
    alpha: float | None = field(default=None, converter=optional(float))
    ac1: float | None = field(default=None, converter=optional(float))
    ac1_se: float | None = None
    ac1_low: float | None = None
    ac1_high: float | None = None
    confidence: float = CONFIDENCE
    reasons: tuple[Reason, ...] = ()

    def _repr_html_(self) -> str:
        return to_html(self.rows(), type(self).__name__)

    @property
    def note(self) -> str | None:
        """Why a figure is undefined and what to heed, in English; None where there is nothing to say."""
        return " ".join(f"{shown_fact(reason, 'en')}." for reason in self.reasons) or None

    def __getitem__(self, name: str) -> Any:
        """Look a figure up by its name in the JSON interface."""
        return self.as_dict()[name]


def agree_on(
    ratings: Sequence[Sequence[Rating]], categories: Collection[Rating], *, confidence: float = CONFIDENCE
) -> Figures:
    """Measure agreement between coders of the same units.

    Args:
        ratings: A row for each unit and in it a rating of each coder, in the same order; None where there is none.
        categories: All ratings that could have been given, not only those that were: AC1 depends on how many they are.
        confidence: The confidence level of AC1's interval, between 0 and 1.

    Returns:
        The figures. See `figures` for the formulas.

    Raises:
        InvalidAssumption: If the confidence level is none.
        NotComparable: If the rows are not equally long, or a rating is not one of the categories.

    Unknown:
        None is a missing rating. A unit that nobody rated changes nothing. One with a single rating says which ratings
        are common (in Fleiss' kappa and AC1, as in their author's packages) and no more.

    Example:
        >>> alike = agree_on([["yes", "yes"], ["yes", "no"], ["no", "no"], ["no", None]], ["yes", "no"])
        >>> alike.units, round(alike.kappa, 2), round(alike.alpha, 2), round(alike.ac1, 2)
        (3, 0.4, 0.44, 0.37)
    """
    declared = set(categories)
    if len({len(row) for row in ratings}) > 1:
        raise NotComparable(reason=Reason("ragged"))
    foreign = next((each for row in ratings for each in row if each is not None and each not in declared), None)
    if foreign is not None:
        raise NotComparable(reason=Reason("foreign", (("value", str(foreign)),)))
    names = [str(place) for place, _ in enumerate(ratings[0] if ratings else (), 1)]
    return figures(Counter(map(tuple, ratings)), len(declared), names, confidence=confidence)


def figures(
    patterns: Mapping[Ratings, int], categories: int, coders: Sequence[str], *, confidence: float = CONFIDENCE
) -> Figures:
    """Work out the figures from how often each pattern of ratings occurs.

    With r the ratings of a unit, r_k those for category k, n the units with a rating and m those with two or more:

    - agreement: the mean over m of sum_k r_k (r_k - 1) / (r (r - 1)).
    - Cohen's kappa, for two coders: over the m units that both rated; the chance of agreement is the sum of the
      products of both coders' shares of each category.
    - Fleiss' kappa, for more: the chance is the sum of squares of p_k, the mean over n of r_k / r. With all ratings
      there, Fleiss' own; missing ratings as Gwet has them.
    - alpha: 1 - observed over expected disagreement, over the m units alone.
    - AC1: the chance is sum_k p_k (1 - p_k) / (categories - 1). Its variance is that over units, their sum of squares
      divided by n (n - 1), a unit with one rating without a term for chance; its limits are those of Student's t with
      n - 1 degrees of freedom, cut off at -1 and 1.

    Args:
        patterns: How many units have each.
        categories: How many ratings could have been given.
        coders: Their names, in the order of the patterns.
        confidence: Of AC1's interval.

    Returns:
        The figures.

    Raises:
        InvalidAssumption: If the confidence level is none.

    Source:
        Cohen, "A coefficient of agreement for nominal scales" (1960). Fleiss, "Measuring nominal scale agreement among
        many raters" (1971). Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C. Gwet,
        "Computing inter-rater reliability and its variance in the presence of high agreement" (2008): AC1 and its
        variance for several raters; its treatment of missing ratings is that of his "Handbook of inter-rater
        reliability" (4th edition, 2014) and of the package irrCAC for raw ratings (its tables of two coders divide by
        n instead).
    """
    if not can_cover(confidence):
        raise InvalidAssumption(problem="no_confidence", given=confidence)
    counted = _Counted(patterns)
    if not counted.units:
        return Figures(confidence=confidence, reasons=(_unpaired(patterns, coders),))
    agreement, alpha = counted.observed / counted.units, counted.alpha
    two = len(coders) == FEWEST
    kappa = _beyond(agreement, _cohen_chance(patterns) if two else counted.fleiss_chance)
    reasons = []
    if alpha is None:
        reasons.append(Reason("one_answer" if kappa is None else "one_paired_answer"))
    ac1 = se = low = high = None
    if categories < FEWEST:
        reasons.append(Reason("one_category"))
    else:
        chance = (1 - counted.fleiss_chance) / (categories - 1)
        ac1 = _beyond(agreement, chance)
        assert ac1 is not None  # noqa: S101 - chance is at most 1 / categories
        rating, times = max(counted.paired.items(), key=lambda each: (each[1], str(each[0])))
        share = Fraction(times, counted.paired.total())
        if kappa is not None and share >= COMMON_SHARE and ac1 - kappa >= COLLAPSE:
            record = (("answer", str(rating)), ("percent", int(share * 100)))
            reasons.append(Reason("kappa_collapses", record))
        if counted.rated < FEWEST:
            reasons.append(Reason("one_unit"))
        else:
            se = counted.gwet_error(categories, float(ac1), float(chance))
            try:
                half = se * student(confidence, counted.rated - 1)
                low, high = max(-1.0, float(ac1) - half), min(1.0, float(ac1) + half)
            except MissingExtra as missing:
                reasons.append(Reason("no_scipy", (("extra", missing.extra),)))
    agreed = int(counted.observed) if two else None
    return Figures(counted.units, agreed, agreement, kappa, alpha, ac1, se, low, high, confidence, tuple(reasons))


class _Counted:
    """Ratings, counted without who gave which: unit by unit, how many gave each category."""

    def __init__(self, patterns: Mapping[Ratings, int]) -> None:
        self.alike: Counter[frozenset[tuple[Rating, int]]] = Counter()
        for pattern, count in patterns.items():
            given = Counter(rating for rating in pattern if rating is not None)
            if given:
                self.alike[frozenset(given.items())] += count
        self.rated = self.alike.total()
        self.units = 0
        self.paired: Counter[Rating] = Counter()
        self.shares: defaultdict[Rating, Fraction] = defaultdict(Fraction)
        self.observed = self.differing = Fraction()
        for unit, count in self.alike.items():
            number = sum(times for _, times in unit)
            for rating, times in unit:
                self.shares[rating] += Fraction(times * count, number * self.rated)
            if number >= FEWEST:
                same = sum(times * (times - 1) for _, times in unit)
                self.units += count
                self.paired.update({rating: times * count for rating, times in unit})
                self.observed += Fraction(same * count, number * (number - 1))
                self.differing += Fraction((number * (number - 1) - same) * count, number - 1)

    @property
    def fleiss_chance(self) -> Fraction:
        return sum((share * share for share in self.shares.values()), Fraction())

    @property
    def alpha(self) -> Fraction | None:
        total = self.paired.total()
        expected = total * total - sum(times * times for times in self.paired.values())
        return 1 - (total - 1) * self.differing / expected if expected else None

    def gwet_error(self, categories: int, ac1: float, chance: float) -> float:
        """Work out the standard error of AC1; see `figures`."""
        rest = {rating: float(1 - share) / (categories - 1) for rating, share in self.shares.items()}
        squares = []
        for unit, count in self.alike.items():
            number = sum(times for _, times in unit)
            own = 0.0
            if number >= FEWEST:
                same = sum(times * (times - 1) for _, times in unit) / (number * (number - 1))
                own = self.rated / self.units * (same - chance) / (1 - chance)
            of_chance = fsum(times / number * rest[rating] for rating, times in unit)
            own -= 2 * (1 - ac1) * (of_chance - chance) / (1 - chance)
            squares.append(count * (own - ac1) ** 2)
        return sqrt(fsum(squares) / (self.rated * (self.rated - 1)))


def _beyond(agreement: Fraction, chance: Fraction) -> Fraction | None:
    """Give the share of what chance leaves over that is agreed on; None where it leaves nothing."""
    return (agreement - chance) / (1 - chance) if chance != 1 else None


def _cohen_chance(patterns: Mapping[Ratings, int]) -> Fraction:
    one: Counter[Rating] = Counter()
    other: Counter[Rating] = Counter()
    for (mine, theirs), count in patterns.items():
        if mine is not None and theirs is not None:
            one[mine] += count
            other[theirs] += count
    return Fraction(sum(times * other[rating] for rating, times in one.items()), sum(one.values()) ** 2)


def _unpaired(patterns: Mapping[Ratings, int], coders: Sequence[str]) -> Reason:
    """Say why no unit has two ratings."""
    gave = [name for name, given in zip(coders, zip(*patterns, strict=True), strict=False) if {*given} - {None}]
    if not gave:
        return Reason("no_answers")
    never = tuple(name for name in coders if name not in gave)
    return Reason("never_coded", (("coders", never),)) if never else Reason("no_pairs")


def _special(feature: str) -> Any:
    with needing("SciPy", feature, "stats"):
        from scipy import special  # noqa: PLC0415 - an extra, and slow to import: only what needs it pays
    return special


def student(confidence: float, freedom: int) -> float:
    """Give the quantile of Student's t that leaves half of what is not covered on either side.

    Args:
        confidence: Between 0 and 1.
        freedom: Degrees of freedom, at least 1.

    Raises:
        MissingExtra: If SciPy is not installed.
    """
    return float(_special("student").stdtrit(freedom, (1 + confidence) / 2))


def clopper_pearson(count: int, n: int, confidence: float = CONFIDENCE) -> tuple[float, float]:
    """Compute the limits of the Clopper-Pearson interval of a proportion.

    It covers at least its confidence level, and so is wider than Wilson's.

    Args:
        count: How many of them.
        n: Of how many; more than 0.
        confidence: Between 0 and 1.

    Returns:
        The lower and upper limit, fractions of `n`, unrounded.

    Raises:
        MissingExtra: If SciPy is not installed.

    Source:
        Clopper and Pearson, "The use of confidence or fiducial limits illustrated in the case of the binomial" (1934).
    """
    special = _special("clopper_pearson")
    tail = (1 - confidence) / 2
    low = 0.0 if count == 0 else float(special.betaincinv(count, n - count + 1, tail))
    high = 1.0 if count == n else float(special.betaincinv(count + 1, n - count, 1 - tail))
    return low, high
