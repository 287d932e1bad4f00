"""Answer questions to a small table by enumeration: every completion of every case, one table after the other.

Nothing here is shared with `ckm_mo`, nor the way: a completion is a dict with one definite value for everything that
was asked, a table is one completion of each case, and whatever is asked is counted in each such table. So that six
cases can be enumerated, completions of a case that no question here tells apart are taken together, with all their
costs.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import chain, combinations, product
from math import inf, sqrt
from statistics import NormalDist
from typing import Any

import oracle

Case = dict[str, str]
Completion = dict[str, Any]

OF_EXPLOITATION = {
    *("exploitation_duration", "decides_acts", "decides_hours", "takes_all_money"),
    *("customers_approached_online", "contact_afterwards"),
}
OPEN_WORDS = {"", "unknown", "onbekend", "not_stated", "niet_vermeld", "not_coded", "niet_gecodeerd"}
ALL = ("relation", "initiative", *oracle.MEANS)


def attempt(case: Case) -> bool:
    """Tell whether it is coded that the exploitation never began."""
    return case.get("exploitation_began") == "no"


def is_open(cell: str) -> bool:
    """Tell whether a cell leaves something open."""
    return cell.strip().casefold().replace(" ", "_").replace("-", "_") in OPEN_WORDS


def level_of(pair: tuple[str, str], period: str | None) -> str:
    """Tell whether a means was used at a level."""
    if period is not None:
        return pair[oracle.PERIODS.index(period)]
    return "yes" if "yes" in pair else "no"


def means_of(key: str) -> tuple[str | None, str] | None:
    """Split the key of a means in its period and its name; None for what is no means."""
    for period in oracle.PERIODS:
        if key.removeprefix(f"{period}_") in oracle.MEANS and key.startswith(f"{period}_"):
            return period, key.removeprefix(f"{period}_")
    return (None, key) if key in oracle.MEANS else None


def values_of(case: Case, key: str, texts: Iterable[str]) -> list[Any]:
    """List the values that a context variable or a column may turn out to have."""
    cell = case.get(key, "")
    if key == "sectors":
        every = oracle.VALUES_TO_GROUP_BY[key]
        if not is_open(cell):
            return [frozenset(cell.split(";"))]
        return [frozenset(some) for size in range(1, len(every) + 1) for some in combinations(every, size)]
    if key in oracle.VALUES_TO_GROUP_BY:
        return [cell] if not is_open(cell) else list(oracle.VALUES_TO_GROUP_BY[key])
    return [cell] if not is_open(cell) else [*dict.fromkeys(texts), "some other text"]


def completions(
    case: Case, statements: Sequence[tuple[str, str]], reading: str, period: str | None
) -> Iterator[tuple[Completion, int]]:
    """Give every completion of a case for some statements, with its cost."""
    read = oracle.values(case, reading, period)
    pairs = {means: sorted(oracle.pairs_as_read(case, means, reading)) for means in oracle.MEANS}
    free = {means: read[means if period is None else f"{period}_{means}"] == "open" for means in oracle.MEANS}
    other = [
        key
        for key in dict.fromkeys(key for key, _ in statements)
        if key not in {"profile", "coercion", "reading", "relation", "initiative"} and means_of(key) is None
    ]
    columns = [
        [*((value,) if (value := read[key]) != "open" else oracle.VALUES_OF_VARIABLE[key])]
        for key in ("relation", "initiative")
    ]
    columns += [pairs[means] for means in oracle.MEANS]
    columns += [values_of(case, key, [value for name, value in statements if name == key]) for key in other]
    for chosen in product(*columns):
        completion = dict(zip((*ALL, *other), chosen, strict=True))
        completion["reading"] = oracle.reading_of(case, reading)
        completion["attempt"] = attempt(case)
        completion["not_begun"] = attempt(case) and period == "exploitation"
        completion["period"] = period
        cost = sum(free[means] and level_of(completion[means], period) == "yes" for means in oracle.MEANS)
        yield completion, cost


def world(completion: Completion) -> dict[str, str]:
    """Give the seven values of a completion."""
    return {
        key: level_of(completion[key], completion["period"]) if key in oracle.MEANS else completion[key] for key in ALL
    }


def holds(completion: Completion, statement: tuple[str, str]) -> bool:
    """Tell whether a statement holds in a completion."""
    key, value = statement
    if key in {"profile", "coercion"}:
        if completion["not_begun"]:
            return False
        told = oracle.outcome_in(world(completion)) if key == "profile" else oracle.coercion_in(world(completion))
        return bool(told == value)
    if key in OF_EXPLOITATION and completion["attempt"]:
        return False
    means = means_of(key)
    if means:
        return level_of(completion[means[1]], means[0]) == value
    return value in completion[key] if key == "sectors" else bool(completion[key] == value)


def ways(
    cases: Sequence[Case],
    statements: Sequence[tuple[str, str]],
    reading: str,
    period: str | None,
    look: Callable[[Completion], Any],
) -> list[list[tuple[Any, int]]]:
    """Give for each case what `look` sees in its completions, each thing with every cost that it has."""
    return [
        sorted({(look(each), cost) for each, cost in completions(case, statements, reading, period)}, key=repr)
        for case in cases
    ]


def tables(found: Sequence[Sequence[tuple[Any, int]]], budget: float = inf) -> Iterator[list[Any]]:
    """Give every table that some cases may turn out to be, within a budget."""
    for chosen in product(*found):
        if sum(cost for _, cost in chosen) <= budget:
            yield [each for each, _ in chosen]


def wilson(share: Fraction, n: float, z: float) -> tuple[float, float]:
    """Solve for the two p with (share - p)^2 = z^2 p (1 - p) / n."""
    if n == inf:
        return float(share), float(share)
    p = float(share)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z / (1 + z * z / n) * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    return middle - half, middle + half


def kish(sizes: Iterable[int]) -> Fraction:
    """Give what a case of clusters of these sizes is worth."""
    sizes = [*sizes]
    return Fraction(sum(sizes) ** 2, sum(size * size for size in sizes)) / sum(sizes)


OUTCOMES = (
    *(("profile", code) for code in oracle.PROFILES),
    *(("relation", each) for each in oracle.RELATIONS),
    *(("initiative", each) for each in oracle.INITIATIVES),
    *(("coercion", each) for each in oracle.COERCIONS),
)


def figures(  # noqa: PLR0913 - all that a tally takes
    cases: Sequence[Case],
    where: Sequence[tuple[str, str]] = (),
    *,
    extra: Sequence[tuple[str, str]] = (),
    reading: str = "open",
    period: str | None = None,
    at_most_yes: float = inf,
    confidence: float = 0.95,
    population: int | None = None,
    cluster: str | None = None,
) -> dict[str, Any]:
    """Work out the figures of a group.

    Args:
        cases: Of the table.
        where: The conditions under which a case is counted at all.
        extra: Those of the group within.
        reading: What silence means.
        period: The level that is asked.
        at_most_yes: How many open answers about means may be "yes".
        confidence: How much the interval covers.
        population: Of how many cases these are a sample.
        cluster: The column that names the cluster of a case.
    """
    conditions = [*where, *extra]
    begun = [case for case in cases if not (attempt(case) and period == "exploitation")]
    z = NormalDist().inv_cdf((1 + confidence) / 2)

    def may_be_counted(case: Case) -> bool:
        return any(
            all(holds(each, condition) for condition in where)
            for each, _ in completions(case, conditions, reading, period)
        )

    counted = [case for case in begun if may_be_counted(case)]
    open_answers = sum(
        value == "open"
        for case in counted
        for key, value in oracle.values(case, reading, period).items()
        if means_of(key)
    )
    budget = at_most_yes

    def is_in(each: Completion) -> bool:
        return all(holds(each, condition) for condition in conditions)

    members = ways(counted, conditions, reading, period, is_in)
    in_tables = {tuple(table) for table in tables(members, budget)}
    sizes = [sum(table) for table in in_tables]
    result: dict[Any, Any] = {"n": min(sizes), "n_at_most": max(sizes), "open_answers": open_answers}
    factor: float = 1
    if cluster is not None:
        factor = min(
            (float(kish(_sizes(counted, table, cluster))) for table in in_tables if any(table)),
            default=1,
        )
    every = ways(
        counted,
        conditions,
        reading,
        period,
        lambda each: (is_in(each), oracle.outcome_in(world(each)), oracle.coercion_in(world(each))),
    )
    alone = [[what for what, cost in found if cost <= budget] for found in every]
    certain = [{is_in for is_in, *_ in found} == {True} for found in alone]
    result["decided"] = sum(
        sure and len({outcome for _, outcome, _ in found}) == 1 and found[0][1] != oracle.OUTSIDE
        for sure, found in zip(certain, alone, strict=True)
    )
    outside = [{is_in and coercion == "none" for is_in, _, coercion in found} for found in alone]
    yes = sum(each == {True} for each in outside)
    result["outside"] = {"yes": yes, "possible": sum(True in each for each in outside) - yes}
    result["undecided"] = result["n_at_most"] - result["decided"] - yes
    for key, value in OUTCOMES:
        found = ways(
            counted,
            conditions,
            reading,
            period,
            lambda each: (is_in(each), is_in(each) and holds(each, (key, value))),  # noqa: B023
        )
        pairs = {(sum(has for _, has in table), sum(is_in for is_in, _ in table)) for table in tables(found, budget)}
        result[key, value] = {
            "count": min(count for count, _ in pairs),
            "at_most": max(count for count, _ in pairs),
            **_share(pairs, z, factor, population),
        }
    return result


def _sizes(cases: Sequence[Case], table: Sequence[bool], cluster: str) -> list[int]:
    names = [case.get(cluster, "") for case, is_in in zip(cases, table, strict=True) if is_in]
    named = [name for name in names if not is_open(name)]
    return [*(named.count(name) for name in set(named)), *(1 for name in names if is_open(name))]


def _share(pairs: set[tuple[int, int]], z: float, factor: float, population: int | None) -> dict[str, Any]:
    shares = [(Fraction(count, n), n) for count, n in pairs if n]
    if not shares:
        return {"share": None, "interval": None}
    limits = []
    for share, n in shares:
        worth = n * factor
        if population is not None:
            worth = inf if n == population else worth * (population - 1) / (population - n)
        limits.append(wilson(share, worth, z))
    return {
        "share": {"low": float(min(shares)[0]), "high": float(max(shares)[0])},
        "interval": {"low": min(low for low, _ in limits), "high": max(high for _, high in limits)},
    }


def open_by(cases: Sequence[Case], where: Sequence[tuple[str, str]], by: str, values: Sequence[str], **way: Any) -> int:
    """Count the cases that may be counted and have a variable open."""
    reading, period = way.get("reading", "open"), way.get("period")
    found = 0
    for case in cases:
        if attempt(case) and period == "exploitation":
            continue
        statements = [*where, *((by, value) for value in values)]
        seen = {
            tuple(holds(each, (by, value)) for value in values)
            for each, _ in completions(case, statements, reading, period)
            if all(holds(each, condition) for condition in where)
        }
        found += len(seen) > 1
    return found


# Claims


def difference(table: Sequence[Sequence[bool]], *, share: bool, number: Fraction | None) -> Any:
    """Give left minus right in one table; None where a group is empty.

    Args:
        table: For each case whether it is in the left group, has the left outcome in it, and likewise the right.
        share: Whether both sides are shares.
        number: The right side, where it is a number.
    """
    sides: list[Fraction] = []
    for first in (0, 2):
        if first == 2 and number is not None:
            sides.append(number)
            continue
        n = sum(each[first] for each in table)
        count = sum(each[first + 1] for each in table)
        if share and not n:
            return None
        sides.append(Fraction(count, n) if share else Fraction(count))
    return sides[0] - sides[1]


COMPARED: dict[str, Callable[[Fraction], bool]] = {
    ">": lambda gap: gap > 0,
    ">=": lambda gap: gap >= 0,
    "<": lambda gap: gap < 0,
    "<=": lambda gap: gap <= 0,
    "=": lambda gap: gap == 0,
}

Term = tuple[str, list[tuple[str, str]], list[tuple[str, str]]]
"""`any` or `all`, the statements of the outcome, and the conditions of the group."""


def claim(  # noqa: PLR0913 - all that a claim takes
    cases: Sequence[Case],
    left: Term,
    operator: str,
    right: Term | Fraction,
    *,
    share: bool,
    reading: str = "open",
    period: str | None = None,
    at_most_yes: float = inf,
) -> dict[str, Any]:
    """Judge a claim in every table."""
    terms = [left] + ([] if isinstance(right, Fraction) else [right])
    number = right if isinstance(right, Fraction) else None
    statements = [*chain.from_iterable((*term[1], *term[2]) for term in terms)]
    begun = [case for case in cases if not (attempt(case) and period == "exploitation")]

    def look(each: Completion) -> tuple[bool, ...]:
        seen: list[bool] = []
        for how, outcome, group in terms:
            is_in = all(holds(each, condition) for condition in group)
            if share and each["attempt"] and any(key in OF_EXPLOITATION for key, _ in outcome):
                is_in = False
            has = (any if how == "any" else all)(holds(each, one) for one in outcome)
            seen += [is_in, is_in and has]
        return (*seen, *([False, False] if number is not None else []))

    open_answers = sum(
        value == "open"
        for case in begun
        for key, value in oracle.values(case, reading, period).items()
        if means_of(key)
    )
    found = ways(begun, statements, reading, period, look)
    return judged(found, operator, share=share, number=number, at_most_yes=at_most_yes, open_answers=open_answers)


def judged(
    found: Sequence[Sequence[tuple[tuple[bool, ...], int]]],
    operator: str,
    *,
    share: bool,
    number: Fraction | None,
    at_most_yes: float,
    open_answers: int,
) -> dict[str, Any]:
    """Judge a claim in every table, of cases that are in the groups and have the outcomes in one of these ways each."""
    least_cost: dict[Any, int] = {}
    sizes: set[int] = set()
    for chosen in product(*found):
        cost = sum(price for _, price in chosen)
        table = [each for each, _ in chosen]
        gap = difference(table, share=share, number=number)
        least_cost[gap] = min(cost, least_cost.get(gap, cost))
        if cost <= at_most_yes:
            sizes |= {sum(each[first] for each in table) for first in ((0,) if number is not None else (0, 2))}
    within = {gap for gap, cost in least_cost.items() if cost <= at_most_yes}
    gaps = within - {None}
    if not gaps:
        return {"error": "empty"}
    test = COMPARED[operator]
    truths = {test(gap) for gap in gaps}
    status = "open" if len(truths) == 2 else "holds" if truths == {True} else "fails"
    against = [cost for gap, cost in least_cost.items() if gap is not None and not test(gap)]
    known = [cost for gap, cost in least_cost.items() if gap is not None]
    breakdown = None
    if status == "open" and min(known) == 0:
        most = min(against) - 1
        breakdown = {"at_most_yes": most if most >= 0 else None, "open_answers": open_answers}
    return {
        "status": status,
        "least": float(min(gaps)),
        "greatest": float(max(gaps)),
        "left_out": None in within,
        "breakdown": breakdown,
        "fewest": min(sizes),
    }


# Plans


def width(values: Sequence[str]) -> int:
    """Count the profiles that a case may have; 0 where it is decided or outside."""
    codes = {oracle.outcome_in(each) for each in _worlds(values)}
    inside = codes - {oracle.OUTSIDE}
    return 0 if len(codes) == 1 else len(inside)


def _worlds(values: Sequence[str]) -> list[dict[str, str]]:
    columns = [
        [value] if value != "open" else list(oracle.VALUES_OF_VARIABLE[key])
        for key, value in zip(oracle.VARIABLES, values, strict=True)
    ]
    return [dict(zip(oracle.VARIABLES, each, strict=True)) for each in product(*columns)]


def left_after(values: tuple[str, ...], answers: int) -> int:
    """Give the width that is left in the worst case, if the next questions are chosen best."""
    if not answers or "open" not in values:
        return width(values)
    return min(
        max(
            left_after((*values[:place], answer, *values[place + 1 :]), answers - 1)
            for answer in oracle.VALUES_OF_VARIABLE[oracle.VARIABLES[place]]
        )
        for place, value in enumerate(values)
        if value == "open"
    )


def guaranteed(several: Sequence[tuple[str, ...]], answers: int) -> int:
    """Give what so many answers take away for certain, over every way to divide them."""
    gains = [[width(values) - left_after(values, some) for some in range(answers + 1)] for values in several]
    return max(
        sum(gain[some] for gain, some in zip(gains, division, strict=True))
        for division in product(range(answers + 1), repeat=len(several))
        if sum(division) <= answers
    )
