"""Agreement between coders: how alike they coded the same cases, at four levels that are never mixed.

    level        a rating is                                    missing is
    as coded     the answer; unknown and not stated are         not coded
                 answers, and different ones
    as stated    a definite value                               unknown, not stated, not coded
    dimensions   the outcome of a line of the format            open
    profile      the profile that is decided; and, apart from   undecided or outside; for the sets,
                 that, the set of the profiles possible         nothing but an attempt under a period

Cases are matched by their id. Where a figure is undefined it is None with a
reason, never 0 or 1. Agreement says how alike coders code, not that they are
right. Nothing is voted on and nothing is imputed.

Figures are worked out from how often each pattern of ratings occurs, in exact
fractions, so that no order of coders, cases or categories can change them;
only a standard error is a sum of floats.
"""

from collections import Counter
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import permutations
from math import fsum, sqrt
from types import MappingProxyType
from typing import Any, Final

from attrs import field, frozen

from ckm_mo.answers import Period, Reading
from ckm_mo.cases import JOINT, UNCODED, Answers, Case
from ckm_mo.classification import Verdict, classify
from ckm_mo.codebook import IDENTIFIERS, NOT_CODED, OPEN, PARTS, Role, Variable, takes
from ckm_mo.errors import Gathered, InvalidInput, MissingExtra, NotComparable, RepeatedId
from ckm_mo.messages import Reason, shown_fact
from ckm_mo.rules import OUTSIDE, PROFILES, RULES, outcomes
from ckm_mo.tallies import CONFIDENCE

FEWEST: Final = 2
"""How many coders, and how many categories, agreement takes."""

COMMON_SHARE: Final = Fraction(4, 5)
COLLAPSE: Final = Fraction(1, 5)
"""Kappa is said to collapse where one answer has `COMMON_SHARE` of all, and kappa is so much lower than AC1."""

FIGURES: Final = ("units", "agreement", "kappa", "alpha", "ac1", "ac1_low", "ac1_high", "note")
"""The names of the figures in the JSON interface."""

DIMENSIONS: Final = tuple(dict.fromkeys(rule.dimension for rule in RULES))

_NO_ANSWER: Final = frozenset(value.key for value in OPEN)

Rating = Hashable
Pattern = tuple[Rating, ...]
"""What each coder gave one unit, None where nothing."""


