"""The picture of all profiles, crossed along their dimensions."""

from collections.abc import Mapping

from ckm_mo.answers import Period
from ckm_mo.rules import PROFILE, PROFILES
from ckm_mo.views.blocks import STATES, Place, Profiles
from ckm_mo.views.words import LINES, Words


def profiles_block(
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
