"""What people look at of agreement between coders: figures by level, what to discuss, what was left empty.

Views are blocks; rows are for CSV.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from statistics import NormalDist
from typing import Any, Final

from attrs import evolve

from ckm_mo.agreement.disagreements import Disagreement
from ckm_mo.agreement.levels import Agreement
from ckm_mo.agreement.measures import FIGURES, Figures, clopper_pearson
from ckm_mo.agreement.merging import Merged
from ckm_mo.codebook import VARIABLE, header
from ckm_mo.errors import MissingExtra
from ckm_mo.messages import Reason, shown, shown_fact
from ckm_mo.tallies import wilson
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View, printable
from ckm_mo.views.cautions import notes
from ckm_mo.views.shares import rounded
from ckm_mo.views.words import Words

MOST_LISTED: Final = 100
"""How many ids a sentence lists; the rest are counted. JSON has them all."""

ROW_HEADS: Final = (
    "level",
    "key",
    *FIGURES[:2],
    "wilson_low",
    "wilson_high",
    "clopper_pearson_low",
    "clopper_pearson_high",
    *FIGURES[2:],
)
"""The columns of the figures as CSV."""

LEVELS: Final = ("coded", "stated", "dimensions", "profile")

Rows = tuple[Sequence[str], list[tuple[Any, ...]]]


def levels(agreement: Agreement) -> dict[str, Mapping[str, Figures]]:
    """Give the figures of each level, by the key of what they are of."""
    profile = {"profile": agreement.profile, "possible": agreement.possible}
    figures = (agreement.coded, agreement.stated, agreement.dimensions, profile)
    return dict(zip(LEVELS, figures, strict=True))


def heading(words: Words, agreement: Agreement, notes: Iterable[str]) -> Iterator[Block]:
    """Say who coded, what all have, what only one has, and how verdicts were read."""
    period = words.say("tally_any_period")
    if agreement.period:
        period = words.say("tally_period", period=words.text("levels", agreement.period, "label"))
    yield Title(words.say("title_agreement"), 1)
    yield Lines((words.say("agreement_cases", common=agreement.common),), strong=True)
    coders = ", ".join(map(shown, agreement.coders))
    yield Lines((words.say("agreement_coders", coders=coders), *_only(words, agreement), *notes, period))


def cases_line(words: Words, agreement: Agreement) -> str:
    """Say in one line how many cases are matched, and what only one coder has."""
    return " ".join([words.say("agreement_cases", common=agreement.common), *_only(words, agreement)])


def _only(words: Words, agreement: Agreement) -> list[str]:
    return [
        words.say("agreement_only", coder=shown(coder), cases=_listed(words, map(shown, case_ids)))
        for coder, case_ids in agreement.only.items()
        if case_ids
    ]


def _listed(words: Words, names: Iterable[str]) -> str:
    names = list(names)
    more = [words.say("and_more", count=len(names) - MOST_LISTED)] if len(names) > MOST_LISTED else []
    return ", ".join([*names[:MOST_LISTED], *more])


def figures_blocks(words: Words, agreement: Agreement) -> Iterator[Block]:
    """Show the figures, a section for each level; levels are never mixed."""
    for level, by_key in levels(agreement).items():
        yield Title(words.say(f"section_{level}"))
        coded = {key: each for key, each in by_key.items() if Reason("no_answers") not in each.reasons}
        nobody = [_label(words, agreement, level, key) for key in by_key if key not in coded]
        if coded:
            labelled = [
                (_label(words, agreement, level, key), _worded(words, level, key, each)) for key, each in coded.items()
            ]
            yield _coefficients(words, labelled, agreement.confidence)
            yield from _reasons(words, labelled)
            yield from _shares(words, labelled, agreement.confidence)
        if nobody:
            yield Lines((words.say("nobody_coded", variables=", ".join(nobody)),))
    kappa = "agreement_methods_fleiss" if agreement.coders[2:] else "agreement_methods_cohen"
    percent = _percent(words, agreement.confidence)
    shares = () if agreement.coders[2:] else (words.say("agreement_shares", percent=percent),)
    methods = words.say(kappa), words.say("agreement_methods"), words.say("shares_note"), words.say("undefined_note")
    yield Lines((*shares, *methods))


def _label(words: Words, agreement: Agreement, level: str, key: str) -> str:
    """Name what figures are of: a column of the table, a line of the format, or what there is of the profile."""
    if level == "dimensions":
        return words.dimension(key, agreement.period)
    return words.say(f"row_{key}") if level == "profile" else header(VARIABLE[key], words.lang)


def _worded(words: Words, level: str, key: str, figures: Figures) -> Figures:
    """Name the answer in the reasons of figures as the codebook labels it."""
    if level == "profile":
        return figures
    label = words.outcome if level == "dimensions" else words.value
    reasons = (
        Reason(
            reason.key,
            tuple((name, label(key, str(fact)) if name == "answer" else fact) for name, fact in reason.facts),
        )
        for reason in figures.reasons
    )
    return evolve(figures, reasons=tuple(reasons))


def _coefficients(words: Words, labelled: Iterable[tuple[str, Figures]], confidence: float) -> Grid:
    rows = tuple(
        (
            label,
            words.number(each.units),
            _share(words, each),
            _figure(words, each.kappa),
            _figure(words, each.alpha),
            _figure(words, each.ac1),
            _interval(words, each),
        )
        for label, each in labelled
    )
    heads = words.heads("variable", "units", "agreement", "kappa", "alpha", "ac1")
    interval = words.say("head_ac1_interval", percent=_percent(words, confidence))
    return Grid((*heads, interval), rows, frozenset(range(1, len(heads) + 1)))


def _reasons(words: Words, labelled: Iterable[tuple[str, Figures]]) -> Iterator[Block]:
    """Say why figures are undefined and what to heed, each reason once with all that it is true of."""
    said: dict[Reason, list[str]] = {}
    for label, each in labelled:
        for reason in each.reasons:
            said.setdefault(reason, []).append(label)
    lines = (
        words.say("figure_note", variables=", ".join(labels), reason=shown_fact(reason, words.lang))
        for reason, labels in said.items()
    )
    yield from [Lines(tuple(lines))] if said else []


def _shares(words: Words, labelled: Iterable[tuple[str, Figures]], confidence: float) -> Iterator[Block]:
    """Show percent agreement as a proportion, with its intervals; for more than two coders it is none."""
    z = NormalDist().inv_cdf((1 + confidence) / 2)
    rows = []
    missing: MissingExtra | None = None
    for label, each in labelled:
        if each.agreed is not None:
            row = [
                label,
                words.say("count_of", count=each.agreed, n=each.units),
                words.interval(wilson(each.agreed, each.units, z), each.units),
            ]
            try:
                row.append(words.interval(clopper_pearson(each.agreed, each.units, confidence), each.units))
            except MissingExtra as error:
                missing = error
            rows.append(tuple(row))
    if rows:
        heads = words.heads("variable", "agreement", "wilson", *(() if missing else ("clopper_pearson",)))
        yield Grid(heads, tuple(rows), frozenset(range(1, len(heads))))
    if missing:
        yield Lines((missing.text(words.lang),))


def _percent(words: Words, fraction: float) -> str:
    percent = f"{fraction * 100:g}"
    return words.number(float(percent), len(percent.partition(".")[2]))


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
    return _decimals(words, min(hundredths, 99) if figure < 1 else hundredths)


def _interval(words: Words, each: Figures) -> str:
    """Write the limits in two decimals, rounded outwards."""
    if each.ac1_low is None or each.ac1_high is None:
        return words.say("undefined")
    low, high = rounded(each.ac1_low, each.ac1_high, 100)
    return words.say("range", low=_decimals(words, low), high=_decimals(words, high))


def _decimals(words: Words, hundredths: int) -> str:
    return words.number(hundredths / 100, 2)


def figures_rows(agreement: Agreement) -> Rows:
    """Give the heads and the rows of the figures as CSV; what is undefined is empty, and the note says why."""
    z = NormalDist().inv_cdf((1 + agreement.confidence) / 2)
    rows = []
    for level, by_key in levels(agreement).items():
        for key, each in by_key.items():
            limits: list[float | None] = [None] * 4
            if each.agreed is not None:
                limits[:2] = wilson(each.agreed, each.units, z)
                limits[2:] = _exact(each.agreed, each.units, agreement.confidence)
            figures = list(each.as_dict().values())
            cells = (*figures[:2], *limits, *figures[2:])
            rows.append((level, key, *("" if cell is None else cell for cell in cells)))
    return ROW_HEADS, rows


def _exact(count: int, n: int, confidence: float) -> tuple[float, float] | tuple[None, None]:
    try:
        return clopper_pearson(count, n, confidence)
    except MissingExtra:
        return None, None


def talk_blocks(words: Words, coders: Sequence[str], talk: Sequence[Disagreement]) -> Iterator[Block]:
    """Show the answers to discuss: one a line, what each coder gave, and their other columns beside it."""
    yield Title(words.say("section_disagreements", count=len(talk)))
    if talk:
        yield Lines((words.say("talk_note", count=sum(each.changes_verdict for each in talk)),))
        rows = tuple(
            (
                printable(each.case_id),
                header(VARIABLE[each.key], words.lang),
                *(
                    _given(words, each.key, answer, texts)
                    for answer, texts in zip(each.answers, each.other, strict=True)
                ),
                words.say("talk_changes") if each.changes_verdict else "",
            )
            for each in talk
        )
        case, variable, changes = words.heads("case", "variable", "changes")
        yield Grid((case, variable, *map(shown, _short(coders)), changes), rows)


def _short(coders: Sequence[str]) -> Sequence[str]:
    """Name coders by the stems of their files' names, where those differ."""
    stems = [PurePath(name).stem for name in coders]
    return stems if len({*stems}) == len(stems) else coders


def _given(words: Words, key: str, answer: str | None, texts: Iterable[tuple[str, str]]) -> str:
    """Say what a coder gave, and what stands in the other columns of that row."""
    if answer is None:
        return ""
    said = words.value(key, answer)
    beside = [words.say("talk_text", column=printable(column), text=printable(text)) for column, text in texts if text]
    return words.say("talk_beside", answer=said, texts="; ".join(beside)) if beside else said


def talk_rows(coders: Sequence[str], talk: Sequence[Disagreement]) -> Rows:
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
    return words.say("merged_line", file=shown(file), cases=len(merged.cases), count=merged.empty)


def merged_blocks(words: Words, file: str, merged: Merged) -> Iterator[Block]:
    """List what was left empty."""
    yield Title(words.say("section_merged", file=shown(file)))
    yield Lines((merged_line(words, file, merged), words.say("merged_note")))
    if merged.left_empty:
        rows = tuple(
            (printable(case_id), ", ".join(header(VARIABLE[key], words.lang) for key in keys))
            for case_id, keys in merged.left_empty
        )
        yield Grid(words.heads("case", "column"), rows)


def ending(words: Words) -> View:
    """Say what agreement does not say."""
    return notes(words, words.say("agreement_caution"), words.say("method"))
