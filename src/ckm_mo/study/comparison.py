"""Other cases beside the figures of the study. Nothing is tested: neither collection is a random sample."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from operator import itemgetter
from types import MappingProxyType
from typing import Final, Generic, TypeVar

from attrs import field, frozen

from ckm_mo.answers import PAIRS_OF_ANSWER, Answer, Period, Reading, Truth
from ckm_mo.cases import PART_KEYS, Case, each_case, values
from ckm_mo.codebook import CONTEXT, MEANS_KEYS, NOT_CODED, READING, VARIABLE, provenance_record
from ckm_mo.errors import RepeatedVictims
from ckm_mo.records import NUMBER, TEXT, TRUTH, WHOLE, Records, pairs_text, plural, record, to_html
from ckm_mo.study.figures import VICTIM, Asked, Base, Figure, sheet
from ckm_mo.tallies.completions import Joint
from ckm_mo.tallies.groups import FEW, Group, check_group, is_small
from ckm_mo.tallies.intervals import WITH, WITHOUT, Bounds, Offer, bounds, numbers_of
from ckm_mo.tallies.patterns import Pattern, PatternReader, reads, text_of
from ckm_mo.tallies.statements import Conditions, Statement, check_columns, conditions, conditions_record

T = TypeVar("T")

_WITH, _WITHOUT, _OUT = "with", "without", "out"
"""What a case may be to a figure: counted, among those that it is counted among, or not of them."""

MOST_SAID: Final = 1 << 14
"""Of how many kinds of case it is remembered what they say."""

MOST_FOUND: Final = 1 << 12
"""Of how many it is remembered for each thing that is asked."""

_RANK: Final = (_OUT, _WITHOUT, _WITH)
"""Of what has several cases, such as an offender, the last of what these are."""

Ways = frozenset[str]
"""What a case is to a figure, over all its completions."""

_BEGUN: Final = "begun"
"""Whether the exploitation began, among what questions depend on."""

_NOT_USED: Final = PAIRS_OF_ANSWER[None][Answer.NO]
"""What is left of a means that was not used."""


@cache
def _asks() -> tuple[Asked, ...]:
    """List everything that figures count in the codebook's words, each once."""
    return tuple(dict.fromkeys(asked for each in sheet().figures for _, asked in each.asks))


@frozen(eq=False)
class _Said:
    """What a case says of everything that figures ask.

    Args:
        of: What the case may be to each thing that `_asks` lists, under each reading of silence.
        own: What it has of each variable that no figure asks for; nothing where that is open.
        reading: What its source says of silence; None where it does not.
        begun: Whether its exploitation began.
        certain: Whether it is in the group for certain, whatever the reading.
    """

    of: tuple[tuple[Ways, ...], ...]
    own: Mapping[str, tuple[str, ...]]
    reading: Reading | None
    begun: bool
    certain: bool


@cache
def own_variables() -> tuple[str, ...]:
    """List the context variables that no figure of the study speaks of."""
    asked = {key for each in _asks() for key, _ in ((each.key, each.value), *each.among)}
    return tuple(variable.key for variable in CONTEXT if variable.key not in asked)


