"""The view of what the study's margins imply for profiles."""

from collections.abc import Collection, Iterator, Mapping, Sequence

from ckm_mo.answers import Period
from ckm_mo.codebook import VARIABLE
from ckm_mo.rules import COERCION, DIMENSIONS, PROFILE, PROFILES
from ckm_mo.study.bounds import HARD, PAIRS, Allowed, unprinted
from ckm_mo.study.figures import VICTIM, sheet
from ckm_mo.study.figures_view import layouts
from ckm_mo.views.blocks import Grid, Lines, Title, View
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.words import Words


def bounds_view(words: Words, allowed: Sequence[Allowed], period: Period | None) -> View:
    """Show how many victims each profile, each pair and hard means may have, and say what that tells.

    Args:
        words: Of the language.
        allowed: For each reading of the lost layout.
        period: The period whose means of coercion count; None for any.
    """
    n = sheet().units[VICTIM].n
    coercion = "tally_any_period" if period is None else "tally_period"
    said = [
        words.say("shares_note"),
        words.say("bounds_how", n=n),
        words.say(coercion, period=words.text("levels", period or "any", "label")),
        *(
            words.say("bounds_unprinted", variable=words.variable(dimension), rest=rest, n=n)
            for dimension in DIMENSIONS
            if dimension in VARIABLE and (rest := unprinted(dimension))
        ),
        _bounds_layouts(words, allowed),
    ]
    profiles = {code: (code, words.profile(code)) for code in PROFILE}
    pairs = {name: (name, ", ".join(words.outcome(*each) for each in of.items())) for name, of in PAIRS.items()}
    hard = {HARD: (words.outcome(COERCION, HARD),)}
    named = [outcome for each in PROFILES for outcome in each.crossing]
    return [
        Title(words.say("title_bounds"), 1),
        Lines(tuple(_findings(words, allowed)), strong=True),
        Lines(tuple(said)),
        Title(words.say("section_profiles")),
        _ranges_grid(words, allowed, profiles, "profile", "meaning"),
        Title(words.say("section_pairs")),
        _ranges_grid(words, allowed, pairs, "pair", "meaning"),
        Title(words.say("section_hard")),
        _ranges_grid(words, allowed, hard, "means"),
        *notes(words, words.say("ground_note"), *cautions(words, (), named)),
    ]


def _bounds_layouts(words: Words, allowed: Sequence[Allowed]) -> str:
    """Say what the lost layout leaves open, and what difference it makes."""
    means = dict.fromkeys(
        VARIABLE[asked.key].means for each in sheet().figures for reading, asked in each.asks if reading
    )
    labels = words.all([words.variable(key) for key in means])
    said = words.say("bounds_layouts", variables=labels, count=len(allowed), readings=layouts(words))
    unlike = [name for name in allowed[0].ranges if len({each.ranges[name] for each in allowed}) > 1]
    if not unlike:
        return f"{said} {words.say('bounds_alike')}"
    items = (words.outcome(COERCION, name) if name == HARD else name for name in unlike)
    return f"{said} {words.say('bounds_unlike', items=', '.join(items))}"


def _findings(words: Words, allowed: Sequence[Allowed]) -> Iterator[str]:
    """Say in words what the bounds tell, of what holds under every reading of the lost layout."""
    least = {name: min(each.ranges[name][0] for each in allowed) for name in allowed[0].ranges}
    most = {name: max(each.ranges[name][1] for each in allowed) for name in allowed[0].ranges}

    def certain(names: Collection[str]) -> str:
        found = ((name, least[name]) for name in names if least[name])
        return "; ".join(words.say("at_least_of", name=name, count=count) for name, count in found)

    excluded = [code for code in PROFILE if not most[code]]
    if found := certain(PROFILE):
        yield words.say("bounds_profiles_certain", items=found)
    else:
        yield words.say("bounds_no_profile_certain", count=len(PROFILE))
    if excluded:
        yield words.say("bounds_profiles_excluded", items=", ".join(excluded))
    else:
        fewest = min(ends[1] for each in allowed for ends in each.profiles.values())
        yield words.say("bounds_no_profile_excluded", most=fewest)
    if not certain(PROFILE) and not excluded:
        yield words.say("bounds_open")
    if found := certain(PAIRS):
        yield words.say("bounds_pairs_certain", items=found)
    n = sheet().units[VICTIM].n
    share = words.share(least[HARD], most[HARD], n)
    yield words.say("bounds_hard", low=least[HARD], high=most[HARD], n=n, share=share)


def _ranges_grid(words: Words, allowed: Sequence[Allowed], named: Mapping[str, tuple[str, ...]], *heads: str) -> Grid:
    """Show the least and the greatest number of each, a column for each reading of the lost layout."""
    rows = tuple((*cells, *(words.between(*each.ranges[name]) for each in allowed)) for name, cells in named.items())
    layouts_of = (words.say(f"layout_{each.reading}") for each in allowed)
    figures = frozenset(range(len(heads), len(heads) + len(allowed)))
    return Grid((*words.heads(*heads), *layouts_of), rows, figures, key=heads[0])
