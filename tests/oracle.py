"""Say again, from the design alone and by brute force, what the library must answer.

Nothing here is shared with `ckm_mo`: the five means, the eight profiles, the words and their order
stand a second time on purpose, so that a slip in the library cannot hide in the test of it.

A *case* is a dict of English tokens (a missing key is not coded). A *world* gives each of the
seven variables one definite value; its outcome is plain if and else. All that is partial (what is
possible, what fires, what to ask) is read off the set of worlds that a case leaves.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from itertools import combinations, product
from math import sqrt
from statistics import NormalDist
from typing import Any

Case = dict[str, str]
World = dict[str, str]
Pair = tuple[str, str]
Json = dict[str, Any]

SOFT = ("vulnerable_position", "deception")
HARD = ("threat_of_violence", "violence", "sextortion")
MEANS = SOFT + HARD
PERIODS = ("recruitment", "exploitation")
OPEN_TOKENS = ("unknown", "not_stated", "not_coded")

RELATIONS = ("affective", "non_affective")
INITIATIVES = ("offender", "left_to_victim")
COERCIONS = ("none", "soft", "hard")
PROFILES = ("AOS", "AOH", "ALS", "ALH", "NOS", "NOH", "NLS", "NLH")
OUTSIDE = "outside"
FEW = 5

YES_NO = ("yes", "no")
VALUES_OF_VARIABLE = {
    "relation": RELATIONS,
    "initiative": INITIATIVES,
    **dict.fromkeys(MEANS, YES_NO),
}
VARIABLES = tuple(VALUES_OF_VARIABLE)

VALUES_TO_GROUP_BY = {
    "reading": ("open", "closed"),
    "relation": RELATIONS,
    "initiative": INITIATIVES,
    "exploitation_began": YES_NO,
    "victim_age_group": ("minor", "adult"),
    "acquaintance": ("known_via_network", "strangers"),
    "contact_channel": ("physical", "online"),
    "recruitment_duration": ("up_to_week", "week_to_month", "over_month"),
    "exploitation_duration": ("up_to_week", "week_to_month", "month_to_year", "over_year"),
    "collaboration": ("solo", "network"),
    "sectors": ("window", "escort", "home", "hotel", "car", "brothel", "webcam", "street"),
    "decides_acts": YES_NO,
    "decides_hours": YES_NO,
    "takes_all_money": YES_NO,
    "movement_restricted": YES_NO,
    "exploited_otherwise": YES_NO,
    "customers_approached_online": YES_NO,
    "contact_afterwards": YES_NO,
    "other_means": YES_NO,
    "basis": ("judgment", "case_file", "charge", "press", "victim_account"),
}


# One means: the (recruitment, exploitation) pairs that its answers leave.


def _pairs_left(answers: dict[str, str], means: str) -> set[Pair]:
    """List the pairs of one means that agree with every coded answer."""
    left = set()
    for recruitment, exploitation in product(YES_NO, YES_NO):
        truth = {
            "exploitation_began": "no",
            means: "yes" if "yes" in (recruitment, exploitation) else "no",
            f"recruitment_{means}": recruitment,
            f"exploitation_{means}": exploitation,
        }
        agrees = True
        for key, answer in answers.items():
            if key == "exploitation_began":
                if answer == "no" and exploitation == "yes":
                    agrees = False
            elif answer in YES_NO and truth[key] != answer:
                agrees = False
        if agrees:
            left.add((recruitment, exploitation))
    return left


def _common(values: Iterable[str]) -> str:
    """Return the value that all share, or "open"."""
    distinct = set(values)
    return distinct.pop() if len(distinct) == 1 else "open"


def _said_of(pairs: set[Pair]) -> tuple[str, str, str]:
    """Say what a set of pairs makes of any, recruitment and exploitation."""
    return (
        _common("yes" if "yes" in pair else "no" for pair in pairs),
        _common(recruitment for recruitment, _ in pairs),
        _common(exploitation for _, exploitation in pairs),
    )


def _settled(coded: tuple[str, ...], deduced: tuple[str, ...], said: tuple[str, ...]) -> set[str]:
    """List the tokens of the answers made definite that deduction had left open."""
    return {
        token for token, before, after in zip(coded, deduced, said, strict=True) if before == "open" and after != "open"
    }


def _closed(coded: tuple[str, str, str], pairs: set[Pair]) -> set[Pair]:
    """Take silence as "no" in the pairs that deduction left, after the sentence of the design."""
    any_, recruitment, exploitation = coded
    deduced = _said_of(pairs)

    # "First a silent `any` (for both periods)", taken back if it contradicts or settles an unknown.
    if any_ == "not_stated":
        filled = {pair for pair in pairs if pair == ("no", "no")}
        if filled and "unknown" not in _settled(coded, deduced, _said_of(filled)):
            pairs = filled

    # "Then the silent periods, together", taken back also if it settles a period not coded.
    if "not_stated" in (recruitment, exploitation):
        filled = set(pairs)
        if recruitment == "not_stated":
            filled = {pair for pair in filled if pair[0] == "no"}
        if exploitation == "not_stated":
            filled = {pair for pair in filled if pair[1] == "no"}
        if (
            filled
            and "unknown" not in _settled(coded, deduced, _said_of(filled))
            and "not_coded" not in _settled(coded[1:], deduced[1:], _said_of(filled)[1:])
        ):
            pairs = filled
    return pairs


@cache
def means_as_read(
    any_: str, recruitment: str, exploitation: str, *, attempt: bool, reading: str
) -> tuple[str, str, str] | None:
    """Read the three answers to one means; None where they contradict each other."""
    coded = (any_, recruitment, exploitation)
    for token in coded:
        if token not in YES_NO + OPEN_TOKENS:
            raise ValueError(token)
    if reading not in ("open", "closed"):
        raise ValueError(reading)
    answers = {"m": any_, "recruitment_m": recruitment, "exploitation_m": exploitation}
    if attempt:
        answers["exploitation_began"] = "no"
    pairs = _pairs_left(answers, "m")
    if not pairs:
        return None
    return _said_of(pairs if reading == "open" else _closed(coded, pairs))


def pairs_as_read(case: Case, means: str, reading: str = "open") -> set[Pair]:
    """List the pairs of recruitment and exploitation that a case leaves of a means, after the reading of silence."""
    keys = (means, f"recruitment_{means}", f"exploitation_{means}")
    coded = tuple(_coded(case, key) for key in keys)
    pairs = _pairs_left({key: _coded(case, key) for key in (*keys, "exploitation_began")}, means)
    return pairs if _reading_of(case, reading) == "open" else _closed((coded[0], coded[1], coded[2]), pairs)


def coercion_in(world: World) -> str:
    """Tell the coercion of a world."""
    return _coercion_in(world)


def outcome_in(world: World) -> str:
    """Tell the profile of a world, or that it is outside the format."""
    return _outcome_in(world)


def reading_of(case: Case, reading: str) -> str:
    """Return the case's own reading where it is coded, else the one asked."""
    return _reading_of(case, reading)


