"""The tally: verdicts counted without losing what is unknown.

A case counts for every profile that it may have, so each profile has two counts:
decided for it (at least) and possible (at most). There is no share of the decided
alone: it would be an artefact, since one stated hard means decides a case while
soft means only take three stated absences. Nothing is imputed, and a case that may
belong to a group counts there among those that may.

A tally keeps a count for each response pattern, so that tallies of parts add up to
the tally of the whole. A group is the tally of the same patterns under one more
condition.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import chain, islice, product, takewhile
from types import MappingProxyType
from typing import Any, ClassVar, Final

from attrs import asdict, evolve, frozen

from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import JOINT, Case, each_case, emptiness
from ckm_mo.classification import Verdict, key_at_level
from ckm_mo.codebook import HARD, MEANS_KEYS, NOT_CODED, SOFT, VARIABLE, provenance_record
from ckm_mo.errors import AssumedTallies, UnlikeTallies, check_kind
from ckm_mo.messages import Word, shown
from ckm_mo.records import NUMBER, TEXT, TRUTH, WHOLE, Records, Result, pairs_text, plural, to_html
from ckm_mo.rules import COERCION, DIMENSIONS, OUTSIDE, PROFILES
from ckm_mo.tallies.bounds import Bounds, bounds, contribution
from ckm_mo.tallies.completions import OF_PROFILE, OUTCOMES, AllowedTruths, Completions, Truths
from ckm_mo.tallies.groups import FEW, MOST_GROUPS, Group, TallyBuilder, sum_counts
from ckm_mo.tallies.intervals import CONFIDENCE, WILSON, Range, SamplingDesign
from ckm_mo.tallies.patterns import Pattern
from ckm_mo.tallies.statements import (
    Conditions,
    Statement,
    check_columns,
    conditions,
    conditions_record,
    is_open,
    is_own,
    subject,
)

TALLY_SCHEMA: Final[Mapping[str, str]] = MappingProxyType(
    dict.fromkeys(("section", "key", "group"), TEXT)
    | dict.fromkeys(("count", "at_most", "n", "n_at_most"), WHOLE)
    | dict.fromkeys(("share_low", "share_high", "interval_low", "interval_high"), NUMBER)
    | dict.fromkeys(("small", "all_or_none", "exact"), TRUTH)
    | dict.fromkeys(("reading", "period", "empty"), TEXT)
    | {"decided_only": TRUTH, "by": TEXT, "where": TEXT, "at_most_yes": WHOLE, "open_answers": WHOLE}
    | {"confidence": NUMBER, "population": WHOLE, "cluster": TEXT}
    | dict.fromkeys(("clusters", "singles", "small_below"), WHOLE)
)
"""The columns of the rows of a tally: which figure it is, what it is, and what was assumed."""

FIGURE_COLUMNS: Final = tuple(takewhile(lambda name: name != "exact", TALLY_SCHEMA))
"""Those before what was assumed."""

CASES_AT_ONCE: Final = 1000
"""How many cases are counted at once, which is sooner done than one by one."""

Shift = tuple[str, str]
"""The outcomes of coercion in recruitment and in exploitation, or open."""


@frozen
class Tally(Group, Result):
    """Verdicts, counted. Make it with `Tally.of`; add the tallies of parts with `+` or `sum`.

    Unknown:
        An undecided case counts for every profile that it may have, in `at_most` alone; a case that may be in the
        group, in `n_at_most` alone.
    """

    json: ClassVar = (
        *("n", "n_at_most", "small", "exact", "reading:read_as", "readings", "period", "empty", "decided_only"),
        *("where", "not_begun", "decided", "undecided", "outside", "rests_on_silence", "offenders"),
        *("profiles", "dimensions", "means", "any_soft", "any_hard"),
        *("assumed", "interval:interval_basis", "small_below:least", "shift:period", "by", "provenance:files"),
    )

    @classmethod
    def of(  # noqa: PLR0913 - all that says what is counted, and how
        cls,
        cases: Iterable[Case],
        *,
        reading: Reading = Reading.OPEN,
        period: Period | None = None,
        by: str | None = None,
        where: Conditions | None = None,
        decided_only: bool = False,
        empty: str = NOT_CODED,
        at_most_yes: int | None = None,
        confidence: float | None = CONFIDENCE,
        population: int | None = None,
        cluster: str | None = None,
        groups: int = MOST_GROUPS,
        least: int = FEW,
    ) -> "Tally":
        """Count cases.

        Args:
            cases: Any cases; none may stand in it twice, which is not checked here.
            reading: What silence means for cases that do not say so themselves.
            period: The period whose means of coercion count; None for any.
            by: A variable, a result or a column, to tally each of its values too.
            where: Conditions, as `{"relation": "affective"}` or `["relation=affective"]`: the group that is counted.
            decided_only: Count only decided cases.
            empty: How empty cells were read; it is only recorded.
            at_most_yes: Assume that of the open answers about means at most this many are "yes".
            confidence: The confidence level of the intervals; None for no intervals, where the cases are the whole
                population.
            population: The size of the population of which these cases are a random sample.
            cluster: A column; cases with the same value in it may be entirely alike.
            groups: How many groups a column may have.
            least: Mark groups of fewer cases, whose figures can point to a person; 0 or 1 for no mark.

        Returns:
            The tally.

        Raises:
            InvalidAssumption: If a number cannot be assumed.
            InvalidInput: If a value is not one that its variable takes.
            ManyGroups: If a column has more values.
            OpenCondition: If a condition asks for what no completion has.
            UnknownColumn: If a name is neither a variable, a result nor a column of the cases.
            WrongKind: If they are not cases, such as a data frame.

        Example:
            >>> cases = [Case.from_answers({"relation": "affective", "violence": "yes"}), Case()]
            >>> tally = Tally.of(cases)
            >>> tally.n, tally.profiles["AOH"].count, tally.profiles["AOH"].at_most
            (2, 0, 2)
        """
        builder = TallyBuilder(
            Tally(
                Reading(reading),
                None if period is None else Period(period),
                None if by is None else subject(by),
                decided_only,
                emptiness(empty),
                where=conditions(where),
                at_most_yes=at_most_yes,
                interval_basis=SamplingDesign(confidence, population, None if cluster is None else subject(cluster)),
                least=least,
            )
        )
        columns: dict[str, None] = {}
        each = each_case(cases)
        while some := [*islice(each, CASES_AT_ONCE)]:
            builder.add(some)
            if builder.columns:
                columns.update(dict.fromkeys(name for case in some for name, _ in case.other))
        if builder.numbers:
            check_columns(builder.columns, columns)
        return builder.tally(groups=groups)

    # What they are

    def _allowed(self, statements: Iterable[Statement]) -> Counter[AllowedTruths]:
        """Count the cases that may be counted by which of some statements, and conditions, may be true of them."""
        completions = Completions((*statements, *self.where), self.names, self.period)
        return self.counted_by(completions.truths)

    @cached_property
    def _allowed_outcomes(self) -> Counter[AllowedTruths]:
        return self._allowed(OUTCOMES)

    @cached_property
    def _outcomes(self) -> Counter[frozenset[Truths | None]]:
        return self._possible(self._allowed_outcomes, OUTCOMES)

    def _possible(
        self, allowed: Counter[AllowedTruths], statements: Iterable[Statement]
    ) -> Counter[frozenset[Truths | None]]:
        """Count cases by which of these statements may be true of them under the assumption; None: out of the group."""
        conditions = frozenset(self.where)
        return sum_counts(
            (
                frozenset(
                    truths.intersection(statements) if truths >= conditions else None
                    for truths, cost in each
                    if self.assumed is None or cost <= self.assumed
                ),
                number,
            )
            for each, number in allowed.items()
        )

    def _bounds(self, *outcome: Statement) -> Bounds:
        """Return the bounds of an outcome: of the cases for which these statements are true."""
        conditions = frozenset(self.where)
        contributions = sum_counts(
            (contribution(allowed, conditions, frozenset(outcome)), number)
            for allowed, number in self._allowed_outcomes.items()
        )
        return bounds(contributions, self.interval_basis, weight=self.weight, budget=self.assumed)

    @cached_property
    def profiles(self) -> dict[str, Bounds]:
        """The bounds of each of the eight profiles, by code."""
        return {code: self._bounds(*outcomes) for (_, code), outcomes in OF_PROFILE.items()}

    @cached_property
    def dimensions(self) -> dict[str, dict[str, Bounds]]:
        """The bounds of each outcome, by dimension."""
        return {
            dimension: {outcome: self._bounds((dimension, outcome)) for outcome in outcomes}
            for dimension, outcomes in DIMENSIONS.items()
        }

    @property
    def verdicts(self) -> Counter[Verdict]:
        """How often each verdict occurs among the cases that are in the group for certain."""
        return self.numbers_by(self.verdict)

    @cached_property
    def decided(self) -> int:
        """How many cases are in the group for certain and have one profile."""
        return sum(self._outcomes[frozenset({outcomes})] for outcomes in OF_PROFILE.values())

    @property
    def undecided(self) -> int:
        """How many cases may have more than one outcome, or only may be in the group."""
        return self.n_at_most - self.decided - self.outside["yes"]

    @cached_property
    def outside(self) -> dict[str, int]:
        """How many cases are in the group and outside the format for certain, and how many possibly."""
        counts = {"yes": 0, "possible": 0}
        for outcomes, number in self._outcomes.items():
            outside = {each is not None and (COERCION, OUTSIDE) in each for each in outcomes}
            if True in outside:
                counts["possible" if len(outside) > 1 else "yes"] += number
        return counts

    @cached_property
    def rests_on_silence(self) -> int:
        """How many verdicts would be different under the open reading."""
        return self.numbers_by(lambda pattern: pattern.rests_on_silence)[True]

    @cached_property
    def splits(self) -> dict[str, dict[str, int]]:
        """How many cases have each means used, not used, and open, by key at the level asked; and any soft or hard."""
        return {
            **{key_at_level(key, self.period): self._split((key,)) for key in MEANS_KEYS},
            "any_soft": self._split(SOFT),
            "any_hard": self._split(HARD),
        }

    @property
    def means(self) -> dict[str, dict[str, int]]:
        """How many cases have each means used, not used, and open; by key at the level that was asked."""
        return {key: each for key, each in self.splits.items() if key in VARIABLE}

    @property
    def any_soft(self) -> dict[str, int]:
        """How many cases have any soft means used, none used, and open."""
        return self.splits["any_soft"]

    @property
    def any_hard(self) -> dict[str, int]:
        """How many cases have any hard means used, none used, and open."""
        return self.splits["any_hard"]

    def _split(self, means: tuple[str, ...]) -> dict[str, int]:
        """Count the cases that are in the group for certain by whether any of some means was used, others as open."""
        yes = no = 0
        for truths, number in self._used.items():
            used = {truth for key, truth in zip(MEANS_KEYS, truths, strict=True) if key in means}
            if Truth.YES in used:
                yes += number
            elif used == {Truth.NO} or self.assumed == 0:
                no += number
        return {"yes": yes, "no": no, "open": self.n_at_most - yes - no}

    @cached_property
    def _used(self) -> Counter[tuple[Truth, ...]]:
        """The cases that are in the group for certain, by whether each means was used."""
        return self.numbers_by(lambda pattern: pattern.used(self.period))

    @cached_property
    def shift(self) -> dict[Shift, int] | None:
        """How many cases have each pair of coercion in recruitment and in exploitation.

        Attempts are left out. None where the tally is of one period.
        """
        if self.period:
            return None
        outcomes = (*DIMENSIONS[COERCION], str(Truth.OPEN))
        counts = self.numbers_by(lambda pattern: pattern.shift)
        return {shift: counts[shift] for shift in product(outcomes, outcomes)}

    @cached_property
    def shift_of_all_or_none(self) -> frozenset[Shift]:
        """The pairs of outcomes in `shift` that all cases have for certain, or none can have."""
        possible: Counter[Shift] = Counter()
        for shift, number in sum_counts((pattern.shift, number) for pattern, _, number in self.remaining).items():
            if shift is not None:
                one, other = (DIMENSIONS[COERCION] if each == Truth.OPEN else (each,) for each in shift)
                possible.update(dict.fromkeys(product(one, other), number))
        return frozenset(
            cell
            for cell, count in (self.shift or {}).items()
            if Truth.OPEN not in cell and self._all_or_none(count, possible[cell])
        )

    def splits_all_or_none(self, split: Mapping[str, int]) -> bool:
        """Return whether every case has a means, or none, by how many have it, have it not, and have it open."""
        return self._all_or_none(split["yes"], split["yes"] + split["open"])

    def _all_or_none(self, count: int, at_most: int) -> bool:
        """Return whether every case has something, or none, by at least and at most how many cases have it."""
        return self.n_at_most > 0 and (count == self.n_at_most or at_most == 0)

    @property
    def exact(self) -> bool:
        """Whether shares and intervals are exact; else outer bounds, since there are too many possibilities to try."""
        figures = chain(self.profiles.values(), *(each.values() for each in self.dimensions.values()))
        return self.weight_is_exact and all(each.exact for each in figures)

    # Groups

    @cached_property
    def groups(self) -> tuple[tuple[str, "Tally"], ...]:
        """For every value of `by` the tally of the cases that have it or may have it."""
        if self.by is None:
            return ()
        group = evolve(self, by=None, files=(), within=self.open_answers)
        counts = self._counts_by_value()
        return tuple(
            (value, evolve(group, where=(*self.where, (self.by, value)), counts={**counts[""], **counts[value]}))
            for value in self.values
        )

    def _counts_by_value(self) -> Mapping[str, Mapping[Pattern, int]]:
        """Return the cases that may be in the group of each value; those that may be in any under an empty text."""
        if self.by not in self.names:
            return defaultdict(dict, {"": self.counts})
        index, several = self.names.index(self.by), self.by in VARIABLE and VARIABLE[self.by].several
        counts: defaultdict[str, dict[Pattern, int]] = defaultdict(dict)
        for pattern, number in self.counts.items():
            text = pattern.texts[index]
            for value in [""] if is_open(text) else text.split(JOINT) if several else [text]:
                counts[value][pattern] = number
        return counts

    @cached_property
    def open(self) -> int:
        """How many of the cases that may be counted have `by` open."""
        if self.by is None:
            return 0
        # A column may have any text where it is open, one that no cell has among them.
        statements = [(self.by, value) for value in (("",) if is_own(self.by) else self.values)]
        possible = self._possible(self._allowed(statements), statements)
        return sum(number for truths, number in possible.items() if len(truths - {None}) > 1)

    @property
    def few(self) -> tuple[str, ...]:
        """The groups that may have cases, but have so few that their figures can point to a person."""
        return tuple(value for value, group in self.groups if group.sensitive)

    # Adding

    def __add__(self, other: "Tally") -> "Tally":
        """Add the tally of other cases.

        Raises:
            AssumedTallies: If they rest on an assumption, a cluster or a population, which holds of all cases together.
            UnlikeTallies: If they do not count alike.
        """
        if not isinstance(other, Tally):
            return NotImplemented
        for each in (self, other):
            basis = each.interval_basis
            assumed = {"at_most_yes": each.at_most_yes, "cluster": basis.cluster, "population": basis.population}
            for what, given in assumed.items():
                if given is not None:
                    raise AssumedTallies(what=what)
        for what in ("reading", "period", "by", "decided_only", "empty", "where", "interval_basis", "least"):
            if getattr(self, what) != getattr(other, what):
                raise UnlikeTallies(what=what)
        names = {
            pattern: self.offender_names.get(pattern, frozenset()) | offenders
            for pattern, offenders in other.offender_names.items()
        }
        counts = Counter(self.counts) + Counter(other.counts)
        return evolve(
            self, counts=counts, offender_names={**self.offender_names, **names}, files=self.files + other.files
        )

    def __radd__(self, other: object) -> "Tally":
        """Let `sum` begin with 0."""
        return self if other == 0 else NotImplemented

    # Giving it away

    def __repr__(self) -> str:
        """Say in one line how many cases it counts, how many of them are decided, and how they were read."""
        more = f" ({self.n_at_most - self.n} more may belong)" if self.n_at_most > self.n else ""
        period = f", {self.period}" if self.period else ""
        by = f", by {shown(self.by)}" if self.by else ""
        outside = f", {self.outside['yes']} outside" if self.outside["yes"] else ""
        counts = f"{self.decided} decided{outside}, {self.undecided} undecided"
        return f"<Tally of {plural(self.n, 'case')}{more}: {counts}, reading {self.read_as}{period}{by}>"

    def rows(self) -> Records:
        """Return every figure as a row, those of groups too, for any data frame library; see `tally_rows`."""
        return tally_rows([self])

    def _repr_html_(self) -> str:
        return to_html(self.rows(), repr(self), heads=FIGURE_COLUMNS)

    def as_dict(self) -> dict[str, Any]:
        """Return the tally object of the JSON interface."""
        basis, clusters, says = self.interval_basis, self.cluster_counts or (None, None), self.shift_of_all_or_none
        split = {key: {**each, "all_or_none": self.splits_all_or_none(each)} for key, each in self.splits.items()}
        where = {"conditions": conditions_record(self.where)} if self.where else None
        groups = ({"value": value, **group.as_dict(), "where": where} for value, group in self.groups)
        return {
            **Result.as_dict(self),
            "where": where,
            "profiles": [
                {"number": each.number, "profile": each.code, **self.profiles[each.code].as_dict()} for each in PROFILES
            ],
            "dimensions": {
                dimension: [{"outcome": outcome, **each.as_dict()} for outcome, each in outcomes.items()]
                for dimension, outcomes in self.dimensions.items()
            },
            "means": [{"key": key, **split[key]} for key in self.means],
            "any_soft": split["any_soft"],
            "any_hard": split["any_hard"],
            "assumed": None
            if self.at_most_yes is None
            else {"at_most_yes": self.at_most_yes, "open_answers": self.open_answers},
            "interval": {
                "method": None if basis.confidence is None else WILSON,
                **asdict(basis),
                **dict(zip(("clusters", "singles"), clusters, strict=True)),
            },
            "shift": self.shift
            and [
                {"recruitment": each[0], "exploitation": each[1], "count": count, "all_or_none": each in says}
                for each, count in self.shift.items()
            ],
            "by": self.by
            and {
                "variable": self.by,
                "open": self.open,
                "groups": [{key: each for key, each in group.items() if key not in OF_THE_WHOLE} for group in groups],
            },
            "provenance": provenance_record(self.files),
        }


OF_THE_WHOLE: Final = frozenset({"assumed", "interval", "small_below", "shift", "by", "provenance"})
"""What is not said again of each group."""


def check_tally(tally: object) -> None:
    """Refuse what is not a tally.

    Raises:
        WrongKind: With what makes one, where it is something else, such as the cases that it is of.
    """
    check_kind(tally, Tally, Word("a tally", "een telling"), "Tally.of(cases)")


FigureRow = tuple[str, str, int | None, int | None, Range | None, Range | None, bool | None]
"""The section and the key of a figure, its bounds, its share and its interval, and whether all or none have it.

