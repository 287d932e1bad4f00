"""The view of agreement between coders: figures by level, what to discuss, what was left empty.

Views are blocks; rows are for CSV.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, Final

from ckm_mo.agreement.codings import Codings
from ckm_mo.agreement.disagreements import Disagreement
from ckm_mo.agreement.levels import Agreement
from ckm_mo.agreement.measures import FEWEST, Figures
from ckm_mo.agreement.merging import Merged
from ckm_mo.codebook import VARIABLE, YES_NO, word
from ckm_mo.messages import Reason, shortlisted, shown, shown_fact
from ckm_mo.tallies.intervals import quantile, wilson
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View, printable
from ckm_mo.views.cautions import notes
from ckm_mo.views.shares import rounded
from ckm_mo.views.words import Words

MOST_CASES_LISTED: Final = 100
"""How many ids a sentence lists; the rest are counted. JSON has them all."""

LOWEST: Final = 3
"""How many of the variables with the lowest agreement are named first."""

NO_ANSWERS: Final = Reason("no_answers")
"""Why a variable that nobody coded has no figures, and no row."""


def heading(words: Words, agreement: Agreement, counts: tuple[int, int, int], notes: Iterable[str]) -> Iterator[Block]:
    """Say how it stands and what is to be done, in five lines; then who coded, and how verdicts were read."""
    yield Title(words.say("title_agreement"), 1)
    count, cases, changing = counts
    yield Lines(
        (
            words.say("agreement_cases", common=agreement.common),
            _profile(words, agreement),
            words.say("agreement_lowest", variables=_lowest(words, agreement)),
            words.say("agreement_differ", count=count, cases=cases, changing=changing),
            words.say("agreement_takes" if count else "agreement_takes_nothing"),
        ),
        strong=True,
    )
    coders = ", ".join(map(shown, agreement.coders))
    only = _only(words, "agreement_only", agreement.only)
    period = words.text("levels", agreement.period, "label") if agreement.period else ""
    said = words.say("tally_period", period=period) if period else words.say("tally_any_period")
    yield Lines((words.say("agreement_coders", coders=coders), *only, *notes, said))


def _profile(words: Words, agreement: Agreement) -> str:
    """Say how far coders agree on the profile, of cases that it is decided for, and on what is possible."""
    decided, possible = agreement.profile, agreement.possible
    profile = words.say("agreement_undecided")
    if decided.units:
        profile = words.say("agreement_of", units=decided.units, share=_share(words, decided))
    share = _share(words, possible)
    return words.say("agreement_profile", profile=profile, share=share, units=possible.units)


def _lowest(words: Words, agreement: Agreement) -> str:
    """Name the variables on which coders agree least, the lowest first."""
    shares = [(each.agreement, key) for key, each in agreement.coded.items() if each.agreement not in {None, 1}]
    lowest = sorted(shares, key=lambda each: each[0])[:LOWEST]
    named = (f"{word(VARIABLE[key], words.lang)} {_share(words, agreement.coded[key])}" for _, key in lowest)
    return ", ".join(named) or words.say("agreement_all")


def cases_line(words: Words, agreement: Agreement) -> str:
    """Say in one line how many cases are matched, and what only one coder has."""
    only = _only(words, "agreement_only", agreement.only)
    return " ".join([words.say("agreement_cases", common=agreement.common), *only])


def _only(words: Words, sentence: str, only: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Say which cases only one coder has."""
    for coder, case_ids in only.items():
        if case_ids:
            cases = shortlisted(map(shown, case_ids), words.lang, MOST_CASES_LISTED)
            yield words.say(sentence, coder=shown(coder), cases=cases)


