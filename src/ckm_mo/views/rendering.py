"""What people look at: views of verdicts, explanations, tallies, codebook and rules.

A view is made once for each thing that is shown, in either language; `blocks` writes it.
Every view names the reading, what the verdict does not say, and whose a rule is.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from math import ceil, floor
from typing import TYPE_CHECKING, Any, Final

from attrs import asdict, evolve

from ckm_mo._version import __version__
from ckm_mo.answers import Answer, Period, Reading
from ckm_mo.cases import JOINT, Case
from ckm_mo.classification import Verdict, outcomes_left
from ckm_mo.codebook import (
    CODEBOOK_VERSION,
    CONTEXT,
    EXPLOITATION_BEGAN,
    IDENTIFIERS,
    MEANS,
    NOT_CODED,
    OPEN,
    UNKNOWN,
    VARIABLE,
    VARIABLES,
    YES_NO,
    Role,
    Variable,
    definitions,
    header,
    takes,
    word,
)
from ckm_mo.explanation import Answers, Explanation, origins
from ckm_mo.messages import number, say
from ckm_mo.rules import COERCION, PROFILE, PROFILES, RULES, AllOf, Condition, Is
from ckm_mo.tallies import FEW, Bounds, Tally, Where, counted
from ckm_mo.views.blocks import (
    DECIDED,
    POSSIBLE,
    RULED_OUT,
    STATES,
    Bar,
    Bars,
    Block,
    Grid,
    Lines,
    Place,
    Profiles,
    Title,
    View,
    printable,
)
from ckm_mo.views.messages import SENTENCES

if TYPE_CHECKING:
    from ckm_mo.checking import Law

ANSWERS: Final = tuple(str(answer) for answer in Answer)
LINES: Final = tuple(dict.fromkeys(rule.dimension for rule in RULES))
"""The lines of the format, in the order of the rules."""

_HAIR: Final = 1e-9
"""What floating point may add to a whole per cent."""


class Words:
    """The words of one language: labels from the codebook, sentences from the catalogue."""

    def __init__(self, lang: str) -> None:
        """Choose the language."""
        self.lang = lang
        self.texts = definitions()

    def say(self, sentence: str, /, **facts: object) -> str:
        """Say a sentence."""
        return say(sentence, self.lang, **facts)

    def text(self, *path: str) -> str:
        """Look up a text of the codebook; empty where it has none."""
        found: Any = self.texts
        for key in path:
            found = found.get(key, {})
        return str(found.get(self.lang, "")) if found else ""

    def variable(self, key: str) -> str:
        """Label a variable; one of a period says which."""
        variable = VARIABLE[key]
        label = self.text("variables", variable.means or key, "label")
        return f"{label} ({self.text('levels', variable.period, 'label')})" if variable.period else label

    def value(self, key: str, value: str) -> str:
        """Label the value of a variable, or several."""
        labels = (
            self.text("variables", key, "values", each, "label") or self.text("answers", each, "label") or each
            for each in value.split(JOINT)
        )
        return ", ".join(labels) if value != "open" or VARIABLE[key].role is Role.READING else self.say("value_open")

    def answer(self, key: str, value: str) -> str:
        """Say an answer: what the value is a value of, where that does not go without saying."""
        own = self.text("variables", key, "values", value, "label")
        return own or f"{self.variable(key)}: {self.value(key, value)}"

    def answers(self, answers: Answers) -> str:
        """Say several answers."""
        return "; ".join(self.answer(key, value) for key, value in answers)

    def in_full(self, answers: Answers) -> str:
        """Say several answers, each with its variable."""
        return "; ".join(f"{self.variable(key)}: {self.value(key, value)}" for key, value in answers)

    def outcome(self, dimension: str, outcome: str) -> str:
        """Label the outcome of a rule."""
        return self.text("outcomes", outcome, "label") or self.value(dimension, outcome)

    def dimension(self, dimension: str, period: Period | None, text: str = "label") -> str:
        """Label a line of the format, or give its `short` label; coercion says of which period it is, if of one."""
        label = self.text("dimensions", dimension, text)
        return f"{label} ({self.text('levels', period, 'label')})" if period and dimension == COERCION else label

    def short(self, dimension: str, outcome: str) -> str:
        """Label an outcome where its line is named beside it."""
        return self.text("outcomes", outcome, "short") or self.text("variables", dimension, "values", outcome, "short")

    def either(self, parts: Sequence[str]) -> str:
        """Join alternatives: a, b or c."""
        return self._joined("joined_or", parts)

    def all(self, parts: Sequence[str]) -> str:
        """Join what holds together: a, b and c."""
        return self._joined("joined_and", parts)

    def _joined(self, sentence: str, parts: Sequence[str]) -> str:
        if len(parts) < 2:  # noqa: PLR2004 - nothing to join
            return "".join(parts)
        return self.say(sentence, all_but_last=", ".join(parts[:-1]), last=parts[-1])

    def profile(self, code: str) -> str:
        """Say a profile in words."""
        profile = PROFILE[code]
        return ", ".join(self.outcome(line, getattr(profile, line)) for line in LINES)

    def sentence(self, text: str) -> str:
        """Make a sentence of words."""
        return f"{text[0].upper()}{text[1:]}."

    def possible(self, verdict: Verdict) -> str:
        """List the outcomes that are possible."""
        outside = [self.say("or_outside")] if verdict.outside != "no" else []
        return self.either([*verdict.possible, *outside])

    def number(self, value: float, decimals: int = 0) -> str:
        """Write a number."""
        return number(value, self.lang, decimals)

    def between(self, low: int, high: int) -> str:
        """Write a range of whole numbers; one where its ends are the same."""
        return self.number(low) if low == high else f"{self.number(low)}-{self.number(high)}"

    def percent(self, pair: tuple[float, float] | None) -> str:
        """Say a range of shares in whole per cents, rounded outwards to hold what it stands for; empty for None."""
        if pair is None:
            return ""
        low, high = pair[0] * 100, pair[1] * 100
        low, high = (round(low), round(high)) if low == high else (floor(low + _HAIR), ceil(high - _HAIR))
        return self.say("percent", number=f"{low}-{high}" if low != high else str(low))

    def texts_of(self, variable: Variable, parts: Iterable[str]) -> list[str]:
        """Give some of the texts of a variable; empty where it has none."""
        return [self.text("variables", variable.means or variable.key, part) for part in parts]

    def heads(self, *keys: str) -> tuple[str, ...]:
        """Say the heads of a grid."""
        return tuple(self.say(f"head_{key}") for key in keys)

    def ground(self, dimension: str) -> str:
        """Say whose the rules of a line are, in a word."""
        return self.say(f"ground_{next(rule.ground for rule in RULES if rule.dimension == dimension)}")

    def question(self, key: str) -> str:
        """Ask for a variable; of one in a period, say first in which."""
        variable = VARIABLE[key]
        question = self.text("variables", variable.means or key, "question")
        if not variable.period:
            return question
        period = self.text("levels", variable.period, "label")
        return self.say("question_period", period=period, question=question[0].lower() + question[1:])

    def allowed(self, variable: Variable) -> str:
        """List what may stand in a column."""
        if not variable.values:
            return self.say("free_id" if variable is VARIABLES[0] else "free_text")
        joint = f" {JOINT} " if variable.several else ", "
        return joint.join(word(value, self.lang) for value in takes(variable) if value.key != NOT_CODED)

    def condition(self, condition: Condition, *, line: str = " ") -> str:
        """Say a condition of the rules; each part after a space, or on a line of its own that begins like `line`."""
        if isinstance(condition, Is):
            return self.in_full(((condition.variable, condition.value),))
        key = "all_of" if isinstance(condition, AllOf) else "any_of"
        within = line if line == " " else f"{line}  "
        return self.say(key) + line + f";{line}".join(self.condition(part, line=within) for part in condition.parts)


# Views


def verdict_line(words: Words, verdict: Verdict) -> str:
    """Say a verdict in a sentence."""
    if verdict.not_begun:
        return words.say("is_not_begun")
    if verdict.profile:
        return words.say("is_decided", profile=verdict.profile, number=PROFILE[verdict.profile].number)
    if not verdict.possible:
        return words.say("is_outside")
    return words.say("is_undecided", possible=words.possible(verdict))


def cautions(words: Words, certain: Collection[str], possible: Collection[str]) -> tuple[str, ...]:
    """Say what verdicts do not say: the fixed sentences of all of them, and of outcomes that need one.

    Args:
        words: Of the language.
        certain: The outcomes that a verdict has.
        possible: Those that one may have, or that stand in the view: their sentence is given as what they mean.
    """
    lines = []
    for rule in RULES:
        sentence = f"caution_{rule.outcome}"
        if sentence in SENTENCES and rule.outcome in certain:
            lines.append(words.say(sentence))
        elif sentence in SENTENCES and rule.outcome in possible:
            outcome = words.outcome(rule.dimension, rule.outcome)
            lines.append(words.say("caution_means", outcome=outcome, sentence=words.say(sentence)))
    return (*lines, words.say("method"))


def notes(words: Words, *lines: str) -> View:
    """End a view of several parts with what is to be known of all of it."""
    return Title(words.say("section_notes")), Lines(lines)


def outcomes_of(verdict: Verdict) -> tuple[set[str], set[str]]:
    """Give the outcomes that a verdict has for certain, on all lines, and those that it may have."""
    left = [outcomes_left(verdict.bits, dimension) for dimension in LINES]
    return {each[0] for each in left if len(each) == 1}, set().union(*left)


def beside(words: Words, case: Case, verdict: Verdict) -> tuple[str, ...]:
    """Say the answers that are part of no rule and are shown beside an outcome."""
    shown = (variable for variable in CONTEXT if verdict.coercion in variable.beside)
    return tuple(words.answer(variable.key, case[variable.key]) for variable in shown)


def explanation_view(words: Words, explanation: Explanation, *, empty: str = NOT_CODED) -> View:
    """Show the verdict on one case: what it is, what is open, why, and what would change it."""
    case, verdict = explanation.case, explanation.verdict
    title = words.say("title_case", case_id=printable(case.case_id)) if case.case_id else words.say("title_one_case")
    asked = words.all([words.variable(key) for key in explanation.ask])
    sentences = [
        verdict_line(words, verdict),
        *([words.sentence(words.profile(verdict.profile))] if verdict.profile else ()),
        *([words.say("undecided", answers=asked)] if asked else ()),
    ]
    said = [
        words.say(f"reading_{verdict.reading}"),
        *([words.say("case_rests")] if verdict.rests_on_silence else ()),
        *([words.say("case_empty")] if empty != NOT_CODED else ()),
        *beside(words, case, verdict),
    ]
    blocks: list[Block] = [
        Title(title, 1),
        Lines(tuple(sentences), strong=True),
        Lines(tuple(said)),
        *([] if verdict.not_begun else [_case_profiles(words, verdict)]),
        _lines_grid(words, verdict),
    ]
    if explanation.ask:
        rows = tuple((words.variable(key), words.question(key)) for key in explanation.ask)
        blocks += [Title(words.say("section_ask")), Grid((), rows), Lines((words.say("ask_source"),))]
    if explanation.fired:
        rows = tuple(
            (words.outcome(each.rule.dimension, each.rule.outcome), words.in_full(each.answers))
            for each in explanation.fired
        )
        blocks += [Title(words.say("section_why")), Grid(words.heads("outcome", "because"), rows)]
    blocks += [Title(words.say("section_answers")), _origins_grid(words, explanation)]
    if explanation.ruled_out:
        rows = tuple((each.profile, words.answers(each.by)) for each in explanation.ruled_out)
        blocks += [Title(words.say("section_ruled_out")), Grid(words.heads("profile", "ruled_out_by"), rows)]
    if len(verdict.outcomes) == 1:
        rows = tuple((words.answer(each.key, each.after), words.possible(each.verdict)) for each in explanation.flips)
        blocks += [Title(words.say("section_flips")), Grid(words.heads("change", "then"), rows)]
    blocks += _named_grids(words, case)
    return [*blocks, *notes(words, words.say("ground_note"), *cautions(words, *outcomes_of(verdict)))]


def _profiles(
    words: Words,
    states: Mapping[str, str],
    figures: Mapping[str, str],
    legend: str = "",
    period: Period | None = None,
) -> Profiles:
    """Show the eight profiles, crossed along the three lines.

    Args:
        words: Of the language.
        states: How each profile stands; empty where nothing is said of any.
        figures: What stands below it.
        legend: What the states mean: of a case, or of the cases of a table.
        period: Of which coercion is.
    """
    lines = []
    for line in LINES:
        first, second = dict.fromkeys(getattr(profile, line) for profile in PROFILES)
        lines.append((words.dimension(line, period, "short"), words.short(line, first), words.short(line, second)))
    places = tuple(Place(code, words.profile(code), states.get(code, ""), figures.get(code, "")) for code in PROFILE)
    return Profiles(tuple(lines), places, tuple(words.say(f"{legend}_{state}") for state in STATES) if legend else ())


def _case_profiles(words: Words, verdict: Verdict) -> Profiles:
    """Show where a case sits among the eight."""
    left = DECIDED if verdict.profile else POSSIBLE
    states = {code: left if code in verdict.possible else RULED_OUT for code in PROFILE}
    return _profiles(words, states, {}, "place", verdict.period)


def _tally_profiles(words: Words, tally: Tally) -> Profiles:
    """Show where the cases of a tally sit among the eight."""
    states, figures = {}, {}
    for code, bounds in tally.profiles.items():
        states[code] = DECIDED if bounds.count else POSSIBLE if bounds.at_most else RULED_OUT
        figures[code] = words.between(bounds.count, bounds.at_most)
    return _profiles(words, states, figures, "cases", tally.period)


def _lines_grid(words: Words, verdict: Verdict) -> Grid:
    """Show the three lines: the outcome of each, and whose the rule is."""
    rows = []
    for dimension in LINES:
        left = outcomes_left(verdict.bits, dimension)
        if len(left) > 1:
            outcome = words.say("open_between", outcomes=words.either([words.short(dimension, each) for each in left]))
        else:
            outcome = words.outcome(dimension, left[0]) if left else words.say("no_outcome")
        rows.append((words.dimension(dimension, verdict.period), outcome, words.ground(dimension)))
    return Grid(words.heads("line", "outcome", "ground"), tuple(rows))


def _origins_grid(words: Words, explanation: Explanation) -> Grid:
    """Show the seven values, and from what each comes."""
    rows = []
    for each in origins(explanation):
        if each.kind == "deduced":
            origin = words.say("from_deduced", answers=words.answers(each.answers))
        elif each.kind in {"coded", "silence"}:
            origin = words.say(f"from_{each.kind}")
        else:
            origin = words.text("answers", each.kind, "label")
        rows.append((words.variable(each.key), words.value(each.key, each.value), origin))
    return Grid(words.heads("answer", "as_read", "from"), tuple(rows))


def _named_grids(words: Words, case: Case) -> Iterator[Block]:
    """Show what is coded besides the seven: the context, the names and the other columns."""
    coded = [variable.key for variable in (EXPLOITATION_BEGAN, *CONTEXT) if case[variable.key] != NOT_CODED]
    if coded:
        yield Title(words.say("head_context"))
        yield Grid((), tuple((words.variable(key), words.value(key, case[key])) for key in coded))
    named = [(words.variable(each.key), printable(case[each.key])) for each in IDENTIFIERS[1:] if case[each.key]]
    named += [(printable(name), printable(text)) for name, text in case.other if text]
    if named:
        yield Title(words.say("head_other"))
        yield Grid((), tuple(named))


def tally_view(words: Words, tally: Tally) -> View:
    """Show a tally: all eight profiles with their bounds, the lines, the means, and the shift."""
    title = words.say("title_tally_decided" if tally.decided_only else "title_tally", n=tally.n)
    said = [words.say("decided_only")] if tally.decided_only else []
    said += [where_line(words, tally.where)] if tally.where else []
    said += [_tally_reading(words, tally), *_tally_period(words, tally)]
    said += [words.say("tally_empty")] if tally.empty != NOT_CODED else []
    offenders = "tally_no_offenders" if tally.offenders is None else "tally_offenders"
    said.append(words.say(offenders, offenders=tally.offenders))
    blocks: list[Block] = [Title(title, 1), Lines((_tally_decided(words, tally),), strong=True), Lines(tuple(said))]
    blocks += [_tally_profiles(words, tally), _profile_bars(words, tally), Lines((words.say("interval_note"),))]
    blocks += [Title(words.say("section_lines")), *_dimension_bars(words, tally)]
    blocks += [Title(words.say("section_means")), _means_grid(words, tally)]
    if tally.shift is not None:
        blocks += [Title(words.say("section_shift")), _shift_grid(words, tally.shift)]
    if tally.by:
        blocks += _group_blocks(words, tally, tally.by)
    named = [rule.outcome for rule in RULES]
    return [*blocks, *notes(words, words.say("ground_note"), *cautions(words, (), named))]


def where_line(words: Words, where: Where) -> str:
    """Say which conditions cases had to meet, and how many did not."""
    conditions = "; ".join(words.answer(key, printable(value)) for key, value in where.conditions)
    return words.say("tally_where", conditions=conditions, differ=where.differ, open=where.open)


def _group_blocks(words: Words, tally: Tally, by: str) -> Iterator[Block]:
    for value, group in tally.groups:
        label = words.say("group_unknown") if value == UNKNOWN else words.value(by, value)
        yield Title(words.say("section_group", variable=words.variable(by), value=label, n=group.n))
        few = (words.say("group_few", few=FEW),) if value in tally.few else ()
        not_begun = (words.say("tally_not_begun", count=group.not_begun),) if group.not_begun else ()
        yield Lines((*few, _tally_decided(words, group), _tally_reading(words, group), *not_begun))
        yield _profile_bars(words, group, legend=False)
    if VARIABLE[by].several:
        yield Lines((words.say("group_several"),))


def _tally_reading(words: Words, tally: Tally) -> str:
    reading = words.say(f"word_{tally.read_as}")
    return words.say("tally_reading", reading=reading, rests=tally.rests_on_silence, **tally.readings)


def _tally_period(words: Words, tally: Tally) -> tuple[str, ...]:
    if tally.period is None:
        return (words.say("tally_any_period"),)
    said = words.say("tally_period", period=words.text("levels", tally.period, "label"))
    return (said, words.say("tally_not_begun", count=tally.not_begun)) if tally.not_begun else (said,)


def _tally_decided(words: Words, tally: Tally) -> str:
    outside, possibly = tally.outside.values()
    return words.say(
        "tally_decided", decided=tally.decided, undecided=tally.undecided, outside=outside, possibly=possibly
    )


def _bars(words: Words, head: str, rows: Iterable[tuple[str, Bounds]], n: int) -> Bars:
    """Show bounds, one a row: at least, at most, the share, and the interval."""
    return Bars(
        (head, *words.heads("at_least", "at_most", "share", "interval")),
        tuple(
            Bar(
                label,
                each.count,
                each.at_most,
                (
                    words.number(each.count),
                    words.number(each.at_most),
                    words.percent(each.share),
                    words.percent(each.interval),
                ),
            )
            for label, each in rows
        ),
        n,
    )


def _profile_bars(words: Words, tally: Tally, *, legend: bool = True) -> Bars:
    rows = ((f"{PROFILE[code].number} {code}", bounds) for code, bounds in tally.profiles.items())
    said = (words.say("bar_full"), words.say("bar_light")) if legend else ()
    return evolve(_bars(words, words.say("head_profile"), rows, tally.n), legend=said)


def _dimension_bars(words: Words, tally: Tally) -> Iterator[Bars]:
    for dimension, bounds in tally.dimensions.items():
        rows = ((words.outcome(dimension, outcome), each) for outcome, each in bounds.items())
        yield _bars(words, words.dimension(dimension, tally.period), rows, tally.n)


def _means_grid(words: Words, tally: Tally) -> Grid:
    splits = [(words.variable(key), split) for key, split in tally.means.items()]
    splits += [(words.say("any_soft"), tally.any_soft), (words.say("any_hard"), tally.any_hard)]
    rows = tuple((label, *map(words.number, split.values())) for label, split in splits)
    return Grid(words.heads("means", "yes", "no", "open"), rows, frozenset({1, 2, 3}))


def _shift_grid(words: Words, shift: Mapping[tuple[str, str], int]) -> Grid:
    kinds = dict.fromkeys(one for one, _ in shift)
    short = {kind: words.short(COERCION, kind) or words.say("value_open") for kind in kinds}
    rows = tuple((short[one], *(words.number(shift[one, other]) for other in kinds)) for one in kinds)
    heads = (words.say("head_shift"), *(words.say("head_shift_to", outcome=each) for each in short.values()))
    return Grid(heads, rows, frozenset(range(1, len(heads))))


def tally_summary(words: Words, tally: Tally) -> str:
    """Say in one line what a list of profiles has no place for."""
    title = words.say("title_tally_decided" if tally.decided_only else "title_tally", n=tally.n)
    empty = [words.say("tally_empty")] if tally.empty != NOT_CODED else []
    parts = _tally_decided(words, tally), _tally_reading(words, tally), *_tally_period(words, tally)
    return " ".join([f"{title}:", *parts, *empty])


def verdicts_title(words: Words, reading: Reading = Reading.OPEN) -> View:
    """Head a list of verdicts, and say how silence is read where a case does not say."""
    return [Title(words.say("title_classified"), 1), Lines((words.say(f"reading_{reading}"),))]


def verdicts_ending(
    words: Words, verdicts: Mapping[Verdict, int], period: Period | None, empty: str, notes: Sequence[str]
) -> View:
    """End a list of verdicts: how many are what, under which reading, and what they do not say."""
    tally = Tally(
        counts={counted(verdict, ()): count for verdict, count in verdicts.items()}, period=period, empty=empty
    )
    return [
        Lines((tally_summary(words, tally),), strong=True),
        Lines((*notes, words.say("ground_note"), *_cautions_of(words, verdicts), words.say("method"))),
    ]


def _cautions_of(words: Words, verdicts: Mapping[Verdict, int]) -> Iterator[str]:
    """Say what an outcome does not say, and of how many cases it is the outcome, for certain or possibly."""
    for rule in RULES:
        sentence = f"caution_{rule.outcome}"
        if sentence in SENTENCES:
            certain = possible = 0
            for verdict, count in verdicts.items():
                left = outcomes_left(verdict.bits, rule.dimension)
                certain += count * (left == (rule.outcome,))
                possible += count * (len(left) > 1 and rule.outcome in left)
            if certain or possible:
                outcome = words.outcome(rule.dimension, rule.outcome)
                said = words.say(sentence)
                yield words.say("caution_of", outcome=outcome, certain=certain, possible=possible, sentence=said)


def verdicts_grid(
    words: Words,
    rows: Iterable[tuple[str, Verdict, tuple[str, ...]]],
    *,
    heads: bool,
    reading: Reading = Reading.OPEN,
) -> Grid:
    """Show some verdicts of a list: the case, its profile or what is still possible, and what to know of it.

    Args:
        words: Of the language.
        rows: Of each case its id, its verdict, and the answers that are shown beside it.
        heads: Whether these are the first.
        reading: How silence is read where a case does not say; where one says otherwise, it is remarked.
    """
    cells = (
        (
            printable(case_id),
            verdict.profile or "",
            "" if verdict.profile else " ".join(verdict.possible),
            "; ".join([*_remarks(words, verdict, reading), *remarks]),
        )
        for case_id, verdict, remarks in rows
    )
    names = words.heads("case", "profile", "possible", "remarks")
    return Grid(names, tuple(cells), widths={0: 12, 1: 7, 2: 15}, continued=not heads)


def _remarks(words: Words, verdict: Verdict, reading: Reading) -> list[str]:
    """Say what there is to know of a verdict in a list."""
    said = {
        "undecided": len(verdict.outcomes) > 1,
        f"outside_{verdict.outside}": verdict.outside != "no",
        "not_begun": verdict.not_begun,
        "rests": verdict.rests_on_silence,
        str(verdict.reading): verdict.reading is not reading,
    }
    return [words.say(f"remark_{key}") for key, holds in said.items() if holds]


def codebook_view(words: Words, variables: Sequence[Variable]) -> View:
    """Show what variables mean: definition, what it includes and does not, values, words in tables, source."""
    title = Title(words.say("title_codebook", version=CODEBOOK_VERSION), 1)
    blocks: list[Block] = [title, Lines((words.say("codebook_note"),))]
    for variable in variables:
        blocks += _variable_blocks(words, variable)
    labels = tuple((words.text("answers", key, "label"), words.text("answers", key, "definition")) for key in ANSWERS)
    blocks += [Title(words.say("title_answers")), Grid(words.heads("value", "meaning"), labels)]
    return [*blocks, *notes(words, words.say("method"))]


def _variable_blocks(words: Words, variable: Variable) -> Iterator[Block]:
    key = variable.means or variable.key
    title = words.say("title_variable", label=words.text("variables", key, "label"), key=key)
    yield Title(title, anchor=header(variable, words.lang))
    parts = [(part, words.text("variables", key, part)) for part in ("includes", "excludes", "source")]
    columns = ", ".join(f"{each.key} / {each.dutch}" for each in VARIABLES if key in {each.key, each.means})
    kinds = [words.text("classes", kind, "label") for means, _, kind in MEANS if means == key]
    lines = [
        words.text("variables", key, "definition"),
        *(words.say(part, text=text) for part, text in parts if text),
        words.say("columns", text=columns),
        *(words.say("class", text=kind) for kind in kinds),
        *([words.say("several_values")] if variable.several else ()),
    ]
    yield Lines(tuple(lines))
    rows = [
        (
            " / ".join((value.key, value.dutch, *value.others)),
            words.text("variables", key, "values", value.key, "definition"),
        )
        for value in variable.values
    ]
    if all(text for _, text in rows) and rows:
        yield Grid(words.heads("value", "meaning"), tuple(rows))


def provenance(
    words: Words, *, files: Sequence[tuple[str, str]] = (), reading: str = "", period: Period | None = None
) -> View:
    """Show what a page was made with and from.

    Args:
        words: Of the language.
        files: The tables that were read: name and SHA-256.
        reading: What silence was taken to mean, as in `word_open`; empty where nothing was read.
        period: Of which coercion is; None for any.
    """
    rows = [
        (words.say("about_program"), f"ckm-mo {__version__}"),
        (words.say("about_codebook"), words.say("about_version", version=CODEBOOK_VERSION)),
    ]
    if reading:
        label = words.text("levels", period, "label") if period else words.say("about_any_period")
        rows += [(words.say("about_reading"), words.say(f"word_{reading}")), (words.say("about_period"), label)]
    tables = [
        (
            words.say("about_table"),
            printable(name),
            words.say("about_digest", digest=digest),
        )
        for name, digest in files
    ]
    return [Title(words.say("section_about")), Grid((), (*rows, *tables))]


def rules_view(words: Words) -> View:
    """Show the seven rules and the eight profiles, and whose each rule is."""
    rules = tuple(
        (
            words.outcome(rule.dimension, rule.outcome),
            words.condition(rule.when, line="\n"),
            words.ground(rule.dimension),
        )
        for rule in RULES
    )
    profiles = tuple((f"{each.number} {each.code}", words.profile(each.code)) for each in PROFILES)
    said = {"ground": "label", "source": "source"}
    sources = dict.fromkeys(
        words.say("source_of", **{part: words.text("grounds", rule.ground, of) for part, of in said.items()})
        for rule in RULES
    )
    named = [rule.outcome for rule in RULES]
    return [
        Title(words.say("title_rules"), 1),
        Grid(words.heads("rule", "when", "ground"), rules),
        Lines((*sources, words.say("rules_note"))),
        Title(words.say("title_profiles")),
        _profiles(words, {}, {}),
        Grid(words.heads("profile", "meaning"), profiles),
        *notes(words, words.say("ground_note"), *cautions(words, (), named)),
    ]


def check_view(words: Words, laws: "Sequence[Law]", seconds: float) -> View:
    """Show what was enumerated, what broke, and how long it took."""
    rows = tuple(
        (words.say(f"check_{law.key}"), words.number(law.enumerated), words.number(len(law.broken))) for law in laws
    )
    examples = [law.broken[0] for law in laws if law.broken]
    key = "check_broken" if examples else "check_holds"
    return [
        Title(words.say("title_check"), 1),
        Grid(words.heads("check", "enumerated", "broken"), rows, frozenset({1, 2})),
        Lines((words.say(key, example="; ".join(examples), seconds=words.number(seconds, 2)),), strong=True),
    ]


def template_view(words: Words) -> View:
    """Show every column of a table and what may stand in it."""
    rows = tuple((header(variable, words.lang), words.allowed(variable)) for variable in VARIABLES)
    return [Title(words.say("title_template"), 1), Grid(words.heads("column", "allowed"), rows)]


def codebook_rows(words: Words) -> Iterator[tuple[str, ...]]:
    """Give the codebook as rows: each column of a table, then each value that has a meaning of its own.

    A row has the column, the value, label, definition, what it includes and does not, and the allowed words.
    """
    parts = ("definition", "includes", "excludes")
    for variable in VARIABLES:
        name = header(variable, words.lang)
        yield name, "", words.variable(variable.key), *words.texts_of(variable, parts), words.allowed(variable)
        for value in variable.values:
            texts = [words.text("variables", variable.key, "values", value.key, part) for part in ("label", *parts)]
            if any(texts):
                yield name, word(value, words.lang), *texts, ""
    for key in ANSWERS:
        texts = [words.text("answers", key, part) for part in ("label", *parts)]
        yield "", next(word(value, words.lang) for value in (*YES_NO, *OPEN) if value.key == key), *texts, ""


# Records for machines


def codebook_records(variables: Iterable[Variable]) -> dict[str, Any]:
    """Give the codebook, in both languages."""
    texts = definitions()
    return {
        "version": CODEBOOK_VERSION,
        "variables": [
            {
                "key": each.key,
                "columns": [
                    name
                    for other in VARIABLES
                    if each.key in {other.key, other.means}
                    for name in (other.key, other.dutch)
                ],
                "role": str(each.role),
                "class": next((str(kind) for means, _, kind in MEANS if means == each.key), None),
                "several": each.several,
                "values": [
                    {"key": value.key, "words": [value.key, value.dutch, *value.others]} for value in takes(each)
                ],
                **{part: text for part, text in texts["variables"][each.key].items() if part != "values"},
                "meanings": texts["variables"][each.key].get("values", {}),
            }
            for each in variables
        ],
        "answers": texts["answers"],
    }


def _condition_record(condition: Condition) -> dict[str, Any]:
    if isinstance(condition, Is):
        return {"is": {condition.variable: condition.value}}
    return {"all_of" if isinstance(condition, AllOf) else "any_of": [*map(_condition_record, condition.parts)]}


def rules_records() -> dict[str, Any]:
    """Give the rules and the profiles, conditions as trees of `is`, `any_of` and `all_of`."""
    return {
        "rules": [
            {
                "rule": rule.outcome,
                "dimension": rule.dimension,
                "outcome": rule.outcome,
                "when": _condition_record(rule.when),
                "ground": str(rule.ground),
                "source": rule.source,
            }
            for rule in RULES
        ],
        "profiles": [asdict(profile) for profile in PROFILES],
    }