None where it has none.
"""


def tally_rows(tallies: Iterable[Tally]) -> Records:
    """Return every figure of tallies as a row: what a CSV holds, and what data frame libraries take.

    Args:
        tallies: One, or several under different assumptions.

    Returns:
        For each tally its own rows and then those of each group, by section:

        - `cases`, with the keys `decided`, `undecided`, `outside` (`count` for certain, `at_most` with those that may
          be), `not_begun`, `rests_on_silence`, `offenders` (if every counted case names one), `reading=open`
          and `reading=closed`;
        - `profiles`, with the code as key;
        - `dimensions`, with keys such as `relation=affective`;
        - `means`, with keys such as `violence=yes`, `violence=no`, `violence=open`, and the same of `any_soft` and
          `any_hard`;
        - `shift`, with keys such as `soft>hard` or `soft>open`; none in a tally of one period;
        - `by`, with one key such as `relation=open`, in a tally with groups: how many cases have it open.

        The columns are those of `TALLY_SCHEMA`. `group` is the value of `by`, None in the rows of the whole. Shares and
        intervals are fractions, unrounded, and None where JSON has none: only profiles and dimensions have them, and
        `at_most` only these and `outside`. `all_or_none` says whether all cases have it, or none: of an outcome, a
        means used or not, and a pair of outcomes. `n`, `n_at_most`, `small` and what follows are those of the group;
        mark a figure where `small`, and most of all where `all_or_none` too.

    Example:
        >>> rows = Tally.of([Case.from_answers({"violence": "yes"}), Case()]).rows()
        >>> [(row["key"], row["count"], row["at_most"]) for row in rows if row["key"] == "coercion=hard"]
        [('coercion=hard', 1, 2)]
    """
    return Records(TALLY_SCHEMA, chain.from_iterable(map(_rows, tallies)))


def _rows(tally: Tally) -> Iterator[tuple[object, ...]]:
    """Return the rows of a tally, and of its groups."""
    basis, clusters = tally.interval_basis, tally.cluster_counts or (None, None)
    where = pairs_text(tally.where)
    resting = basis.confidence, basis.population, basis.cluster
    open_answers = None if tally.at_most_yes is None else tally.open_answers
    for value, group in ((None, tally), *tally.groups):
        of = group.n, group.n_at_most
        read = group.read_as, group.period, group.empty, group.decided_only, tally.by, where
        assumed = group.exact, *read, group.at_most_yes, open_answers, *resting, *clusters, tally.least
        for section, key, count, at_most, share, interval, says in _figures(group):
            limits = *(share or (None, None)), *(interval or (None, None))
            yield section, key, value, count, at_most, *of, *limits, group.small, says, *assumed


def _figures(tally: Tally) -> Iterator[FigureRow]:
    """List the figures of a tally, or of a group."""
    numbers = {
        key: getattr(tally, key) for key in ("decided", "undecided", "not_begun", "rests_on_silence", "offenders")
    }
    numbers |= {f"reading={reading}": count for reading, count in tally.readings.items()}
    yield "cases", "outside", tally.outside["yes"], sum(tally.outside.values()), None, None, None
    for key, count in numbers.items():
        if count is not None:
            yield "cases", key, count, None, None, None, None
    bounded = [("profiles", code, each) for code, each in tally.profiles.items()]
    for dimension, outcomes in tally.dimensions.items():
        bounded += [("dimensions", f"{dimension}={outcome}", each) for outcome, each in outcomes.items()]
    for section, key, each in bounded:
        yield section, key, each.count, each.at_most, each.share, each.interval, each.all_or_none
    for key, split in tally.splits.items():
        for answer, count in split.items():
            says = None if answer == Truth.OPEN else tally.splits_all_or_none(split)
            yield "means", f"{key}={answer}", count, None, None, None, says
    of_all_or_none = tally.shift_of_all_or_none
    for (one, other), count in (tally.shift or {}).items():
        says = None if Truth.OPEN in {one, other} else (one, other) in of_all_or_none
        yield "shift", f"{one}>{other}", count, None, None, None, says
    if tally.by is not None:
        yield "by", f"{tally.by}={Truth.OPEN}", tally.open, None, None, None, None