def smallest_conflict(answers: dict[str, str], means: str) -> dict[str, str] | None:
    """Name the fewest coded answers in conflict; None where there is no contradiction."""
    keys = ("exploitation_began", means, f"recruitment_{means}", f"exploitation_{means}")
    coded = [key for key in keys if answers.get(key) in YES_NO]
    for size in range(1, len(coded) + 1):
        for chosen in combinations(coded, size):
            part = {key: answers[key] for key in chosen}
            if not _pairs_left(part, means):
                return part
    return None


# One case: its seven variables as read.


def _coded(case: Case, key: str) -> str:
    """Return the token of a key, `not_coded` where there is none."""
    return case.get(key) or "not_coded"


def _reading_of(case: Case, reading: str) -> str:
    """Return the case's own reading where it is coded, else the one asked."""
    own = _coded(case, "reading")
    return reading if own in OPEN_TOKENS else own


def _is_attempt(case: Case) -> bool:
    """Tell whether the exploitation is known not to have begun."""
    return _coded(case, "exploitation_began") == "no"


def _key(variable: str, period: str | None) -> str:
    """Return the key of a variable at the level that is asked."""
    return f"{period}_{variable}" if period is not None and variable in MEANS else variable


def _as_read(case: Case, reading: str, period: str | None) -> dict[str, str]:
    """Read the seven variables, named without their period."""
    read = {}
    for variable, allowed in VALUES_OF_VARIABLE.items():
        if variable in MEANS:
            said = means_as_read(
                _coded(case, variable),
                _coded(case, f"recruitment_{variable}"),
                _coded(case, f"exploitation_{variable}"),
                attempt=_is_attempt(case),
                reading=_reading_of(case, reading),
            )
            if said is None:
                raise ValueError(smallest_conflict(case, variable))
            read[variable] = said[(None, *PERIODS).index(period)]
        else:
            token = _coded(case, variable)
            if token not in allowed + OPEN_TOKENS:
                raise ValueError(token)
            read[variable] = "open" if token in OPEN_TOKENS else token
    return read


