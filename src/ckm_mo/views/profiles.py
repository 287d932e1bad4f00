"""The picture of all profiles, crossed along their dimensions."""

from collections.abc import Iterator, Mapping

from ckm_mo.answers import Period
from ckm_mo.rules import DIMENSIONS, PROFILE, PROFILES
from ckm_mo.views.blocks import STATES, Place, Profiles
from ckm_mo.views.words import Words


def code_letters(words: Words) -> Iterator[tuple[str, str]]:
    """Say for each dimension which letters of the codes of profiles stand for its outcomes."""
    for place, dimension in enumerate(DIMENSIONS):
        letters = {profile.code[place]: profile.crossing[place] for profile in PROFILES}
        outcomes = ", ".join(f"{letter} {words.short(dimension, outcome)}" for letter, outcome in letters.items())
        yield words.dimension(dimension, None, "short"), outcomes


def codes_line(words: Words) -> str:
    """Say what the letters of the codes of profiles are."""
    said = (words.say("code_letters", dimension=name, outcomes=outcomes) for name, outcomes in code_letters(words))
    return words.say("codes", letters="; ".join(said))


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
    places = tuple(Place(code, words.profile(code), states.get(code, ""), figures.get(code, "")) for code in PROFILE)
    said = tuple(words.say(f"{legend}_{state}") for state in STATES) if legend else ()
    return Profiles(tuple(dimensions), places, said)
