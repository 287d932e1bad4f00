"""The questions about one case, one by one: what is asked next, what an answer means, and what is shown.

Nothing here knows a terminal: an `Interview` is frozen, an answer gives the next state,
and going back the one before; `answer_letters`, `label`, `answer_cautions` and `instructions` are what
is to be said of a question. `conversation` holds it at a terminal.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

from attrs import evolve, field, frozen

from ckm_mo._platform import quoted
from ckm_mo._version import __version__
from ckm_mo.answers import Period, Reading, Truth
from ckm_mo.cases import JOINT, Case, case_of
from ckm_mo.classification import INPUTS, Verdict, classify, key_at_level
from ckm_mo.cli.messages import SENTENCES
from ckm_mo.codebook import (
    CODEBOOK_VERSION,
    COLUMN_HEADERS,
    COLUMNS,
    EXPLOITATION_BEGAN,
    IDENTIFIERS,
    LOCATOR,
    NOT_CODED,
    NOT_STATED,
    READING,
    TOKENS,
    UNKNOWN,
    VARIABLE,
    VARIABLES,
    Variable,
    normalise,
    takes,
    word,
)
from ckm_mo.explanation import explain
from ckm_mo.messages import LANGUAGES, say, shown
from ckm_mo.tables.additions import changed
from ckm_mo.tables.writing import spelt
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View, printable
from ckm_mo.views.explanation import verdict_line
from ckm_mo.views.messages import SENTENCES as SHOWN
from ckm_mo.views.words import Words

HELP, BACK, AGAIN, STOP, SKIP = "?", "<", ">", "q", "-"
KEYS: Final = MappingProxyType({HELP: "help", SKIP: "skip", BACK: "back", AGAIN: "again", STOP: "stop"})
"""What may be typed instead of an answer, and what it does."""

SHORTEST: Final = 2
"""How many letters a beginning of a word has at least: one alone is a letter that stands with the question, or none."""


@frozen
class Interview:
    """The state of an interview about one case.

    Args:
        given: What is known beforehand. It is taken as it is, and not asked again.
        reading: What silence means, for a case that does not say so itself.
        period: The period whose means of coercion count; None for any.
        whole: Whether all is asked, and not only what still matters.
        recorded: Whether it goes on when nothing left matters to the verdict, for the record.
        places: Whether after each answer it is asked where in the source that stands.
        steps: The answers so far, by key and in order; a question that was left empty is answered `not_coded`, or with
            no text where text is asked for.
        undone: The answers that were taken back, by key, to be given again.
        first: What is asked before all else, whether or not it was answered.

    Unknown:
        `unknown` and `not_stated` are answers: they may leave the verdict open, and are not asked again.
    """

    given: Case = Case()  # noqa: RUF009 - it is frozen
    reading: Reading = Reading.OPEN
    period: Period | None = None
    whole: bool = False
    recorded: bool = False
    places: bool = False
    steps: tuple[tuple[str, str], ...] = ()
    undone: Mapping[str, str] = field(factory=dict, eq=False)
    first: tuple[str, ...] = field(default=(), eq=False)

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
    def variables(self) -> tuple[Variable, ...]:
        """The variables that the interview could ask, in codebook order."""
        if self.whole:
            return tuple(variable for variable in VARIABLES if variable is not READING)
        inputs = tuple(VARIABLE[key_at_level(key, self.period)] for key in INPUTS)
        return (*inputs, EXPLOITATION_BEGAN) if self.recorded else inputs

    @property
    def columns(self) -> tuple[Variable, ...]:
        """What a table of such cases has columns for."""
        located = [LOCATOR[each.key] for each in self.variables if each.key in LOCATOR] if self.places else []
        return (*self.variables, *located)

    @property
    def open_questions(self) -> tuple[str, ...]:
        """The questions that are left at most, the next one first.

        Every one of them is asked if all before it stay open. A definite answer only ever makes others needless.
        """
        rest = self.remaining if self.whole or self.recorded else ()
        return tuple(dict.fromkeys((*self.first, *(() if self.whole else self.deciding), *rest)))

    @property
    def count(self) -> int:
        """How many questions are left at most, but for where an answer stands."""
        return sum(key in VARIABLE for key in self.open_questions)

    @property
    def deciding(self) -> tuple[str, ...]:
        """The questions that may still change the verdict, those first that tell most."""
        unasked = self._unasked
        return tuple(key for key in explain(self.case, self.reading, self.period).ask if key in unasked)

    @property
    def remaining(self) -> tuple[str, ...]:
        """The questions that were not answered, nor follow from what was, in codebook order."""
        case, unasked = self.case, self._unasked
        return tuple(each.key for each in self.variables if each.key in unasked and not _follows(case, each))

    @property
    def listed(self) -> tuple[Variable, ...]:
        """What is to be seen of a case that is reviewed: all that is coded or located, and all that could be asked."""
        case = self.case
        there = {*case.at, *(each.key for each in VARIABLES if not is_empty(case[each.key]))}
        return tuple(each for each in VARIABLES[1:] if each in self.variables or each.key in there)

    @property
    def settled(self) -> bool:
        """Whether no question that is left can change the verdict, though some are left for the record."""
        return self.recorded and not (self.whole or self.deciding) and bool(self.open_questions)

    @property
    def _unasked(self) -> set[str]:
        case, answered = self.case, {key for key, _ in self.steps}
        return {each.key for each in self.variables if is_empty(case[each.key]) and each.key not in answered}

    @property
    def question(self) -> Variable | None:
        """The next question; None when there is none left."""
        keys = self.open_questions
        return COLUMN_HEADERS[keys[0]] if keys else None

    def answer(self, value: str) -> "Interview":
        """Answer the next question.

        Args:
            value: A token that the variable takes, several joined; `not_coded` leaves it empty.

        Raises:
            InvalidInput: If it contradicts what was answered before.
        """
        key = self.open_questions[0]
        undone = {each: kept for each, kept in self.undone.items() if each != key}
        first = tuple(each for each in self.first if each != key)
        after = evolve(self, steps=(*self.steps, (key, value)), undone=undone, first=first)
        case = after.case  # which raises
        locator = LOCATOR.get(key)
        if locator and (case[locator.key] or (self.places and value not in _STANDS_NOWHERE)):
            before = {locator.key: case[locator.key]} if case[locator.key] else {}
            return evolve(after, undone={**before, **undone}, first=(locator.key, *first))
        return after

    def back(self) -> "Interview":
        """Take the last answer back; where there is none, stay."""
        if not self.steps:
            return self
        *steps, (key, value) = self.steps
        behind = tuple(each for each in self.first if COLUMN_HEADERS[each].locates != key)
        before = evolve(self, steps=tuple(steps), undone={**self.undone, key: value}, first=behind)
        # It is the next question by itself, but for one that was asked again, or asks for a place.
        return before if before.open_questions[:1] == (key,) else evolve(before, first=(key, *behind))

    def again(self, variable: Variable) -> "Interview":
        """Begin an interview that asks one question again, of the case as it is answered so far."""
        case = self.case
        return evolve(self, given=case, steps=(), undone={variable.key: str(case[variable.key])}, first=(variable.key,))

    def after(self, other: "Interview") -> "Interview":
        """Take the answers of an interview that asked some questions again."""
        return evolve(self, steps=(*self.steps, *other.steps))


_STANDS_NOWHERE: Final = (NOT_CODED, NOT_STATED)
"""Answers that nothing in the source is the place of."""


def is_empty(answer: str) -> bool:
    """Return whether nobody has answered: a cell of the answer is empty."""
    return answer in ("", NOT_CODED)


def with_answers(case: Case, answers: Mapping[str, str]) -> Case:
    """Give a case other answers to some variables.

    Raises:
        InvalidInput: If the answers contradict each other.
    """
    coded = {variable.key: str(case[variable.key]) for variable in COLUMNS} | dict(answers)
    answered = [(key, answer) for key, answer in coded.items() if not is_empty(answer)]
    return evolve(case_of(answered), other=case.other)


def replaced(before: Case, after: Case) -> list[Variable]:
    """List the columns in which a case has another answer than before, where it had one."""
    return [each for each in changed(before, after) if not is_empty(before[each.key])]


def _follows(case: Case, variable: Variable) -> bool:
    """Return whether a means needs no more questions: it is deduced, or the source is silent on it."""
    if not variable.means:
        return False
    period = Period(variable.period) if variable.period else None
    deduced = case.used(variable.means, Reading.OPEN, period) != Truth.OPEN
    return deduced or bool(period and case[variable.means] == NOT_STATED)


# What is typed


@cache
def answer_letters(key: str, lang: str) -> Mapping[str, str]:
    """Give the letter of each answer to a question, which no other answer to it has.

    Returns:
        Letters by token, in codebook order: the first of its word's that is free, first letters before later ones.
        None for a question that is answered with text.
    """
    values = [value for value in takes(COLUMN_HEADERS[key]) if value.key != NOT_CODED]
    letters = {each: say(f"letter_{each}", lang) for each in (UNKNOWN, NOT_STATED)}
    words = {value.key: word(value, lang) for value in values if value.key not in letters}
    for position in range(max(map(len, words.values()), default=0)):
        for token, text in words.items():
            letter = text[position : position + 1]
            if token not in letters and letter.isalpha() and letter not in {STOP, *letters.values()}:
                letters[token] = letter
    return MappingProxyType({value.key: letters[value.key] for value in values})


@cache
def names(key: str) -> Mapping[str, str]:
    """Give all that may be typed for an answer but its letter: the words of tables, and the labels that are shown.

    Returns:
        Tokens by word or label, normalised, of both languages.
    """
    variable = VARIABLE[key]
    labels = {
        normalise(label(Words(lang), variable, value.key)): value.key
        for lang in LANGUAGES
        for value in takes(variable)
        if value.key != NOT_CODED
    }
    plain = {normalise(Words(lang).value(key, token)): token for lang in LANGUAGES for token in labels.values()}
    return MappingProxyType({**plain, **labels, **TOKENS[key]})


def answers_meant(typed: str, variable: Variable, lang: str) -> tuple[str, ...]:
    """Find the answers that may be meant by what was typed.

    A letter, a word of a table or a label as it is shown, in either language, means one answer; so does a beginning
    that only its words have. Of a variable that takes several, letters and words may stand behind each other.

    Returns:
        The token, several joined in codebook order; several tokens where the beginning is that of several answers;
        nothing where it is not an answer.
    """
    if typed.strip() == SKIP:
        return (NOT_CODED if variable.values else "",)
    if not variable.values:
        return (" ".join(typed.split()),) if typed.strip() else ()
    spelt = {letter: token for token, letter in answer_letters(variable.key, lang).items()}
    known = {**names(variable.key), **spelt}
    if not variable.several or normalise(typed) in known:
        return tuple(_candidates(normalise(typed), known))
    values = {value.key for value in variable.values}
    joined = {letter: token for letter, token in spelt.items() if token in values}
    chosen: set[str] = set()
    for part in _parts(typed, known):
        tokens = dict.fromkeys([*_candidates(part, known), *_in_letters(part, joined)])
        if len(tokens) != 1:
            return tuple(tokens)
        chosen |= {*next(iter(tokens)).split(JOINT)}
    if len(chosen) > 1 and not chosen <= values:
        return ()
    order = [value.key for value in takes(variable)]
    return (JOINT.join(sorted(chosen, key=order.index)),) if chosen else ()


def _parts(typed: str, known: Mapping[str, str]) -> Iterator[str]:
    """Take apart what was typed for a variable that takes several answers."""
    for part in re.split(f"[,{JOINT}]", typed):
        yield from [normalise(part)] if normalise(part) in known else map(normalise, part.split())


def _candidates(plain: str, known: Mapping[str, str]) -> list[str]:
    """List the tokens that a word means, or may be the beginning of."""
    if plain in known:
        return [known[plain]]
    tokens = [token for name, token in known.items() if name.startswith(plain)] if len(plain) >= SHORTEST else []
    return list(dict.fromkeys(tokens))


def _in_letters(plain: str, spelt: Mapping[str, str]) -> list[str]:
    """Take a word as letters behind each other, which together mean several answers."""
    if len(plain) < SHORTEST or not {*plain} <= {*spelt}:
        return []
    chosen = {spelt[letter] for letter in plain}
    return [JOINT.join(token for token in spelt.values() if token in chosen)]


# What is shown of a question


def label(words: Words, variable: Variable, token: str) -> str:
    """Label one answer; of the open ones, say what the source does."""
    if is_empty(token):
        return words.say("answer_not_coded")
    if not variable.values:
        return printable(token)
    sentence = f"answer_{token}"
    return words.say(sentence) if sentence in SENTENCES else words.value(variable.key, token)


def _meaning(words: Words, variable: Variable, token: str) -> str:
    own = words.text("variables", variable.means or variable.key, "values", token, "definition")
    return f"{words.value(variable.key, token)}: {own or words.text('answers', token, 'definition')}"


def answer_cautions(words: Words, variable: Variable) -> tuple[str, ...]:
    """Say what answers to a question do not mean."""
    sentences = (f"caution_{value.key}" for value in variable.values)
    return tuple(words.say("caution_means", sentence=words.say(each)) for each in sentences if each in SHOWN)


def instructions(words: Words, variable: Variable) -> tuple[str, ...]:
    """Say how a question is answered: what it indicates, what is included, what is not and where that goes."""
    path = ("locators",) if variable.locates else ("variables", variable.means or variable.key)
    period = variable.period and [words.text("levels", variable.period, each) for each in ("label", "definition")]
    return (
        words.text(*path, "definition"),
        *words.more_of(*path, parts=("includes", "excludes")),
        *([": ".join(period)] if period else ()),
    )


# What is shown


def question_view(words: Words, variable: Variable) -> View:
    """Show a question and its answers."""
    rows = tuple(
        (letter, label(words, variable, each)) for each, letter in answer_letters(variable.key, words.lang).items()
    )
    question = words.say("interview_place") if variable.locates else words.question(variable.key)
    return [Title(question), *([Grid((), rows)] if rows else ())]


def beside_view(words: Words, interview: Interview, variable: Variable, *, counted: bool = True) -> View:
    """Say what is to be known beside a question: what an answer does not say, and how many questions are left.

    Args:
        words: Of the language.
        interview: As it stands.
        variable: That is asked.
        counted: Whether to say how many are left.
    """
    lines = [*answer_cautions(words, variable)]
    before = interview.undone.get(variable.key)
    if variable.several:
        example = "".join([*answer_letters(variable.key, words.lang).values()][:2])
        lines.append(words.say("interview_several", example=example))
    if before is not None:
        lines.append(words.say("interview_before", answer=label(words, variable, before), again=AGAIN))
    if not variable.values:
        lines.append(words.say("interview_text" if before is None else "interview_other_text"))
    if counted and not variable.locates:
        lines.append(left_line(words, interview))
    return [Lines(tuple(lines), quiet=True)]


def left_line(words: Words, interview: Interview) -> str:
    """Say how many questions are left; of those for the record alone, that the verdict is settled."""
    count = interview.count
    if not interview.settled:
        return words.say("interview_left", count=count)
    verdict = interview.verdict
    if verdict.not_begun or len(verdict.outcomes) > 1:
        return words.say("interview_record_open", count=count)
    return words.say("interview_record", count=count, outcome=verdict.profile or words.say("or_outside"))


def review_view(words: Words, interview: Interview, case_id: str) -> View:
    """Show the answers of a case, numbered, and say what may be done with them."""
    case = interview.case
    rows = tuple(
        (
            str(number),
            words.variable(each.key),
            label(words, each, case[each.key]) + words.cited(case.at.get(each.key)),
        )
        for number, each in enumerate(interview.listed, 1)
    )
    title = Title(words.say("title_case", case_id=shown(case_id)))
    return [title, Grid((), rows, figures=frozenset({0})), Lines((words.say("interview_review_choose"),), quiet=True)]


def changes_view(words: Words, before: Case, after: Case) -> View:
    """Show what changes in a case that is in a table."""
    rows = tuple(
        (column_heading(words, each), label(words, each, before[each.key]), label(words, each, after[each.key]))
        for each in changed(before, after)
    )
    return [Grid(tuple(words.say(f"interview_{each}") for each in ("changes", "was", "becomes")), rows)]


def column_heading(words: Words, column: Variable) -> str:
    """Label a column; one that says where an answer stands, by the variable."""
    if not column.locates:
        return words.variable(column.key)
    return words.say("interview_place_of", variable=words.variable(column.locates))


def help_view(words: Words, variable: Variable) -> View:
    """Explain a question, its answers, and what else may be typed."""
    rows = (
        (letter, _meaning(words, variable, each)) for each, letter in answer_letters(variable.key, words.lang).items()
    )
    keys = ((each, words.say(f"interview_key_{name}")) for each, name in KEYS.items() if name != "help")
    return [Lines(instructions(words, variable)), Grid((), (*rows, *keys))]


def record_text(interview: Interview, lang: str, saving: Sequence[str] = ()) -> str:
    """Give the command that classifies the case again, ready for a shell; empty where nothing is coded.

    Args:
        interview: Of the case.
        lang: Of the words.
        saving: The options with which the command saves the case; none where it is not to be saved.
    """
    case = interview.case
    given = [(variable, spelt(variable, case, lang)) for variable in COLUMNS]
    if not any(text for variable, text in given if variable is not IDENTIFIERS[0]):
        return ""
    pairs = [f"{word(variable, lang)}={text}" for variable, text in given if text]
    if saving:  # what was emptied is to be emptied
        emptied = [variable for variable, text in given if not text and not is_empty(interview.given[variable.key])]
        pairs += [f"{word(variable, lang)}=" for variable in emptied]
    reading = ["--reading", str(interview.reading)] if case[READING.key] == NOT_CODED else []
    period = ["--period", str(interview.period)] if interview.period else []
    return printable(" ".join(["ckm-mo", "case", *map(quoted, (*pairs, *reading, *period, *saving))]))


def record_view(words: Words, interview: Interview) -> tuple[Block, ...]:
    """Say what the command for the record is of: the verdict, the version, the reading, and what it is not."""
    verdict = interview.verdict
    facts = {"version": __version__, "codebook": CODEBOOK_VERSION, "reading": words.say(f"reading_{verdict.reading}")}
    lines = (verdict_line(words, verdict), words.say("record_of", **facts), words.say("method"))
    return (Title(words.say("section_record")), Lines(lines))