def values(case: Case, reading: str = "open", period: str | None = None) -> dict[str, str]:
    """Return the seven variables as read, "open" where open, under the keys of the level asked."""
    return {_key(name, period): value for name, value in _as_read(case, reading, period).items()}


# Complete worlds: plain if and else.


def _coercion_in(world: World) -> str:
    """Tell the coercion of a world."""
    if world["threat_of_violence"] == "yes":
        return "hard"
    if world["violence"] == "yes":
        return "hard"
    if world["sextortion"] == "yes":
        return "hard"
    if world["vulnerable_position"] == "yes":
        return "soft"
    if world["deception"] == "yes":
        return "soft"
    return "none"


def _outcome_in(world: World) -> str:
    """Tell the profile of a world, or that it is outside the format."""
    coercion = _coercion_in(world)
    if coercion == "none":
        return OUTSIDE
    first = "A" if world["relation"] == "affective" else "N"
    second = "O" if world["initiative"] == "offender" else "L"
    third = "S" if coercion == "soft" else "H"
    return first + second + third


WORLDS = [dict(zip(VARIABLES, combination, strict=True)) for combination in product(*VALUES_OF_VARIABLE.values())]


def _agrees(world: World, definite: dict[str, str]) -> bool:
    """Tell whether a world has all these values."""
    return all(value == world[variable] for variable, value in definite.items())


@cache  # 2,187 entries at most
def _worlds_of(definite: frozenset[Pair]) -> tuple[World, ...]:
    """List the worlds that agree with the definite values."""
    return tuple(world for world in WORLDS if _agrees(world, dict(definite)))


@cache  # likewise
def _outcomes_of(definite: frozenset[Pair]) -> frozenset[str]:
    """List the outcomes of the worlds that agree with the definite values."""
    return frozenset(_outcome_in(world) for world in _worlds_of(definite))


def _definite(read: dict[str, str]) -> frozenset[Pair]:
    """Leave out what is open."""
    return frozenset(pair for pair in read.items() if pair[1] != "open")


def _completions(read: dict[str, str]) -> tuple[World, ...]:
    """List the worlds that complete what was read (variables left out are open)."""
    return _worlds_of(_definite(read))


def _outcomes(read: dict[str, str]) -> frozenset[str]:
    """List the outcomes over all completions of what was read."""
    return _outcomes_of(_definite(read))


def _in_order(outcomes: frozenset[str]) -> list[str]:
    """List the profiles among the outcomes by their number."""
    return [profile for profile in PROFILES if profile in outcomes]


def _only_profile(outcomes: frozenset[str]) -> str | None:
    """Return the profile that all completions give, None where there is none."""
    return _in_order(outcomes)[0] if len(outcomes) == 1 and outcomes != {OUTSIDE} else None


def _outside(outcomes: frozenset[str]) -> str:
    """Return whether the case is outside the format: no, possible or yes."""
    if outcomes == {OUTSIDE}:
        return "yes"
    return "possible" if OUTSIDE in outcomes else "no"


