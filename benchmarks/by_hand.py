"""The columns of `classify_frame`, written by hand for single engines: what an analyst would write instead.

Open reading, any period, and the plain English words alone. A row with another word, or with answers that contradict,
is null in every column. Nothing here is shared with `ckm_mo`: the rules stand here a second time, as they would in a
notebook. All versions but one work out one number a row, and look the columns up in a table of the numbers: that was
faster than any other way tried (`CASE`, `concat_ws`, `when`, `loc`). `by_masks` is the other one: plain boolean masks.

`trusting` leaves out the checks of words and contradictions, which most notebooks would.
"""

from collections.abc import Iterable
from itertools import product
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd
    import polars as pl

SOFT = ("vulnerable_position", "deception")
HARD = ("threat_of_violence", "violence", "sextortion")
MEANS = (*SOFT, *HARD)
OPEN = ("unknown", "not_stated", "not_coded")
RELATIONS = ("affective", "non_affective")
INITIATIVES = ("offender", "left_to_victim")
COERCIONS = ("none", "soft", "hard")
WORDS = {"relation": RELATIONS, "initiative": INITIATIVES, "exploitation_began": ("yes", "no")} | {
    before + means: ("yes", "no") for means in MEANS for before in ("", "recruitment_", "exploitation_")
}
OUTCOMES = ("relation_outcome", "initiative_outcome", "coercion_outcome")
TEXTS = ("profile", "outcome", "possible", "outside", *OUTCOMES)
FLAGS = ("not_begun", "rests_on_silence")
"""Under the open reading, for any period, both are false of every case."""


def code(relation: str, initiative: str, coercion: str) -> str:
    """Name a profile."""
    return (
        ("A" if relation == "affective" else "N")
        + ("O" if initiative == "offender" else "L")
        + ("S" if coercion == "soft" else "H")
    )


def lookup() -> list[tuple[Any, ...]]:
    """List the rows of the table: a number of seven bits, one for each outcome that is possible, and the columns."""
    rows: list[tuple[Any, ...]] = []
    for bits in product((0, 1), repeat=7):
        coercions = [each for each, bit in zip(COERCIONS, bits[:3], strict=True) if bit]
        initiatives = [each for each, bit in zip(INITIATIVES, bits[3:5], strict=True) if bit]
        relations = [each for each, bit in zip(RELATIONS, bits[5:], strict=True) if bit]
        possible = [
            code(relation, initiative, coercion)
            for relation in relations
            for initiative in initiatives
            for coercion in coercions
            if coercion != "none"
        ]
        outside = "no" if "none" not in coercions else "possible" if possible else "yes"
        profile = possible[0] if len(possible) == 1 and outside == "no" else None
        only = [some[0] if len(some) == 1 else None for some in (relations, initiatives, coercions)]
        number = sum(bit << place for place, bit in enumerate(bits))
        outcome = "outside" if outside == "yes" else profile or "undecided"
        rows.append((number, profile, outcome, ";".join(possible) or None, outside, *only, False, False))
    return rows


def with_polars(frame: Any, *, trusting: bool = False) -> Any:
    """Add the columns to a polars frame, eager or lazy."""
    import polars as pl  # noqa: PLC0415 - each version needs its own engine alone

    def is_(column: str, word: str) -> "pl.Expr":
        return pl.col(column).eq_missing(word)

    def fits(column: str) -> "pl.Expr":
        """Compare word by word, which is three times as fast as `is_in`."""
        return pl.col(column).is_null() | pl.any_horizontal(pl.col(column) == word for word in (*WORDS[column], *OPEN))

    attempt = is_("exploitation_began", "no")
    flags = []
    for means in MEANS:
        recruitment, exploitation = f"recruitment_{means}", f"exploitation_{means}"
        yes = is_(means, "yes") | is_(recruitment, "yes") | is_(exploitation, "yes")
        no = is_(means, "no") | (is_(recruitment, "no") & (is_(exploitation, "no") | attempt))
        flags += [yes.alias(f"_{means}_yes"), no.alias(f"_{means}_no")]
        if not trusting:
            good = fits(means) & fits(recruitment) & fits(exploitation)
            flags.append((good & ~(yes & no) & ~(attempt & is_(exploitation, "yes"))).alias(f"_{means}_good"))
    flags += [is_("relation", word).alias(f"_{word}") for word in RELATIONS]
    flags += [is_("initiative", word).alias(f"_{word}") for word in INITIATIVES]
    if not trusting:
        good = fits("relation") & fits("initiative") & fits("exploitation_began")
        flags.append(good.alias("_good"))

    def of(means: Iterable[str], answer: str) -> "list[pl.Expr]":
        return [pl.col(f"_{each}_{answer}") for each in means]

    soft_used, hard_used = pl.any_horizontal(of(SOFT, "yes")), pl.any_horizontal(of(HARD, "yes"))
    no_soft, no_hard = pl.all_horizontal(of(SOFT, "no")), pl.all_horizontal(of(HARD, "no"))
    bits = [
        *(~hard_used & ~soft_used, ~hard_used & ~no_soft, ~no_hard),
        *(~pl.col("_left_to_victim"), ~pl.col("_offender"), ~pl.col("_non_affective"), ~pl.col("_affective")),
    ]
    number = pl.sum_horizontal(bit.cast(pl.UInt8) * (1 << place) for place, bit in enumerate(bits)).cast(pl.UInt8)
    if not trusting:
        number = pl.when(pl.all_horizontal("_good", *of(MEANS, "good"))).then(number)
    schema = {"_number": pl.UInt8} | dict.fromkeys(TEXTS, pl.String) | dict.fromkeys(FLAGS, pl.Boolean)
    table = pl.DataFrame(lookup(), schema, orient="row")
    own = frame.collect_schema().names()
    return (
        frame.with_columns(flags)
        .with_columns(number.alias("_number"))
        .join(
            table.lazy() if isinstance(frame, pl.LazyFrame) else table, on="_number", how="left", maintain_order="left"
        )
        .select(*own, *TEXTS, *FLAGS)
    )


