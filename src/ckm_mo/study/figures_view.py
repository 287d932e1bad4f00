"""The view of the study's figures."""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from ckm_mo.study.figures import Base, Figure, Measure, Standing, sheet
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.words import Words


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
    said = words.say("study_printed"), *meanings(words, {each.standing for each in figures})
    blocks: list[Block] = [Title(title, 1), Lines(said)]
    for group, some in groupby(figures, lambda each: each.group):
        blocks += _group_blocks(words, group, list(some))
    if not figures:
        blocks.append(Lines((words.say("study_no_figures"),)))
    others = ", ".join(each for each in sheet().blocks if each != block)
    more = [words.say("study_blocks", blocks=others)] if block else []
    named = {asked.value for each in figures for _, asked in each.asks}
    return [*blocks, *notes(words, *more, words.say("study_source"), *cautions(words, (), named))]


def _group_blocks(words: Words, group: str, figures: Sequence[Figure]) -> Iterator[Block]:
    yield Title(sheet().groups[group].of(words.lang))
    rows = tuple(_figure_row(words, figure) for figure in figures)
    shown = 4 if any(standing(words, each) for each in figures) else 3  # the last column is of what is not certain
    heads = words.heads("figure", "printed", "count", "standing")
    yield Grid(heads[:shown], tuple(row[:shown] for row in rows), key=group)
    said = tuple(dict.fromkeys(note for each in figures if (note := each.note.of(words.lang))))
    unclear = [each for each in figures if any(reading for reading, _ in each.asks)]
    if said:
        yield Lines(said)
    if unclear:
        yield Lines((words.say("study_layouts"), layouts(words)))
        yield _layouts_grid(words, unclear)


def _figure_row(words: Words, figure: Figure) -> tuple[str, ...]:
    """Show a figure, with a line for each base that it may have."""
    counted: list[str] = []
    for base in figure.bases:
        found = words.say("count_of" if base.counts else "no_count_of", count=counts_of(base), n=base.n)
        said = f"{found} {sheet().units[base.unit].short.of(words.lang)}"
        counted.append(words.say("or_of", base=said) if counted else said)
    return figure.label.of(words.lang), printed(words, figure), "\n".join(counted), standing(words, figure)


def counts_of(base: Base) -> str:
    """Say the whole numbers that print as a figure."""
    return " / ".join(map(str, base.counts))


def printed(words: Words, figure: Figure) -> str:
    """Write a figure as it is printed, in the language."""
    whole, _, decimals = figure.printed.partition(",")
    number = words.number(float(f"{whole}.{decimals}"), len(decimals)) if whole else ""
    return words.say("percent", number=number) if figure.measure is Measure.PERCENTAGE else number


def standing(words: Words, figure: Figure) -> str:
    """Say how sure a figure is, where it is not certain."""
    return "" if figure.standing is Standing.CERTAIN else words.say(f"standing_{figure.standing}")


def meanings(words: Words, shown: Collection[Standing]) -> list[str]:
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
        for reading, asked in figure.asks:
            cells.setdefault(asked.key, {})[reading] = printed(words, figure)
    rows = tuple((words.variable(key), *(of.get(each, "") for each in readings)) for key, of in cells.items())
    heads = (words.say(f"layout_{each}") for each in readings)
    return Grid((words.say("head_figure"), *heads), rows, key="layouts")