def _not_begun(case: Case, period: str | None) -> bool:
    """Tell whether coercion has no meaning: the period asked never began."""
    return period == "exploitation" and _is_attempt(case)


def _possible_in_dimensions(case: Case, reading: str, period: str | None) -> dict[str, set[str]]:
    """List the possible outcomes of each dimension."""
    worlds = _completions(_as_read(case, reading, period))
    return {
        "relation": {world["relation"] for world in worlds},
        "initiative": {world["initiative"] for world in worlds},
        "coercion": {_coercion_in(world) for world in worlds},
    }


def _what_is_said(case: Case, reading: str, period: str | None) -> Json:
    """Say everything that a verdict says of the case itself."""
    dimensions = {
        dimension: next(iter(possible)) if len(possible) == 1 else None
        for dimension, possible in _possible_in_dimensions(case, reading, period).items()
    }
    outcomes = _outcomes(_as_read(case, reading, period))
    if _not_begun(case, period):
        dimensions["coercion"] = None
        outcomes = frozenset()
    return {
        "profile": _only_profile(outcomes),
        "possible": _in_order(outcomes),
        "outside": _outside(outcomes),
        **dimensions,
        "not_begun": _not_begun(case, period),
    }


def verdict(case: Case, reading: str = "open", period: str | None = None, case_id: str | None = None) -> Json:
    """Return the verdict object of a case."""
    said = _what_is_said(case, reading, period)
    said_under_open = _what_is_said({**case, "reading": "open"}, "open", period)
    return {
        "case_id": case_id,
        "reading": _reading_of(case, reading),
        "period": period,
        **said,
        "rests_on_silence": said != said_under_open,
    }


# Explanations: questions put to the set of worlds.


def _fired(read: dict[str, str], period: str | None, *, with_coercion: bool) -> list[Json]:
    """List the rules that are true in every completion, with all answers that support each."""
    worlds = _completions(read)
    fired = []

    def fire(rule: str, dimension: str, ground: str, support: list[str]) -> None:
        """Note one rule that fired."""
        answers = {_key(name, period): read[name] for name in VARIABLES if name in support}
        fired.append(
            {
                "rule": rule,
                "dimension": dimension,
                "outcome": rule,
                "ground": ground,
                "answers": answers,
            }
        )

    for relation in RELATIONS:
        if all(world["relation"] == relation for world in worlds):
            fire(relation, "relation", "format", ["relation"])
    for initiative in INITIATIVES:
        if all(world["initiative"] == initiative for world in worlds):
            fire(initiative, "initiative", "format", ["initiative"])
    if with_coercion:
        used = [means for means in MEANS if read[means] == "yes"]
        if all(_coercion_in(world) == "none" for world in worlds):
            fire("none", "coercion", "interpretation", list(MEANS))
        if all(_coercion_in(world) == "soft" for world in worlds):
            soft_used = [means for means in used if means in SOFT]
            fire("soft", "coercion", "interpretation", [*soft_used, *HARD])
        if all(_coercion_in(world) == "hard" for world in worlds):
            hard_used = [means for means in used if means in HARD]
            fire("hard", "coercion", "interpretation", hard_used)
    return fired


def _ruled_out(read: dict[str, str], period: str | None) -> list[Json]:
    """Give for each impossible profile the smallest, then first, answers that rule it out."""
    impossible = [profile for profile in PROFILES if profile not in _outcomes(read)]
    definite = [variable for variable in VARIABLES if read[variable] != "open"]
    reasons: dict[str, dict[str, str]] = {}
    for size in range(len(definite) + 1):
        if len(reasons) == len(impossible):
            break
        for chosen in combinations(definite, size):
            still_possible = _outcomes({variable: read[variable] for variable in chosen})
            for profile in impossible:
                if profile not in still_possible and profile not in reasons:
                    reasons[profile] = {_key(name, period): read[name] for name in chosen}
    return [{"profile": profile, "by": reasons[profile]} for profile in impossible]


