"""The view of other cases beside the study's figures."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from ckm_mo.codebook import CODED, NOT_CODED, VARIABLE
from ckm_mo.intervals import Bounds
from ckm_mo.study.comparison import Beside, Comparison
from ckm_mo.study.figures import VICTIM, Measure, sheet
from ckm_mo.study.figures_view import counts_of, layouts, meanings, printed, standing
from ckm_mo.views.blocks import Block, Grid, Lines, Title, View, starred
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.tally import group_line
from ckm_mo.views.words import Words


def comparison_view(words: Words, comparison: Comparison) -> View:
    """Show cases beside the study's figures, unit by unit, and say in what the two differ."""
    title = words.say("title_compare", cases=comparison.cases)
    said = [words.say("compare_how"), words.say("compare_no_test")]
    said += [words.say("shares_note")] if comparison.beside else []
    said += meanings(words, {each.figure.standing for each in comparison.beside if not each.readings})
    said += _group(words, comparison)
    said += [words.say("tally_empty")] if comparison.empty != NOT_CODED else []
    blocks: list[Block] = [Title(title, 1), Lines(tuple(said))]
    for unit in sheet().units:
        some = [each for each in comparison.beside if each.base.unit == unit]
        if some:
            blocks += _unit_blocks(words, comparison, unit, some)
    if not comparison.beside:
        blocks.append(Lines((words.say("compare_nothing"),), strong=True))
    blocks += [Title(words.say("section_differ")), Lines(tuple(_differences(words, comparison)))]
    named = {each.asked.value for each in comparison.beside}
    known = words.say("compare_profiles"), *cautions(words, (), named)
    return [*blocks, *notes(words, *known)]


def _group(words: Words, comparison: Comparison) -> list[str]:
    """Say which group is compared."""
    of = comparison.where, comparison.cases, comparison.cases_at_most
    return [group_line(words, *of)] if comparison.where else []


def _unit_blocks(words: Words, comparison: Comparison, unit: str, beside: Sequence[Beside]) -> Iterator[Block]:
    yield Title(words.say("section_unit", unit=sheet().units[unit].one.of(words.lang)))
    named = comparison.named[unit]
    counted = "unit_other" if unit != VICTIM else "unit_victim_by_case" if comparison.by_case else "unit_victim"
    yield Lines((words.say(counted, named=_number(words, named), unit=sheet().units[unit].label.of(words.lang)),))
    readings = tuple(beside[0].bounds)
    heads = words.heads("figure", "study", *(f"cases_{reading}" for reading in readings))
    yield Grid(heads, tuple(_beside_row(words, each) for each in _in_order(beside)), key=unit)
    if any(each.readings for each in beside):
        yield Lines((words.say("compare_layouts", readings=layouts(words)),))
    if any(each.small(bounds) for each in beside for bounds in each.bounds.values()):
        yield Lines((words.say("compare_small", few=comparison.least),))
    left_out = {each.asked.among: each.left_out for each in beside if each.left_out}
    if left_out:
        group = words.say("compare_group")
        counts = ((words.answers(among) or group, count) for among, count in left_out.items())
        items = (words.say("number_of", value=part, count=count) for part, count in counts)
        yield Lines((words.say("compare_left_out", items="; ".join(items)),))


def _in_order(beside: Sequence[Beside]) -> Iterator[Beside]:
    """Put beside each other what is compared with the same, where the lost layout leaves open which figure that is."""
    for unclear, run in groupby(beside, lambda each: bool(each.readings)):
        some = [*run]
        yield from sorted(some, key=lambda each: CODED.index(VARIABLE[each.asked.key])) if unclear else some


def _beside_row(words: Words, beside: Beside) -> tuple[str, ...]:
    base, figure = beside.base, beside.figure
    share = (
        printed(words, figure)
        if figure.measure is Measure.PERCENTAGE
        else words.share(min(base.counts), max(base.counts), base.n)
    )
    found = words.say("count_of", count=counts_of(base), n=base.n)
    readings = ",\n".join(words.say(f"layout_{reading}") for reading in beside.readings)
    study = "\n".join(filter(None, (found, f"({share})", readings or standing(words, figure))))
    return _label(words, beside), study, *(_bounds(words, beside, each) for each in beside.bounds.values())


def _label(words: Words, beside: Beside) -> str:
    """Label what is compared: as the study does, or by the codebook where what it counts depends on a reading."""
    if beside.readings:
        return words.variable(beside.asked.key)
    label = beside.figure.label.of(words.lang)
    return f"{label} ({words.answers(beside.asked.among)})" if beside.asked.among else label


def _bounds(words: Words, beside: Beside, bounds: Bounds) -> str:
    """Say at least and at most how many, of how many for certain and with those that may belong, and the interval."""
    of = words.between(bounds.n, bounds.n + beside.left_out)
    found = words.say("count_of", count=words.between(bounds.count, bounds.at_most), n=of)
    found = starred(found, star=beside.small(bounds))
    return f"{found}\n({words.interval(bounds.interval, max(bounds.n, 1))})"


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
    said = {str(reading): count for reading, count in comparison.readings.items()}
    if any(said.values()):
        yield words.say("differ_readings", said=sum(said.values()), **said)
    if comparison.attempts:
        yield words.say("differ_attempts", count=comparison.attempts)
    for key, numbers in comparison.own.items():
        told = ", ".join(
            words.say("number_of", value=words.value(key, value), count=count) for value, count in numbers.items()
        )
        yield words.say("differ_own", variable=words.variable(key), numbers=told)
    yield words.say("differ_definitions")
    yield words.say("compare_selection")
    if comparison.silent:
        labels = {each.key: each.label.of(words.lang) for each in sheet().figures}
        silent = "; ".join(labels[key] for key in comparison.silent)
        yield words.say("compare_silent", count=len(comparison.silent), figures=silent)


def comparison_summary(words: Words, comparison: Comparison) -> str:
    """Say in one line what a list of figures has no place for."""
    counts = {"cases": comparison.cases, "figures": len(comparison.beside), "silent": len(comparison.silent)}
    said = words.say("compare_summary", **counts), *_group(words, comparison), words.say("compare_no_test")
    return " ".join(said)