def with_pandas(frame: "pd.DataFrame", *, trusting: bool = False) -> "pd.DataFrame":
    """Add the columns to a pandas frame, by boolean masks and a table."""
    import numpy as np  # noqa: PLC0415 - each version needs its own engine alone
    import pandas as pd  # noqa: PLC0415 - likewise

    good, *outcomes = masks(frame, trusting=trusting)
    number = sum(bit.astype("uint8") << place for place, bit in enumerate(outcomes))
    rows = [*sorted(lookup()), (128, *(None for _ in (*TEXTS, *FLAGS)))]
    place = np.where(good, number, 128)
    table = pd.DataFrame(rows, columns=["_number", *TEXTS, *FLAGS])
    added = table.drop(columns="_number").astype(TYPES).take(place).set_axis(frame.index)
    return pd.concat([frame, added], axis=1)


TYPES = dict.fromkeys(TEXTS, "str") | dict.fromkeys(FLAGS, "boolean")


def by_masks(frame: "pd.DataFrame") -> "pd.DataFrame":
    """Add the columns to a pandas frame, by boolean masks alone."""
    import numpy as np  # noqa: PLC0415 - likewise
    import pandas as pd  # noqa: PLC0415 - likewise

    choose: Any = np.select
    good, *outcomes = masks(frame)
    coercion, initiative, relation = (
        dict(zip(names, some, strict=True))
        for names, some in (
            (COERCIONS, outcomes[:3]),
            (INITIATIVES, outcomes[3:5]),
            (RELATIONS, outcomes[5:]),
        )
    )
    profiles = {
        code(one, two, three): relation[one] & initiative[two] & coercion[three]
        for one in RELATIONS
        for two in INITIATIVES
        for three in COERCIONS[1:]
    }
    possible = pd.Series("", frame.index, dtype="str")
    for profile, mask in profiles.items():
        possible[mask] += f";{profile}"
    some = np.logical_or.reduce([*profiles.values()])
    alone = sum(mask.astype("uint8") for mask in profiles.values()) == 1
    decided = [alone & ~coercion["none"] & mask for mask in profiles.values()]
    columns = {
        "profile": choose(decided, [*profiles], None),
        "outcome": choose([*decided, ~some], [*profiles, "outside"], "undecided"),
        "possible": possible.str[1:].where(some),
        "outside": choose([~coercion["none"], some], ["no", "possible"], "yes"),
        **{
            name: choose([mask & (sum(map(np.int8, each.values())) == 1) for mask in each.values()], [*each], None)
            for name, each in zip(OUTCOMES, (relation, initiative, coercion), strict=True)
        },
        **dict.fromkeys(FLAGS, np.False_),
    }
    added = pd.DataFrame(columns, frame.index).astype(TYPES)
    if not good.all():
        added[~good] = None
    return pd.concat([frame, added], axis=1)