def _ask(read: dict[str, str], period: str | None) -> list[str]:
    """List the open variables that matter, those first that leave the fewest outcomes."""
    worlds = _completions(read)
    outcomes_left: dict[str, int] = {}
    for variable in VARIABLES:
        if read[variable] != "open":
            continue
        # Both variables' values are two, so the sum orders them as the average does.
        matters = any(
            _outcome_in({**world, variable: value}) != _outcome_in(world)
            for world in worlds
            for value in VALUES_OF_VARIABLE[variable]
        )
        if matters:
            outcomes_left[variable] = sum(
                len(_outcomes({**read, variable: value})) for value in VALUES_OF_VARIABLE[variable]
            )
    return [_key(name, period) for name in sorted(outcomes_left, key=lambda name: outcomes_left[name])]


def _flips(read: dict[str, str], period: str | None) -> list[Json]:
    """List the single changes of a definite value that undo the one outcome of a case."""
    outcomes = _outcomes(read)
    if len(outcomes) != 1:
        return []
    flips = []
    for variable in VARIABLES:
        if read[variable] == "open":
            continue
        for value in VALUES_OF_VARIABLE[variable]:
            changed = _outcomes({**read, variable: value})
            if changed != outcomes:
                flips.append(
                    {
                        "key": _key(variable, period),
                        "from": read[variable],
                        "to": value,
                        "profile": _only_profile(changed),
                        "possible": _in_order(changed),
                        "outside": _outside(changed),
                    }
                )
    return flips


def explanation(case: Case, reading: str = "open", period: str | None = None) -> Json:
    """Explain a verdict: what fired, what is ruled out, what to ask, what would flip it."""
    read = _as_read(case, reading, period)
    if _not_begun(case, period):
        fired = _fired(read, period, with_coercion=False)
        return {"fired": fired, "ruled_out": [], "ask": [], "flips": []}
    return {
        "fired": _fired(read, period, with_coercion=True),
        "ruled_out": _ruled_out(read, period),
        "ask": _ask(read, period),
        "flips": _flips(read, period),
    }


# Tallies: verdicts counted.

Z = NormalDist().inv_cdf(0.975)


def _wilson(successes: int, n: int) -> tuple[float, float]:
    """Return the 95 % Wilson limits: the two p with (successes/n - p)^2 = Z^2 p (1 - p) / n."""
    a = n + Z**2
    b = 2 * successes + Z**2
    c = successes**2 / n
    root = sqrt(b**2 - 4 * a * c)
    low = 0.0 if successes == 0 else (b - root) / (2 * a)
    high = 1.0 if successes == n else (b + root) / (2 * a)
    return low, high


def _bounds(offers: list[set[str]]) -> Json:
    """Return count, at most, the range of the share, and the one interval around both.

    What a case offers is some of `with` (it is in the group, with the outcome), `without` and `out`.
    """
    figures: Json = {
        "count": sum(each == {"with"} for each in offers),
        "at_most": sum("with" in each for each in offers),
        "share": None,
        "interval": None,
    }
    if any(each != {"out"} for each in offers):
        ends = []
        for preferred, of_one in ((("without", "out", "with"), 1), (("with", "out", "without"), 0)):
            taken = [next(way for way in preferred if way in each) for each in offers]
            count, n = taken.count("with"), len(offers) - taken.count("out")
            ends.append((count, n) if n else (of_one, 1))
        (low, n_low), (high, n_high) = ends
        figures["share"] = {"low": low / n_low, "high": high / n_high}
        figures["interval"] = {"low": _wilson(low, n_low)[0], "high": _wilson(high, n_high)[1]}
    said = {way for each in offers for way in each} - {"out"}
    figures["all_or_none"] = len(said) == 1
    return figures


def _yes_no_open(answers: list[str], at_most: int) -> Json:
    """Count what is used and not used in the cases that are in the group; the rest of those that may be is open."""
    yes, no = answers.count("yes"), answers.count("no")
    return {"yes": yes, "no": no, "open": at_most - yes - no, "all_or_none": at_most > 0 and at_most in {yes, no}}


