"""The views of the study's figures, of what its margins imply for profiles, and of other cases beside the figures."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby

from ckm_mo.answers import Period, Reading
from ckm_mo.codebook import CODED, NOT_CODED, VARIABLE
from ckm_mo.rules import COERCION, DIMENSIONS, PROFILE, PROFILES
from ckm_mo.study.bounds import HARD, PAIRS, Allowed, unprinted
from ckm_mo.study.comparison import ComparedFigure, Comparison
from ckm_mo.study.figures import VICTIM, Base, Figure, Measure, Standing, sheet
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View, starred
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.tally import group_line
from ckm_mo.views.words import Words

# Figures


def figures_view(words: Words, block: str | None, figures: Sequence[Figure]) -> View:
    """Show figures as they are printed, what whole numbers print so, and how sure it is what they count.

    Args:
        words: Of the language.
        block: The part of the sheet that they are of; None for all of it.
        figures: In the order of the sheet.
    """
    title = words.say("title_study")
    if block:
        title = f"{title}: {sheet().blocks[block].of(words.lang)}"
    lines = words.say("study_printed"), *_meanings(words, {each.standing for each in figures})
    blocks: list[Block] = [Title(title, 1), Lines(lines)]
    for group, some in groupby(figures, lambda each: each.group):
        blocks += _group_blocks(words, group, list(some))
    if not figures:
        blocks.append(Lines((words.say("study_no_figures"),)))
    others = ", ".join(each for each in sheet().blocks if each != block)
    more = [words.say("study_blocks", blocks=others)] if block else []
    named = {counted.value for each in figures for _, counted in each.counted}
    return [*blocks, *notes(words, *more, words.say("study_source"), *cautions(words, (), named))]


def _group_blocks(words: Words, group: str, figures: Sequence[Figure]) -> Iterator[Block]:
    yield Title(sheet().groups[group].of(words.lang))
    rows = tuple(_figure_row(words, figure) for figure in figures)
    shown = 4 if any(_standing(words, each) for each in figures) else 3  # the last column is of what is not certain
    heads = words.heads("figure", "printed", "count", "standing")
    yield Grid(heads[:shown], tuple(row[:shown] for row in rows), key=group)
    remarks = tuple(dict.fromkeys(note for each in figures if (note := each.note.of(words.lang))))
    unclear = [each for each in figures if any(reading for reading, _ in each.counted)]
    if remarks:
        yield Lines(remarks)
    if unclear:
        yield Lines((words.say("study_layouts"), layouts(words)))
        yield _layouts_grid(words, unclear)


def _figure_row(words: Words, figure: Figure) -> tuple[str, ...]:
    """Show a figure, with a line for each base that it may have."""
    counted: list[str] = []
    for base in figure.bases:
        count = words.say("count_of" if base.counts else "no_count_of", count=_counts_of(base), n=base.n)
        text = f"{count} {sheet().units[base.unit].short.of(words.lang)}"
        counted.append(words.say("or_of", base=text) if counted else text)
    return figure.label.of(words.lang), _printed(words, figure), "\n".join(counted), _standing(words, figure)


def _counts_of(base: Base) -> str:
    """Say the whole numbers that print as a figure."""
    return " / ".join(map(str, base.counts))


def _printed(words: Words, figure: Figure) -> str:
    """Write a figure as it is printed, in the language."""
    whole, _, decimals = figure.printed.partition(",")
    number = words.number(float(f"{whole}.{decimals}"), len(decimals)) if whole else ""
    return words.say("percent", number=number) if figure.measure is Measure.PERCENTAGE else number


def _standing(words: Words, figure: Figure) -> str:
    """Say how sure a figure is, where it is not certain."""
    return "" if figure.standing is Standing.CERTAIN else words.say(f"standing_{figure.standing}")


def _meanings(words: Words, shown: Collection[Standing]) -> list[str]:
    """Say what the words for what is not certain mean, of those that are shown."""
    return [words.say(f"means_{each}") for each in Standing if each in shown and each is not Standing.CERTAIN]


def layouts(words: Words) -> str:
    """List the readings of the lost layout."""
    named = [
        words.say("named_reading", name=words.say(f"layout_{key}"), label=label.of(words.lang))
        for key, label in sheet().readings.items()
    ]
    return f"{'; '.join(named)}."


def _layouts_grid(words: Words, figures: Sequence[Figure]) -> Grid:
    """Show what is printed for each thing that is counted, under each reading of the lost layout."""
    readings = tuple(sheet().readings)
    cells: dict[str, dict[str, str]] = {}
    for figure in figures:
        for reading, counted in figure.counted:
            cells.setdefault(counted.key, {})[reading] = _printed(words, figure)
    rows = tuple((words.variable(key), *(of.get(each, "") for each in readings)) for key, of in cells.items())
    heads = (words.say(f"layout_{each}") for each in readings)
    return Grid((words.say("head_figure"), *heads), rows, key="layouts")


# Bounds


def bounds_view(words: Words, allowed: Sequence[Allowed], period: Period | None) -> View:
    """Show how many victims each profile, each pair and hard means may have, and say what that tells.

    Args:
        words: Of the language.
        allowed: For each reading of the lost layout.
        period: The period whose means of coercion count; None for any.
    """
    n = sheet().units[VICTIM].n
    coercion = "tally_any_period" if period is None else "tally_period"
    lines = [
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
        Lines(tuple(lines)),
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
        VARIABLE[counted.key].means for each in sheet().figures for reading, counted in each.counted if reading
    )
    labels = words.all([words.variable(key) for key in means])
    text = words.say("bounds_layouts", variables=labels, count=len(allowed), readings=layouts(words))
    unlike = [name for name in allowed[0].ranges if len({each.ranges[name] for each in allowed}) > 1]
    if not unlike:
        return f"{text} {words.say('bounds_alike')}"
    items = (words.outcome(COERCION, name) if name == HARD else name for name in unlike)
    return f"{text} {words.say('bounds_unlike', items=', '.join(items))}"


def _findings(words: Words, allowed: Sequence[Allowed]) -> Iterator[str]:
    """Say in words what the bounds tell, of what holds under every reading of the lost layout."""
    least = {name: min(each.ranges[name][0] for each in allowed) for name in allowed[0].ranges}
    most = {name: max(each.ranges[name][1] for each in allowed) for name in allowed[0].ranges}

    def certain(names: Collection[str]) -> str:
        counts = ((name, least[name]) for name in names if least[name])
        return "; ".join(words.say("at_least_of", name=name, count=count) for name, count in counts)

    excluded = [code for code in PROFILE if not most[code]]
    if profiles := certain(PROFILE):
        yield words.say("bounds_profiles_certain", items=profiles)
    else:
        yield words.say("bounds_no_profile_certain", count=len(PROFILE))
    if excluded:
        yield words.say("bounds_profiles_excluded", items=", ".join(excluded))
    else:
        fewest = min(ends[1] for each in allowed for ends in each.profiles.values())
        yield words.say("bounds_no_profile_excluded", most=fewest)
    if not profiles and not excluded:
        yield words.say("bounds_open")
    if pairs := certain(PAIRS):
        yield words.say("bounds_pairs_certain", items=pairs)
    n = sheet().units[VICTIM].n
    share = words.share(least[HARD], most[HARD], n)
    yield words.say("bounds_hard", low=least[HARD], high=most[HARD], n=n, share=share)


def _ranges_grid(words: Words, allowed: Sequence[Allowed], named: Mapping[str, tuple[str, ...]], *heads: str) -> Grid:
    """Show the least and the greatest number of each, a column for each reading of the lost layout."""
    rows = tuple((*cells, *(words.between(*each.ranges[name]) for each in allowed)) for name, cells in named.items())
    layouts_of = (words.say(f"layout_{each.reading}") for each in allowed)
    figures = frozenset(range(len(heads), len(heads) + len(allowed)))
    return Grid((*words.heads(*heads), *layouts_of), rows, figures, key=heads[0])


# A comparison


def comparison_view(words: Words, comparison: Comparison) -> View:
    """Show cases beside the study's figures, unit by unit, and say in what the two differ."""
    title = words.say("title_compare", cases=comparison.cases)
    lines = [words.say("compare_how"), words.say("compare_no_test")]
    lines += [words.say("shares_note")] if comparison.figures else []
    lines += _meanings(words, {each.figure.standing for each in comparison.figures if not each.readings})
    lines += _group(words, comparison)
    lines += [words.say("tally_empty")] if comparison.empty != NOT_CODED else []
    blocks: list[Block] = [Title(title, 1), Lines(tuple(lines))]
    for unit in sheet().units:
        some = [each for each in comparison.figures if each.base.unit == unit]
        if some:
            blocks += _unit_blocks(words, comparison, unit, some)
    if not comparison.figures:
        blocks.append(Lines((words.say("compare_nothing"),), strong=True))
    blocks += [Title(words.say("section_differ")), Lines(tuple(_differences(words, comparison)))]
    named = {each.counted.value for each in comparison.figures}
    known = words.say("compare_profiles"), *cautions(words, (), named)
    return [*blocks, *notes(words, *known)]


