"""The view of a report on tables: how far they are coded, what does not fit, and where answers stand."""

from collections.abc import Iterator, Sequence
from typing import Final

from ckm_mo.cases import in_words
from ckm_mo.codebook import EDIT_RULES, NOT_CODED, VARIABLE, word
from ckm_mo.messages import shortlisted
from ckm_mo.records import TEXT, Records
from ckm_mo.tallies.reports import FINDINGS, REPEATED_VICTIM, WITHOUT_ANSWER, WITHOUT_LOCATOR, Finding, Report
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View, printable
from ckm_mo.views.cautions import notes
from ckm_mo.views.words import Words

OTHERS: Final = (REPEATED_VICTIM, WITHOUT_LOCATOR, WITHOUT_ANSWER)
"""What is found besides queries, in the order in which it is counted."""

MOST_ROWS_LISTED: Final = 100
"""How many rows are listed for people where the same was found in each."""


def report_view(words: Words, report: Report) -> View:
    """Show how far tables are coded, what does not fit in them, and where answers stand."""
    counts = tuple((words.say(f"found_{each.key}"), words.number(len(report.found(each.key)))) for each in EDIT_RULES)
    without = [word(VARIABLE[key], words.lang) for key in report.without_column]
    blocks: list[Block] = [
        Title(words.say("title_report", cases=report.cases), 1),
        Lines((report_line(words, report),), strong=True),
        *([Lines((words.say("report_empty"),))] if report.empty != NOT_CODED else ()),
        Title(words.say("title_coverage")),
        _coverage_grid(words, report),
        *([Lines((words.say("report_without_column", text=", ".join(without)),))] if without else ()),
        Title(words.say("title_queries")),
        Grid(words.heads("edit_rule", "queries"), counts, frozenset({1}), key="queries"),
    ]
    for kind in FINDINGS:
        blocks += _findings(words, kind, report.found(kind))
    if report.other:
        other = shortlisted(map(printable, report.other), words.lang)
        blocks += [Title(words.say("title_other")), Lines((words.say("report_other", text=other),))]
    return [*blocks, *notes(words, words.say("edits_note"))]


def report_line(words: Words, report: Report) -> str:
    """Say in one line what was found."""
    counts = {kind: len(report.found(kind)) for kind in OTHERS}
    parts = [words.say(f"count_{kind}", count=count) for kind, count in counts.items() if count]
    return " ".join([words.say("report_queries", cases=report.cases, queries=len(report.queries)), *parts])


def report_rows(words: Words, report: Report) -> Records:
    """Give what was found as rows: one for each finding, with its sentence."""
    rows = report.rows()
    sentences = (words.query(each.kind) for each in report.findings)
    cells = ((*row.values(), sentence) for row, sentence in zip(rows, sentences, strict=True))
    return Records({**rows.schema, "sentence": TEXT}, cells)


def _coverage_grid(words: Words, report: Report) -> Grid:
    keys = [key for key, _ in report.variables[0].open] if report.variables else []
    rows = []
    for each in report.variables:
        counts = (each.coded, *(count for _, count in each.open))
        rows.append((word(VARIABLE[each.key], words.lang), *map(words.number, counts)))
    heads = (*words.heads("column", "coded"), *(words.say(f"head_{key}") for key in keys))
    return Grid(heads, tuple(rows), frozenset(range(1, len(heads))), key="coverage")


def _findings(words: Words, kind: str, findings: Sequence[Finding]) -> Iterator[Block]:
    """List the rows in which something was found, a hundred at most."""
    if not findings:
        return
    yield Title(words.say(f"found_{kind}"), 3)
    if sentence := words.query(kind):
        yield Lines((sentence,))
    first = 0 if len({each.file for each in findings}) > 1 else 1  # the file stands where there are several
    rows = tuple(
        (printable(each.file), words.number(each.row), printable(each.case_id), _answers(words, each))[first:]
        for each in findings[:MOST_ROWS_LISTED]
    )
    yield Grid(words.heads("file", "row", "case", "found")[first:], rows)
    if len(findings) > MOST_ROWS_LISTED:
        yield Lines((words.say("report_more", count=len(findings) - MOST_ROWS_LISTED),))


def _answers(words: Words, finding: Finding) -> str:
    """Say the answers of a finding, each with where it stands; of locators without an answer, these alone."""
    at = dict(finding.at)
    answers = finding.answers or [(key, NOT_CODED) for key in at]
    coded = ((key, printable(in_words(VARIABLE[key], value, words.lang))) for key, value in answers)
    texts = (f"{word(VARIABLE[key], words.lang)}: {answer}{words.cited(at.get(key))}" for key, answer in coded)
    return "; ".join(texts)
