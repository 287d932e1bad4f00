"""What is shown of claims and plans."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import chain

from ckm_mo.questions.claims import Checked
from ckm_mo.questions.judging import Judged
from ckm_mo.questions.plans import Plan
from ckm_mo.views.blocks import Bar, Block, Curve, Grid, Lines, Title, View, printable, starred
from ckm_mo.views.cautions import notes
from ckm_mo.views.profiles import codes_line
from ckm_mo.views.shares import rounded
from ckm_mo.views.tally import subject_head, value_label
from ckm_mo.views.words import Words

MOST_WRITTEN = 20
"""For how many numbers of answers a curve is written at most."""

POINTS = 200
"""For how many it is drawn."""


# Claims


def claims_view(words: Words, checked: Checked) -> View:
    """Show claims: what each is, between which differences, and up to where it holds."""
    rows = tuple(
        (
            starred(printable(each.claim.text), star=each.small),
            words.say(f"status_{each.status}"),
            _between(words, each),
            _breakdown(words, each),
        )
        for each in checked.claims
    )
    points = [words.say("points_note")] if any(each.claim.share for each in checked.claims) else []
    return [
        Title(words.say("title_claims", n=checked.n), 1),
        Lines(tuple(_read(words, checked))),
        Grid(words.heads("claim", "status", "between", "breakdown"), rows, key="claims"),
        Lines((codes_line(words), *points)),
        *notes(words, *_notes(words, checked), words.say("claim_means"), words.say("claim_open"), words.say("method")),
    ]


def claims_line(words: Words, checked: Checked) -> str:
    """Say in one line what rows of claims have no place for."""
    said = [words.say("title_claims", n=checked.n) + ".", *_read(words, checked), *_notes(words, checked)]
    return " ".join([*said, words.say("claim_means")])


def _read(words: Words, checked: Checked) -> Iterator[str]:
    yield words.say("claims_reading", reading=words.say(f"word_{checked.read_as}"))
    if checked.period is not None:
        yield words.say("claims_period", period=words.text("levels", checked.period, "label"))
    if checked.at_most_yes is not None:
        yield words.say("assumed", most=checked.at_most_yes, open=checked.open_answers)
        yield words.say("assumed_yours")


def _notes(words: Words, checked: Checked) -> Iterator[str]:
    if any(each.small for each in checked.claims):
        yield words.say("claim_small", few=checked.least)
    if any(each.left_out for each in checked.claims):
        yield words.say("claim_left_out")
    if not all(each.exact for each in checked.claims):
        yield words.say("claim_not_exact")


def _between(words: Words, judged: Judged) -> str:
    ends = judged.least, judged.greatest
    if judged.claim.share:
        tenths = rounded(*ends, 1000)
        low, high = (_signed(words, end, Fraction(each, 10)) for end, each in zip(ends, tenths, strict=True))
        return words.say("claim_points", low=low, high=high)
    return words.say("claim_cases", low=_signed(words, ends[0], ends[0]), high=_signed(words, ends[1], ends[1]))


def _signed(words: Words, end: Fraction, shown: Fraction) -> str:
    """Write the end of a range, with the sign that it has before it is rounded."""
    return f"{'+' if end > 0 else ''}{words.number(float(shown), 0 if shown.denominator == 1 else 1)}"


def _breakdown(words: Words, judged: Judged) -> str:
    if judged.breakdown is None:
        return ""
    most, open_answers = judged.breakdown
    if most is None:
        return words.say("breakdown_none")
    return words.say("breakdown", most=most, open=open_answers)


# Plans


def plan_view(words: Words, plan: Plan) -> View:
    """Show a plan: what is sure to be taken away, and of each case what to look for first."""
    blocks: list[Block] = [
        Title(words.say("title_plan", n=plan.n), 1),
        Lines((plan_line(words, plan),), strong=True),
        Lines((words.say("plan_if"), words.say("plan_some"), words.say("plan_source"))),
    ]
    if plan.width:
        blocks += [Title(words.say("section_curve")), _curve(words, plan)]
        blocks += [Title(words.say("section_reopen")), _reopened(words, plan)]
    return [*blocks, *notes(words, words.say("plan_no_direction"), words.say("method"))]


def plan_line(words: Words, plan: Plan) -> str:
    """Say in one line what a plan guarantees."""
    return words.say(
        "plan_line", answers=plan.answers, guaranteed=plan.guaranteed, width=plan.width, undecided=plan.undecided
    )


def _curve(words: Words, plan: Plan) -> Curve:
    """Draw what so many answers are sure to take away."""
    last = len(plan.curve) - 1
    places = dict.fromkeys([*range(0, last, max(1, -(-last // MOST_WRITTEN))), min(plan.answers, last), last])
    rows = tuple(
        Bar(words.number(place), plan.curve[place], plan.curve[place], (words.number(plan.curve[place]),))
        for place in sorted(places)
    )
    some = dict.fromkeys([*range(0, last, max(1, -(-last // POINTS))), *sorted(places)])
    return Curve(
        words.heads("answers", "guaranteed"),
        rows,
        plan.width,
        key="curve",
        points=tuple((place, plan.curve[place]) for place in sorted(some)),
        marked=(min(plan.answers, last), plan.guaranteed),
    )


def _reopened(words: Words, plan: Plan) -> Grid:
    """List the cases, each with what stands in the column that is given; those with the same together."""
    rows: dict[str | None, list[tuple[str, ...]]] = {}
    for each in plan.cases:
        of = () if plan.per is None else (_per(words, plan.per, each.per),)
        numbers = words.number(each.answers), words.number(each.guaranteed)
        row = (printable(each.case_id), *of, words.variable(each.ask), *numbers)
        rows.setdefault(each.per, []).append(row)
    case, *others = words.heads("case", "ask", "answers", "guaranteed")
    heads = (case, *(() if plan.per is None else (subject_head(words, plan.per),)), *others)
    return Grid(heads, tuple(chain(*rows.values())), frozenset({len(heads) - 2, len(heads) - 1}), key="cases")


def _per(words: Words, column: str, value: str | None) -> str:
    """Label what a case has in the column that is given."""
    return words.say("per_none") if value is None else value_label(words, column, value)
