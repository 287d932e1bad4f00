"""How far coders agree on the same cases, at four levels that are never mixed.

    level        a rating is                                    missing is
    as coded     the answer; unknown and not stated are         not coded
                 answers, and different ones
    as stated    a definite value                               unknown, not stated, not coded
    dimensions   the outcome of a dimension of the format       open
    profile      the profile that is decided; and, apart from   undecided or outside; for the sets,
                 that, the set of the profiles possible         nothing but an attempt under a period

Agreement measures whether coders code alike, not whether they are right.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from math import prod
from operator import attrgetter
from types import MappingProxyType
from typing import Any, Final

from attrs import frozen

from ckm_mo.agreement.codings import Codings, check_codings
from ckm_mo.agreement.measures import FIGURES, Figures, Rating, Ratings, clopper_pearson, figures
from ckm_mo.answers import Period, Reading
from ckm_mo.cases import JOINT, UNCODED, Case
from ckm_mo.classification import Verdict, classify
from ckm_mo.codebook import NOT_CODED, OPEN_KEYS, PARTS, Variable, takes
from ckm_mo.errors import MissingExtra
from ckm_mo.records import NUMBER, TEXT, WHOLE, Records, Result, plural
from ckm_mo.rules import DIMENSIONS, OUTSIDE, PROFILES
from ckm_mo.tallies.intervals import CONFIDENCE, quantile, wilson

AGREEMENT_SCHEMA: Final[Mapping[str, str]] = MappingProxyType(
    {
        "level": TEXT,
        "key": TEXT,
        "units": WHOLE,
        "agreement": NUMBER,
        **dict.fromkeys(("wilson_low", "wilson_high", "clopper_pearson_low", "clopper_pearson_high"), NUMBER),
        **dict.fromkeys(("kappa", "alpha", "ac1", "ac1_low", "ac1_high"), NUMBER),
        "note": TEXT,
        "reading": TEXT,
        "period": TEXT,
        "confidence": NUMBER,
    }
)
"""The columns of agreement as rows."""


@frozen
class Agreement(Result):
    """How far coders agree on the same cases.

    Args:
        coders: Their names.
        common: How many cases at least two coders coded; all figures are about these.
        only: By coder, the ids that nobody else has.
        coded: By variable, in codebook order, agreement on the answers as coded.
        stated: The same, where coders gave a definite value.
        dimensions: By dimension, agreement on its outcome, where that is not open.
        profile: Agreement on the profile, of cases that are decided.
        possible: Agreement on the set of possible profiles.
        period: The period whose means of coercion count; None for any.
        reading: What silence meant for cases that do not say so themselves.
        readings: How many verdicts were read in each way, over all coders.
        rests_on_silence: How many of them would be different under the open reading.
        confidence: Of the intervals.
    """

    json = ("coders", "cases:_cases", "variables:_variables", "dimensions", "profile", "possible")

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

    def __repr__(self) -> str:
        """Say in one line how many coders coded how many cases, and how they were read."""
        return f"<Agreement of {len(self.coders)} coders on {plural(self.common, 'case')}, reading {self.read_as}>"

    @property
    def _cases(self) -> dict[str, object]:
        return {"common": self.common, "only": self.only}

    @property
    def _variables(self) -> list[dict[str, object]]:
        return [{"key": key, "coded": coded, "stated": self.stated[key]} for key, coded in self.coded.items()]

    def levels(self) -> dict[str, Mapping[str, Figures]]:
        """Give the figures of each level, by the key of what they are of."""
        return {
            "coded": self.coded,
            "stated": self.stated,
            "dimensions": self.dimensions,
            "profile": {"profile": self.profile, "possible": self.possible},
        }

    def rows(self) -> Records:
        """Give the figures as rows for any data frame library, in the columns of `AGREEMENT_SCHEMA`.

        Returns:
            A row for each level (`coded`, `stated`, `dimensions`, `profile`) and key. What is undefined is None, and
            `note` says why; the intervals of percent agreement are there for two coders.
        """
        assumed = self.read_as, self.period, self.confidence
        return Records(
            AGREEMENT_SCHEMA,
            [
                (
                    *(level, key, each.units, each.agreement, *_limits(each, self.confidence)),
                    *(each[name] for name in FIGURES[2:]),
                    *assumed,
                )
                for level, by_key in self.levels().items()
                for key, each in by_key.items()
            ],
        )


def _limits(of: Figures, confidence: float) -> tuple[float | None, ...]:
    """Give the limits of percent agreement, those of Clopper and Pearson where SciPy is there."""
    if of.agreed is None:
        return (None,) * 4
    try:
        exact: tuple[float | None, ...] = clopper_pearson(of.agreed, of.units, confidence)
    except MissingExtra:
        exact = (None, None)
    return *wilson(of.agreed, of.units, quantile(confidence)), *exact


def agree(
    codings: Codings,
    *,
    reading: Reading | str = Reading.OPEN,
    period: Period | str | None = None,
    confidence: float = CONFIDENCE,
) -> Agreement:
    """Measure agreement between coders of the same cases.

    Args:
        codings: Of two coders or more.
        reading: What silence means for dimensions and profile, where a case does not say so itself.
        period: The period whose means of coercion count; None for any.
        confidence: The confidence level of AC1's intervals, between 0 and 1.

    Returns:
        The figures at all four levels.

    Raises:
        ValueError: If there is no such reading or period.
        InvalidAssumption: If the confidence level is none.
        WrongKind: If these are no codings.
        NotComparable: If there is only one coder, or no case that two of them have.

    Unknown:
        As coded, unknown and not stated are answers, and different ones; elsewhere what is open is missing.
    """
    reading, period = Reading(reading), None if period is None else Period(period)
    check_codings(codings)
    rows = codings.rows()
    work_out = partial(figures, coders=codings.coders, confidence=confidence)
    coded: dict[str, Figures] = {}
    stated: dict[str, Figures] = {}
    for variable, answers in _answers(rows):
        definite = 2 ** len(variable.values) - 1 if variable.several else len(variable.values)
        answerable = [value for value in takes(variable) if value.key != NOT_CODED]
        categories = definite + len(answerable) - len(variable.values)
        coded[variable.key] = work_out(_rated(answers, _unless({NOT_CODED})), categories)
        stated[variable.key] = work_out(_rated(answers, _unless(OPEN_KEYS)), definite)
    verdicts = Counter(
        tuple([None if case is None else classify(case, reading, period) for case in row]) for row in rows
    )
    given = [(verdict, count) for several, count in verdicts.items() for verdict in several if verdict is not None]
    dimensions = {
        dimension: work_out(_rated(verdicts, attrgetter(dimension)), len(outcomes))
        for dimension, outcomes in DIMENSIONS.items()
    }
    readings = {str(each): sum(count for verdict, count in given if verdict.reading is each) for each in Reading}
    return Agreement(
        coders=codings.coders,
        common=len(rows),
        only=MappingProxyType(codings.only),
        coded=MappingProxyType(coded),
        stated=MappingProxyType(stated),
        dimensions=MappingProxyType(dimensions),
        profile=work_out(_rated(verdicts, attrgetter("profile")), len(PROFILES)),
        possible=work_out(_rated(verdicts, _possible), SETS),
        period=period,
        reading=reading,
        readings=MappingProxyType(readings),
        rests_on_silence=sum(count for verdict, count in given if verdict.rests_on_silence),
        confidence=confidence,
    )


def _answers(rows: Iterable[Sequence[Case | None]]) -> Iterator[tuple[Variable, Counter[Ratings]]]:
    """Count, for each variable, the patterns of what coders answered; cases are counted once for each part of them."""
    for place, part in enumerate(PARTS):
        patterns = Counter(
            tuple([UNCODED[place] if case is None else case.answers[place] for case in row]) for row in rows
        )
        counts: list[Counter[Ratings]] = [Counter() for _ in part]
        for pattern, count in patterns.items():
            for answers, given in zip(counts, zip(*pattern, strict=True), strict=True):
                answers[given] += count
        yield from zip(part, counts, strict=True)


def _rated(patterns: Mapping[Any, int], rating: Callable[[Any], Rating]) -> Counter[Ratings]:
    """Count patterns anew, with what each coder gave taken as a rating; None where a coder gave nothing."""
    ratings = {given: None if given is None else rating(given) for given in {*chain.from_iterable(patterns)}}
    counts: Counter[Ratings] = Counter()
    for pattern, count in patterns.items():
        counts[tuple([ratings[given] for given in pattern])] += count
    return counts


def _unless(missing: Collection[str]) -> Callable[[str], str | None]:
    """Take an answer as a rating, but for some that are none."""
    return lambda answer: None if answer in missing else str(answer)


def _possible(verdict: Verdict) -> str | None:
    """Name the set of possible profiles; none is the set of a case that is outside for certain."""
    return None if verdict.not_begun else JOINT.join(verdict.possible) or OUTSIDE


SETS: Final = 1 + prod(2 ** len({*outcomes} - {OUTSIDE}) - 1 for outcomes in DIMENSIONS.values())
"""How many sets of possible profiles there are, that of none among them."""
