"""The questions about one case, one by one: what is asked next, what an answer means, and what is shown.

Nothing here knows a terminal: an `Interview` is frozen, an answer gives the next state,
and going back the one before; `choices`, `cautions` and `instructions` are what is to be
said of a question. `conversation` holds it at a terminal.
"""

import shlex
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Final, NamedTuple

from attrs import evolve, field, frozen

from ckm_mo._version import __version__
from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import JOINT, Case, case_of
from ckm_mo.classification import INPUTS, Verdict, asked, classify
from ckm_mo.cli.messages import SENTENCES
from ckm_mo.codebook import (
    CODEBOOK_VERSION,
    CODED,
    IDENTIFIERS,
    NOT_CODED,
    NOT_STATED,
    READING,
    TOKENS,
    UNKNOWN,
    VARIABLE,
    Variable,
    header,
    normalise,
    takes,
    word,
)
from ckm_mo.explanation import to_ask
from ckm_mo.messages import say
from ckm_mo.tables.writing import spelt
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View
from ckm_mo.views.explanation import verdict_line
from ckm_mo.views.messages import SENTENCES as SHOWN
from ckm_mo.views.words import Words

HELP, BACK, AGAIN, STOP, SKIP = "?", "<", ">", "q", "-"
KEYS: Final = MappingProxyType({HELP: "help", SKIP: "skip", BACK: "back", AGAIN: "again", STOP: "stop"})
"""What may be typed instead of an answer, and what it does."""


@frozen
class Interview:
    """The state of an interview about one case.

    Args:
        given: What is known beforehand. It is taken as it is, and not asked again.
        reading: What silence means, for a case that does not say so itself.
        period: Of which period coercion is; None for any.
        whole: Whether all is asked, and not only what still matters.
        steps: The answers so far, by key and in order; a question that was left empty is answered `not_coded`.
        undone: The answers that were taken back, by key, to be given again.

    Unknown:
        `unknown` and `not_stated` are answers: they may leave the verdict open, and are not asked again.
    """

    given: Case = Case()  # noqa: RUF009 - it is frozen
    reading: Reading = Reading.OPEN
    period: Period | None = None
    whole: bool = False
    steps: tuple[tuple[str, str], ...] = ()
    undone: Mapping[str, str] = field(factory=dict, eq=False)

    @property
    def case(self) -> Case:
        """What is coded so far.

        Raises:
            InvalidInput: If the answers contradict each other.
        """
        return with_answers(self.given, dict(self.steps)) if self.steps else self.given

    @property
    def verdict(self) -> Verdict:
        """The verdict on what is coded so far."""
        return classify(self.case, self.reading, self.period)

    @property
    def left(self) -> tuple[str, ...]:
        """The questions that are left at most, the next one first.

        Every one of them is asked if all before it stay open. A definite answer only ever makes others needless.
        """
        case, answered = self.case, {key for key, _ in self.steps}
        unasked = {each.key for each in self.columns if case[each.key] == NOT_CODED and each.key not in answered}
        if not self.whole and unasked:
            return tuple(key for key in to_ask(case, self.reading, self.period) if key in unasked)
        return tuple(each.key for each in self.columns if each.key in unasked and not _follows(case, each))

    @property
    def columns(self) -> tuple[Variable, ...]:
        """All that the interview could ask, in codebook order: what a table of such cases has columns for."""
        return _columns(self.period, self.whole)

    @property
    def question(self) -> Variable | None:
        """The next question; None when there is none left that matters."""
        left = self.left
        return VARIABLE[left[0]] if left else None

    def answer(self, value: str) -> "Interview":
        """Answer the next question.

        Args:
            value: A token that the variable takes, several joined; `not_coded` leaves it empty.

        Raises:
            InvalidInput: If it contradicts what was answered before.
        """
        key = self.left[0]
        undone = {each: kept for each, kept in self.undone.items() if each != key}
        after = evolve(self, steps=(*self.steps, (key, value)), undone=undone)
        _ = after.case  # which raises
        return after

    def back(self) -> "Interview":
        """Take the last answer back; where there is none, stay."""
        if not self.steps:
            return self
        *steps, last = self.steps
        return evolve(self, steps=tuple(steps), undone={**self.undone, last[0]: last[1]})


@cache
def _columns(period: Period | None, whole: bool) -> tuple[Variable, ...]:  # noqa: FBT001 - positional, for the cache
    if whole:
        return tuple(variable for variable in CODED if variable is not READING)
    return tuple(VARIABLE[asked(key, period)] for key in INPUTS)


def with_answers(case: Case, answers: Mapping[str, str]) -> Case:
    """Give a case other answers to some variables.

    Raises:
        InvalidInput: If the answers contradict each other.
    """
    coded = {variable.key: str(case[variable.key]) for variable in CODED} | dict(answers)
    said = [(key, answer) for key, answer in coded.items() if answer != NOT_CODED]
    return evolve(case_of(said), names=case.names, other=case.other, locators=case.locators)


def _follows(case: Case, variable: Variable) -> bool:
    """Return whether a means needs no more questions: it is deduced, or the source is silent on it."""
    if not variable.means:
        return False
    period = Period(variable.period) if variable.period else None
    deduced = case.used(variable.means, Reading.OPEN, period) != Truth.OPEN
    return deduced or bool(period and case[variable.means] == NOT_STATED)


# What is typed


