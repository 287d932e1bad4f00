"""The comparison with the oracle notices every change of a cell of the rules and of the profiles.

So that a slip in these tables cannot pass: each cell is changed to everything
else that it could say, and each time the library must answer otherwise than the
oracle somewhere, or fail. The one column that the oracle does not know, the source,
is held to a literal here.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any

import pytest
from attrs import asdict, evolve, fields

import oracle
from ckm_mo.cases import Case
from ckm_mo.classification import INPUTS, options
from ckm_mo.explanation import explain
from ckm_mo.rules import PROFILES, RULES, AllOf, AnyOf, Condition, Ground, Is, Profile, Rule
from ckm_mo.tallies.tally import Tally
from fresh import put_rules
from spaces import alike, explained_cases, figures, reasons

Row = Rule | Profile

SHEET = "CKM fact sheet, main findings (belangrijkste bevindingen)"
READ = "this project, on the CKM fact sheet's format and its table of means (toegepaste dwangmiddelen)"
SOURCES = dict.fromkeys((*oracle.RELATIONS, *oracle.INITIATIVES), SHEET) | dict.fromkeys(oracle.COERCIONS, READ)


@cache
def compared() -> tuple[tuple[Case, oracle.Json], ...]:
    """Give all partial cases with what the oracle says of them, those first in which least is open."""
    pairs = sorted(explained_cases("open", None), key=_open)
    return tuple((Case.from_answers(answers), expected) for answers, expected in pairs)


def _open(pair: tuple[dict[str, str], oracle.Json]) -> int:
    return sum(answer in oracle.OPEN_TOKENS for answer in pair[0].values())


@cache
def tallied() -> tuple[tuple[Case, ...], oracle.Json]:
    """Give some cases with the oracle's tally of them."""
    some = [answers for answers, _ in explained_cases("open", None)[::100]]
    return tuple(map(Case.from_answers, some)), oracle.tally(some)


def differences() -> Iterator[bool]:
    """Compare a tally and the explanations of all partial cases with the oracle's, one by one."""
    cases, expected = tallied()
    yield not alike(figures(Tally.of(cases).as_dict()), expected)
    for case, reasoned in compared():
        explanation = explain(case)
        yield reasons(explanation) != reasoned
        yield any(each.rule.source != SOURCES[each.rule.outcome] for each in explanation.fired)


def notices() -> bool:
    """Return whether the library, with the rules that it has now, answers otherwise than the oracle anywhere."""
    try:
        return any(differences())
    except Exception:  # noqa: BLE001 - to fail is to notice, whatever with
        return True


def changes(cell: Any, column: Sequence[Any]) -> Iterator[Any]:
    """List everything else that a cell could say.

    Args:
        cell: As it is.
        column: All cells of its column; words are changed to the others of them, and to one that is nowhere.
    """
    if isinstance(cell, Is):
        yield from (Is(variable, cell.value) for variable in INPUTS if variable != cell.variable)
        yield from (Is(cell.variable, value) for value in options(cell.variable) if value != cell.value)
    elif isinstance(cell, AnyOf | AllOf):
        yield AllOf(cell.parts) if isinstance(cell, AnyOf) else AnyOf(cell.parts)
        for place, part in enumerate(cell.parts):
            for others in ((), *((other,) for other in changes(part, ()))):
                yield evolve(cell, parts=(*cell.parts[:place], *others, *cell.parts[place + 1 :]))
    elif isinstance(cell, Ground):
        yield from (other for other in Ground if other is not cell)
    elif isinstance(cell, int):
        yield from (cell + 1, -cell)
    elif isinstance(cell, tuple):
        for place, (part, parts) in enumerate(zip(cell, zip(*column, strict=True), strict=True)):
            yield from ((*cell[:place], other, *cell[place + 1 :]) for other in changes(part, parts))
    else:
        yield from (other for other in dict.fromkeys([*column, "elsewhere"]) if other != cell)


def cells(table: Sequence[Row]) -> list[Any]:
    """List every cell of a table: its row and its column."""
    return [
        pytest.param(place, field.name, id=f"{row.outcome if isinstance(row, Rule) else row.code}.{field.name}")
        for place, row in enumerate(table)
        for field in fields(type(row))
    ]


def changed(table: Sequence[Any], place: int, column: str) -> Iterator[tuple[Any, ...]]:
    """Give the table once for each change of one of its cells."""
    row = table[place]
    for other in changes(getattr(row, column), [getattr(each, column) for each in table]):
        yield (*table[:place], evolve(row, **{column: other}), *table[place + 1 :])


def test_nothing_is_noticed_without_a_change(monkeypatch: pytest.MonkeyPatch) -> None:
    """With the rules as they are, the library answers as the oracle does."""
    put_rules(monkeypatch)
    assert not any(differences())


@pytest.mark.parametrize(("place", "column"), cells(RULES))
def test_rules(place: int, column: str) -> None:
    """No cell of a rule can be changed without being noticed."""
    unnoticed = []
    for rules in changed(RULES, place, column):
        with pytest.MonkeyPatch.context() as monkeypatch:
            put_rules(monkeypatch, rules=rules)
            if not notices():
                unnoticed.append(rules[place])
    assert unnoticed == []


@pytest.mark.parametrize(("place", "column"), cells(PROFILES))
def test_profiles(place: int, column: str) -> None:
    """No cell of a profile can be changed without being noticed."""
    unnoticed = []
    for profiles in changed(PROFILES, place, column):
        with pytest.MonkeyPatch.context() as monkeypatch:
            put_rules(monkeypatch, profiles=profiles)
            if not notices():
                unnoticed.append(asdict(profiles[place]))
    assert unnoticed == []


def test_changes_of_a_condition() -> None:
    """A condition is changed in every place: its node, each part left out, each variable, each value."""
    condition: Condition = AllOf((Is("violence", "no"), AnyOf((Is("deception", "yes"),))))
    every = list(changes(condition, ()))
    assert len(every) == 1 + (1 + 7) + (1 + (1 + (1 + 7)))
    assert len(set(every)) == len(every)
    assert condition not in every