class _Question(Generic[T]):
    """Something asked of cases, found once for all that are alike in what it depends on.

    Args:
        statements: What it is about.
        readings: What silence means, each time.
        period: The period that statements are about.
        find: Finds it in a kind of case.
    """

    def __init__(
        self,
        statements: Sequence[Statement],
        readings: Sequence[Reading],
        period: Period | None,
        find: Callable[[Joint, Pattern], T],
    ) -> None:
        """Make ready for each reading."""
        keys = [key for key, _ in statements]
        any_kinds = PatternReader(keys, Reading.OPEN, period)
        self.kinds = [PatternReader(keys, each, period) for each in readings]
        self.own = any_kinds.own
        self.find = find
        self.reads = reads(statements)
        told = _BEGUN, *PART_KEYS[1], *MEANS_KEYS, *PART_KEYS[-1], *self.own
        always = {_BEGUN, READING.key}
        self.alike = itemgetter(*(place for place, key in enumerate(told) if key in self.reads | always))
        self.anew = partial(Joint, statements, any_kinds.named, period)
        self._forget()

    def _forget(self) -> None:
        """Remember nothing; a joint remembers too."""
        self.joint = self.anew()
        self.found: dict[object, tuple[T, ...]] = {}

    def of(self, case: Case, told: Sequence[object]) -> tuple[T, ...]:
        """Find it in a case, under each reading; `told` is what `_told` gives of the case."""
        alike = self.alike(told)
        if alike not in self.found:
            if len(self.found) >= MOST_FOUND:
                self._forget()
            self.found[alike] = tuple([self.find(self.joint, self._kind(case, each)) for each in self.kinds])
        return self.found[alike]

    def _kind(self, case: Case, kinds: PatternReader) -> Pattern:
        """Give the kind of a case, as if no means was used but those that it is about."""
        kind = kinds.whole(case)
        left = zip(MEANS_KEYS, kind.left, strict=True)
        return kind._replace(left=tuple([each if key in self.reads else _NOT_USED for key, each in left]))


def _told(case: Case, texts: Iterable[str]) -> tuple[object, ...]:
    """List all that questions can depend on in a case: whether its exploitation began, its answers, its own texts."""
    first, *_, context = case.answers
    return case.about.begun, *first, *case.key[1], *context, *texts


class _Listening:
    """Finds what cases say of everything that figures ask, each kind of case once.

    Args:
        where: The conditions of the group that is compared.
        readings: What silence means, each time.
        period: The period that conditions are about.
    """

    def __init__(self, where: Sequence[Statement], readings: Sequence[Reading], period: Period | None) -> None:
        """Make ready for each reading."""
        self.where = _Question(where, readings, period, Joint.all_hold)
        self.own = self.where.own
        self.questions = [_question(each, where, readings, period) for each in _asks()]
        self.said: dict[object, _Said | None] = {}

    def hear(self, case: Case) -> _Said | None:
        """Find what a case says; None where it is not in the group, whatever the reading."""
        texts = [text_of(case, key) for key in self.own]
        about = case.answers, *texts
        if about not in self.said:
            if len(self.said) >= MOST_SAID:
                self.said.clear()
            self.said[about] = self._listen(case, _told(case, texts))
        return self.said[about]

    def _listen(self, case: Case, told: Sequence[object]) -> _Said | None:
        members = self.where.of(case, told)
        if {*members} == {Truth.NO}:
            return None
        return _Said(
            of=tuple([_of_members(each.of(case, told), members) for each in self.questions]),
            own={key: values(VARIABLE[key], case) for key in own_variables()},
            reading=case.about.reading,
            begun=case.about.begun,
            certain={*members} == {Truth.YES},
        )


def _question(
    asked: Asked, where: Sequence[Statement], readings: Sequence[Reading], period: Period | None
) -> _Question[Ways]:
    """Ask what cases may be to a thing asked, with the conditions on which this can hang together."""
    statements = *asked.among, (asked.key, asked.value)
    if not reads(statements).isdisjoint(reads(where)):
        statements = *where, *statements
    return _Question(statements, readings, period, partial(_way, asked))


def _way(asked: Asked, joint: Joint, kind: Pattern) -> Ways:
    """Find what a case may be to a thing asked; an attempt has nothing of the exploitation."""
    if not kind.begun and (asked.period == Period.EXPLOITATION or VARIABLE[asked.key].of_exploitation):
        return frozenset({_OUT})
    return _same(frozenset(_OUT if not all(among) else _WITH if so else _WITHOUT for *among, so in joint.holds(kind)))


@cache
def _same(ways: Ways) -> Ways:
    """Give one set for all that are equal, of which many are remembered."""
    return ways


@cache
def _of_members(found: tuple[Ways, ...], members: tuple[Truth, ...]) -> tuple[Ways, ...]:
    """Give what a case may be, under each reading, where it is also known whether it is in the group."""
    out = frozenset({_OUT})
    return tuple(
        [
            ways if member is Truth.YES else ways | out if member is Truth.OPEN else out
            for ways, member in zip(found, members, strict=True)
        ]
    )


