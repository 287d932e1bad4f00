"""What tables of cases hold: how far each variable is coded, what does not fit, and where answers stand.

It is counted while the tables are read. Nothing here changes a verdict or refuses a table.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import MappingProxyType
from typing import Final

from attrs import field, frozen

from ckm_mo.cases import Case
from ckm_mo.checking import Query, queries
from ckm_mo.codebook import CODED, EDIT_RULES, NOT_CODED, NOT_STATED, OPEN, PARTS, provenance_record
from ckm_mo.messages import shown
from ckm_mo.records import TEXT, WHOLE, Pairs, Records, Result, pairs_text, plural, record, to_html

Files = tuple[tuple[str, str], ...]
"""Tables by name, each with its SHA-256."""

REPEATED_VICTIM: Final = "repeated_victim"
WITHOUT_LOCATOR: Final = "answer_without_locator"
WITHOUT_ANSWER: Final = "locator_without_answer"

FINDINGS: Final = (*(rule.key for rule in EDIT_RULES), REPEATED_VICTIM, WITHOUT_LOCATOR, WITHOUT_ANSWER)
"""What may be found in a row, in the order in which it is shown: queries by their edit rule first."""

FINDING_SCHEMA: Final[Mapping[str, str]] = MappingProxyType(
    {"finding": TEXT, "file": TEXT, "row": WHOLE, "case_id": TEXT, "answers": TEXT, "at": TEXT}
)
"""The columns of findings as rows."""


@frozen
class Coverage(Result):
    """How far a variable is coded.

    Args:
        key: The variable's.
        coded: Of how many cases it has a value.
        open: Of how many cases it is open, by how: `unknown`, `not_stated`, `not_coded`.
    """

    json = ("key", "coded", ":open")

    key: str
    coded: int
    open: tuple[tuple[str, int], ...]


@frozen
class Finding(Result):
    """Something that was found in a row.

    Args:
        kind: One of `FINDINGS`.
        file: The table's name.
        row: As a spreadsheet numbers it: the header is 1.
        case_id: Its case.
        answers: The answers that it is about, by variable; of a victim in several rows, the victim.
        at: Where in the source they stand.
    """

    json = ("finding:kind", "file", "row", "case_id", "answers", "at")

    kind: str
    file: str
    row: int
    case_id: str
    answers: Pairs = field(default=Pairs(), converter=Pairs)
    at: Pairs = field(default=Pairs(), converter=Pairs)

    def __repr__(self) -> str:
        """Say in one line what was found, and in which row; not what stands there."""
        return f"<Finding {self.kind} in row {self.row} of {shown(self.file)}>"

    def rows(self) -> Records:
        """Return what was found, and in which row; not what stands there."""
        return record(dict(islice(self.as_dict().items(), 4)))


@frozen
class Report(Result):
    """What tables of cases hold.

    Args:
        cases: How many there are.
        empty: What an empty cell counted as.
        variables: How far each variable that has a column is coded, in codebook order.
        without_column: The keys of the other variables.
        findings: What was found in rows, in the order of `FINDINGS`, of each kind in the order of the rows.
        located: Whether a table has locators; where none has, none is missed.
        other: The columns that are the user's own.
        files: The name and the SHA-256 of each table.
    """

    json = (
        *("cases", "empty", "variables", "without_column", "counts", "findings", "located", "other"),
        "provenance",
    )

    cases: int
    empty: str
    variables: tuple[Coverage, ...]
    without_column: tuple[str, ...]
    findings: tuple[Finding, ...]
    located: bool
    other: tuple[str, ...]
    files: Files = ()

    def __repr__(self) -> str:
        """Say in one line how many cases there are, and how much was found in them."""
        found = f"{len(self.queries)} queries, {plural(len(self.findings), 'finding')}"
        return f"<Report on {plural(self.cases, 'case')}: {found}>"

    def _repr_html_(self) -> str:
        coverage = [(each.key, each.coded, *(count for _, count in each.open)) for each in self.variables]
        columns = {"variable": TEXT, "coded": WHOLE} | {value.key: WHOLE for value in OPEN}
        return to_html(Records(columns, coverage), repr(self))

    @property
    def queries(self) -> tuple[Finding, ...]:
        """What does not fit, by the edit rules."""
        keys = {rule.key for rule in EDIT_RULES}
        return tuple(each for each in self.findings if each.kind in keys)

    def found(self, kind: str) -> tuple[Finding, ...]:
        """Give what was found of one kind."""
        return tuple(each for each in self.findings if each.kind == kind)

    @property
    def counts(self) -> dict[str, int]:
        """In how many rows each kind was found."""
        return {kind: len(self.found(kind)) for kind in FINDINGS}

    @property
    def provenance(self) -> dict[str, object]:
        """What it was made with and from."""
        return provenance_record(self.files)

    def rows(self) -> Records:
        """Give what was found as rows for any data frame library, in the columns of `FINDING_SCHEMA`."""
        return Records(
            FINDING_SCHEMA,
            [
                (each.kind, each.file, each.row, each.case_id, pairs_text(each.answers), pairs_text(each.at))
                for each in self.findings
            ],
        )


Seen = tuple[Case, tuple[Query, ...]]
"""A case, and what does not fit in it."""

RowName = tuple[str, int, str]
"""Which row something is in: its table, its number, its case."""


def look(case: Case) -> Seen:
    """Look at a case for what a report needs."""
    return case, queries(case)


@frozen
class ReportBuilder:
    """A report that is being made."""

    _answers: tuple[Counter[tuple[str, ...]], ...] = field(factory=lambda: tuple(Counter() for _ in PARTS))
    _findings: list[Finding] = field(factory=list)
    _victims: dict[str, list[Finding]] = field(factory=dict)

    def take(
        self, seen: Sequence[Seen], rows: Sequence[RowName], victims: Iterable[str] = (), located: Sequence[str] = ()
    ) -> None:
        """Take rows of a table.

        Args:
            seen: What was seen in each.
            rows: Which each is.
            victims: The victim of each; none where no column names them.
            located: The variables of which the table has locators.
        """
        for counter, parts in zip(self._answers, zip(*(case.answers for case, _ in seen), strict=True), strict=False):
            counter.update(parts)
        for (case, raised), row in zip(seen, rows, strict=True):
            for query in raised:
                at = tuple((key, text) for key, text in case.locators if key in dict(query.answers))
                self._findings.append(Finding(query.rule.key, *row, query.answers, at))
            if located:
                self._findings.extend(_unlocated(case, located, row))
        for victim, row in zip(victims, rows, strict=False):
            if victim:
                found = Finding(REPEATED_VICTIM, *row, answers=(("victim", victim),))
                self._victims.setdefault(victim, []).append(found)

    def report(
        self, columns: Collection[str], empty: str, other: Iterable[str], files: Files, *, located: bool
    ) -> Report:
        """Give the report.

        Args:
            columns: The keys of the variables that have a column.
            empty: What an empty cell counted as.
            other: The columns that are the user's own.
            files: The name and the SHA-256 of each table.
            located: Whether a table has locators.
        """
        repeated = [each for rows in self._victims.values() if rows[1:] for each in rows]
        return Report(
            cases=self._answers[0].total(),
            variables=tuple(each for each in self._coverage() if each.key in columns),
            without_column=tuple(each.key for each in CODED if each.key not in columns),
            findings=tuple(sorted([*self._findings, *repeated], key=lambda each: FINDINGS.index(each.kind))),
            empty=empty,
            other=tuple(other),
            files=files,
            located=located,
        )

    def _coverage(self) -> Iterable[Coverage]:
        ways = [value.key for value in OPEN]
        for part, counter in zip(PARTS, self._answers, strict=True):
            for place, variable in enumerate(part):
                answers: Counter[str] = Counter()
                for texts, count in counter.items():
                    answers[texts[place]] += count
                left_open = tuple((way, answers[way]) for way in ways)
                yield Coverage(variable.key, answers.total() - sum(count for _, count in left_open), left_open)


_NOWHERE: Final = {NOT_CODED, NOT_STATED}
"""The answers that stand nowhere in a source."""


def _unlocated(case: Case, keys: Iterable[str], row: RowName) -> Iterator[Finding]:
    """Find the answers of a row without a locator, and its locators without an answer.

    Args:
        case: The row's.
        keys: The variables of which the table has locators.
        row: Its file, number and id.
    """
    at = case.at
    missed = tuple((key, str(case[key])) for key in keys if key not in at and case[key] not in _NOWHERE)
    if missed:
        yield Finding(WITHOUT_LOCATOR, *row, answers=missed)
    unused = tuple((key, text) for key, text in case.locators if case[key] == NOT_CODED)
    if unused:
        yield Finding(WITHOUT_ANSWER, *row, at=unused)
