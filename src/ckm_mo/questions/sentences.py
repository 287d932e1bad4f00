"""Claims as they are written: sentences about a table, such as `NOH | minor >= each`.

    claim   := term OP term | term OP number ["%"]        OP is > >= < <= =
    term    := outcome ["|" condition {"," condition}]
    outcome := a word | KEY=VALUE | several of these joined by "+" (any of them) or by "," (all of them)

A mistake names its place in the sentence, and what may stand there.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from types import MappingProxyType
from typing import Final

from attrs import frozen

from ckm_mo.codebook import CODED_DIMENSIONS, normalise, spellings
from ckm_mo.errors import DataError, InvalidClaim, InvalidInput, check_kind
from ckm_mo.messages import DIGITS, LANGUAGES, Word, shown
from ckm_mo.records import record, to_html
from ckm_mo.rules import COERCION, PROFILE
from ckm_mo.tallies.statements import OUTCOME_WORDS, PROFILE_RESULT, RESULTS, Statement, result_word, statement

OPERATORS: Final[Mapping[str, Callable[[Fraction, int], bool]]] = MappingProxyType(
    {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}
)
EACH: Final = ("each", "elk", "elke")
QUOTE: Final = '"'

_A_CLAIM: Final = Word("the text of a claim", "de tekst van een bewering")

_QUOTED: Final = re.compile(r'"[^"]*("|\Z)')
_OPERATOR: Final = re.compile(r"[<>]=?|(?<=\s)=(?=\s|\Z)")
"""An operator; `=` between blanks."""

_OUTCOMES: Final[Mapping[str, Statement]] = {
    **{word: (COERCION, outcome) for word, outcome in OUTCOME_WORDS.items()},
    **{normalise(code): (PROFILE_RESULT, code) for code in PROFILE},
}
"""The words for outcomes that no variable has, normalised."""

_NUMBER: Final = re.compile(rf"({DIGITS})(?:[.,]({DIGITS}))?\s*(%?)")


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
        return to_html(record({"claim": self.text, "unit": "share" if self.share else "cases"}), repr(self))

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
        return OPERATORS[self.operator](difference, 0)


def is_claim(text: str) -> bool:
    """Return whether an argument has an operator, so that it is a claim."""
    return bool(_OPERATOR.search(_unquoted(text)))


def parse_claim(text: str, columns: Iterable[str] | None = None) -> list[Claim]:
    """Parse a claim.

    Args:
        text: The sentence, in either language.
        columns: The headers that the tables have; None where they are not known yet.

    Returns:
        One claim; of `each`, one against each other profile.

    Raises:
        InvalidClaim: With the place of the mistake, and what may stand there.
        WrongKind: If it is no text.
    """
    check_kind(text, str, _A_CLAIM, 'check(cases, "NOH >= each")')
    parser = _Parser(text, columns)
    end = len(text.rstrip())
    found = [*_OPERATOR.finditer(parser.plain)]
    if not found:
        raise parser.mistake(end, "claim_operator")
    if len(found) > 1:
        raise parser.mistake(found[1].start(), "claim_one_operator")
    operator, start, after = found[0][0], found[0].start(), found[0].end()
    left = parser.term(0, start)
    right_text = text[after:].strip()
    if normalise(right_text) in EACH:
        return _each(parser, left, operator, after)
    number = _NUMBER.fullmatch(right_text)
    if number:
        digits, decimals, percent = number.groups(default="")
        value = Fraction(int(digits + decimals), 10 ** len(decimals))
        if left.share and not percent:
            raise parser.mistake(end, "claim_percent")
        return [Claim(text.strip(), left, operator, value / 100 if percent else value, bool(percent))]
    right = parser.term(after, len(text))
    return [Claim(text.strip(), left, operator, right, left.share or right.share)]


def _each(parser: "_Parser", left: Term, operator: str, after: int) -> list[Claim]:
    """Write `each` out: one claim against each other profile."""
    mine = [value for key, value in left.outcome if key == PROFILE_RESULT]
    if len(left.outcome) != 1 or not mine:
        raise parser.mistake(after + 1, "claim_each")
    group = f" | {left.text.partition('|')[2].strip()}" if left.share else ""
    others = (f"{left.text} {operator} {code}{group}" for code in PROFILE if code != mine[0])
    return [claim for each in others for claim in parse_claim(each, parser.columns)]


def _unquoted(text: str) -> str:
    """Put quotation marks in the place of all that stands between them, so that none of it is a sign."""
    return _QUOTED.sub(lambda found: QUOTE * len(found[0]), text)


class _Parser:
    """Parses the parts of a claim, each from a place in the sentence up to another.

    Args:
        text: The sentence.
        columns: The headers that the tables have; None where they are not known yet.
    """

    def __init__(self, text: str, columns: Iterable[str] | None) -> None:
        self.text, self.plain = text, _unquoted(text)
        self.columns = None if columns is None else [*columns]

    def mistake(self, at: int, problem: str, **record: object) -> InvalidClaim:
        """Name the place of a mistake, and what may stand there."""
        return InvalidClaim(claim=self.text, position=at + 1, problem=problem, about=record)

    def unfit(self, start: int, end: int, problem: str, **record: object) -> InvalidClaim:
        """Name a part that is not what stands there."""
        part = self.text[start:end].lstrip()
        return self.mistake(end - len(part), problem, word=part.rstrip(), **record)

    def split(self, start: int, end: int, marks: str) -> list[tuple[int, int]]:
        """Cut a part at some marks."""
        cuts = [place for place in range(start, end) if self.plain[place] in marks]
        return [*zip([start, *(cut + 1 for cut in cuts)], [*cuts, end], strict=True)]

    def term(self, start: int, end: int) -> Term:
        """Parse one side."""
        if self.text.count(QUOTE, start, end) % 2:
            raise self.mistake(self.text.index(QUOTE, start), "claim_quote")
        (_, middle), *groups = self.split(start, end, "|")
        if len(groups) > 1:
            raise self.mistake(groups[1][0] - 1, "claim_one_group")
        marks = [place for place in range(start, middle) if self.plain[place] in "+,"]
        mark = self.plain[marks[0]] if marks else ""
        for place in marks:
            if self.plain[place] != mark:
                raise self.mistake(place, "claim_mixed")
        outcome = tuple(self.outcome(*part) for part in self.split(start, middle, mark))
        group = tuple(self.condition(*part) for each in groups for part in self.split(*each, ","))
        return Term(outcome, mark != ",", group, self.text[start:end].strip(), bool(groups))

    def outcome(self, start: int, end: int) -> Statement:
        """Parse an outcome: a word, or `KEY=VALUE`."""
        if "=" in self.plain[start:end]:
            return self.condition(start, end)
        word = normalise(_bare(self.text[start:end]))
        if word in _OUTCOMES:
            return _OUTCOMES[word]
        for variable in CODED_DIMENSIONS:
            value = spellings(variable.key).get(word)
            if value in {each.key for each in variable.values}:
                return variable.key, str(value)
        raise self.unfit(start, end, "claim_outcome", allowed=_words())

    def condition(self, start: int, end: int) -> Statement:
        """Parse `KEY=VALUE`."""
        cut = self.plain.find("=", start, end)
        if cut < 0:
            raise self.unfit(start, end, "claim_condition")
        try:
            return statement(_bare(self.text[start:cut]), _bare(self.text[cut + 1 : end]), self.columns)
        except (DataError, InvalidInput) as error:
            first = error.errors[0] if isinstance(error, InvalidInput) else error
            texts = map(first.at(column="").text, LANGUAGES)
            raise self.unfit(start, end, "claim_wrong", error=Word(*texts)) from error


def _words() -> tuple[str | Word, ...]:
    """List the words that an outcome can be."""
    coded = [Word(value.key, value.dutch) for variable in CODED_DIMENSIONS for value in variable.values]
    return (*PROFILE, *coded, *map(result_word, RESULTS[COERCION]))


def _bare(text: str) -> str:
    """Take quotation marks away."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == QUOTE else text
