"""Say again, from the design alone and by brute force, what the library must answer.

Nothing here is shared with `ckm_mo`: the five means, the eight profiles, the words and their order
stand a second time on purpose, so that a slip in the library cannot hide in the test of it.

A *case* is a dict of English tokens (a missing key is not coded). A *world* gives each of the
seven variables one definite value; its outcome is plain if and else. All that is partial (what is
possible, what fires, what to ask) is read off the set of worlds that a case leaves.
"""

from collections.abc import Iterable
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
    """Say whether the case is outside the format: no, possible or yes."""
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


def _bounds(count: int, at_most: int, n: int) -> Json:
    """Return count, at most, their shares of all n, and the one interval around both."""
    share: Json = {"low": None, "high": None}
    interval: Json = {"low": None, "high": None}
    if n > 0:
        share = {"low": count / n, "high": at_most / n}
        interval = {"low": _wilson(count, n)[0], "high": _wilson(at_most, n)[1]}
    return {"count": count, "at_most": at_most, "share": share, "interval": interval}


def _yes_no_open(answers: list[str]) -> Json:
    """Count what is used, not used and open."""
    return {value: answers.count(value) for value in ("yes", "no", "open")}


def _any_of(read: dict[str, str], means: tuple[str, ...]) -> str:
    """Tell whether any of these means was used, by enumerating the worlds."""
    return _common("yes" if any(world[name] == "yes" for name in means) else "no" for world in _completions(read))


def _counted(case: Case, reading: str, period: str | None, *, decided_only: bool) -> bool:
    """Tell whether a tally counts this case in its n."""
    said = verdict(case, reading, period)
    if said["not_begun"]:
        return False
    return not decided_only or said["profile"] is not None


def _shift(cases: list[Case], reading: str) -> list[Json]:
    """Count the coercion of each case in recruitment against that in exploitation."""
    moves = []
    for case in cases:
        if _is_attempt(case):
            continue
        before = verdict(case, reading, "recruitment")["coercion"] or "open"
        after = verdict(case, reading, "exploitation")["coercion"] or "open"
        moves.append((before, after))
    return [
        {"recruitment": before, "exploitation": after, "count": moves.count((before, after))}
        for before, after in product((*COERCIONS, "open"), repeat=2)
    ]


def _figures(cases: list[Case], reading: str, period: str | None, empty: str, *, decided_only: bool) -> Json:
    """Return the figures that a tally and each of its groups have alike."""
    counted = [case for case in cases if _counted(case, reading, period, decided_only=decided_only)]
    verdicts = [verdict(case, reading, period) for case in counted]
    possible = [_possible_in_dimensions(case, reading, period) for case in counted]
    read = [_as_read(case, reading, period) for case in counted]
    n = len(counted)
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
    return {
        "n": n,
        "reading": reading_named,
        "readings": readings,
        "period": period,
        "empty": empty,
        "decided_only": decided_only,
        "not_begun": sum(_not_begun(case, period) for case in cases),
        "decided": sum(said["profile"] is not None for said in verdicts),
        "undecided": sum(said["profile"] is None and said["outside"] != "yes" for said in verdicts),
        "outside": {
            "yes": sum(said["outside"] == "yes" for said in verdicts),
            "possible": sum(said["outside"] == "possible" for said in verdicts),
        },
        "rests_on_silence": sum(said["rests_on_silence"] for said in verdicts),
        "offenders": len(set(offenders)) if all(offenders) else None,
        "profiles": [
            {
                "number": number,
                "profile": profile,
                **_bounds(
                    sum(said["profile"] == profile for said in verdicts),
                    sum(profile in said["possible"] for said in verdicts),
                    n,
                ),
            }
            for number, profile in enumerate(PROFILES, start=1)
        ],
        "dimensions": {
            dimension: [
                {
                    "outcome": outcome,
                    **_bounds(
                        sum(each[dimension] == {outcome} for each in possible),
                        sum(outcome in each[dimension] for each in possible),
                        n,
                    ),
                }
                for outcome in outcomes
            ]
            for dimension, outcomes in (
                ("relation", RELATIONS),
                ("initiative", INITIATIVES),
                ("coercion", COERCIONS),
            )
        },
        "means": [{"key": _key(means, period), **_yes_no_open([each[means] for each in read])} for means in MEANS],
        "any_soft": _yes_no_open([_any_of(each, SOFT) for each in read]),
        "any_hard": _yes_no_open([_any_of(each, HARD) for each in read]),
    }


def _groups_of(case: Case, by: str) -> list[str]:
    """List the groups of a case: each value it is coded with, or `unknown`."""
    tokens = [token.strip() for token in _coded(case, by).split(";")]
    for token in tokens:
        if token not in VALUES_TO_GROUP_BY[by] + OPEN_TOKENS:
            raise ValueError(token)
    return [token for token in tokens if token not in OPEN_TOKENS] or ["unknown"]


def tally(
    cases: list[Case],
    reading: str = "open",
    period: str | None = None,
    *,
    by: str | None = None,
    decided_only: bool = False,
    empty: str = "not_coded",
) -> Json:
    """Return the tally object, without `where` and `provenance`; `empty` is only a label here."""
    counted = [case for case in cases if _counted(case, reading, period, decided_only=decided_only)]
    groups: Json | None = None
    if by is not None:
        groups = {
            "variable": by,
            "groups": [
                {
                    "value": value,
                    **_figures(
                        [case for case in cases if value in _groups_of(case, by)],
                        reading,
                        period,
                        empty,
                        decided_only=decided_only,
                    ),
                }
                for value in (*VALUES_TO_GROUP_BY[by], "unknown")
            ],
        }
    return {
        **_figures(cases, reading, period, empty, decided_only=decided_only),
        "shift": _shift(counted, reading) if period is None else None,
        "by": groups,
    }
