"""Other cases beside the figures of the study. Nothing is tested: neither collection is a random sample."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from ckm_mo.answers import PAIRS_OF_ANSWER, Answer, Period, Reading
from ckm_mo.cases import PART_KEYS, Case, each_case, values
from ckm_mo.codebook import CONTEXT, MEANS_KEYS, NOT_CODED, READING, VARIABLE, provenance_record
from ckm_mo.errors import RepeatedVictims
from ckm_mo.records import NUMBER, TEXT, TRUTH, WHOLE, Records, Result, pairs_text, plural
from ckm_mo.study.figures import VICTIM, Base, CountedValue, Figure, sheet
from ckm_mo.tallies.bounds import Bounds, Contribution, bounds
from ckm_mo.tallies.completions import Completions, Truths
from ckm_mo.tallies.groups import FEW, Group, check_group, is_small, sum_counts
from ckm_mo.tallies.patterns import PatternReader, reads, text_of
from ckm_mo.tallies.statements import Conditions, Statement, check_columns, conditions, conditions_record

MOST_CASES: Final = 1 << 14
"""Of how many cases that are not alike it is remembered what they are to the figures."""

MOST_READ: Final = 1 << 12
"""Of how many it is remembered for each value that is counted."""

_COUNTED, _NOT_COUNTED, _OUTSIDE = "counted", "not_counted", "outside"
"""What a case may be to a figure: counted, only among those that it is a share of, or not among these either."""

_RANK: Final = (_OUTSIDE, _NOT_COUNTED, _COUNTED)
"""Of what has several cases, such as an offender, the last of what these are."""

_Outcomes = frozenset[str]
"""What a case is to a figure, over all its completions."""

_CERTAIN: Final = _Outcomes({_COUNTED})

_NEVER: Final = _Outcomes({_OUTSIDE})


# What is needed of `tallies`: what statements a case may make true, and bounds of what cases contribute

_BEGAN: Final = "began"
"""Whether the exploitation began, among what outcomes depend on."""

_NOT_USED: Final = PAIRS_OF_ANSWER[None][Answer.NO]
"""The pairs that a means allows that was not used."""


class _OutcomeReader:
    """Reads what cases may be to a figure, or in a group, once for all that are alike in what this depends on.

    Args:
        statements: The last is what is counted, the others are among what; of a group, all its conditions.
        readings: What silence means, each time.
        period: The period that statements are about.
        of_exploitation: Whether a case whose exploitation never began has nothing of it.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        readings: Sequence[Reading],
        period: Period | None,
        *,
        of_exploitation: bool = False,
    ) -> None:
        """Make ready for each reading."""
        keys = [key for key, _ in statements]
        self.statements = tuple(statements)
        self.readers = [PatternReader(keys, each, period) for each in readings]
        any_reader = PatternReader(keys, Reading.OPEN, period)
        self.own = any_reader.own
        self.completions = Completions(statements, any_reader.named, period)
        self.of_exploitation = of_exploitation
        self.reads = reads(statements)
        inputs = _BEGAN, *PART_KEYS[1], *MEANS_KEYS, *PART_KEYS[-1], *self.own
        always = {_BEGAN, READING.key}
        self.read_inputs = itemgetter(*(index for index, key in enumerate(inputs) if key in self.reads | always))
        self.known: dict[object, tuple[_Outcomes, ...]] = {}

    def outcomes(self, case: Case, inputs: Sequence[object]) -> tuple[_Outcomes, ...]:
        """Return what a case may be, under each reading; `inputs` is what `_inputs` gives of the case."""
        same = self.read_inputs(inputs)
        if same not in self.known:
            if len(self.known) >= MOST_READ:
                self.known.clear()
            self.known[same] = tuple([self._outcomes(case, each) for each in self.readers])
        return self.known[same]

    def _outcomes(self, case: Case, reader: PatternReader) -> _Outcomes:
        """Return what a case may be, as if no means was used but those that the statements are about."""
        if self.of_exploitation and not case.about.exploitation_began:
            return _NEVER
        pattern = reader.whole(case)
        means = zip(MEANS_KEYS, pattern.allowed_pairs, strict=True)
        pairs = tuple([each if key in self.reads else _NOT_USED for key, each in means])
        allowed = self.completions.truths(pattern._replace(allowed_pairs=pairs))
        return _shared(frozenset(self._outcome(truths) for truths, _ in allowed))

    def _outcome(self, truths: Truths) -> str:
        """Return what a case is of which these statements are true."""
        return (
            _COUNTED
            if truths.issuperset(self.statements)
            else _NOT_COUNTED
            if truths.issuperset(self.statements[:-1])
            else _OUTSIDE
        )


