"""What a picture says in words: its title, what was counted and how, its figures, and what they do not say."""

from collections.abc import Iterable
from typing import Final, Protocol, runtime_checkable

from attrs import evolve, frozen

from ckm_mo.answers import Period
from ckm_mo.codebook import NOT_CODED
from ckm_mo.errors import check_kind
from ckm_mo.messages import Word
from ckm_mo.rules import COERCION, PROFILE, PROFILES
from ckm_mo.tallies.tally import Tally, check_tally
from ckm_mo.views.cautions import cautions
from ckm_mo.views.profiles import code_letters
from ckm_mo.views.tally import (
    assumed_lines,
    condition,
    few_lines,
    groups_open,
    profile_cell,
    shift_cells,
    subject_label,
    value_label,
)
from ckm_mo.views.words import Words

STEPS: Final = 200
"""At how many numbers a dial is calculated, at most, unless they are given."""

LISTED: Final = 8
"""How many of them are listed."""

_A_PLAN: Final = Word("a reading plan", "een leesplan")


@frozen
class Caption:
    """The words of a picture.

    Args:
        title: What it shows.
        facts: What was counted, and how; the first line has n and the reading.
        figures: The figures, in sentences.
        notes: What is to be known of it.
    """

    title: str
    facts: tuple[str, ...]
    figures: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """All but the title, for those who do not see the picture."""
        return " ".join([*(f"{each.removesuffix('.')}." for each in self.facts), *self.figures, *self.notes])


@runtime_checkable
class DrawnPlan(Protocol):
    """What is drawn of a reading plan; see `ckm_mo.questions.Plan`."""

    @property
    def n(self) -> int:
        """How many cases there are."""

    @property
    def width(self) -> int:
        """The width of their tally."""

    @property
    def answers(self) -> int:
        """How many answers may be looked up."""

    @property
    def guaranteed(self) -> int:
        """What they are sure to take away of the width."""

    @property
    def curve(self) -> tuple[int, ...]:
        """That for 0 answers, 1, 2 and so on."""

    @property
    def read_as(self) -> str:
        """The reading."""

    @property
    def period(self) -> Period | None:
        """The period that was asked for."""


def check_plan(plan: DrawnPlan) -> None:
    """Refuse what is not a reading plan.

    Raises:
        WrongKind: With what makes one.
    """
    check_kind(plan, DrawnPlan, _A_PLAN, "ckm_mo.questions.plan(cases)")


def profiles_caption(words: Words, tally: Tally) -> Caption:
    """Say what the picture of the profiles says."""
    return Caption(
        words.say("picture_profiles"),
        _facts(words, tally),
        tuple(_sentence(words, tally, code, f"{code} ({words.profile(code)})") for code in PROFILE),
        _notes(words, words.say("picture_rounded")),
    )


def groups_caption(words: Words, tally: Tally) -> Caption:
    """Say what the picture of the groups says."""
    by = str(tally.by)
    figures = []
    for value, group in tally.groups:
        rows = " ".join(_sentence(words, group, code, code) for code in PROFILE)
        figures.append(
            words.say("picture_of_group", group=value_label(words, by, value), n=n_of(words, group), rows=rows)
        )
    few = [words.say("group_few", few=tally.least)] if tally.few else []
    return Caption(
        words.say("picture_groups", variable=subject_label(words, by)),
        (*_facts(words, tally), *groups_open(words, tally), *few),
        tuple(figures),
        _notes(words, words.say("picture_rounded")),
    )


def dial_caption(words: Words, tallies: Tally | Iterable[Tally]) -> Caption:
    """Say what the picture of a dial says."""
    ordered = dialled(tallies)
    first = ordered[0]
    numbers = [each.at_most_yes or 0 for each in ordered]
    figures = []
    for code in PROFILE:
        shares = [words.interval(each.profiles[code].share, each.n) for each in ordered]
        # A share that is that of the number before is not said again.
        new = [index for index, share in enumerate(shares) if not index or share != shares[index - 1]]
        ranges = "; ".join(f"{words.number(numbers[index])}: {shares[index]}" for index in new)
        figures.append(words.say("picture_row", label=f"{code} ({words.profile(code)})", cases=ranges))
    facts = [words.say("picture_assumed", open=first.open_answers), words.say("assumed_yours")]
    if numbers != [*range(numbers[0], numbers[-1] + 1)]:
        listed = [words.number(each) for each in numbers]
        listed = listed if len(listed) <= LISTED else [*listed[:3], "…", listed[-1]]
        facts.append(words.say("picture_between", places=", ".join(listed)))
    return Caption(
        words.say("picture_dial"),
        (*_facts(words, evolve(first, at_most_yes=None)), *facts),
        tuple(figures),
        _notes(words, words.say("picture_rounded")),
    )


