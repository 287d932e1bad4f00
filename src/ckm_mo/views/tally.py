"""The view of a tally."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from attrs import evolve

from ckm_mo.codebook import NOT_CODED, VARIABLE
from ckm_mo.rules import COERCION, PROFILE
from ckm_mo.tallies.bounds import Bounds
from ckm_mo.tallies.statements import RESULTS, Statement
from ckm_mo.tallies.tally import Shift, Tally
from ckm_mo.views.blocks import (
    DECIDED,
    POSSIBLE,
    RULED_OUT,
    Bar,
    Bars,
    Block,
    Grid,
    Lines,
    Matrix,
    Profiles,
    Title,
    View,
    printable,
    starred,
)
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.profiles import codes_line, profiles_block
from ckm_mo.views.shares import rounded
from ckm_mo.views.words import Words

BAR_STEPS: Final = 1000
"""In how many parts a bar of shares is drawn."""


def tally_view(words: Words, tally: Tally) -> View:
    """Show a tally: all profiles with their bounds, the dimensions, the means, and the shift; or that it is empty."""
    if not (tally.n_at_most or tally.not_begun or tally.decided_only):
        title, *more = no_cases(words, tally)
        return [Title(title, 1), *(Lines((each,)) for each in more)]
    offenders = "tally_no_offenders" if tally.offenders is None else "tally_offenders"
    lines = (
        *few_lines(words, tally),
        *counted_lines(words, tally),
        *assumed_lines(words, tally),
        words.say(offenders, offenders=tally.offenders),
    )
    blocks: list[Block] = [
        Title(_title(words, tally), 1),
        Lines((_tally_decided(words, tally),), strong=True),
        Lines(lines),
        *(_groups_table(words, tally, tally.by) if tally.by else ()),
        Title(words.say("section_all" if tally.by else "title_profiles")),
        _tally_profiles(words, tally),
        _profile_bars(words, tally),
        Lines((codes_line(words), *_columns_notes(words, tally))),
        Title(words.say("section_lines")),
        *_dimension_bars(words, tally),
        Title(words.say("section_means")),
        _means_bars(words, tally),
    ]
    if tally.shift is not None:
        blocks += _shift_blocks(words, tally, tally.shift)
    if tally.by:
        blocks += _group_blocks(words, tally, tally.by)
    return [*blocks, *notes(words, words.say("ground_note"), *cautions(words))]


def _title(words: Words, tally: Tally) -> str:
    """Say how many cases are counted: with a group of which some only may belong, at least and at most."""
    n = tally.n if tally.n == tally.n_at_most else words.between(tally.n, tally.n_at_most)
    return words.say("title_tally_decided" if tally.decided_only else "title_tally", n=n)


def counted_lines(words: Words, tally: Tally) -> list[str]:
    """Say which cases were counted, and how they were read."""
    lines = [words.say("decided_only")] if tally.decided_only else []
    lines += [*_group_lines(words, tally), _tally_reading(words, tally), *_tally_period(words, tally)]
    return [*lines, words.say("tally_empty")] if tally.empty != NOT_CODED else lines


def no_cases(words: Words, tally: Tally) -> list[str]:
    """Say that there are no cases, in which tables, and what was asked for."""
    names = ", ".join(words.file(name) for name, _ in tally.files)
    return [words.say("no_cases_in", files=names) if names else words.say("no_cases"), *_group_lines(words, tally)]


def condition(words: Words, statement: Statement) -> str:
    """Say a condition of a group."""
    return f"{subject_label(words, statement[0])}: {value_label(words, *statement)}"


def subject_label(words: Words, key: str) -> str:
    """Name what a condition is about."""
    if key == COERCION:
        return words.dimension(key, None)
    return words.say(f"result_{key}") if key in RESULTS else words.variable(key) if key in VARIABLE else printable(key)


def subject_head(words: Words, key: str) -> str:
    """Name what a condition is about where a head begins with it; an own column keeps its name."""
    label = subject_label(words, key)
    return f"{label[0].upper()}{label[1:]}" if key in VARIABLE or key in RESULTS else label


def value_label(words: Words, key: str, value: str) -> str:
    """Name a value of what a condition is about."""
    if key == COERCION:
        return words.short(key, value)
    return words.value(key, value) if key in VARIABLE and VARIABLE[key].values else printable(value)


def _columns_notes(words: Words, tally: Tally) -> tuple[str, str]:
    """Say what the columns are, and how shares are rounded."""
    percent = confidence_percent(words, tally)
    columns = words.say("interval_note", confidence=percent) if percent else words.say("no_interval_note")
    return columns, words.say("shares_note")


def confidence_percent(words: Words, tally: Tally) -> str:
    """Write how much intervals cover as a percentage, without its sign; empty where there are none."""
    confidence = tally.interval_basis.confidence
    return "" if confidence is None else words.percent(confidence)


def _group_lines(words: Words, tally: Tally) -> list[str]:
    return [group_line(words, tally.where, tally.n, tally.n_at_most)] if tally.where else []


def group_line(words: Words, conditions: Sequence[Statement], n: int, n_at_most: int) -> str:
    """Say which group is shown, how many cases are in it and how many more may be."""
    texts = "; ".join(condition(words, each) for each in conditions)
    return words.say("tally_group", conditions=texts, members=_members(words, n, n_at_most))


def _members(words: Words, n: int, n_at_most: int) -> str:
    """Say how many cases are in a group, and how many more may be."""
    text = words.say("group_n", n=n)
    return words.say("group_more", members=text, more=n_at_most - n) if n_at_most > n else text


def few_lines(words: Words, tally: Tally) -> list[str]:
    """Say that a group has so few cases that its figures can point to a person."""
    return [words.say("group_few", few=tally.least)] if tally.sensitive else []


def groups_open(words: Words, tally: Tally) -> list[str]:
    """Say in how many cases the group is open, where it is in any."""
    subject = subject_head(words, str(tally.by))
    return [words.say("groups_open", count=tally.open, variable=subject)] if tally.open else []


def _groups_table(words: Words, tally: Tally, by: str) -> Iterator[Block]:
    """Show all groups in one table, profiles down and groups across, and as a picture."""
    yield Title(words.say("section_groups", variable=subject_label(words, by)))
    groups = [group for _, group in tally.groups]
    labels = group_labels(words, tally)
    grid = _side_by_side(words, labels, groups)
    numbers = (words.say("cases_all"), *(words.between(group.n, group.n_at_most) for group in groups))
    yield evolve(grid, heads=(words.say("head_cases"), *labels), rows=(numbers, *grid.rows), together=2, key="groups")
    few = [value_label(words, by, value) for value in tally.few]
    yield Lines(
        (
            words.say("shares_note"),
            *groups_open(words, tally),
            *([words.say("groups_small", few=tally.least, groups=words.all(few))] if few else []),
        )
    )
    yield from _panels(words, labels, groups)


def group_labels(words: Words, tally: Tally) -> list[str]:
    """Label the groups of a tally; those of few cases have a star."""
    by = str(tally.by)
    return [starred(value_label(words, by, value), star=group.sensitive) for value, group in tally.groups]


def _side_by_side(words: Words, labels: Sequence[str], tallies: Sequence[Tally]) -> Grid:
    """Show the profiles of several tallies in one table, profiles down and tallies across."""
    rows = tuple((code, *(profile_cell(words, each, code) for each in tallies)) for code in PROFILE)
    return Grid((words.say("head_profile"), *labels), rows, frozenset(range(1, len(labels) + 1)))


def profile_cell(words: Words, tally: Tally, code: str) -> str:
    """Say at least and at most how many have a profile, and which share that is."""
    bounds = tally.profiles[code]
    numbers = words.between(bounds.count, bounds.at_most)
    text = f"{numbers} ({words.interval(bounds.share, bounds.n)})" if bounds.share else numbers
    return _starred(text, tally, says=bounds.all_or_none)


def _starred(text: str, tally: Tally, *, says: bool) -> str:
    """Mark what says something of each of the few cases of a group."""
    return starred(text, star=says and tally.sensitive)


def _panels(words: Words, labels: Sequence[str], tallies: Sequence[Tally]) -> list[Bars]:
    """Draw the shares of each profile in several tallies beside each other, but of one that no case can have.

    They stand in a table as well. What the parts of bars are is said at the last.
    """
    panels = []
    for code in PROFILE:
        every = [tally.profiles[code] for tally in tallies]
        if any(each.at_most for each in every):
            panels.append(_panel(words, code, zip(labels, every, strict=True)))
    return [*panels[:-1], *(_explained(words, each) for each in panels[-1:])]


def _panel(words: Words, head: str, rows: Iterable[tuple[str, Bounds]]) -> Bars:
    bars = tuple(
        Bar(label, *rounded(low, high, BAR_STEPS), (words.interval(each.share, each.n),), each.interval)
        for label, each in rows
        for low, high in (each.share or (0, 0),)
    )
    return Bars((head, words.say("head_share")), bars, BAR_STEPS, repeats=True, beside=True)


def several_view(words: Words, tallies: Sequence[Tally]) -> View:
    """Show tallies under several assumptions: a table, and the range of each profile as a picture."""
    first = tallies[0]
    lines = [*few_lines(words, first), *counted_lines(words, first)]
    lines += [words.say("assumed_several", open=first.open_answers), words.say("assumed_yours")]
    lines += outer_lines(words, *tallies)
    lines += [words.say("assumed_groups", variable=subject_label(words, first.by))] if first.by else []
    labels = [words.say("assumed_most", most=each.at_most_yes) for each in tallies]
    return [
        Title(_title(words, first), 1),
        Lines(tuple(lines)),
        evolve(_side_by_side(words, labels, tallies), key="assumed"),
        *_panels(words, labels, tallies),
        Lines((codes_line(words), words.say("shares_note"))),
        *notes(words, words.say("ground_note"), *cautions(words)),
    ]


def assumed_lines(words: Words, tally: Tally) -> list[str]:
    """Say what a tally assumes, and what its intervals rest on."""
    lines = []
    if tally.at_most_yes is not None:
        assumed = words.say("assumed", most=tally.at_most_yes, open=tally.open_answers)
        lines += [assumed, words.say("assumed_yours")]
    basis = tally.interval_basis
    if basis.confidence is None:
        lines.append(words.say("interval_none"))
    if basis.population is not None:
        lines.append(words.say("interval_population", population=basis.population))
    if basis.cluster is not None and tally.cluster_counts:
        clusters, single = tally.cluster_counts
        lines.append(
            words.say("interval_cluster", clusters=clusters, single=single, column=subject_label(words, basis.cluster))
        )
    return lines + outer_lines(words, tally)


def outer_lines(words: Words, *tallies: Tally) -> list[str]:
    """Say that shares are outer bounds, where those of a tally are or of any of its groups."""
    every = [each for tally in tallies for each in (tally, *(group for _, group in tally.groups))]
    return [] if all(each.exact for each in every) else [words.say("tally_not_exact")]


def _group_blocks(words: Words, tally: Tally, by: str) -> Iterator[Block]:
    for value, group in tally.groups:
        of = f"{subject_head(words, by)}: {value_label(words, by, value)}"
        yield Title(f"{of}: {_members(words, group.n, group.n_at_most)}")
        not_begun = (words.say("tally_not_begun", count=group.not_begun),) if group.not_begun else ()
        yield Lines((*few_lines(words, group), _tally_decided(words, group), _tally_reading(words, group), *not_begun))
        yield evolve(_profile_bars(words, group, legend=False), key=f"profiles {value}")
    if by in VARIABLE and VARIABLE[by].several:
        yield Lines((words.say("group_several"),))


def _tally_profiles(words: Words, tally: Tally) -> Profiles:
    states, figures = {}, {}
    for code, bounds in tally.profiles.items():
        states[code] = DECIDED if bounds.count else POSSIBLE if bounds.at_most else RULED_OUT
        figures[code] = _starred(words.between(bounds.count, bounds.at_most), tally, says=bounds.all_or_none)
    return profiles_block(words, states, figures, "cases", tally.period)


def _tally_reading(words: Words, tally: Tally) -> str:
    reading = words.say(f"word_{tally.read_as}")
    return words.say("tally_reading", reading=reading, silent=tally.rests_on_silence, **tally.readings)


def _tally_period(words: Words, tally: Tally) -> tuple[str, ...]:
    if tally.period is None:
        return (words.say("tally_any_period"),)
    line = words.say("tally_period", period=words.text("levels", tally.period, "label"))
    return (line, words.say("tally_not_begun", count=tally.not_begun)) if tally.not_begun else (line,)


def _tally_decided(words: Words, tally: Tally) -> str:
    outside, possibly = tally.outside.values()
    counts = {"decided": tally.decided, "outside": outside, "undecided": tally.undecided, "possibly": possibly}
    return words.say("tally_decided" if possibly else "tally_none_outside", **counts)


def _bars(words: Words, key: str, head: str, rows: Iterable[tuple[str, Bounds]], tally: Tally) -> Bars:
    """Show bounds, one a row: at least, at most, the share, and the interval."""
    return Bars(
        (head, *words.heads("at_least", "at_most", "share", "interval")),
        tuple(
            Bar(
                label,
                each.count,
                each.at_most,
                (
                    words.number(each.count),
                    words.number(each.at_most),
                    _starred(words.interval(each.share, tally.n_at_most), tally, says=each.all_or_none),
                    words.interval(each.interval, tally.n_at_most),
                ),
                each.interval,
            )
            for label, each in rows
        ),
        tally.n_at_most,
        notes=_columns_notes(words, tally),
        key=key,
    )


def _profile_bars(words: Words, tally: Tally, *, legend: bool = True) -> Bars:
    rows = ((f"{PROFILE[code].number} {code}", bounds) for code, bounds in tally.profiles.items())
    bars = _bars(words, "profiles", words.say("head_profile"), rows, tally)
    return _explained(words, bars) if legend else bars


def _explained(words: Words, bars: Bars) -> Bars:
    """Say what the parts of bars are."""
    whisker = words.say("bar_interval") if any(each.interval for each in bars.rows) else ""
    return evolve(bars, legend=(words.say("bar_full"), words.say("bar_light")), whisker=whisker)


def _dimension_bars(words: Words, tally: Tally) -> Iterator[Bars]:
    for dimension, bounds in tally.dimensions.items():
        rows = ((words.outcome(dimension, outcome), each) for outcome, each in bounds.items())
        yield _bars(words, "dimensions", words.dimension(dimension, tally.period), rows, tally)


def _means_bars(words: Words, tally: Tally) -> Bars:
    """Show of each means how many say yes, how many leave it open, and how many say no."""
    splits = [(words.variable(key), split) for key, split in tally.means.items()]
    splits += [(words.say("any_soft"), tally.any_soft), (words.say("any_hard"), tally.any_hard)]
    rows = tuple(
        Bar(
            _starred(label, tally, says=tally.splits_all_or_none(split)),
            split["yes"],
            split["yes"] + split["open"],
            tuple(map(words.number, split.values())),
        )
        for label, split in splits
    )
    return Bars(
        words.heads("means", "yes", "no", "open"),
        rows,
        max(sum(split.values()) for _, split in splits),
        key="means",
        legend=tuple(words.say(f"bar_{each}") for each in ("yes", "open", "no")),
    )


def _shift_blocks(words: Words, tally: Tally, shift: Mapping[tuple[str, str], int]) -> Iterator[Block]:
    """Give the matrix of the shift, and say how many cases are in no cell of it."""
    kinds = dict.fromkeys(one for one, _ in shift)
    cells = shift_cells(words, tally)
    rows = tuple((words.short(COERCION, one), *(cells[one, other] for other in kinds)) for one in kinds)
    counts = tuple(tuple(shift[one, other] for other in kinds) for one in kinds)
    to = (words.say("head_shift_to", outcome=words.short(COERCION, each)) for each in kinds)
    yield Title(words.say("section_shift"))
    yield Matrix((words.say("head_shift"), *to), rows, frozenset(range(1, len(kinds) + 1)), key="shift", counts=counts)
    if left_out := tally.n - sum(shift.values()):
        yield Lines((words.say("tally_not_begun", count=left_out),))


def shift_cells(words: Words, tally: Tally) -> dict[Shift, str]:
    """Write how many cases have each coercion in recruitment and in exploitation; of no shift nothing."""
    says = tally.shift_of_all_or_none
    shift = tally.shift or {}
    return {pair: _starred(words.number(count), tally, says=pair in says) for pair, count in shift.items()}


def tally_summary(words: Words, tally: Tally) -> str:
    """Say in one line what a list of profiles has no place for."""
    sentences = (_tally_decided(words, tally), *counted_lines(words, tally), *assumed_lines(words, tally))
    return " ".join((f"{_title(words, tally)}:", *sentences))