def _inputs(case: Case, texts: Iterable[str]) -> tuple[object, ...]:
    """List all that outcomes can depend on in a case: whether its exploitation began, its answers, its own texts."""
    first, *_, context = case.answers
    return case.about.exploitation_began, *first, *case.key[1], *context, *texts


@cache
def _shared(outcomes: _Outcomes) -> _Outcomes:
    """Return one set for all that are equal, of which many are remembered."""
    return outcomes


def _bounds(outcomes: Mapping[_Outcomes, int]) -> tuple[Bounds, int]:
    """Bound how many are counted, over all completions.

    Args:
        outcomes: How many cases, or whatever has several, may be what.

    Returns:
        The bounds, and how many at most are counted or only among those that they are a share of.
    """
    contributions = sum_counts(
        (Contribution(*[0 if outcome in each else None for outcome in reversed(_RANK)]), number)
        for each, number in outcomes.items()
    )
    return bounds(contributions), sum(number for each, number in outcomes.items() if each != _NEVER)


# What cases are to the figures


@cache
def _counted_values() -> tuple[CountedValue, ...]:
    """List everything that figures count in the codebook's words, each once."""
    return tuple(dict.fromkeys(counted for each in sheet().figures for _, counted in each.counted))


@frozen(eq=False)
class _CaseOutcomes:
    """What a case is to the figures.

    Args:
        outcomes: What the case may be to each value that `_counted_values` lists, under each reading of silence.
        own: What it has of each variable that no figure counts; nothing where that is open.
        reading: What its source says of silence; None where it does not.
        exploitation_began: Whether its exploitation began.
        certain: Whether it is in the group for certain, whatever the reading.
    """

    outcomes: tuple[tuple[_Outcomes, ...], ...]
    own: Mapping[str, tuple[str, ...]]
    reading: Reading | None
    exploitation_began: bool
    certain: bool


@cache
def own_variables() -> tuple[str, ...]:
    """List the context variables that no figure of the study speaks of."""
    counted = {key for each in _counted_values() for key, _ in ((each.key, each.value), *each.among)}
    return tuple(variable.key for variable in CONTEXT if variable.key not in counted)


class _CaseReader:
    """Reads what cases are to the figures, once for all that are alike.

    Args:
        where: The conditions of the group that is compared.
        readings: What silence means, each time.
        period: The period that conditions are about.
    """

    def __init__(self, where: Sequence[Statement], readings: Sequence[Reading], period: Period | None) -> None:
        """Make ready for each reading."""
        self.group = _OutcomeReader(where, readings, period)
        self.own = self.group.own
        self.readers = [_reader(each, where, readings, period) for each in _counted_values()]
        self.known: dict[object, _CaseOutcomes | None] = {}

    def read(self, case: Case) -> _CaseOutcomes | None:
        """Return what a case is to the figures; None where it is not in the group, whatever the reading."""
        texts = [text_of(case, key) for key in self.own]
        same = case.answers, *texts
        if same not in self.known:
            if len(self.known) >= MOST_CASES:
                self.known.clear()
            self.known[same] = self._read(case, _inputs(case, texts))
        return self.known[same]

    def _read(self, case: Case, inputs: Sequence[object]) -> _CaseOutcomes | None:
        members = self.group.outcomes(case, inputs)
        if members and not any(_COUNTED in member for member in members):
            return None
        return _CaseOutcomes(
            outcomes=tuple([_in_group(each.outcomes(case, inputs), members) for each in self.readers]),
            own={key: values(VARIABLE[key], case) for key in own_variables()},
            reading=case.about.reading,
            exploitation_began=case.about.exploitation_began,
            certain={*members} == {_CERTAIN},
        )


def _reader(
    counted: CountedValue, where: Sequence[Statement], readings: Sequence[Reading], period: Period | None
) -> _OutcomeReader:
    """Return the reader of what is counted, with the conditions on which this can depend."""
    statements = *counted.among, (counted.key, counted.value)
    if not reads(statements).isdisjoint(reads(where)):
        statements = *where, *statements
    of_exploitation = counted.period == Period.EXPLOITATION or VARIABLE[counted.key].of_exploitation
    return _OutcomeReader(statements, readings, period, of_exploitation=of_exploitation)


