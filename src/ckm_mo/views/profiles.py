"""The picture of all profiles, crossed along their dimensions."""

from collections.abc import Mapping

from ckm_mo.answers import Period
from ckm_mo.rules import DIMENSIONS, LETTERS, PROFILE, PROFILES
from ckm_mo.views.blocks import STATES, ProfileCell, Profiles
from ckm_mo.views.words import Words


def code_letters(words: Words, *, named: bool = True) -> str:
    """Say what the letters of the codes of profiles stand for; of codes without such letters, what each code does.

    Args:
        words: Of the language.
        named: Whether dimensions are named before their letters.
    """
    if not LETTERS:
        return "; ".join(f"{code} {words.profile(code)}" for code in PROFILE)
    parts = []
    for dimension, outcomes in DIMENSIONS.items():
        letters = ", ".join(f"{LETTERS[each]} {words.short(dimension, each)}" for each in outcomes if each in LETTERS)
        parts.append(f"{words.dimension(dimension, None, 'short')} {letters}" if named else letters)
    return "; ".join(parts)


def codes_line(words: Words) -> str:
    """Say what the codes of profiles stand for."""
    return words.say("codes", letters=code_letters(words))


def profiles_block(
    words: Words, states: Mapping[str, str], figures: Mapping[str, str], legend: str = "", period: Period | None = None
) -> Profiles:
    """Show the profiles, crossed along the dimensions.

    Args:
        words: Of the language.
        states: How each profile stands; empty where none is known.
        figures: What stands below it.
        legend: What the states mean: of a case, or of the cases of a table.
        period: Of which coercion is.
    """
    dimensions = []
    for dimension in DIMENSIONS:
        outcomes = dict.fromkeys(profile.dimensions[dimension] for profile in PROFILES)
        label = words.dimension(dimension, period, "short")
        dimensions.append((label, *(words.short(dimension, outcome) for outcome in outcomes)))
    cells = tuple(
        ProfileCell(code, words.profile(code), states.get(code, ""), figures.get(code, "")) for code in PROFILE
    )
    meanings = tuple(words.say(f"{legend}_{state}") for state in STATES) if legend else ()
    return Profiles(tuple(dimensions), cells, meanings)