def _any_of(read: dict[str, str], means: tuple[str, ...]) -> str:
    """Tell whether any of these means was used, by enumerating the worlds."""
    return _common("yes" if any(world[name] == "yes" for name in means) else "no" for world in _completions(read))


def _counted(case: Case, reading: str, period: str | None, *, decided_only: bool) -> bool:
    """Tell whether a tally counts this case in its n."""
    said = verdict(case, reading, period)
    if said["not_begun"]:
        return False
    return not decided_only or said["profile"] is not None


def _moves(cases: list[Case], reading: str) -> list[tuple[str, str]]:
    """List the coercion of each case in recruitment and in exploitation; attempts have none."""
    periods = ("recruitment", "exploitation")
    return [
        (before, after)
        for case in cases
        if not _is_attempt(case)
        for before, after in [[verdict(case, reading, period)["coercion"] or "open" for period in periods]]
    ]


def _shift(cases: list[Case], may: list[Case], reading: str) -> list[Json]:
    """Count the coercion of each case in recruitment against that in exploitation.

    Of a pair of outcomes it is told whether all that may be counted have it, or none can.
    """
    moves, most = _moves(cases, reading), _moves(may, reading)
    rows = []
    for before, after in product((*COERCIONS, "open"), repeat=2):
        count = moves.count((before, after))
        possible = sum(one in {before, "open"} and other in {after, "open"} for one, other in most)
        says = "open" not in (before, after) and bool(may) and (count == len(may) or possible == 0)
        rows.append({"recruitment": before, "exploitation": after, "count": count, "all_or_none": says})
    return rows


OF_EXPLOITATION = {
    *("exploitation_duration", "decides_acts", "decides_hours", "takes_all_money"),
    *("customers_approached_online", "contact_afterwards"),
}
"""The variables that are about an exploitation that happened."""


def _has(case: Case, reading: str, by: str, value: str, world: World) -> set[bool]:
    """Tell whether a case has a value of a variable in a world: true, false, or either."""
    if by == "reading":
        return {_reading_of(case, reading) == value}
    if by in world:
        return {world[by] == value}
    if by in OF_EXPLOITATION and _is_attempt(case):
        return {False}
    if by not in VALUES_TO_GROUP_BY:  # an identifier
        return {case[by] == value} if case.get(by) else {True, False}
    tokens = [token.strip() for token in _coded(case, by).split(";")]
    for token in tokens:
        if token not in VALUES_TO_GROUP_BY[by] + OPEN_TOKENS:
            raise ValueError(token)
    known = [token for token in tokens if token not in OPEN_TOKENS]
    return {value in known} if known else {True, False}