def _group(words: Words, comparison: Comparison) -> list[str]:
    """Say which group is compared."""
    of = comparison.where, comparison.cases, comparison.cases_at_most
    return [group_line(words, *of)] if comparison.where else []


def _unit_blocks(words: Words, comparison: Comparison, unit: str, figures: Sequence[ComparedFigure]) -> Iterator[Block]:
    yield Title(words.say("section_unit", unit=sheet().units[unit].one.of(words.lang)))
    named = comparison.named[unit]
    counted = "unit_other" if unit != VICTIM else "unit_victim_by_case" if comparison.by_case else "unit_victim"
    yield Lines((words.say(counted, named=_number(words, named), unit=sheet().units[unit].label.of(words.lang)),))
    readings = tuple(figures[0].bounds)
    heads = words.heads("figure", "study", *(f"cases_{reading}" for reading in readings))
    yield Grid(heads, tuple(_compared_row(words, each) for each in _in_order(figures)), key=unit)
    if any(each.readings for each in figures):
        yield Lines((words.say("compare_layouts", readings=layouts(words)),))
    if any(each.small(reading) for each in figures for reading in each.bounds):
        yield Lines((words.say("compare_small", few=comparison.least),))
    left_out = {each.counted.among: each.left_out for each in figures if each.left_out}
    if left_out:
        group = words.say("compare_group")
        counts = ((words.answers(among) or group, count) for among, count in left_out.items())
        items = (words.say("number_of", value=part, count=count) for part, count in counts)
        yield Lines((words.say("compare_left_out", items="; ".join(items)),))