def masks(frame: "pd.DataFrame", *, trusting: bool = False) -> Any:
    """Say of each row whether it is right, and then of each outcome whether it is possible."""
    import numpy as np  # noqa: PLC0415 - likewise

    def is_(column: str, word: str) -> Any:
        return (frame[column] == word).to_numpy(bool, na_value=False)

    def fits(column: str) -> Any:
        return (frame[column].isna() | frame[column].isin([*WORDS[column], *OPEN])).to_numpy(bool)

    attempt = is_("exploitation_began", "no")
    good = np.True_ if trusting else fits("relation") & fits("initiative") & fits("exploitation_began")
    used, unused = {}, {}
    for means in MEANS:
        recruitment, exploitation = f"recruitment_{means}", f"exploitation_{means}"
        yes_then = is_(exploitation, "yes")
        yes = is_(means, "yes") | is_(recruitment, "yes") | yes_then
        no = is_(means, "no") | (is_(recruitment, "no") & (is_(exploitation, "no") | attempt))
        if not trusting:
            good &= fits(means) & fits(recruitment) & fits(exploitation) & ~(yes & no) & ~(attempt & yes_then)
        used[means], unused[means] = yes, no
    soft_used, hard_used = (np.logical_or.reduce([used[each] for each in kind]) for kind in (SOFT, HARD))
    no_soft, no_hard = (np.logical_and.reduce([unused[each] for each in kind]) for kind in (SOFT, HARD))
    return (
        good,
        *(~hard_used & ~soft_used, ~hard_used & ~no_soft, ~no_hard),
        *(~is_("initiative", word) for word in reversed(INITIATIVES)),
        *(~is_("relation", word) for word in reversed(RELATIONS)),
    )


def in_sql(source: str, table: str, columns: Iterable[str], *, trusting: bool = False, filled: bool = False) -> str:
    """Write the query that adds the columns; DuckDB and Spark SQL both read it.

    Args:
        source: The table of cases.
        table: That of `lookup`, with `_number` and the columns.
        columns: The columns of the source.
        trusting: Whether to leave out the checks.
        filled: Whether to fill empty cells first, of which Spark makes shorter code, and to look words up by `IN`.
    """

    def is_(column: str, word: str) -> str:
        return f"(_{column} = '{word}')" if filled else f"({column} IS NOT DISTINCT FROM '{word}')"

    def fits(column: str) -> str:
        """Compare word by word: of `IN` DuckDB makes a join, which is slower."""
        if filled:
            return f"_{column} IN ('', " + ", ".join(f"'{word}'" for word in (*WORDS[column], *OPEN)) + ")"
        words = " OR ".join(f"{column} = '{word}'" for word in (*WORDS[column], *OPEN))
        return f"({column} IS NULL OR {words})"

    attempt = is_("exploitation_began", "no")
    flags = {"_attempt": attempt, "_good": " AND ".join(map(fits, ("relation", "initiative", "exploitation_began")))}
    for means in MEANS:
        recruitment, exploitation = f"recruitment_{means}", f"exploitation_{means}"
        answers = (means, recruitment, exploitation)
        flags[f"_{means}_yes"] = " OR ".join(is_(column, "yes") for column in answers)
        no_then = f"({is_(exploitation, 'no')} OR {attempt})"
        flags[f"_{means}_no"] = f"{is_(means, 'no')} OR ({is_(recruitment, 'no')} AND {no_then})"
        flags[f"_{means}_good"] = (
            " AND ".join(map(fits, answers)) + f" AND NOT ({attempt} AND {is_(exploitation, 'yes')})"
        )
    soft_used, hard_used = (" OR ".join(f"_{means}_yes" for means in kind) for kind in (SOFT, HARD))
    no_soft, no_hard = (" AND ".join(f"_{means}_no" for means in kind) for kind in (SOFT, HARD))
    bits = (
        f"NOT ({hard_used} OR {soft_used})",
        f"NOT ({hard_used} OR ({no_soft}))",
        f"NOT ({no_hard})",
        *(f"NOT {is_('initiative', word)}" for word in reversed(INITIATIVES)),
        *(f"NOT {is_('relation', word)}" for word in reversed(RELATIONS)),
    )
    number = " + ".join(f"CASE WHEN {bit} THEN {1 << place} ELSE 0 END" for place, bit in enumerate(bits))
    if trusting:
        flags = {name: flag for name, flag in flags.items() if not name.endswith("_good")}
    else:
        good = " AND ".join(f"_{means}_good AND NOT (_{means}_yes AND _{means}_no)" for means in MEANS)
        number = f"CASE WHEN _good AND {good} THEN {number} END"
    listed = ", ".join(f"{flag} AS {name}" for name, flag in flags.items())
    own, added = ", ".join(columns), ", ".join((*TEXTS, *FLAGS))
    cells = ", ".join(f"coalesce({column}, '') AS _{column}" for column in WORDS)
    both = "_relation, _initiative, " if filled else ""
    return f"""
        WITH filled AS (SELECT *, {cells} FROM {source}),
        flagged AS (SELECT {own}, {both}{listed} FROM {"filled" if filled else source}),
        numbered AS (SELECT {own}, {number} AS _number FROM flagged)
        SELECT {own}, {added} FROM numbered LEFT JOIN {table} USING (_number)
    """