def figures_blocks(words: Words, agreement: Agreement) -> Iterator[Block]:
    """Show the figures, a table for each level, since levels are never mixed; then what is to be known of them."""
    two = len(agreement.coders) == FEWEST
    percent = words.percent(agreement.confidence)
    heads = words.heads("variable", "units", "agreement", *(["wilson"] if two else []), "kappa", "alpha", "ac1")
    heads += (words.say("head_ac1_interval", percent=percent),)
    nobody: dict[str, None] = {}
    reasons: dict[Reason, dict[str, list[str]]] = {}
    for level, by_key in agreement.levels().items():
        rows = []
        for key, each in by_key.items():
            label = _label(words, agreement, level, key)
            if NO_ANSWERS in each.reasons:
                nobody[label] = None
                continue
            rows.append((label, *_row(words, each, agreement.confidence, two=two)))
            for reason in each.reasons:
                reasons.setdefault(_worded(words, level, key, reason), {}).setdefault(level, []).append(label)
        if rows:
            yield Title(words.say(f"section_{level}"))
            yield Grid(heads, tuple(rows), frozenset(range(1, len(heads))), key=level)
    yield Title(words.say("section_figures"))
    lines = [words.say("nobody_coded", variables=", ".join(nobody))] if nobody else []
    of: dict[str, list[str]] = {}
    for reason, labels in reasons.items():
        where = (f"{words.say(f'level_{level}')} ({', '.join(each)})" for level, each in labels.items())
        of.setdefault(", ".join(where), []).append(str(shown_fact(reason, words.lang)))
    lines += [f"{where}: {'; '.join(said)}." for where, said in of.items()]
    methods = ["agreement_shares", "agreement_methods_cohen"] if two else ["agreement_methods_fleiss"]
    methods += ["agreement_methods", *(["agreement_wilson"] if two else []), "shares_note", "undefined_note"]
    yield Lines((*lines, *(words.say(each, percent=percent) for each in methods)))


def _label(words: Words, agreement: Agreement, level: str, key: str) -> str:
    """Name what figures are of: a column of the table, a line of the format, or what there is of the profile."""
    if level == "dimensions":
        return words.dimension(key, agreement.period)
    return words.say(f"row_{key}") if level == "profile" else word(VARIABLE[key], words.lang)


def _worded(words: Words, level: str, key: str, reason: Reason) -> Reason:
    """Name the answer in a reason as the codebook labels it."""
    if level == "profile":
        return reason
    label = words.outcome if level == "dimensions" else words.value
    facts = ((name, label(key, str(fact)) if name == "answer" else fact) for name, fact in reason.facts)
    return Reason(reason.key, tuple(facts))


def _row(words: Words, each: Figures, confidence: float, *, two: bool) -> Iterator[str]:
    """Write figures; a share of agreement has an interval only between two coders."""
    yield words.number(each.units)
    yield _share(words, each)
    if two:
        limits = None if each.agreed is None else wilson(each.agreed, each.units, quantile(confidence))
        yield words.interval(limits, each.units)
    yield from (_figure(words, figure) for figure in (each.kappa, each.alpha, each.ac1))
    yield _interval(words, each)


def _share(words: Words, each: Figures) -> str:
    """Write percent agreement."""
    if each.agreement is None:
        return words.say("undefined")
    agreed = each.agreement * each.units
    return words.share(agreed, agreed, each.units)


def _figure(words: Words, figure: float | None) -> str:
    """Write a coefficient in two decimals; 1 only where it is 1."""
    if figure is None:
        return words.say("undefined")
    hundredths, _ = rounded(figure, figure, 100)
    return words.number(min(hundredths, 99 if figure < 1 else hundredths) / 100, 2)


def _interval(words: Words, each: Figures) -> str:
    """Write the limits in two decimals, rounded outwards."""
    if each.ac1_low is None or each.ac1_high is None:
        return words.say("undefined")
    low, high = rounded(each.ac1_low, each.ac1_high, 100)
    return words.say("range", low=words.number(low / 100, 2), high=words.number(high / 100, 2))


def talk_blocks(words: Words, coders: Sequence[str], talk: Sequence[Disagreement]) -> Iterator[Block]:
    """Show the answers to discuss: one a line, what each coder gave, and their other columns beside it."""
    yield Title(words.say("section_disagreements", count=len(talk)))
    if talk:
        yield Lines((words.say("talk_note", count=sum(each.changes_verdict for each in talk)),))
        rows = tuple(
            (
                printable(each.case_id),
                word(VARIABLE[each.key], words.lang),
                *(
                    _given(words, each.key, answer, texts)
                    for answer, texts in zip(each.answers, each.other, strict=True)
                ),
                word(YES_NO[0], words.lang) if each.changes_verdict else "",
            )
            for each in talk
        )
        case, variable, changes = words.heads("case", "variable", "changes")
        yield Grid((case, variable, *map(shown, _short(coders)), changes), rows, key="disagreements")


