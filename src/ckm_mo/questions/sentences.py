"""Claims as they are written: sentences about a table, such as `NOH | minor >= each`.

    claim   := term OP term | term OP number ["%"]        OP is > >= < <= =
    term    := outcome ["|" condition {"," condition}]
    outcome := a word | KEY=VALUE | several of these joined by "+" (any of them) or by "," (all of them)

A mistake names its place in the sentence, and what may stand there.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from typing import Final

from attrs import frozen

from ckm_mo.codebook import CODED_DIMENSIONS, normalise, spellings
from ckm_mo.errors import CkmMoError, DataError, InvalidClaim, InvalidInput
from ckm_mo.messages import Word, shown
from ckm_mo.rules import COERCION, PROFILE
from ckm_mo.statements import OUTCOME_WORDS, PROFILE_RESULT, RESULTS, Statement, statement
from ckm_mo.tidy import facts, html

OPERATORS: Final = (">=", "<=", ">", "<", "=")
EACH: Final = ("each", "elk", "elke")
QUOTE: Final = '"'

_NUMBER: Final = re.compile(r"([0-9]+)(?:[.,]([0-9]+))?\s*(%?)")


@frozen
class Term:
    """What stands on one side of a claim.

    Args:
        outcome: The statements of which the cases are counted that have them.
        any_of: Whether one of them will do; else it takes all.
        group: The conditions of the group; none for all cases.
        text: As written.
        share: Whether a group was written, so that it is a share.
    """

    outcome: tuple[Statement, ...]
    any_of: bool
    group: tuple[Statement, ...]
    text: str
    share: bool


@frozen
class Claim:
    """A sentence about a table.

    Args:
        text: As given; of `each`, written out.
        left: The left side.
        operator: One of `OPERATORS`.
        right: The right side: a term, or a number, of a share as a fraction.
        share: Whether both sides are shares; else they are numbers of cases.
    """

    text: str
    left: Term
    operator: str
    right: Term | Fraction
    share: bool

    def __repr__(self) -> str:
        """Give it as a sentence."""
        return f"<Claim: {shown(self.text)}>"

    def _repr_html_(self) -> str:
        return html(facts({"claim": self.text, "unit": "share" if self.share else "cases"}), repr(self))

    @property
    def terms(self) -> tuple[Term, ...]:
        """The sides that are terms."""
        return (self.left, self.right) if isinstance(self.right, Term) else (self.left,)

    @property
    def statements(self) -> tuple[Statement, ...]:
        """All statements in it, each once."""
        return tuple(dict.fromkeys(each for term in self.terms for each in (*term.outcome, *term.group)))

    def holds(self, difference: Fraction) -> bool:
        """Return whether it holds where left minus right is this."""
        return {
            ">": difference > 0,
            ">=": difference >= 0,
            "<": difference < 0,
            "<=": difference <= 0,
            "=": difference == 0,
        }[self.operator]


def is_claim(text: str) -> bool:
    """Return whether an argument has an operator, so that it is a claim."""
    return next(_operators(text), None) is not None


def parse(text: str, columns: Iterable[str] | None = None) -> list[Claim]:
    """Parse a claim.

    Args:
        text: The sentence, in either language.
        columns: The headers that the tables have; None where they are not known yet.

    Returns:
        One claim; of `each`, one against each other profile.

    Raises:
        InvalidClaim: With the place of the mistake, and what may stand there.
    """
    columns = None if columns is None else [*columns]
    found = [*_operators(text)]
    if not found:
        raise _mistake(text, len(text.rstrip()), "claim_operator")
    if len(found) > 1:
        raise _mistake(text, found[1][0], "claim_one_operator")
    ((start, operator),) = found
    left_text, right_text = text[:start], text[start + len(operator) :]
    left = _term(text, left_text, 0, columns)
    whole = text.strip()
    after = start + len(operator)
    plain = right_text.strip()
    if normalise(plain) in EACH:
        return _each(text, left, operator, after)
    number = _NUMBER.fullmatch(plain)
    if number:
        digits, decimals, percent = number.groups(default="")
        value = Fraction(int(digits + decimals), 10 ** len(decimals))
        if left.share and not percent:
            raise _mistake(text, after + len(right_text) - len(right_text.lstrip()) + len(plain), "claim_percent")
        return [Claim(whole, left, operator, value / 100 if percent else value, bool(percent))]
    right = _term(text, right_text, after, columns)
    return [Claim(whole, left, operator, right, left.share or right.share)]


def _each(text: str, left: Term, operator: str, at: int) -> list[Claim]:
    """Write `each` out: one claim against each other profile."""
    mine = [value for key, value in left.outcome if key == PROFILE_RESULT]
    if len(left.outcome) != 1 or not mine:
        raise _mistake(text, at + 1, "claim_each")
    group = left.text.partition("|")[2]
    claims = []
    for code in PROFILE:
        if code != mine[0]:
            right_text = f"{code} | {group.strip()}" if left.share else code
            right = Term(((PROFILE_RESULT, code),), True, left.group, right_text, left.share)  # noqa: FBT003 - one
            claims.append(Claim(f"{left.text} {operator} {right_text}", left, operator, right, left.share))
    return claims


def _mistake(text: str, at: int, problem: str, **facts: object) -> InvalidClaim:
    return InvalidClaim(claim=text, position=at + 1, problem=problem, about=facts)


def _outside_quotes(text: str) -> Iterator[tuple[int, str]]:
    """Go through the characters that no quotation marks hold."""
    quoted = False
    for place, letter in enumerate(text):
        if letter == QUOTE:
            quoted = not quoted
        elif not quoted:
            yield place, letter


def _operators(text: str) -> Iterator[tuple[int, str]]:
    """Find the operators: those of two signs, `<`, `>`, and `=` between blanks."""
    taken = -1
    for place, letter in _outside_quotes(text):
        if place <= taken:
            continue
        two = text[place : place + 2]
        if two in OPERATORS:
            taken = place + 1
            yield place, two
        elif letter in "<>" or (
            letter == "=" and text[place - 1 : place].isspace() and text[place + 1 : place + 2].isspace()
        ):
            yield place, letter


def _split(text: str, marks: str) -> list[tuple[int, str]]:
    """Cut a text at some marks, outside quotation marks; give each part with its place."""
    cuts = [place for place, letter in _outside_quotes(text) if letter in marks]
    starts = [0, *(cut + 1 for cut in cuts)]
    return [(start, text[start:end]) for start, end in zip(starts, [*cuts, len(text)], strict=True)]


def _term(sentence: str, text: str, at: int, columns: Sequence[str] | None) -> Term:
    """Parse one side."""
    if sum(letter == QUOTE for letter in text) % 2:
        raise _mistake(sentence, at + text.index(QUOTE), "claim_quote")
    (_, outcome_text), *groups = _split(text, "|")
    if len(groups) > 1:
        raise _mistake(sentence, at + groups[1][0] - 1, "claim_one_group")
    marks = {letter for _, letter in _outside_quotes(outcome_text) if letter in "+,"}
    if len(marks) > 1:
        place = next(
            place for place, letter in _outside_quotes(outcome_text) if letter in marks - {_first(outcome_text)}
        )
        raise _mistake(sentence, at + place, "claim_mixed")
    outcome = tuple(
        _outcome(sentence, part, at + start, columns) for start, part in _split(outcome_text, "".join(marks))
    )
    group: tuple[Statement, ...] = ()
    if groups:
        ((start, group_text),) = groups
        group = tuple(
            _condition(sentence, part, at + start + place, columns) for place, part in _split(group_text, ",")
        )
    return Term(outcome, marks != {","}, group, text.strip(), bool(groups))


def _first(text: str) -> str:
    return next(letter for _, letter in _outside_quotes(text) if letter in "+,")


def _place(part: str, at: int) -> int:
    """Find where a part begins, behind its blanks."""
    return at + len(part) - len(part.lstrip())


def _outcome(sentence: str, part: str, at: int, columns: Sequence[str] | None) -> Statement:
    """Parse an outcome: a word, or `KEY=VALUE`."""
    if any(letter == "=" for _, letter in _outside_quotes(part)):
        return _condition(sentence, part, at, columns)
    plain = normalise(_bare(part))
    for code in PROFILE:
        if plain == normalise(code):
            return PROFILE_RESULT, code
    if plain in OUTCOME_WORDS:
        return COERCION, OUTCOME_WORDS[plain]
    for variable in CODED_DIMENSIONS:
        value = spellings(variable.key).get(plain)
        if value in {each.key for each in variable.values}:
            return variable.key, str(value)
    raise _mistake(sentence, _place(part, at), "claim_outcome", word=part.strip(), allowed=_words())


def _words() -> tuple[str | Word, ...]:
    """List the words that an outcome can be."""
    coded = [Word(value.key, value.dutch) for variable in CODED_DIMENSIONS for value in variable.values]
    derived = {english: dutch for dutch, english in OUTCOME_WORDS.items()}
    return (*PROFILE, *coded, *(Word(outcome, derived[outcome]) for outcome in RESULTS[COERCION]))


def _bare(text: str) -> str:
    """Take quotation marks away."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == QUOTE else text


def _condition(sentence: str, part: str, at: int, columns: Sequence[str] | None) -> Statement:
    """Parse `KEY=VALUE`; of a word that is an outcome or a value of one variable alone, what it is a value of."""
    cut = next((place for place, letter in _outside_quotes(part) if letter == "="), None)
    if cut is None:
        raise _mistake(sentence, _place(part, at), "claim_condition", word=part.strip())
    name, value = _bare(part[:cut]), _bare(part[cut + 1 :])
    try:
        return statement(name, value, columns)
    except (DataError, InvalidInput) as error:
        told: CkmMoError = error.errors[0].at(column="") if isinstance(error, InvalidInput) else error.at(column="")
        raise _mistake(sentence, _place(part, at), "claim_wrong", word=part.strip(), error=told) from error