def shift_caption(words: Words, tally: Tally) -> Caption:
    """Say what the picture of the shift says."""
    cells = tally.shift or {}
    n = sum(cells.values())
    figures = []
    for pair, count in shift_cells(words, tally).items():
        recruitment, exploitation = (words.short(COERCION, each) for each in pair)
        figures.append(words.say("picture_cell", recruitment=recruitment, exploitation=exploitation, count=count))
    attempts = (words.say("tally_not_begun", count=tally.n - n),) if tally.n > n else ()
    more = (words.say("picture_more", more=tally.n_at_most - tally.n),) if tally.n_at_most > tally.n else ()
    facts = _facts(words, tally, words.number(n), period=False)
    return Caption(words.say("picture_shift"), (*facts, *attempts, *more), tuple(figures), _notes(words))


def width_caption(words: Words, plan: DrawnPlan) -> Caption:
    """Say what the picture of a plan says."""
    first = (words.say("picture_n", n=plan.n), _reading(words, plan.read_as), _period(words, plan.period))
    steps = enumerate(plan.curve)
    figures = [words.say("picture_step", answers=answers, guaranteed=guaranteed) for answers, guaranteed in steps]
    known = (words.say("plan_some"), words.say("plan_source"), words.say("plan_no_direction"))
    return Caption(words.say("picture_width"), ("; ".join(first), words.say("plan_if")), tuple(figures), known)


def dialled(tallies: Tally | Iterable[Tally]) -> list[Tally]:
    """Give a tally under several assumptions: those that are given, or from none of the open answers to all.

    Raises:
        WrongKind: If these are no tallies.
    """
    if not isinstance(tallies, Tally):
        several = [*tallies] if isinstance(tallies, Iterable) else [tallies]  # type: ignore[redundant-expr]  # it may be anything
        for each in several:
            check_tally(each)
        return sorted(several, key=lambda each: each.at_most_yes or 0)
    most = tallies.open_answers
    step = max(1, -(-most // STEPS))
    return [evolve(tallies, at_most_yes=each) for each in dict.fromkeys([*range(0, most, step), most])]


def n_of(words: Words, tally: Tally) -> str:
    """Say how many cases there are, and whether they are few."""
    n = words.between(tally.n, tally.n_at_most)
    return words.say("picture_few", n=n, few=tally.least) if tally.sensitive else words.say("picture_n", n=n)


def profile_label(words: Words, code: str) -> str:
    """Say a profile in short."""
    return ", ".join(words.short(*each) for each in PROFILE[code].dimensions.items())


def letters_caption(words: Words) -> str:
    """Say what the letters of the profiles' codes stand for."""
    return words.say("picture_letters", letters=code_letters(words, named=False))


def _facts(words: Words, tally: Tally, n: str = "", *, period: bool = True) -> tuple[str, ...]:
    """Say what was counted, and how."""
    first = [words.say("picture_n", n=n or words.between(tally.n, tally.n_at_most))]
    if tally.read_as in {"open", "closed"}:
        first.append(_reading(words, tally.read_as))
    else:
        first.append(words.say("picture_readings", **tally.readings))
    first += [words.say("picture_rests", silent=tally.rests_on_silence)] if tally.rests_on_silence else []
    first += [_period(words, tally.period)] if period else []
    facts = ["; ".join(first)]
    if tally.where:
        conditions = "; ".join(condition(words, each) for each in tally.where)
        facts.append(words.say("picture_group", conditions=conditions))
    facts += few_lines(words, tally)
    facts += [words.say("tally_not_begun", count=tally.not_begun)] if tally.not_begun else []
    facts += [words.say("decided_only")] if tally.decided_only else []
    facts += [words.say("tally_empty")] if tally.empty != NOT_CODED else []
    return (*facts, *assumed_lines(words, tally))


def _reading(words: Words, reading: str) -> str:
    return words.say("picture_reading", reading=words.say(f"word_{reading}"))


def _period(words: Words, period: Period | None) -> str:
    if period is None:
        return words.say("picture_any_period")
    return words.say("picture_period", period=words.text("levels", period, "label"))


def _sentence(words: Words, tally: Tally, code: str, label: str) -> str:
    """Say the figures of a profile."""
    bounds = tally.profiles[code]
    interval = words.interval(bounds.interval, bounds.n)
    key = "picture_row_interval" if interval else "picture_row"
    return words.say(key, label=label, cases=profile_cell(words, tally, code), interval=interval)


def _notes(words: Words, *first: str) -> tuple[str, ...]:
    named = {value for profile in PROFILES for value in profile.crossing}
    return (*first, words.say("picture_ours"), *cautions(words, (), named))