def _figures(
    cases: list[Case],
    reading: str,
    period: str | None,
    empty: str,
    *,
    decided_only: bool,
    group: Sequence[tuple[str, str]] = (),
) -> Json:
    """Return the figures that a tally and each of its groups have alike."""

    def worlds_in(case: Case) -> list[tuple[bool, World]]:
        return [
            (all(chosen), world)
            for world in _completions(_as_read(case, reading, period))
            for chosen in product(*(_has(case, reading, by, value, world) for by, value in group))
        ]

    def is_certain(case: Case) -> bool:
        return all(is_in for is_in, _ in worlds_in(case))

    may = [
        (case, worlds)
        for case in cases
        if _counted(case, reading, period, decided_only=decided_only)
        for worlds in [worlds_in(case)]
        if any(is_in for is_in, _ in worlds)
    ]
    counted = [case for case, worlds in may if all(is_in for is_in, _ in worlds)]
    verdicts = [verdict(case, reading, period) for case in counted]
    read = [_as_read(case, reading, period) for case in counted]
    n = len(counted)

    def bounds(so: Callable[[World], bool]) -> Json:
        return _bounds(
            [
                {"out" if not is_in else "with" if so(world) else "without" for is_in, world in worlds}
                for _, worlds in may
            ]
        )

    readings = {name: sum(said["reading"] == name for said in verdicts) for name in ("open", "closed")}
    if n == 0:
        reading_named = reading
    elif readings["open"] == n:
        reading_named = "open"
    elif readings["closed"] == n:
        reading_named = "closed"
    else:
        reading_named = "mixed"
    offenders = [case.get("offender") for case in counted]
    decided = sum(said["profile"] is not None for said in verdicts)
    outside = bounds(lambda world: _coercion_in(world) == "none")
    return {
        "n": n,
        "n_at_most": len(may),
        "small": n < FEW,
        "exact": True,
        "reading": reading_named,
        "readings": readings,
        "period": period,
        "empty": empty,
        "decided_only": decided_only,
        "not_begun": sum(_not_begun(case, period) and is_certain(case) for case in cases),
        "decided": decided,
        "undecided": len(may) - decided - outside["count"],
        "outside": {"yes": outside["count"], "possible": outside["at_most"] - outside["count"]},
        "rests_on_silence": sum(said["rests_on_silence"] for said in verdicts),
        "offenders": len(set(offenders)) if all(offenders) else None,
        "profiles": [
            {
                "number": number,
                "profile": profile,
                **bounds(lambda world: _outcome_in(world) == profile),  # noqa: B023
            }
            for number, profile in enumerate(PROFILES, start=1)
        ],
        "dimensions": {
            dimension: [
                {"outcome": outcome, **bounds(lambda world: _dimension_in(world, dimension) == outcome)}  # noqa: B023
                for outcome in outcomes
            ]
            for dimension, outcomes in (
                ("relation", RELATIONS),
                ("initiative", INITIATIVES),
                ("coercion", COERCIONS),
            )
        },
        "means": [
            {"key": _key(means, period), **_yes_no_open([each[means] for each in read], len(may))} for means in MEANS
        ],
        "any_soft": _yes_no_open([_any_of(each, SOFT) for each in read], len(may)),
        "any_hard": _yes_no_open([_any_of(each, HARD) for each in read], len(may)),
    }


def _dimension_in(world: World, dimension: str) -> str:
    """Tell the outcome of a dimension in a world."""
    return world[dimension] if dimension in world else _coercion_in(world)


def tally(  # noqa: PLR0913 - all that a tally takes
    cases: list[Case],
    reading: str = "open",
    period: str | None = None,
    *,
    by: str | None = None,
    where: Sequence[tuple[str, str]] = (),
    decided_only: bool = False,
    empty: str = "not_coded",
) -> Json:
    """Return the tally object, without `where` and `provenance`; `empty` is only a label here.

    Conditions may be on relation, initiative, a means at the level asked, a context variable, and names; each on
    another.
    """

    def figures(*group: tuple[str, str]) -> Json:
        return _figures(cases, reading, period, empty, decided_only=decided_only, group=(*where, *group))

    def may_be_counted(case: Case) -> bool:
        worlds = _completions(_as_read(case, reading, period))
        return _counted(case, reading, period, decided_only=decided_only) and any(
            all(True in _has(case, reading, key, value, world) for key, value in where) for world in worlds
        )

    counted = [case for case in cases if may_be_counted(case)]
    certain = [
        case
        for case in counted
        if all(
            _has(case, reading, key, value, world) == {True}
            for world in _completions(_as_read(case, reading, period))
            for key, value in where
        )
    ]
    groups: Json | None = None
    if by is not None:
        groups = {
            "variable": by,
            "open": sum(_is_open(case, by) for case in counted),
            "groups": [{"value": value, **figures((by, value))} for value in VALUES_TO_GROUP_BY[by]],
        }
    return {
        **figures(),
        "assumed": None,
        "interval": {
            "method": "wilson",
            "confidence": 0.95,
            "population": None,
            "cluster": None,
            "clusters": None,
            "singles": None,
        },
        "small_below": FEW,
        "shift": _shift(certain, counted, reading) if period is None else None,
        "by": groups,
    }


def _is_open(case: Case, by: str) -> bool:
    """Tell whether a case has a variable open."""
    if by == "reading" or (by in OF_EXPLOITATION and _is_attempt(case)):
        return False
    return _coded(case, by) in OPEN_TOKENS