def _in_order(figures: Sequence[ComparedFigure]) -> Iterator[ComparedFigure]:
    """Put beside each other what is compared with the same, where the lost layout leaves open which figure that is."""
    for unclear, run in groupby(figures, lambda each: bool(each.readings)):
        some = [*run]
        yield from sorted(some, key=lambda each: CODED.index(VARIABLE[each.counted.key])) if unclear else some


def _compared_row(words: Words, compared: ComparedFigure) -> tuple[str, ...]:
    base, figure = compared.base, compared.figure
    share = (
        _printed(words, figure)
        if figure.measure is Measure.PERCENTAGE
        else words.share(min(base.counts), max(base.counts), base.n)
    )
    count = words.say("count_of", count=_counts_of(base), n=base.n)
    readings = ",\n".join(words.say(f"layout_{reading}") for reading in compared.readings)
    study = "\n".join(filter(None, (count, f"({share})", readings or _standing(words, figure))))
    return _label(words, compared), study, *(_bounds(words, compared, each) for each in compared.bounds)


def _label(words: Words, compared: ComparedFigure) -> str:
    """Label what is compared: as the study does, or by the codebook where what it counts depends on a reading."""
    if compared.readings:
        return words.variable(compared.counted.key)
    label = compared.figure.label.of(words.lang)
    return f"{label} ({words.answers(compared.counted.among)})" if compared.counted.among else label


def _bounds(words: Words, compared: ComparedFigure, reading: Reading) -> str:
    """Say at least and at most how many, of how many for certain and with those that may belong, and the interval."""
    bounds = compared.bounds[reading]
    of = words.between(bounds.n, compared.n_at_most[reading])
    count = words.say("count_of", count=words.between(bounds.count, bounds.at_most), n=of)
    count = starred(count, star=compared.small(reading))
    return f"{count}\n({words.interval(bounds.interval, max(bounds.n, 1))})"


def _number(words: Words, number: int | None) -> str:
    return words.say("not_all_named") if number is None else words.number(number)


def _differences(words: Words, comparison: Comparison) -> Iterator[str]:
    """Say in what the cases differ from the study's, as far as either tells."""
    yield words.say("differ_study", **{unit: each.n for unit, each in sheet().units.items()})
    named = {unit: _number(words, number) for unit, number in comparison.named.items()}
    yield words.say("differ_cases", cases=comparison.cases, **named)
    unnamed = [unit for unit, number in comparison.named.items() if number is None and unit != VICTIM]
    if unnamed:
        units = words.either([sheet().units[unit].one.of(words.lang) for unit in unnamed])
        yield words.say("compare_unnamed", units=units)
    yield words.say("differ_sources")
    by_reading = {str(reading): count for reading, count in comparison.readings.items()}
    if any(by_reading.values()):
        yield words.say("differ_readings", said=sum(by_reading.values()), **by_reading)
    if comparison.attempts:
        yield words.say("differ_attempts", count=comparison.attempts)
    for key, numbers in comparison.own.items():
        listed = ", ".join(
            words.say("number_of", value=words.value(key, value), count=count) for value, count in numbers.items()
        )
        yield words.say("differ_own", variable=words.variable(key), numbers=listed)
    yield words.say("differ_definitions")
    yield words.say("compare_selection")
    if comparison.silent:
        labels = {each.key: each.label.of(words.lang) for each in sheet().figures}
        silent = "; ".join(labels[key] for key in comparison.silent)
        yield words.say("compare_silent", count=len(comparison.silent), figures=silent)


def comparison_summary(words: Words, comparison: Comparison) -> str:
    """Say in one line what a list of figures has no place for."""
    counts = {"cases": comparison.cases, "figures": len(comparison.figures), "silent": len(comparison.silent)}
    sentences = words.say("compare_summary", **counts), *_group(words, comparison), words.say("compare_no_test")
    return " ".join(sentences)