@cache
def _in_group(outcomes: tuple[_Outcomes, ...], members: tuple[_Outcomes, ...]) -> tuple[_Outcomes, ...]:
    """Return what a case may be, under each reading, where it is also known whether it is in the group."""
    return tuple(
        [
            each if member == _CERTAIN else each | _NEVER if _COUNTED in member else _NEVER
            for each, member in zip(outcomes, members, strict=True)
        ]
    )


def _highest(several: Iterable[_Outcomes]) -> _Outcomes:
    """Return what an offender, or whatever has several cases, may be: counted where any of them is."""
    highest = {_OUTSIDE}
    for outcomes in several:
        highest = {max(one, other, key=_RANK.index) for one in highest for other in outcomes}
    return frozenset(highest)


@frozen
class ComparedFigure(Result):
    """A figure of the study, and the same figure of other cases.

    Args:
        figure: The study's.
        base: What its share is of; in the cases the same unit is counted.
        counted: What both count.
        readings: The readings of the lost layout under which the figure counts this; none where it does anyway.
        bounds: At least and at most how many of the cases' units it is so, by reading of silence.
        n_at_most: Of how many at most, with those of which it is open whether they belong there, by reading of silence.
        least: Of how many a group is at least that is not small; 0 or 1 for no such mark.
    """

    json = ("figure:figure.key", ":counted", "unit:base.unit", "study:_study", "table:_table", "left_out")

    figure: Figure
    base: Base
    counted: CountedValue
    readings: tuple[str, ...]
    bounds: Mapping[Reading, Bounds]
    n_at_most: Mapping[Reading, int]
    least: int = FEW

    @property
    def left_out(self) -> int:
        """How many more may be among them, since it is open whether they belong there, under any reading."""
        return max(self.n_at_most[reading] - each.n for reading, each in self.bounds.items())

    def small(self, reading: Reading) -> bool:
        """Return whether bounds are of so few for certain, but not of none, that they can point to a person."""
        return self.n_at_most[reading] > 0 and is_small(self.bounds[reading].n, self.least)

    @property
    def silent(self) -> bool:
        """Whether the cases say nothing of it: it is open in all of them, whatever silence means."""
        return all(not each.count and each.at_most == self.n_at_most[reading] for reading, each in self.bounds.items())

    def __repr__(self) -> str:
        """Say in one line which figure it is, and what the cases have."""
        ranges = ", ".join(
            f"{each.count} to {each.at_most} of {each.n} ({reading})" for reading, each in self.bounds.items()
        )
        return f"<ComparedFigure {self.figure.key}: {ranges}>"

    @property
    def _study(self) -> dict[str, object]:
        low, high = self.base.share
        return {
            "printed": self.figure.printed or None,
            "measure": self.figure.measure,
            "standing": self.figure.standing,
            "readings": self.readings,
            "n": self.base.n,
            "counts": self.base.counts,
            "share": {"low": low, "high": high},
        }

    @property
    def _table(self) -> dict[Reading, dict[str, object]]:
        return {
            reading: {"n": each.n, "n_at_most": self.n_at_most[reading], "small": self.small(reading), **each.as_dict()}
            for reading, each in self.bounds.items()
        }


COMPARISON_SCHEMA: Final[Mapping[str, str]] = MappingProxyType(
    {
        **dict.fromkeys(("figure", "key", "value", "period", "unit", "standing", "readings"), TEXT),
        "study_printed": TEXT,
        "study_counts": TEXT,
        "study_n": WHOLE,
        "reading": TEXT,
        **dict.fromkeys(("count", "at_most", "n"), WHOLE),
        **dict.fromkeys(("share_low", "share_high", "interval_low", "interval_high"), NUMBER),
        "left_out": WHOLE,
        **dict.fromkeys(("small", "all_or_none", "by_case"), TRUTH),
        "empty": TEXT,
        "where": TEXT,
        "small_below": WHOLE,
    }
)
"""The columns of a comparison as rows: a row for each figure and reading of silence."""

COMPARISON_HEADS: Final = tuple(COMPARISON_SCHEMA)
"""Their names."""