@frozen
class Figures:
    """How alike coders rated the same units.

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

    units: int = 0
    agreed: int | None = None
    agreement: float | None = None
    kappa: float | None = None
    alpha: float | None = None
    ac1: float | None = None
    ac1_se: float | None = None
    ac1_low: float | None = None
    ac1_high: float | None = None
    confidence: float = CONFIDENCE
    reasons: tuple[Reason, ...] = ()

    @property
    def note(self) -> str | None:
        """Why a figure is undefined and what to heed, in English; None where there is nothing to say."""
        return " ".join(f"{shown_fact(reason, 'en')}." for reason in self.reasons) or None

    def __getitem__(self, name: str) -> Any:
        """Look a figure up by its name in the JSON interface."""
        return self.as_dict()[name]

    def as_dict(self) -> dict[str, Any]:
        """Give the figures of the JSON interface."""
        return {name: getattr(self, name) for name in FIGURES}


def agree_on(
    ratings: Sequence[Sequence[Rating]], categories: Collection[Rating], *, confidence: float = CONFIDENCE
) -> Figures:
    """Say how alike coders rated the same units.

    Args:
        ratings: A row for each unit and in it a rating of each coder, in the same order; None where there is none.
        categories: All ratings that could have been given, not only those that were: AC1 depends on how many they are.
        confidence: Of AC1's interval, between 0 and 1.

    Returns:
        The figures. See `figures` for the formulas.

    Raises:
        NotComparable: If the rows are not equally long, or a rating is none of the categories.

    Unknown:
        None is missing. A unit that nobody rated changes nothing. One with a single rating says which ratings are
        common (in Fleiss' kappa and AC1, as in their author's packages) and no more.

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
    patterns: Mapping[Pattern, int], categories: int, coders: Sequence[str], *, confidence: float = CONFIDENCE
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

    Source:
        Cohen, "A coefficient of agreement for nominal scales" (1960). Fleiss, "Measuring nominal scale agreement among
        many raters" (1971). Krippendorff, "Computing Krippendorff's alpha-reliability" (2011), section C. Gwet,
        "Computing inter-rater reliability and its variance in the presence of high agreement" (2008): AC1 and its
        variance for several raters; its treatment of missing ratings is that of his "Handbook of inter-rater
        reliability" (4th edition, 2014) and of the package irrCAC for raw ratings (its tables of two coders divide by
        n instead).
    """
    counted = _Counted(patterns)
    if not counted.units:
        return Figures(confidence=confidence, reasons=(_unpaired(patterns, coders),))
    agreement, alpha = counted.agreement, counted.alpha
    two = len(coders) == FEWEST
    kappa = _beyond(agreement, _cohen_chance(patterns) if two else counted.fleiss_chance)
    reasons = []
    if alpha is None:
        reasons.append(Reason("one_answer" if kappa is None else "one_paired_answer"))
    ac1 = se = low = high = None
    if categories < FEWEST:
        reasons.append(Reason("one_category"))
    else:
        chance = counted.gwet_chance(categories)
        ac1 = _beyond(agreement, chance)
        assert ac1 is not None  # noqa: S101 - chance is at most 1 / categories
        reasons += _collapse(counted, kappa, ac1)
        if counted.rated < FEWEST:
            reasons.append(Reason("one_unit"))
        else:
            se = counted.gwet_error(categories, float(ac1), float(chance))
            try:
                half = se * student(confidence, counted.rated - 1)
                low, high = max(-1.0, float(ac1) - half), min(1.0, float(ac1) + half)
            except MissingExtra as missing:
                reasons.append(Reason("no_scipy", (("extra", missing.extra),)))
    return Figures(
        counted.units,
        sum(count for pattern, count in patterns.items() if None not in pattern and len(set(pattern)) == 1)
        if two
        else None,
        float(agreement),
        _float(kappa),
        _float(alpha),
        _float(ac1),
        se,
        low,
        high,
        confidence,
        tuple(reasons),
    )


class _Counted:
    """Ratings, counted without who gave which: unit by unit, how many gave each category."""

    def __init__(self, patterns: Mapping[Pattern, int]) -> None:
        self.alike: Counter[tuple[tuple[Rating, int], ...]] = Counter()
        for pattern, count in patterns.items():
            given = Counter(rating for rating in pattern if rating is not None)
            if given:
                self.alike[tuple(sorted(given.items(), key=_by_text))] += count
        self.rated = sum(self.alike.values())
        pairs: Counter[tuple[int, int]] = Counter()
        self.paired: Counter[Rating] = Counter()
        given_by: dict[int, Counter[Rating]] = {}
        for unit, count in self.alike.items():
            number = sum(times for _, times in unit)
            by = given_by.setdefault(number, Counter())
            for rating, times in unit:
                by[rating] += times * count
            if number >= FEWEST:
                pairs[number, sum(times * (times - 1) for _, times in unit)] += count
        for number, by in given_by.items():
            if number >= FEWEST:
                self.paired.update(by)
        self.units = sum(pairs.values())
        shares: Counter[Rating] = Counter()
        for number, by in given_by.items():
            for rating, times in by.items():
                shares[rating] += Fraction(times, number * self.rated)  # type: ignore[assignment]  # a sum of fractions
        self.shares: Mapping[Rating, Fraction] = shares  # type: ignore[assignment]  # likewise
        self.observed = sum(
            (Fraction(same * count, number * (number - 1)) for (number, same), count in pairs.items()), Fraction()
        )
        self.differing = sum(
            (Fraction(count * (number * (number - 1) - same), number - 1) for (number, same), count in pairs.items()),
            Fraction(),
        )

    @property
    def agreement(self) -> Fraction:
        return self.observed / self.units

    @property
    def fleiss_chance(self) -> Fraction:
        return sum((share * share for share in self.shares.values()), Fraction())

    @property
    def alpha(self) -> Fraction | None:
        total = sum(self.paired.values())
        expected = total * total - sum(times * times for times in self.paired.values())
        return 1 - (total - 1) * self.differing / expected if expected else None

    @property
    def most_common(self) -> tuple[Rating, Fraction]:
        rating, times = max(self.paired.items(), key=lambda each: (each[1], str(each[0])))
        return rating, Fraction(times, sum(self.paired.values()))

    def gwet_chance(self, categories: int) -> Fraction:
        return (1 - self.fleiss_chance) / (categories - 1)

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


def _by_text(item: tuple[Rating, int]) -> tuple[str, int]:
    return str(item[0]), item[1]


def _float(figure: Fraction | None) -> float | None:
    return None if figure is None else float(figure)


def _beyond(agreement: Fraction, chance: Fraction) -> Fraction | None:
    """Give the share of what chance leaves over that is agreed on; None where it leaves nothing."""
    return (agreement - chance) / (1 - chance) if chance != 1 else None


def _cohen_chance(patterns: Mapping[Pattern, int]) -> Fraction:
    one: Counter[Rating] = Counter()
    other: Counter[Rating] = Counter()
    for (mine, theirs), count in patterns.items():
        if mine is not None and theirs is not None:
            one[mine] += count
            other[theirs] += count
    return Fraction(sum(times * other[rating] for rating, times in one.items()), sum(one.values()) ** 2)


def _unpaired(patterns: Mapping[Pattern, int], coders: Sequence[str]) -> Reason:
    """Say why no unit has two ratings."""
    gave = [name for name, given in zip(coders, zip(*patterns, strict=True), strict=False) if {*given} - {None}]
    if not gave:
        return Reason("no_answers")
    never = tuple(name for name in coders if name not in gave)
    return Reason("never_coded", (("coders", never),)) if never else Reason("no_pairs")


def _collapse(counted: _Counted, kappa: Fraction | None, ac1: Fraction) -> Iterator[Reason]:
    """Say so where one answer is so common that kappa collapses."""
    rating, share = counted.most_common
    if kappa is not None and share >= COMMON_SHARE and ac1 - kappa >= COLLAPSE:
        facts = (("answer", str(rating)), ("percent", int(share * 100)))
        yield Reason("kappa_collapses", facts)


def _special(feature: str) -> Any:
    try:
        from scipy import special  # noqa: PLC0415 - an extra, and slow to import: only what needs it pays
    except ImportError as error:
        raise MissingExtra(feature=feature, package="SciPy", extra="stats") from error
    return special


@cache
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

    It covers at least what it says, and so is wider than Wilson's.

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


# Cases


@frozen
class Codings:
    """What each of several coders made of cases. Make it with `Codings.of`.

    Args:
        cases: By the coder's name, the cases by id.
    """

    cases: Mapping[str, Mapping[str, Case]]
    matched: tuple[str, ...] = field(init=False)
    """The ids that two coders have, or more, in the order of the first who has them."""

    @matched.default
    def _matched(self) -> tuple[str, ...]:
        times = Counter(case_id for cases in self.cases.values() for case_id in cases)
        return tuple(case_id for case_id, count in times.items() if count >= FEWEST)

    @classmethod
    def of(cls, cases: Mapping[str, Iterable[Case]]) -> "Codings":
        """Take the cases of several coders.

        Args:
            cases: By the coder's name; every case has an id, which no other case of that coder has.

        Raises:
            InvalidInput: With every id that a coder has twice.
        """
        gathered = Gathered()
        by_id: dict[str, dict[str, Case]] = {}
        for name, several in cases.items():
            mine = by_id.setdefault(name, {})
            for case in several:
                if case.case_id in mine:
                    gathered.add(RepeatedId(file=name, value=case.case_id))
                mine[case.case_id] = case
        gathered.check()
        return cls(by_id)

    @property
    def coders(self) -> tuple[str, ...]:
        """Their names."""
        return tuple(self.cases)

    @property
    def only(self) -> dict[str, tuple[str, ...]]:
        """By coder, the ids that nobody else has."""
        matched = frozenset(self.matched)
        return {name: tuple(each for each in cases if each not in matched) for name, cases in self.cases.items()}

    def rows(self) -> list[tuple[Case | None, ...]]:
        """Give the matched cases, a row for each and in it what each coder made of it; None for who has not got it."""
        return [tuple(cases.get(case_id) for cases in self.cases.values()) for case_id in self.matched]

    def check(self) -> None:
        """Refuse what cannot be compared.

        Raises:
            NotComparable: If there is only one coder, or no case that two of them have.
        """
        if len(self.cases) < FEWEST:
            raise NotComparable(reason=Reason("one_coder"))
        if not self.matched:
            raise NotComparable(reason=Reason("no_common_case", (("coders", self.coders),)))


@frozen
class Agreement:
    """How alike coders coded the same cases.

    Args:
        coders: Their names.
        common: How many cases two coders have, or more: those that everything is about.
        only: By coder, the ids that nobody else has.
        coded: By variable, in codebook order, agreement on the answers as coded.
        stated: Likewise, where coders gave a definite value.
        dimensions: By line of the format, agreement on its outcome, where that is not open.
        profile: Agreement on the profile, of cases that are decided.
        possible: Agreement on the set of possible profiles.
        period: Of which period coercion is; None for any.
        reading: What silence meant for cases that do not say so themselves.
        readings: How many verdicts were read in each way, over all coders.
        rests_on_silence: How many of them would be others under the open reading.
        confidence: Of the intervals.
    """

    coders: tuple[str, ...]
    common: int
    only: Mapping[str, tuple[str, ...]]
    coded: Mapping[str, Figures]
    stated: Mapping[str, Figures]
    dimensions: Mapping[str, Figures]
    profile: Figures
    possible: Figures
    period: Period | None
    reading: Reading
    readings: Mapping[str, int]
    rests_on_silence: int
    confidence: float

    @property
    def read_as(self) -> str:
        """The one reading of all verdicts, or `mixed`."""
        used = [reading for reading, count in self.readings.items() if count]
        return used[0] if len(used) == 1 else "mixed"

    def as_dict(self) -> dict[str, object]:
        """Give the object of the JSON interface."""
        return {
            "coders": list(self.coders),
            "cases": {"common": self.common, "only": {name: list(ids) for name, ids in self.only.items()}},
            "variables": [
                {"key": key, "coded": coded.as_dict(), "stated": self.stated[key].as_dict()}
                for key, coded in self.coded.items()
            ],
            "dimensions": {dimension: each.as_dict() for dimension, each in self.dimensions.items()},
            "profile": self.profile.as_dict(),
            "possible": self.possible.as_dict(),
        }


def agree(
    codings: Codings,
    *,
    reading: Reading = Reading.OPEN,
    period: Period | None = None,
    confidence: float = CONFIDENCE,
) -> Agreement:
    """Say how alike coders coded the same cases.

    Args:
        codings: Of two coders or more.
        reading: What silence means for dimensions and profile, where a case does not say so itself.
        period: Of which period coercion is; None for any.
        confidence: Of AC1's intervals, between 0 and 1.

    Returns:
        The figures at all four levels.

    Raises:
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        As coded, unknown and not stated are answers, and different ones; elsewhere what is open is missing.
    """
    codings.check()
    rows = codings.rows()
    coded: dict[str, Figures] = {}
    stated: dict[str, Figures] = {}

    def work_out(patterns: Mapping[Pattern, int], categories: int) -> Figures:
        return figures(patterns, categories, codings.coders, confidence=confidence)

    for place, part in enumerate(PARTS):
        patterns = Counter(
            tuple([UNCODED[place] if each is None else each.answers[place] for each in row]) for row in rows
        )
        for within, variable in enumerate(part):
            answers: Counter[Pattern] = Counter()
            for pattern, count in patterns.items():
                answers[tuple([of[within] for of in pattern])] += count
            definite = 2 ** len(variable.values) - 1 if variable.several else len(variable.values)
            open_answers = len(takes(variable)) - len(variable.values)
            coded[variable.key] = work_out(
                _rated(answers, lambda answer: None if answer == NOT_CODED else str(answer)),
                definite + max(0, open_answers - 1),  # not coded is none
            )
            stated[variable.key] = work_out(
                _rated(answers, lambda answer: None if answer in _NO_ANSWER else str(answer)), definite
            )
    verdicts = Counter(
        tuple([None if case is None else classify(case, reading, period) for case in row]) for row in rows
    )
    readings: Counter[str] = Counter()
    rests = 0
    for several, count in verdicts.items():
        for verdict in filter(None, several):
            readings[str(verdict.reading)] += count
            rests += count * verdict.rests_on_silence
    return Agreement(
        codings.coders,
        len(rows),
        MappingProxyType(codings.only),
        MappingProxyType(coded),
        MappingProxyType(stated),
        MappingProxyType(
            {
                dimension: work_out(
                    _rated(verdicts, lambda verdict, line=dimension: verdict and getattr(verdict, line)),  # type: ignore[misc]  # bound now
                    len(outcomes(dimension)),
                )
                for dimension in DIMENSIONS
            }
        ),
        work_out(_rated(verdicts, lambda verdict: verdict and verdict.profile), len(PROFILES)),
        work_out(_rated(verdicts, _possible), SETS),
        period,
        reading,
        MappingProxyType({str(each): readings[each] for each in Reading}),
        rests,
        confidence,
    )


def _rated(patterns: Mapping[Any, int], rating: Callable[[Any], Rating]) -> Counter[Pattern]:
    """Count patterns anew, with what each coder gave taken as a rating."""
    ratings = {given: rating(given) for given in {given for pattern in patterns for given in pattern}}
    counts: Counter[Pattern] = Counter()
    for pattern, count in patterns.items():
        counts[tuple([ratings[given] for given in pattern])] += count
    return counts


def _possible(verdict: Verdict | None) -> str | None:
    """Name the set of possible profiles; none is the set of a case that is outside for certain."""
    if verdict is None or verdict.not_begun:
        return None
    return JOINT.join(verdict.possible) or OUTSIDE


def _sets() -> int:
    """Count the sets of possible profiles that there are."""
    number = 1
    for dimension in DIMENSIONS:
        number *= 2 ** len([each for each in outcomes(dimension) if each != OUTSIDE]) - 1
    return number + 1


SETS: Final = _sets()
"""How many sets of possible profiles there are, that of none among them."""


# What to talk about


@frozen
class Disagreement:
    """An answer that coders gave differently.

    Args:
        case_id: Of which case.
        key: To which variable.
        answers: What each coder gave, in the coders' order; None for one who has not got the case.
        changes_verdict: Whether it matters: whether the verdict on what one of them coded would have other outcomes
            with the answer of another.
        other: The other columns of each coder's row, such as notes and sources, as (header, text).
    """

    case_id: str
    key: str
    answers: tuple[str | None, ...]
    changes_verdict: bool
    other: tuple[tuple[tuple[str, str], ...], ...]

    def as_dict(self, coders: Sequence[str]) -> dict[str, object]:
        """Give its part of the JSON interface.

        Args:
            coders: Their names.
        """
        return {
            "case_id": self.case_id,
            "key": self.key,
            "changes_verdict": self.changes_verdict,
            "answers": dict(zip(coders, self.answers, strict=True)),
            "other": {name: dict(texts) for name, texts in zip(coders, self.other, strict=True)},
        }


def disagreements(
    codings: Codings, *, reading: Reading = Reading.OPEN, period: Period | None = None
) -> tuple[Disagreement, ...]:
    """List the answers that coders gave differently.

    Args:
        codings: Of two coders or more.
        reading: What silence means for a verdict.
        period: Of which period coercion is in it; None for any.

    Returns:
        Those that change a verdict first; within that by case, then in codebook order.

    Raises:
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        Unknown and not stated are different answers; not coded is none, and no disagreement.
    """
    codings.check()
    found: list[Disagreement] = []
    for case_id, row in zip(codings.matched, codings.rows(), strict=True):
        for place, part in enumerate(PARTS):
            given = [UNCODED[place] if case is None else case.answers[place] for case in row]
            if len({*given}) == 1:
                continue
            for within, variable in enumerate(part):
                if len({answers[within] for answers in given} - {NOT_CODED}) >= FEWEST:
                    found.append(
                        Disagreement(
                            case_id,
                            variable.key,
                            tuple(None if case is None else str(case[variable.key]) for case in row),
                            _matters(row, variable, place, within, reading, period),
                            tuple(() if case is None else case.other for case in row),
                        )
                    )
    return tuple(sorted(found, key=lambda each: not each.changes_verdict))


def _matters(
    row: Iterable[Case | None], variable: Variable, place: int, within: int, reading: Reading, period: Period | None
) -> bool:
    """Say whether the answer of one coder would change the verdict on what another coded.

    An answer that contradicts the rest of what the other coded cannot be put there alone: then it matters if the
    verdicts of both differ.
    """
    if variable.role is Role.CONTEXT:
        return False

    def bits(case: Case) -> int:
        return classify(case, reading, period).bits

    for mine, theirs in permutations([case for case in row if case is not None], FEWEST):
        if NOT_CODED in (mine[variable.key], theirs[variable.key]) or mine[variable.key] == theirs[variable.key]:
            continue
        part = list(mine.answers[place])
        part[within] = theirs.answers[place][within]
        try:
            other = Case((*mine.answers[:place], tuple(part), *mine.answers[place + 1 :]))
        except InvalidInput:
            other = theirs
        if bits(mine) != bits(other):
            return True
    return False


@frozen
class Merged:
    """What all coders agree on.

    Args:
        cases: Those that all coders have, each with the answers that all gave; the others are not coded.
        left_empty: For each case with such others, its id and the keys of what they did not agree on.
    """

    cases: tuple[Case, ...]
    left_empty: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def empty(self) -> int:
        """How many cells are left empty."""
        return sum(len(keys) for _, keys in self.left_empty)

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        left_empty = [{"case_id": case_id, "keys": list(keys)} for case_id, keys in self.left_empty]
        return {"cases": len(self.cases), "left_empty": left_empty}


def merge(codings: Codings) -> Merged:
    """Keep what all coders agree on. Nothing is voted on, and nothing imputed.

    Args:
        codings: Of two coders or more.

    Returns:
        The cases that all coders have, in the order of the first. Other columns than the codebook's are left out.

    Raises:
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        What one coder answered and another did not is not agreed on.
    """
    codings.check()
    cases: list[Case] = []
    left_empty: list[tuple[str, tuple[str, ...]]] = []
    for case_id, row in zip(codings.matched, codings.rows(), strict=True):
        coded = [case for case in row if case is not None]
        if len(coded) < len(row):
            continue
        lost: list[str] = []

        def keep(variable: Variable, answers: Iterable[str], otherwise: str, lost: list[str] = lost) -> str:
            first, *rest = answers
            if all(each == first for each in rest):
                return first
            lost.append(variable.key)
            return otherwise

        names = tuple(keep(variable, [case[variable.key] for case in coded], "") for variable in IDENTIFIERS)
        answers: Answers = tuple(
            tuple(
                keep(variable, [case.answers[place][within] for case in coded], UNCODED[place][within])
                for within, variable in enumerate(part)
            )
            for place, part in enumerate(PARTS)
        )
        cases.append(Case(answers, names))
        if lost:
            left_empty.append((case_id, tuple(lost)))
    return Merged(tuple(cases), tuple(left_empty))


def told_apart(names: Iterable[str]) -> list[str]:
    """Tell equal names of coders apart: the second `name` becomes `name#2`, unless that is taken."""
    names = list(names)
    taken = set(names)
    told: dict[str, None] = {}
    for name in names:
        number, apart = 1, name
        while apart in told or (number > 1 and apart in taken):
            number += 1
            apart = f"{name}#{number}"
        told[apart] = None
    return list(told)