def _together(several: Iterable[Ways]) -> Ways:
    """Find what an offender, or whatever has several cases, may be: it is so of it where it is so in any of them."""
    found = {_OUT}
    for ways in several:
        found = {max(one, other, key=_RANK.index) for one in found for other in ways}
    return frozenset(found)


@frozen
class Beside:
    """A figure of the study, and the same figure of other cases.

    Args:
        figure: The study's.
        base: What its share is of; in the cases the same unit is counted.
        asked: What both count.
        readings: The readings of the lost layout under which the figure counts this; none where it does anyway.
        bounds: At least and at most how many of the cases' units it is so, by reading of silence.
        n_at_most: Of how many at most, with those of which it is open whether they belong there, by reading of silence.
        least: Of how many a group is at least that is not small; 0 or 1 for no such mark.
    """

    figure: Figure
    base: Base
    asked: Asked
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
        found = ", ".join(
            f"{each.count} to {each.at_most} of {each.n} ({reading})" for reading, each in self.bounds.items()
        )
        return f"<Beside {self.figure.key}: {found}>"

    def _repr_html_(self) -> str:
        return to_html(record(self.as_dict()), repr(self))

    def as_dict(self) -> dict[str, object]:
        """Give its part of the JSON interface."""
        low, high = self.base.share
        return {
            "figure": self.figure.key,
            **self.asked.as_dict(),
            "unit": self.base.unit,
            "study": {
                "printed": self.figure.printed or None,
                "measure": str(self.figure.measure),
                "standing": str(self.figure.standing),
                "readings": list(self.readings),
                "n": self.base.n,
                "counts": list(self.base.counts),
                "share": {"low": low, "high": high},
            },
            "table": {
                str(reading): {
                    "n": each.n,
                    "n_at_most": self.n_at_most[reading],
                    "small": self.small(reading),
                    **each.as_dict(),
                }
                for reading, each in self.bounds.items()
            },
            "left_out": self.left_out,
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

BESIDE_HEADS: Final = tuple(COMPARISON_SCHEMA)
"""Their names."""


@frozen
class Comparison:
    """Other cases beside the figures of the study.

    Args:
        beside: Each figure that the cases say something about.
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

    beside: tuple[Beside, ...]
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
        figures = len({each.figure.key for each in self.beside})
        return f"<Comparison of {plural(self.cases, 'case')} with {figures} figures of the study>"

    def _repr_html_(self) -> str:
        return to_html(self.rows(), repr(self))

    def as_dict(self) -> dict[str, object]:
        """Give the JSON interface."""
        return {
            "cases": self.cases,
            "cases_at_most": self.cases_at_most,
            "small": self.small,
            "small_below": self.least,
            "by_case": self.by_case,
            "period": self.period and str(self.period),
            "empty": self.empty,
            "where": {"conditions": conditions_record(self.where)} if self.where else None,
            "attempts": self.attempts,
            "readings": {str(reading): count for reading, count in self.readings.items()},
            "named": dict(self.named),
            "figures": [each.as_dict() for each in self.beside],
            "silent": list(self.silent),
            "own": {key: dict(numbers) for key, numbers in self.own.items()},
            "provenance": provenance_record(self.files),
        }

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
                    *(each.figure.key, each.asked.key, each.asked.value, each.asked.period, each.base.unit),
                    *(str(each.figure.standing), ";".join(each.readings), each.figure.printed),
                    *(";".join(map(str, each.base.counts)), each.base.n, str(reading)),
                    *(found.count, found.at_most, found.n),
                    *(found.share or (None, None)),
                    *(found.interval or (None, None)),
                    *(each.n_at_most[reading] - found.n, each.small(reading), found.all_or_none, *assumed),
                )
                for each in self.beside
                for reading, found in each.bounds.items()
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
    asked, silence, level = conditions(where), tuple(map(Reading, readings)), period and Period(period)
    listening = _Listening(asked, silence, level)
    seen: Counter[_Said] = Counter()
    units = tuple(sheet().units)
    named: dict[str, defaultdict[str, set[_Said]]] = {unit: defaultdict(set) for unit in units}
    columns: dict[str, None] = {}
    repeated = 0
    for case in each_case(cases):
        columns.update(dict.fromkeys(name for name, _ in case.other))
        said = listening.hear(case)
        if said is None:
            continue
        seen[said] += 1
        repeated += bool(case[VICTIM]) and case[VICTIM] in named[VICTIM]
        for unit in units:
            named[unit][case[unit]].add(said)
    if listening.said:
        check_columns(listening.own, columns)
    if repeated and not by_case:
        raise RepeatedVictims(count=repeated)
    plural = {unit: Counter(map(frozenset, groups.values())) for unit, groups in named.items() if "" not in groups}
    plural[VICTIM] = Counter({frozenset({said}): count for said, count in seen.items()})
    beside = tuple(_beside(plural, silence, period, least))
    certain = Counter({said: count for said, count in seen.items() if said.certain})
    own: dict[str, Counter[str]] = {key: Counter() for key in own_variables()}
    for said, count in certain.items():
        for key, found in said.own.items():
            own[key].update(dict.fromkeys(found, count))
    return Comparison(
        beside=tuple(each for each in beside if not each.silent),
        silent=tuple(dict.fromkeys(each.figure.key for each in beside if each.silent)),
        cases=certain.total(),
        cases_at_most=seen.total(),
        attempts=sum(count for said, count in certain.items() if not said.begun),
        readings=MappingProxyType(
            {each: sum(count for said, count in certain.items() if said.reading is each) for each in Reading}
        ),
        named=MappingProxyType({unit: _number_of(groups) for unit, groups in named.items()}),
        own=MappingProxyType(
            {
                key: MappingProxyType({value.key: numbers[value.key] for value in VARIABLE[key].values})
                for key, numbers in own.items()
                if numbers
            }
        ),
        by_case=by_case,
        period=level,
        empty=empty,
        where=asked,
        least=least,
    )


def _number_of(groups: Mapping[str, Iterable[_Said]]) -> int | None:
    """Count the names of cases that are in the group for certain; None where one of these names none."""
    certain = {name for name, group in groups.items() if any(said.certain for said in group)}
    return None if "" in certain else len(certain)


_Groups = Mapping[frozenset[_Said], int]


def _beside(
    plural: Mapping[str, _Groups], readings: Sequence[Reading], period: str | None, least: int
) -> Iterator[Beside]:
    """Put everything that is counted beside each figure that a variable speaks of."""
    for figure in sheet().of(period=period):
        asks: dict[Asked, list[str]] = {}
        for reading, asked in figure.asks:
            asks.setdefault(asked, []).append(reading)
        for asked, layouts in asks.items():
            for base in figure.bases:
                if base.counts and base.unit in plural and (not period or asked.period in {"", period}):
                    place = _asks().index(asked)
                    found = {each: _count(plural[base.unit], place, at) for at, each in enumerate(readings)}
                    yield Beside(
                        figure=figure,
                        base=base,
                        asked=asked,
                        readings=tuple(filter(None, layouts)),
                        bounds=MappingProxyType({each: mine for each, (mine, _) in found.items()}),
                        n_at_most=MappingProxyType({each: n_at_most for each, (_, n_at_most) in found.items()}),
                        least=least,
                    )


def _count(groups: _Groups, asked: int, reading: int) -> tuple[Bounds, int]:
    """Count what is so and what may be, over all completions, and of how many at most; each by its place."""
    several: Counter[frozenset[Ways]] = Counter()
    for group, count in groups.items():
        several[frozenset([said.of[asked][reading] for said in group])] += count
    offers: Counter[Offer] = Counter()
    for each, count in several.items():
        ways = _together(each)
        so, without, out = (0 if way in ways else None for way in (_WITH, _WITHOUT, _OUT))
        offers[so, without, out] += count
    _, n_at_most = numbers_of(offers, {WITH, WITHOUT}, None)
    return bounds(offers), n_at_most
