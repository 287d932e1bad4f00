"""What is shown of a tally."""

from collections.abc import Iterable, Iterator, Mapping

from attrs import evolve

from ckm_mo.codebook import (
    NOT_CODED,
    UNKNOWN,
    VARIABLE,
)
from ckm_mo.rules import COERCION, PROFILE, RULES
from ckm_mo.tallies import FEW, Bounds, Tally, Where
from ckm_mo.views.blocks import (
    DECIDED,
    POSSIBLE,
    RULED_OUT,
    Bar,
    Bars,
    Block,
    Grid,
    Lines,
    Profiles,
    Title,
    View,
    printable,
)
from ckm_mo.views.cautions import cautions, notes
from ckm_mo.views.profiles import profiles_block
from ckm_mo.views.words import Words


def tally_view(words: Words, tally: Tally) -> View:
    """Show a tally: all profiles with their bounds, the dimensions, the means, and the shift; or that it has no cases."""
    if not (tally.n or tally.not_begun or tally.decided_only):
        return _no_cases(words, tally)
    title = words.say("title_tally_decided" if tally.decided_only else "title_tally", n=tally.n)
    said = [words.say("decided_only")] if tally.decided_only else []
    said += [where_line(words, tally.where)] if tally.where else []
    said += [_tally_reading(words, tally), *_tally_period(words, tally)]
    said += [words.say("tally_empty")] if tally.empty != NOT_CODED else []
    offenders = "tally_no_offenders" if tally.offenders is None else "tally_offenders"
    said.append(words.say(offenders, offenders=tally.offenders))
    blocks: list[Block] = [Title(title, 1), Lines((_tally_decided(words, tally),), strong=True), Lines(tuple(said))]
    blocks += [_tally_profiles(words, tally), _profile_bars(words, tally)]
    blocks += [Lines((words.say("interval_note"), words.say("shares_note")))]
    blocks += [Title(words.say("section_lines")), *_dimension_bars(words, tally)]
    blocks += [Title(words.say("section_means")), _means_grid(words, tally)]
    if tally.shift is not None:
        blocks += [Title(words.say("section_shift")), _shift_grid(words, tally.shift)]
    if tally.by:
        blocks += _group_blocks(words, tally, tally.by)
    named = [rule.outcome for rule in RULES]
    return [*blocks, *notes(words, words.say("ground_note"), *cautions(words, (), named))]


def _no_cases(words: Words, tally: Tally) -> View:
    names = ", ".join(printable(name) for name, _ in tally.files)
    title = words.say("no_cases_in", files=names) if names else words.say("no_cases")
    return [Title(title, 1), *([Lines((where_line(words, tally.where),))] if tally.where else [])]


def where_line(words: Words, where: Where) -> str:
    """Say which conditions cases had to meet, and how many did not."""
    conditions = "; ".join(words.answer(key, printable(value)) for key, value in where.conditions)
    return words.say("tally_where", conditions=conditions, differ=where.differ, open=where.open)


def _group_blocks(words: Words, tally: Tally, by: str) -> Iterator[Block]:
    for value, group in tally.groups:
        label = words.say("group_unknown") if value == UNKNOWN else words.value(by, value)
        yield Title(words.say("section_group", variable=words.variable(by), value=label, n=group.n))
        few = (words.say("group_few", few=FEW),) if value in tally.few else ()
        not_begun = (words.say("tally_not_begun", count=group.not_begun),) if group.not_begun else ()
        yield Lines((*few, _tally_decided(words, group), _tally_reading(words, group), *not_begun))
        yield _profile_bars(words, group, legend=False)
    if VARIABLE[by].several:
        yield Lines((words.say("group_several"),))


def _tally_profiles(words: Words, tally: Tally) -> Profiles:
    """Show where the cases of a tally sit among the profiles."""
    states, figures = {}, {}
    for code, bounds in tally.profiles.items():
        states[code] = DECIDED if bounds.count else POSSIBLE if bounds.at_most else RULED_OUT
        figures[code] = words.between(bounds.count, bounds.at_most)
    return profiles_block(words, states, figures, "cases", tally.period)


def _tally_reading(words: Words, tally: Tally) -> str:
    reading = words.say(f"word_{tally.read_as}")
    return words.say("tally_reading", reading=reading, rests=tally.rests_on_silence, **tally.readings)


def _tally_period(words: Words, tally: Tally) -> tuple[str, ...]:
    if tally.period is None:
        return (words.say("tally_any_period"),)
    said = words.say("tally_period", period=words.text("levels", tally.period, "label"))
    return (said, words.say("tally_not_begun", count=tally.not_begun)) if tally.not_begun else (said,)


def _tally_decided(words: Words, tally: Tally) -> str:
    outside, possibly = tally.outside.values()
    counts = {"decided": tally.decided, "outside": outside, "undecided": tally.undecided, "possibly": possibly}
    return words.say("tally_decided" if possibly else "tally_none_outside", **counts)


def _bars(words: Words, head: str, rows: Iterable[tuple[str, Bounds]], n: int) -> Bars:
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
                    words.share(each.count, each.at_most, each.n),
                    words.interval(each.interval, each.n),
                ),
            )
            for label, each in rows
        ),
        n,
    )


def _profile_bars(words: Words, tally: Tally, *, legend: bool = True) -> Bars:
    rows = ((f"{PROFILE[code].number} {code}", bounds) for code, bounds in tally.profiles.items())
    said = (words.say("bar_full"), words.say("bar_light")) if legend else ()
    return evolve(_bars(words, words.say("head_profile"), rows, tally.n), legend=said)


def _dimension_bars(words: Words, tally: Tally) -> Iterator[Bars]:
    for dimension, bounds in tally.dimensions.items():
        rows = ((words.outcome(dimension, outcome), each) for outcome, each in bounds.items())
        yield _bars(words, words.dimension(dimension, tally.period), rows, tally.n)


def _means_grid(words: Words, tally: Tally) -> Grid:
    splits = [(words.variable(key), split) for key, split in tally.means.items()]
    splits += [(words.say("any_soft"), tally.any_soft), (words.say("any_hard"), tally.any_hard)]
    rows = tuple((label, *map(words.number, split.values())) for label, split in splits)
    return Grid(words.heads("means", "yes", "no", "open"), rows, frozenset({1, 2, 3}))


def _shift_grid(words: Words, shift: Mapping[tuple[str, str], int]) -> Grid:
    kinds = dict.fromkeys(one for one, _ in shift)
    short = {kind: words.short(COERCION, kind) or words.say("value_open") for kind in kinds}
    rows = tuple((short[one], *(words.number(shift[one, other]) for other in kinds)) for one in kinds)
    heads = (words.say("head_shift"), *(words.say("head_shift_to", outcome=each) for each in short.values()))
    return Grid(heads, rows, frozenset(range(1, len(heads))))


def tally_summary(words: Words, tally: Tally) -> str:
    """Say in one line what a list of profiles has no place for."""
    title = words.say("title_tally_decided" if tally.decided_only else "title_tally", n=tally.n)
    empty = [words.say("tally_empty")] if tally.empty != NOT_CODED else []
    parts = _tally_decided(words, tally), _tally_reading(words, tally), *_tally_period(words, tally)
    return " ".join([f"{title}:", *parts, *empty])