@cache
def letters(key: str, lang: str) -> Mapping[str, str]:
    """Give the letter of each answer to a question, which no other answer to it has.

    Returns:
        Letters by token, in codebook order: the first of its word's that is free, first letters before later ones.
    """
    *values, _ = takes(VARIABLE[key])
    found = {each: say(f"letter_{each}", lang) for each in (UNKNOWN, NOT_STATED)}
    words = {value.key: word(value, lang) for value in values if value.key not in found}
    for place in range(max(map(len, words.values()))):
        for token, text in words.items():
            letter = text[place : place + 1]
            if token not in found and letter.isalpha() and letter not in {STOP, *found.values()}:
                found[token] = letter
    return MappingProxyType({value.key: found[value.key] for value in values})


def meant(typed: str, variable: Variable, lang: str) -> str | None:
    """Find the answer that was typed: a letter, or a word of the codebook in either language; perhaps several.

    Returns:
        The token, several joined in codebook order; None where it is not an answer.
    """
    plain = normalise(typed)
    if typed.strip() == SKIP:
        return NOT_CODED
    known = {letter: token for token, letter in letters(variable.key, lang).items()} | dict(TOKENS[variable.key])
    if plain in known or not variable.several:
        return known.get(plain)
    parts = [normalise(part) for part in typed.replace(",", " ").replace(JOINT, " ").split()]
    parts = [each for part in parts for each in ([part] if part in known else part)]
    values = {value.key for value in variable.values}
    found = {known.get(part, "") for part in parts}
    return (
        JOINT.join(value.key for value in variable.values if value.key in found) if found and found <= values else None
    )


# What is shown of a question


class Choice(NamedTuple):
    """An answer that may be chosen.

    Args:
        token: What the case then has.
        letter: What may be typed for it.
        label: How it is shown.
        meaning: What it says of the source.
    """

    token: str
    letter: str
    label: str
    meaning: str


def choices(words: Words, variable: Variable) -> tuple[Choice, ...]:
    """List the answers to a question, in codebook order. It may be left empty as well."""
    return tuple(
        Choice(token, letter, label(words, variable, token), _meaning(words, variable, token))
        for token, letter in letters(variable.key, words.lang).items()
    )


def label(words: Words, variable: Variable, token: str) -> str:
    """Label one answer; of the open ones, say what the source does."""
    sentence = f"answer_{token}"
    return words.say(sentence) if sentence in SENTENCES else words.value(variable.key, token)


def _meaning(words: Words, variable: Variable, token: str) -> str:
    own = words.text("variables", variable.means or variable.key, "values", token, "definition")
    return f"{words.value(variable.key, token)}: {own or words.text('answers', token, 'definition')}"


def cautions(words: Words, variable: Variable) -> tuple[str, ...]:
    """Say what answers to a question do not mean."""
    sentences = (f"caution_{value.key}" for value in variable.values)
    return tuple(words.say("caution_means", sentence=words.say(each)) for each in sentences if each in SHOWN)


def instructions(words: Words, variable: Variable) -> tuple[str, ...]:
    """Say how a question is answered: what it indicates, what is included, what is not and where that goes."""
    definition, includes, excludes = words.texts_of(variable, ("definition", "includes", "excludes"))
    period = variable.period and [words.text("levels", variable.period, each) for each in ("label", "definition")]
    return (
        definition,
        *([words.say("includes", text=includes)] if includes else ()),
        *([words.say("excludes", text=excludes)] if excludes else ()),
        *([": ".join(period)] if period else ()),
    )


# What is shown


def question_view(words: Words, variable: Variable) -> View:
    """Show a question and its answers."""
    rows = tuple((each.letter, each.label) for each in choices(words, variable))
    return [Title(words.question(variable.key)), Grid((), rows)]


def beside_view(words: Words, interview: Interview, variable: Variable) -> View:
    """Say what is to be known beside a question: what an answer does not say, and how many questions are left."""
    lines = [*cautions(words, variable)]
    if variable.several:
        example = "".join([*letters(variable.key, words.lang).values()][:2])
        lines.append(words.say("interview_several", example=example))
    if before := interview.undone.get(variable.key):
        lines.append(words.say("interview_before", answer=label(words, variable, before), again=AGAIN))
    return [Lines((*lines, words.say("interview_left", count=len(interview.left))), quiet=True)]


def help_view(words: Words, variable: Variable) -> View:
    """Explain a question, its answers, and what else may be typed."""
    rows = ((each.letter, each.meaning) for each in choices(words, variable))
    keys = ((each, words.say(f"interview_key_{name}")) for each, name in KEYS.items() if name != "help")
    return [Lines(instructions(words, variable)), Grid((), (*rows, *keys))]


def record(interview: Interview, lang: str) -> str:
    """Give the command that classifies the case again, ready for a shell; empty where nothing is coded."""
    case = interview.case
    given = [(variable, spelt(variable, case, lang)) for variable in (IDENTIFIERS[0], *CODED)]
    if not any(said for variable, said in given[1:]):
        return ""
    pairs = [shlex.quote(f"{header(variable, lang)}={said}") for variable, said in given if said]
    reading = ["--reading", str(interview.reading)] if case[READING.key] == NOT_CODED else []
    period = ["--period", str(interview.period)] if interview.period else []
    return " ".join(["ckm-mo", "case", *pairs, *reading, *period])


def record_view(words: Words, interview: Interview) -> tuple[Block, ...]:
    """Say what the command for the record is of: the verdict, the version, the reading, and what it is not."""
    verdict = interview.verdict
    facts = {"version": __version__, "codebook": CODEBOOK_VERSION, "reading": words.say(f"reading_{verdict.reading}")}
    lines = (verdict_line(words, verdict), words.say("record_of", **facts), words.say("method"))
    return (Title(words.say("section_record")), Lines(lines))
