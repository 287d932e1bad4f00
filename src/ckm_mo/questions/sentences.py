"""Claims as they are written: sentences about a table, such as `NOH | minor >= each`.

    claim   := term OP term | term OP number ["%"]        OP is > >= < <= =
    term    := outcome ["|" condition {"," condition}]
    outcome := a word | KEY=VALUE | several of these joined by "+" (any of them) or by "," (all of them)

A mistake names its place in the sentence, and what may stand there.
"""

import re
from collections.abc import Collection
from contextlib import suppress
from fractions import Fraction
from functools import partial
from operator import eq, ge, gt, le, lt
from typing import ClassVar, Final, NamedTuple

from attrs import frozen

from ckm_mo.codebook import CODED_DIMENSIONS, OPEN_KEYS, normalise
from ckm_mo.errors import DataError, InvalidClaim, InvalidInput, check_kind
from ckm_mo.messages import DIGITS, LANGUAGES, Word, shown
from ckm_mo.records import Result
from ckm_mo.rules import COERCION, PROFILE
from ckm_mo.tallies.statements import PROFILE_RESULT, RESULTS, Statement, result_word, statement

OPERATORS: Final = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}

_OPERATOR: Final = re.compile(r"[<>]=?|(?<=\s)=(?=\s|\Z)")
"""An operator; `=` between blanks."""


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
class Claim(Result):
    """A sentence about a table.

    Args:
        text: As given; of `each`, written out.
        left: The left side.
        operator: One of `OPERATORS`.
        right: The right side: a term, or a number, of a share as a fraction.
        share: Whether both sides are shares; else they are numbers of cases.
    """

    json: ClassVar = "claim:text", "unit"

    text: str
    left: Term
    operator: str
    right: Term | Fraction
    share: bool

    def __repr__(self) -> str:
        """Give it as a sentence."""
        return f"<Claim: {shown(self.text)}>"

    @property
    def unit(self) -> str:
        """What its sides are: `share` or `cases`."""
        return "share" if self.share else "cases"

    @property
    def terms(self) -> tuple[Term, ...]:
        """The sides that are terms."""
        return (self.left, self.right) if isinstance(self.right, Term) else (self.left,)

    @property
    def statements(self) -> list[Statement]:
        """All statements in it."""
        return [each for term in self.terms for each in (*term.outcome, *term.group)]

    def holds(self, difference: Fraction) -> bool:
        """Return whether it holds where left minus right is this."""
        return bool(OPERATORS[self.operator](difference, 0))


def is_claim(text: str) -> bool:
    """Return whether an argument has an operator, so that it is a claim."""
    return bool(_OPERATOR.search(_unquoted(text)))


def parse_claim(text: str, columns: Collection[str] | None = None) -> list[Claim]:
    """Parse a claim.

    Args:
        text: The sentence, in either language.
        columns: The headers that the tables have; None where they are not known yet.

    Returns:
        One claim; of `each`, one against each other profile.

    Raises:
        InvalidClaim: With the position of the mistake, and what may stand there.
        WrongKind: If it is no text.
    """
    check_kind(text, str, Word("the text of a claim", "de tekst van een bewering"), 'check(cases, "NOH >= each")')
    whole, end = _Part(text, columns, 0, len(text)), len(text.rstrip())
    operators = [*_OPERATOR.finditer(_unquoted(text))]
    if not operators:
        raise whole.mistake(end, "claim_operator")
    if len(operators) > 1:
        raise whole.mistake(operators[1].start(), "claim_one_operator")
    operator, (start, after) = operators[0][0], operators[0].span()
    left, side = _term(whole._replace(end=start)), whole._replace(start=after)
    if normalise(side.text) in {"each", "elk", "elke"}:
        if [key for key, _ in left.outcome] != [PROFILE_RESULT]:
            raise whole.mistake(after + 1, "claim_each")
        group = f" | {left.text.partition('|')[2].strip()}" if left.share else ""
        others = [code for code in PROFILE if code != left.outcome[0][1]]
        return [parse_claim(f"{left.text} {operator} {code}{group}", columns)[0] for code in others]
    right: Term | Fraction
    if number := re.fullmatch(rf"({DIGITS}(?:[.,]{DIGITS})?)\s*(%?)", side.text):
        share = bool(number[2])
        if left.share and not share:
            raise whole.mistake(end, "claim_percent")
        right = Fraction(number[1].replace(",", ".")) / (100 if share else 1)
    else:
        right = _term(side)
        share = left.share or right.share
    return [Claim(text.strip(), left, operator, right, share)]


