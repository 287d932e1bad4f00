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
        *notes(words, *_heeded(words, checked), *map(words.say, ("claim_means", "claim_open", "method"))),
    ]


def claims_line(words: Words, checked: Checked) -> str:
    """Say in one line what rows of claims have no place for."""
    title = words.say("title_claims", n=checked.n)
    return " ".join([f"{title}.", *_read(words, checked), *_heeded(words, checked), words.say("claim_means")])


def _read(words: Words, checked: Checked) -> Iterator[str]:
    """Say how the cases were read, and what is assumed of them."""
    yield words.say("claims_reading", reading=words.say(f"word_{checked.read_as}"))
    if checked.period is not None:
        yield words.say("claims_period", period=words.text("levels", checked.period, "label"))
    if checked.at_most_yes is not None:
        yield words.say("assumed", most=checked.at_most_yes, open=checked.open_answers)
        yield words.say("assumed_yours")


def _heeded(words: Words, checked: Checked) -> Iterator[str]:
    """Say what is to be heeded of some of the claims."""
    if any(each.small for each in checked.claims):
        yield words.say("claim_small", few=checked.least)
    if any(each.left_out for each in checked.claims):
        yield words.say("claim_left_out")
    if not all(each.exact for each in checked.claims):
        yield words.say("claim_not_exact")


def _between(words: Words, judged: Judged) -> str:
    """Write the range of a difference, each end with the sign that it has before it is rounded."""
    ends = judged.least, judged.greatest
    shown = [Fraction(each, 10) for each in rounded(*ends, 1000)] if judged.claim.share else ends
    low, high = (
        ("+" if end > 0 else "") + words.number(float(each), int(each.denominator > 1))
        for end, each in zip(ends, shown, strict=True)
    )
    return words.say("claim_points" if judged.claim.share else "claim_cases", low=low, high=high)


def _breakdown(words: Words, judged: Judged) -> str:
    """Say up to how many open answers a claim holds; empty where that is not known."""
    if judged.breakdown is None:
        return ""
    most, open_answers = judged.breakdown
    return words.say("breakdown_none" if most is None else "breakdown", most=most, open=open_answers)


# Plans


def plan_view(words: Words, plan: Plan) -> View:
    """Show a plan: what is sure to be taken away, and of each case what to look for first."""
    blocks: list[Block] = [
        Title(words.say("title_plan", n=plan.n), 1),
        Lines((plan_line(words, plan),), strong=True),
        Lines(tuple(map(words.say, ("plan_if", "plan_some", "plan_source")))),
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
    """Draw what so many answers are sure to take away: some 200 points, of which some 20 are written."""
    last = len(plan.curve) - 1
    marked = min(plan.answers, last)
    written, drawn = ({*range(0, last, max(1, -(-last // most))), marked, last} for most in (20, 200))
    curve = [*enumerate(plan.curve)]
    return Curve(
        words.heads("answers", "guaranteed"),
        tuple(
            Bar(words.number(answers), sure, sure, (words.number(sure),))
            for answers, sure in curve
            if answers in written
        ),
        plan.width,
        key="curve",
        points=tuple(point for point in curve if point[0] in written | drawn),
        marked=(marked, plan.guaranteed),
    )


def _reopened(words: Words, plan: Plan) -> Grid:
    """List the cases, each with what stands in the column that is given; those with the same together."""
    column = [] if plan.per is None else [plan.per]
    rows: dict[str | None, list[tuple[str, ...]]] = {}
    for each in plan.cases:
        per = [words.say("per_none") if each.per is None else value_label(words, key, each.per) for key in column]
        numbers = words.number(each.answers), words.number(each.guaranteed)
        rows.setdefault(each.per, []).append((printable(each.case_id), *per, words.variable(each.ask), *numbers))
    case, *others = words.heads("case", "ask", "answers", "guaranteed")
    heads = (case, *(subject_head(words, key) for key in column), *others)
    return Grid(heads, tuple(chain(*rows.values())), frozenset(range(len(heads))[-2:]), key="cases")