@frozen
class Comparison(Result):
    """Other cases beside the figures of the study.

    Args:
        figures: Each figure that the cases say something about.
        silent: The keys of the figures for which there is a variable, but about which the cases say nothing.
        cases: How many there are; of a group, how many belong to it for certain, whatever the reading. So are those
            that the next figures count.
        cases_at_most: With those that may belong to it.
        attempts: In how many of them the exploitation never began.
        readings: How many cases have a reading of silence of their own, by reading.
        named: How many distinct ones of each unit the cases name, by its key; None where a case names none.
        own: What the cases have of the variables that no figure speaks of: how many have each value, by key; those
            that no case has are left out.
        by_case: Whether cases were counted as victims although a victim is in several.
        period: The period that the figures are about; None for any.
        empty: What empty cells counted as.
        where: The conditions of the group that is compared; none for all cases.
        least: Of how many cases a group is at least that is not small; 0 or 1 for no such mark.
        files: The tables that were read: name and SHA-256.

    Unknown:
        A case that leaves a figure open counts at the upper bound, and not at the lower.
    """

    json = (
        *("cases", "cases_at_most", "small", "small_below:least", "by_case", "period", "empty", "where:_where"),
        *("attempts", "readings", "named", "figures", "silent", "own", "provenance"),
    )

    figures: tuple[ComparedFigure, ...]
    silent: tuple[str, ...]
    cases: int
    cases_at_most: int
    attempts: int
    readings: Mapping[Reading, int]
    named: Mapping[str, int | None]
    own: Mapping[str, Mapping[str, int]]
    by_case: bool = False
    period: Period | None = None
    empty: str = NOT_CODED
    where: tuple[Statement, ...] = field(default=(), kw_only=True)
    least: int = field(default=FEW, kw_only=True)
    files: tuple[tuple[str, str], ...] = field(default=(), kw_only=True)

    @property
    def small(self) -> bool:
        """Whether so few cases are in the group for certain that its figures can point to a person."""
        return is_small(self.cases, self.least)

    def __repr__(self) -> str:
        """Say in one line how many cases stand beside how many figures."""
        figures = len({each.figure.key for each in self.figures})
        return f"<Comparison of {plural(self.cases, 'case')} with {figures} figures of the study>"

    @property
    def _where(self) -> dict[str, object] | None:
        return {"conditions": conditions_record(self.where)} if self.where else None

    @property
    def provenance(self) -> dict[str, object]:
        """What it was made with and from."""
        return provenance_record(self.files)

    def rows(self) -> Records:
        """Give each figure under each reading of silence as a row for any data frame library.

        The columns are those of `COMPARISON_SCHEMA`: what is counted, what the study prints of it (several whole
        numbers or readings of its layout joined by `;`), what the cases have, and what was assumed.
        """
        assumed = self.by_case, self.empty, pairs_text(self.where), self.least
        return Records(
            COMPARISON_SCHEMA,
            [
                (
                    *(each.figure.key, each.counted.key, each.counted.value, each.counted.period, each.base.unit),
                    *(str(each.figure.standing), ";".join(each.readings), each.figure.printed),
                    *(";".join(map(str, each.base.counts)), each.base.n, str(reading)),
                    *(table.count, table.at_most, table.n),
                    *(table.share or (None, None)),
                    *(table.interval or (None, None)),
                    *(each.n_at_most[reading] - table.n, each.small(reading), table.all_or_none, *assumed),
                )
                for each in self.figures
                for reading, table in each.bounds.items()
            ],
        )


