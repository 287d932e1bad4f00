"""What tables of cases hold: how far each variable is coded, what does not fit, and where answers stand.

It is counted while the tables are read. Nothing here changes a verdict or refuses a table.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Final

from attrs import field, frozen

from ckm_mo.cases import Case
from ckm_mo.checking import Query, queries
from ckm_mo.codebook import EDIT_RULES, NOT_CODED, NOT_STATED, OPEN, PARTS, provenance_record
from ckm_mo.messages import shown
from ckm_mo.records import TEXT, WHOLE, Pairs, Records, Result, pairs_text, plural, read_only, record, to_html

REPEATED_VICTIM: Final = "repeated_victim"
WITHOUT_LOCATOR: Final = "answer_without_locator"
WITHOUT_ANSWER: Final = "locator_without_answer"

FINDINGS: Final = (*(rule.key for rule in EDIT_RULES), REPEATED_VICTIM, WITHOUT_LOCATOR, WITHOUT_ANSWER)
"""What may be found in a row, in the order in which it is shown: queries by their edit rule first."""

FINDING_SCHEMA: Final = read_only(
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
        return record(dict([*self.as_dict().items()][:4]))


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
        "cases",
        "empty",
        "variables",
        "without_column",
        "counts",
        "findings",
        "located",
        "other",
        "provenance",
    )

    cases: int
    empty: str
    variables: tuple[Coverage, ...]
    without_column: tuple[str, ...]
    findings: tuple[Finding, ...]
    located: bool
    other: tuple[str, ...]
    files: tuple[tuple[str, str], ...] = ()

    def __repr__(self) -> str:
        """Say in one line how many cases there are, and how much was found in them."""
        found = f"{len(self.queries)} queries, {plural(len(self.findings), 'finding')}"
        return f"<Report on {plural(self.cases, 'case')}: {found}>"

    def _repr_html_(self) -> str:
        columns = {"variable": TEXT, "coded": WHOLE, **{value.key: WHOLE for value in OPEN}}
        return to_html(Records(columns, [[*each.as_dict().values()] for each in self.variables]), repr(self))

    @property
    def queries(self) -> tuple[Finding, ...]:
        """What does not fit, by the edit rules."""
        return tuple(each for rule in EDIT_RULES for each in self.found(rule.key))

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


def look(case: Case) -> Seen:
    """Look at a case for what a report needs."""
    return case, queries(case)


RowBatch = tuple[Sequence[Seen], Sequence[tuple[str, int, str]], Iterable[str], Sequence[str]]
"""Rows of a table: what was seen in each; which each is, by its table, its number and its case; the victim of each,
empty where there is none; and the variables of which the table has locators."""


def report_on(
    batches: Iterable[RowBatch],
    columns: Collection[str],
    empty: str,
    other: Iterable[str],
    files: Iterable[tuple[str, str]],
    *,
    located: bool,
) -> Report:
    """Report on tables.

    Args:
        batches: Their rows.
        columns: The keys of the variables that have a column.
        empty: What an empty cell counted as.
        other: The columns that are the user's own.
        files: The name and the SHA-256 of each table; gone through once the rows are read.
        located: Whether a table has locators.
    """
    answers = [Counter[tuple[str, ...]]() for _ in PARTS]
    findings: list[Finding] = []
    by_victim: dict[str, list[Finding]] = {}
    for seen, rows, victims, keys in batches:
        for counter, parts in zip(answers, zip(*(case.answers for case, _ in seen), strict=True), strict=False):
            counter.update(parts)
        for (case, raised), row in zip(seen, rows, strict=True):
            findings.extend(_findings(case, raised, row, keys))
        for victim, row in zip(victims, rows, strict=False):
            if victim:
                by_victim.setdefault(victim, []).append(Finding(REPEATED_VICTIM, *row, [("victim", victim)]))
    findings += [each for several in by_victim.values() if several[1:] for each in several]
    variables = []
    for part, counter in zip(PARTS, answers, strict=True):
        for index, variable in enumerate(part):
            counts = Counter[str]()
            for texts, count in counter.items():
                counts[texts[index]] += count
            opened = tuple((value.key, counts.pop(value.key, 0)) for value in OPEN)
            variables.append(Coverage(variable.key, counts.total(), opened))
    return Report(
        answers[0].total(),
        empty,
        tuple(each for each in variables if each.key in columns),
        tuple(each.key for each in variables if each.key not in columns),
        tuple(sorted(findings, key=lambda each: FINDINGS.index(each.kind))),
        located,
        tuple(other),
        tuple(files),
    )


def _findings(
    case: Case, raised: Iterable[Query], row: tuple[str, int, str], located: Iterable[str]
) -> Iterator[Finding]:
    """Find in a row what does not fit, the answers without a locator, and the locators without an answer.

    Args:
        case: The row's.
        raised: What does not fit.
        row: Its file, number and id.
        located: The variables of which the table has locators.
    """
    at = case.at
    for each in raised:
        yield Finding(each.rule.key, *row, each.answers, [pair for pair in at.items() if pair[0] in dict(each.answers)])
    silent = {NOT_CODED, NOT_STATED}  # these stand nowhere in a source
    if missed := [(key, str(case[key])) for key in located if key not in at and case[key] not in silent]:
        yield Finding(WITHOUT_LOCATOR, *row, missed)
    if unused := [(key, text) for key, text in at.items() if case[key] == NOT_CODED]:
        yield Finding(WITHOUT_ANSWER, *row, at=unused)