def _unquoted(text: str) -> str:
    """Put quotation marks in the place of all that stands between them, so that none of it is a sign."""
    return re.sub(r'"[^"]*("|\Z)', lambda quoted: '"' * len(quoted[0]), text)


class _Part(NamedTuple):
    """A part of a claim, from one position in it up to another, and the headers that it may name."""

    claim: str
    columns: Collection[str] | None
    start: int
    end: int

    @property
    def text(self) -> str:
        """As written."""
        return self.claim[self.start : self.end].strip()

    @property
    def bare(self) -> str:
        """Its text, without quotation marks around it."""
        return re.sub(r'\A"(.*)"\Z', r"\1", self.text, flags=re.DOTALL)

    def split(self, mark: str) -> list["_Part"]:
        """Cut it at a mark."""
        cuts = re.finditer(rf"(?:\A|[{mark}])([^{mark}]*)", _unquoted(self.claim)[self.start : self.end])
        return [self._replace(start=self.start + cut.start(1), end=self.start + cut.end(1)) for cut in cuts]

    def mistake(self, at: int, problem: str, **about: object) -> InvalidClaim:
        """Name the position of a mistake, and what may stand there."""
        return InvalidClaim(claim=self.claim, position=at + 1, problem=problem, about=about)


def _term(side: _Part) -> Term:
    """Parse one side of a claim."""
    if side.text.count('"') % 2:
        raise side.mistake(side.claim.index('"', side.start), "claim_quote")
    outcome, *groups = side.split("|")
    if len(groups) > 1:
        raise side.mistake(groups[1].start - 1, "claim_one_group")
    any_of, all_of = outcome.split("+"), outcome.split(",")
    if len(any_of) > 1 and len(all_of) > 1:
        raise side.mistake(max(any_of[1].start, all_of[1].start) - 1, "claim_mixed")
    outcomes = tuple(map(_outcome, any_of if len(all_of) == 1 else all_of))
    conditions = tuple(_condition(each) for group in groups for each in group.split(","))
    return Term(outcomes, len(all_of) == 1, conditions, side.text, bool(groups))


def _outcome(part: _Part) -> Statement:
    """Parse an outcome: a word, or `KEY=VALUE`."""
    for key in (PROFILE_RESULT, COERCION, *(variable.key for variable in CODED_DIMENSIONS)):
        with suppress(DataError, InvalidInput):
            outcome = statement(key, part.bare)
            if outcome[1] not in OPEN_KEYS:  # as a label of these may say
                return outcome
    coded = (Word(value.key, value.dutch) for variable in CODED_DIMENSIONS for value in variable.values)
    allowed = *PROFILE, *coded, *map(result_word, RESULTS[COERCION])
    return _condition(part, "claim_outcome", allowed=allowed)


def _condition(part: _Part, problem: str = "claim_condition", **about: object) -> Statement:
    """Parse `KEY=VALUE`; if it is no such thing, that is the problem."""
    start = part.end - len(part.claim[part.start : part.end].lstrip())
    mistake = partial(part.mistake, start, word=part.text)
    key, *values = part.split("=")
    if not values:
        raise mistake(problem, **about)
    try:
        return statement(key.bare, values[0]._replace(end=part.end).bare, part.columns)
    except (DataError, InvalidInput) as error:
        first = error.errors[0] if isinstance(error, InvalidInput) else error
        texts = map(first.at(column="").text, LANGUAGES)
        raise mistake("claim_wrong", error=Word(*texts)) from error
