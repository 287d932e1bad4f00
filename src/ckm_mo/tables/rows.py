"""Rows: what is coded in each, parsed once for all rows that are coded alike.

Most rows of real tables are coded like a row before them. So what is coded in a row is parsed once for each distinct
text of it, and of a row that is like none before, the answers about one thing are, which are like those of others.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from operator import getitem, itemgetter
from typing import Any, Final, NamedTuple

from ckm_mo.answers import allowed_pairs
from ckm_mo.cases import UNCODED, Case, about, token, trusted_case
from ckm_mo.codebook import PARTS, Variable
from ckm_mo.errors import InvalidAnswer

MOST_PART_TEXTS: Final = 1 << 10
"""How many distinct texts of the columns about one thing are remembered."""


class ParsedBatch(NamedTuple):
    """Some rows of a table, column by column.

    Args:
        values: What the view made of each row's coded columns.
        case_ids: Their ids.
        offenders: Their offenders; empty names where there are none.
        numbers: Of the rows, as a spreadsheet numbers them.
        records: Each as it stood: a line, or its cells.
    """

    values: list[Any]
    case_ids: list[str]
    offenders: list[str]
    numbers: Sequence[int]
    records: Sequence[str | list[str]]

    @classmethod
    def of(cls, rows: Iterable[tuple[Any, str, str, int, str | list[str]]]) -> "ParsedBatch":
        """Put rows together: of each its value, its id, its offender, its number and its record."""
        return cls(*map(list, zip(*rows, strict=True))) if (rows := list(rows)) else cls([], [], [], [], [])


class WordReader:
    """Makes cases of the words in coded columns, which it takes apart by what the columns are about.

    Args:
        variables: Of the columns, in their order.
        empty: What an empty cell counts as.
    """

    def __init__(self, variables: Sequence[Variable], empty: str) -> None:
        def part(index: int, follows: Callable[[Any], Any]) -> _PartAnswers:
            return _PartAnswers(index, variables, empty, follows)

        *means, context = range(1, len(PARTS))
        self.variables = variables
        self.first = part(0, about)
        self.rest = {
            began: [
                *(part(index, partial(allowed_pairs, exploitation_began=began)) for index in means),
                part(context, bool),
            ]
            for began in (True, False)
        }

    def case(self, words: tuple[str, ...]) -> Case | None:
        """Make the case; None where anything is wrong with its words."""
        if len(words) != len(self.variables):
            return None
        try:
            answers, facts = self.first[self.first.words_of(words)]
            others, pairs = zip(
                *[part[part.words_of(words)] for part in self.rest[facts.exploitation_began]], strict=True
            )
        except ValueError:
            return None
        return trusted_case((answers, *others), (facts, pairs[:-1]))  # no verdict depends on the context, the last


class _PartAnswers(dict[tuple[str, ...], tuple[tuple[str, ...], Any]]):
    """The answers in the words of the columns about one thing, and what follows from them, when first met."""

    def __init__(self, index: int, variables: Sequence[Variable], empty: str, follows: Callable[[Any], Any]) -> None:
        self.follows = follows
        there = [each for each in variables if each in PARTS[index]]
        indexes = [variables.index(each) for each in there]
        begin = indexes[0] if indexes else 0
        end = begin + len(indexes)
        # Most stand beside each other, and their words are a part of all.
        self.words_of = itemgetter(slice(begin, end)) if indexes == [*range(begin, end)] else itemgetter(*indexes)
        self.words = [_ColumnAnswers(each, empty) for each in there]
        # Of each variable the answer that is written, or the one that it has where no column is there for it.
        self.uncoded = UNCODED[index]
        self.ordered = itemgetter(
            *(
                there.index(variable) if variable in there else len(there) + within
                for within, variable in enumerate(PARTS[index])
            )
        )

    def __missing__(self, words: tuple[str, ...]) -> tuple[tuple[str, ...], Any]:
        answers = self.ordered((*map(getitem, self.words, words), *self.uncoded))
        entry = answers, self.follows(answers)
        if len(self) < MOST_PART_TEXTS:
            self[words] = entry
        return entry


class _ColumnAnswers(dict[str, str]):
    """The answers that the words of one column name, each parsed when first met."""

    def __init__(self, variable: Variable, empty: str) -> None:
        self.variable = variable
        self.empty = empty

    def __missing__(self, word: str) -> str:
        answer = token(self.variable, word, self.empty)
        if isinstance(answer, InvalidAnswer):
            raise answer
        if len(self) < MOST_PART_TEXTS:
            self[word] = answer
        return answer