def compare(  # noqa: PLR0913 - all that says what is compared, and how
    cases: Iterable[Case],
    *,
    readings: Iterable[Reading] = tuple(Reading),
    period: Period | None = None,
    where: Conditions | None = None,
    by_case: bool = False,
    empty: str = NOT_CODED,
    least: int = FEW,
) -> Comparison:
    """Put cases beside the figures of the study that they can speak to.

    A figure of victims is held against cases, one of offenders (or of
    investigations) against distinct ones, for which something holds if it
    holds in any of their cases. No difference is tested: neither collection is
    a random sample, and they differ in which cases came into them, and from
    what sources.

    Args:
        cases: With their names; each once.
        readings: What silence means, for cases that do not say so themselves: what to show side by side.
        period: Take only figures of this period and figures that have none.
        where: Conditions, as `{"basis": "judgment"}`: the group of cases that is compared.
        by_case: Count cases as victims, also where a victim stands in several.
        empty: How empty cells were read; it is only recorded.
        least: Mark groups of fewer cases, whose figures can point to a person; 0 or 1 for no mark.

    Returns:
        The comparison. Figures of offenders are there only where every case names one.

    Raises:
        InvalidAssumption: If `least` is not a whole number, 0 or more.
        InvalidInput: If a value of a condition is not one that its variable takes.
        OpenCondition: If a condition asks for what no completion has.
        RepeatedVictims: If a victim stands in several cases, unless these are to be counted.
        UnknownColumn: If a condition is about neither a variable, a result nor a column of the cases.
        WrongKind: If they are no cases.

    Unknown:
        What is open in a case is neither counted as so nor as not so; nor is a case that may belong to the group. An
        exploitation that never began is not counted in figures of its period.
    """
    check_group(Group(least=least))
    conditions_of, silence, level = conditions(where), tuple(map(Reading, readings)), period and Period(period)
    reader = _CaseReader(conditions_of, silence, level)
    numbers: Counter[_CaseOutcomes] = Counter()
    units = tuple(sheet().units)
    named: dict[str, defaultdict[str, set[_CaseOutcomes]]] = {unit: defaultdict(set) for unit in units}
    columns: dict[str, None] = {}
    repeated = 0
    for case in each_case(cases):
        columns.update(dict.fromkeys(name for name, _ in case.other))
        outcomes = reader.read(case)
        if outcomes is None:
            continue
        numbers[outcomes] += 1
        repeated += bool(case[VICTIM]) and case[VICTIM] in named[VICTIM]
        for unit in units:
            named[unit][case[unit]].add(outcomes)
    if reader.known:
        check_columns(reader.own, columns)
    if repeated and not by_case:
        raise RepeatedVictims(count=repeated)
    groups = {unit: Counter(map(frozenset, by_name.values())) for unit, by_name in named.items() if "" not in by_name}
    groups[VICTIM] = Counter({frozenset({case}): number for case, number in numbers.items()})
    compared = tuple(_compared(groups, silence, period, least))
    certain = Counter({case: number for case, number in numbers.items() if case.certain})
    own: dict[str, Counter[str]] = {key: Counter() for key in own_variables()}
    for outcomes, number in certain.items():
        for key, has in outcomes.own.items():
            own[key].update(dict.fromkeys(has, number))
    return Comparison(
        figures=tuple(each for each in compared if not each.silent),
        silent=tuple(dict.fromkeys(each.figure.key for each in compared if each.silent)),
        cases=certain.total(),
        cases_at_most=numbers.total(),
        attempts=sum(number for case, number in certain.items() if not case.exploitation_began),
        readings=MappingProxyType(
            {each: sum(number for case, number in certain.items() if case.reading is each) for each in Reading}
        ),
        named=MappingProxyType({unit: _number_of(by_name) for unit, by_name in named.items()}),
        own=MappingProxyType(
            {
                key: MappingProxyType({value.key: counts[value.key] for value in VARIABLE[key].values})
                for key, counts in own.items()
                if counts
            }
        ),
        by_case=by_case,
        period=level,
        empty=empty,
        where=conditions_of,
        least=least,
    )


def _number_of(by_name: Mapping[str, Iterable[_CaseOutcomes]]) -> int | None:
    """Count the names of cases that are in the group for certain; None where one of these names none."""
    certain = {name for name, cases in by_name.items() if any(case.certain for case in cases)}
    return None if "" in certain else len(certain)


_Groups = Mapping[frozenset[_CaseOutcomes], int]


def _compared(
    groups: Mapping[str, _Groups], readings: Sequence[Reading], period: str | None, least: int
) -> Iterator[ComparedFigure]:
    """Compare each figure that a variable speaks of, for everything that it counts."""
    for figure in sheet().of(period=period):
        layouts: dict[CountedValue, list[str]] = {}
        for reading, counted in figure.counted:
            layouts.setdefault(counted, []).append(reading)
        for counted, layout in layouts.items():
            for base in figure.bases:
                if base.counts and base.unit in groups and (not period or counted.period in {"", period}):
                    index = _counted_values().index(counted)
                    compared = {each: _count(groups[base.unit], index, at) for at, each in enumerate(readings)}
                    yield ComparedFigure(
                        figure=figure,
                        base=base,
                        counted=counted,
                        readings=tuple(filter(None, layout)),
                        bounds=MappingProxyType({each: mine for each, (mine, _) in compared.items()}),
                        n_at_most=MappingProxyType({each: n_at_most for each, (_, n_at_most) in compared.items()}),
                        least=least,
                    )


def _count(groups: _Groups, counted: int, reading: int) -> tuple[Bounds, int]:
    """Bound how many of the groups are counted, and of how many at most; what, and under which reading, by index."""
    numbers: Counter[frozenset[_Outcomes]] = Counter()
    for group, number in groups.items():
        numbers[frozenset([case.outcomes[counted][reading] for case in group])] += number
    outcomes: Counter[_Outcomes] = Counter()
    for each, number in numbers.items():
        outcomes[_highest(each)] += number
    return _bounds(outcomes)
