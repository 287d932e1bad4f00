"""The view of one case: its verdict, what is open, why, and what would change it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial

from ckm_mo.cases import Case
from ckm_mo.checking import queries
from ckm_mo.classification import Verdict
from ckm_mo.codebook import CONTEXT, EXPLOITATION_BEGAN, IDENTIFIERS, NOT_CODED
from ckm_mo.explanation import Explanation, Named, origins
from ckm_mo.rules import DIMENSIONS, PROFILE
from ckm_mo.views.blocks import DECIDED, POSSIBLE, RULED_OUT, Block, Grid, Lines, Profiles, Title, View, printable
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.profiles import codes_line, profiles_block
from ckm_mo.views.words import Words


def verdict_line(words: Words, verdict: Verdict) -> str:
    """Say a verdict in a sentence."""
    if verdict.not_begun:
        return words.say("is_not_begun")
    if verdict.profile:
        return words.say("is_decided", profile=verdict.profile, number=PROFILE[verdict.profile].number)
    if not verdict.possible:
        return words.say("is_outside")
    return words.say("is_undecided", possible=words.possible(verdict))


def outcomes_of(verdict: Verdict) -> tuple[set[str], set[str]]:
    """Give the outcomes that a verdict has for certain, in all dimensions, and those that it may have."""
    outcomes = [*verdict.left.values()]
    return {each[0] for each in outcomes if len(each) == 1}, set().union(*outcomes)


def beside(words: Words, case: Case, verdict: Verdict) -> tuple[str, ...]:
    """Say the answers that are part of no rule and are shown beside an outcome."""
    shown = (variable for variable in CONTEXT if verdict.coercion in variable.beside)
    return tuple(words.answer(variable.key, case[variable.key]) for variable in shown)


def explanation_view(words: Words, explanation: Explanation, *, empty: str = NOT_CODED) -> View:
    """Show the verdict on one case: what it is, what is open, why, and what would change it."""
    case, verdict = explanation.case, explanation.verdict
    title = words.say("title_case", case_id=printable(case.case_id)) if case.case_id else words.say("title_one_case")
    cited = partial(_cited, words, {each.key: each.at for each in origins(explanation)})
    missing = words.all([words.variable(key) for key in explanation.ask])
    sentences = [
        verdict_line(words, verdict),
        *([words.sentence(words.profile(verdict.profile))] if verdict.profile else ()),
        *([words.say("undecided", answers=missing)] if missing else ()),
    ]
    beside_verdict = [
        words.say(f"reading_{verdict.reading}"),
        *([words.say("case_rests")] if verdict.rests_on_silence else ()),
        *([words.say("case_empty")] if empty != NOT_CODED else ()),
        *beside(words, case, verdict),
    ]
    blocks: list[Block] = [
        Title(title, 1),
        Lines(tuple(sentences), strong=True),
        Lines(tuple(beside_verdict)),
        *([] if verdict.not_begun else [_case_profiles(words, verdict)]),
        _dimensions_grid(words, verdict),
    ]
    ask = [(words.variable(key), words.question(key)) for key in explanation.ask]
    why = [
        (words.outcome(each.rule.dimension, each.rule.outcome), cited(words.in_full, each.answers))
        for each in explanation.fired
    ]
    ruled_out = [(each.profile, cited(words.answers, each.by)) for each in explanation.ruled_out]
    flips = [(words.answer(each.key, each.after), words.possible(each.verdict)) for each in explanation.flips]
    blocks += [
        *_section(words, "section_ask", (), ask, Lines((words.say("ask_source"),))),
        *_section(words, "section_why", ("outcome", "because"), why),
        *_section(words, "section_answers", *_origins(words, explanation)),
        *queries_view(words, case),
        *_section(words, "section_ruled_out", ("profile", "ruled_out_by"), ruled_out),
        *_section(words, "section_flips", ("change", "then"), flips),
        *_section(words, "head_context", (), _context(words, explanation)),
        *_section(words, "head_other", (), _named(words, case)),
    ]
    return [
        *blocks,
        *notes(words, codes_line(words), words.say("ground_note"), *cautions(words, *outcomes_of(verdict))),
    ]


def _section(
    words: Words, title: str, heads: Sequence[str], rows: Sequence[tuple[str, ...]], *more: Block
) -> tuple[Block, ...]:
    """Show a table below its title; nothing where it has no row."""
    return (Title(words.say(title)), Grid(words.heads(*heads), tuple(rows)), *more) if rows else ()


def _cited(
    words: Words, at: Mapping[str, Iterable[str]], say: Callable[[Named], str], answers: Iterable[tuple[str, str]]
) -> str:
    """Say several answers, each with where in the source it stands."""
    return "; ".join(say(((key, value),)) + words.cited("; ".join(at.get(key, ()))) for key, value in answers)


def _case_profiles(words: Words, verdict: Verdict) -> Profiles:
    state = DECIDED if verdict.profile else POSSIBLE
    states = {code: state if code in verdict.possible else RULED_OUT for code in PROFILE}
    return profiles_block(words, states, {}, "place", verdict.period)


def _dimensions_grid(words: Words, verdict: Verdict) -> Grid:
    """Show the outcome of each dimension, and whose the rules are."""
    rows = []
    for dimension in DIMENSIONS:
        outcomes = verdict.left[dimension]
        if len(outcomes) > 1:
            outcome = words.say(
                "open_between", outcomes=words.either([words.short(dimension, each) for each in outcomes])
            )
        else:
            outcome = words.outcome(dimension, outcomes[0]) if outcomes else words.say("no_outcome")
        rows.append(
            (words.dimension(dimension, verdict.period), outcome, words.grounds(outcomes or DIMENSIONS[dimension]))
        )
    return Grid(words.heads("line", "outcome", "ground"), tuple(rows))


def _origins(words: Words, explanation: Explanation) -> tuple[Sequence[str], list[tuple[str, ...]]]:
    """Give the heads and the rows of the values that were read, and from what each comes."""
    rows = []
    for each in origins(explanation):
        if each.kind == "deduced":
            origin = words.say("from_deduced", answers=words.answers(each.answers))
        elif each.kind in {"coded", "silence"}:
            origin = words.say(f"from_{each.kind}")
        else:
            origin = words.text("answers", each.kind, "label")
        at = "; ".join(map(printable, each.at))
        rows.append((words.variable(each.key), words.value(each.key, each.value), origin, at))
    width = 4 if any(at for *_, at in rows) else 3
    return ("answer", "as_read", "from", "at")[:width], [row[:width] for row in rows]


def queries_view(words: Words, case: Case) -> tuple[Block, ...]:
    """Show what does not fit in the coding, and is to be looked at again; nothing where all does."""
    at = {key: [text] for key, text in case.locators}
    rows = [(_cited(words, at, words.in_full, each.answers), words.query(each.rule.key)) for each in queries(case)]
    return _section(words, "section_queries", ("answers", "query"), rows)


def _context(words: Words, explanation: Explanation) -> list[tuple[str, ...]]:
    """Give what is coded besides, or located, as rows."""
    case, at, read = explanation.case, explanation.case.at, dict(explanation.values)
    coded = [each.key for each in (EXPLOITATION_BEGAN, *CONTEXT) if case[each.key] != NOT_CODED]
    coded += [key for key in at if key not in read and key not in coded]
    rows = [(words.variable(key), words.value(key, case[key]), printable(at.get(key, ""))) for key in coded]
    return [*rows] if any(locator for *_, locator in rows) else [row[:2] for row in rows]


def _named(words: Words, case: Case) -> list[tuple[str, ...]]:
    """Give the names and the other columns as rows."""
    named = [(words.variable(each.key), case[each.key]) for each in IDENTIFIERS[1:]]
    return [(printable(name), printable(text)) for name, text in (*named, *case.other) if text]