def _short(coders: Sequence[str]) -> Sequence[str]:
    """Name coders by the stems of their files' names, where those differ."""
    stems = [PurePath(name).stem for name in coders]
    return stems if len({*stems}) == len(stems) else coders


def _given(words: Words, key: str, answer: str | None, texts: Iterable[tuple[str, str]]) -> str:
    """Say what a coder gave, and what stands in the other columns of that row."""
    if answer is None:
        return ""
    said = words.value(key, answer)
    beside = [f"{printable(column)}: {printable(text)}" for column, text in texts if text]
    return f"{said} ({'; '.join(beside)})" if beside else said


def talk_rows(coders: Sequence[str], talk: Sequence[Disagreement]) -> tuple[Sequence[str], list[tuple[Any, ...]]]:
    """Give the heads and the rows of the answers to discuss as CSV.

    After what each coder gave come the other columns, those of one name beside each other.
    """
    columns = dict.fromkeys(name for each in talk for texts in each.other for name, _ in texts)
    heads = ["case_id", "key", "changes_verdict", *coders]
    heads += [f"{coder}: {column}" for column in columns for coder in coders]
    rows = []
    for each in talk:
        texts = [dict(of) for of in each.other]
        rows.append(
            (
                each.case_id,
                each.key,
                "yes" if each.changes_verdict else "no",
                *(answer or "" for answer in each.answers),
                *(of.get(column, "") for column in columns for of in texts),
            )
        )
    return heads, rows


def merged_line(words: Words, file: str, merged: Merged) -> str:
    """Say in one line what was written of what all agree on, and how much was left empty."""
    return words.say("merged_line", file=shown(file, longest=None), cases=len(merged.cases), count=merged.empty)


def merge_lines(words: Words, codings: Codings, merged: Merged) -> Iterator[str]:
    """Say how one table came about: what was decided, what was not, and what stands though not all gave it."""
    decided, left_open, alone = (
        sum(map(len, keys.values())) for keys in (merged.decided, merged.left_open, merged.alone)
    )
    yield words.say("merge_cases", cases=len(merged.cases), decided=decided)
    if left_open:
        yield words.say("merge_open", count=left_open, cases=len(merged.left_open))
    if alone:
        yield words.say("merge_alone", count=alone)
    yield from _only(words, "merge_only", codings.only)


def merge_view(words: Words, codings: Codings, merged: Merged) -> View:
    """Show how one table came about, case by case."""
    ways = (merged.decided, merged.left_open, merged.alone)
    rows = tuple(
        (printable(case.case_id), *(_headers(words, keys.get(case.case_id, ())) for keys in ways))
        for case in merged.cases
        if any(case.case_id in keys for keys in ways)
    )
    view: list[Block] = [Title(words.say("title_merge"), 1), Lines(tuple(merge_lines(words, codings, merged)))]
    return [*view, *([Grid(words.heads("case", "decided", "left_open", "alone"), rows)] if rows else [])]


def _headers(words: Words, keys: Iterable[str]) -> str:
    return ", ".join(word(VARIABLE[key], words.lang) for key in keys)


def merged_blocks(words: Words, file: str, merged: Merged) -> Iterator[Block]:
    """List what was left empty."""
    yield Title(words.say("section_merged", file=shown(file, longest=None)))
    yield Lines((merged_line(words, file, merged), words.say("merged_note")))
    if merged.left_empty:
        rows = tuple((printable(case_id), _headers(words, keys)) for case_id, keys in merged.left_empty)
        yield Grid(words.heads("case", "column"), rows)


def ending(words: Words) -> View:
    """Say what agreement does not say."""
    return notes(words, words.say("agreement_caution"), words.say("method"))
