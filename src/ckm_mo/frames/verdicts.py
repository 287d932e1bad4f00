"""Data frames: the verdicts on their rows, in the engine that the frame is of.

One row is one case, as in a table. Every engine that narwhals carries looks up what the core says: see `columns` for
what stands in the cells, `rows` for what is looked up, and `engines` for how.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from itertools import repeat
from operator import add
from typing import Any, Final

from ckm_mo.answers import Period, Reading
from ckm_mo.cases import emptiness, parse
from ckm_mo.codebook import IDENTIFIERS, NOT_CODED, VARIABLE
from ckm_mo.errors import (
    SHOWN_ERRORS,
    Contradiction,
    Gathered,
    InvalidAnswer,
    InvalidInput,
    MissingId,
    RepeatedId,
    RepeatedVariable,
    SeveralLevels,
    WrongKind,
    needing,
)
from ckm_mo.messages import Word
from ckm_mo.tallies.groups import FEW, MOST_GROUPS, MemberKey, TallyBuilder
from ckm_mo.tallies.statements import Conditions, conditions, is_own, subject
from ckm_mo.tallies.tally import Tally

with needing("narwhals", "frames", "frames"):
    import narwhals.stable.v2 as nw
    from narwhals.stable.v2.typing import IntoFrameT

from ckm_mo.frames.engines import Flag, along, any_of, expression, number_of, whole, with_columns
from ckm_mo.frames.rows import NEVER, TEXTS, JudgedRows, Rows, pattern_of

ADDED: Final = (*TEXTS, "not_begun", "rests_on_silence")
"""The columns that `classify_frame` adds."""

_CASE_ID, _, _OFFENDER, _ = (variable.key for variable in IDENTIFIERS)


def classify_frame(
    frame: IntoFrameT,
    *,
    reading: Reading | str = Reading.OPEN,
    period: Period | str | None = None,
    empty: str = NOT_CODED,
    ignore: Iterable[str] = (),
) -> IntoFrameT:
    """Classify every row of a data frame.

    Args:
        frame: Of any engine that narwhals supports. One row is one case; columns are as in a table, in either language.
        reading: What silence means, for rows that do not say so themselves.
        period: The period whose means of coercion count; None for any.
        empty: What an empty cell counts as: `not_coded` or `not_stated`.
        ignore: Columns of your own that look like a misspelt variable.

    Returns:
        The same kind of frame, with the columns of `ADDED` behind its own. A lazy frame stays lazy.

    Raises:
        InvalidInput: With all that is wrong with the frame; of one that is lazy, with its headers and types.
        WrongKind: If it is not a data frame.

    Unknown:
        None, NaN and empty cells, and columns that are not there, are "not coded". A row of a lazy frame that is wrong
        is null in every column that is added; `check_frame` names it.
    """
    wrapped = _wrapped(frame)
    means_period = None if period is None else Period(period)
    rows = JudgedRows(
        wrapped, reading=reading, period=means_period, empty=empty, ignore=ignore, identifiers=[_CASE_ID], taken=ADDED
    )
    if not rows.lazy:
        _gather(rows)
        rows.wrong = NEVER  # what is wrong has been gathered, and is refused now
    rows.gathered.check()
    columns = dict(zip(TEXTS, map(nw.col, rows.texts()), strict=True))
    for name, axis in zip(ADDED[len(TEXTS) :], (rows.not_begun, rows.rests_on_silence), strict=True):
        columns[name] = nw.when(~expression(rows.wrong.is_true)).then(expression(axis.is_true))
    added = with_columns(rows.staged.frame, columns)
    if rows.lazy:
        classified = added.select(*rows.schema.names(), *ADDED)
    else:
        classified = wrapped.with_columns(*(added.get_column(name) for name in ADDED))
    same: IntoFrameT = classified.to_native()
    return same


def check_frame(frame: IntoFrameT, *, empty: str = NOT_CODED, ignore: Iterable[str] = ()) -> InvalidInput | None:
    """Find all that is wrong with the rows, the headers and the types of a data frame. A lazy one is run for it.

    Args:
        frame: As for `classify_frame`.
        empty: What an empty cell counts as: `not_coded` or `not_stated`.
        ignore: Columns of your own that look like a misspelt variable.

    Returns:
        The first hundred errors, and how many there are beyond those; None where all is right. A row is numbered as
        it would be in a file, the header being 1; rows of an engine without an order have their case's id alone.
    """
    wrapped = _wrapped(frame)
    rows = Rows(wrapped, reading=Reading.OPEN, empty=empty, ignore=ignore, identifiers=[_CASE_ID])
    _gather(rows)
    gathered = rows.gathered
    return InvalidInput(errors=tuple(gathered.errors), more=dict(gathered.more)) if gathered.errors else None


def _wrapped(frame: Any) -> Any:
    """Look at a frame through narwhals, and refuse names of columns by which a cell cannot be told.

    Raises:
        WrongKind: If it is not a data frame.
        InvalidInput: If a name is there twice, which not every engine refuses, or columns have several names each.
    """
    gathered = Gathered()
    try:
        wrapped: Any = nw.from_native(frame)
        wrapped.collect_schema()
    except nw.exceptions.DuplicateError:
        wrapped = None
    except TypeError:
        raise WrongKind(kind=type(frame).__name__, wanted=_A_FRAME, instead=_FOR_CASES) from None
    if wrapped is None or not wrapped.implementation.is_polars():
        columns = getattr(frame, "column_names", None) or frame.columns
        if (levels := getattr(columns, "nlevels", 1)) > 1:
            gathered.add(SeveralLevels(levels=levels))
        for name in (name for name, times in Counter(columns).items() if times > 1):
            gathered.add(RepeatedVariable(column=str(name), variable=str(name), written=(str(name), str(name))))
    gathered.check()
    return wrapped


_A_FRAME: Final = Word("a data frame (pandas, polars, ...)", "een data frame (pandas, polars, ...)")
_FOR_CASES: Final = "ckm_mo.classify(case), ckm_mo.Tally.of(cases)"

_FIRST_ROW: Final = 2
"""The number of the first row, as a spreadsheet numbers them below a header."""


def _gather(rows: Rows) -> None:
    """Gather what is wrong with the rows."""
    frame, identified = rows.checked, _CASE_ID in rows.names
    nameless: Flag = False
    again: Flag = False
    if identified and not rows.lazy:
        ids, repeated = (f"{rows.staged.prefix}_{name}" for name in ("id", "repeated"))
        frame = frame.with_columns(rows.text(rows.names[_CASE_ID]).alias(ids))
        named = frame.get_column(ids)
        # Ids that rise are there and distinct, which is sooner seen than sought.
        if not (named.head(1) > "").all() or not (named[1:] > named[:-1]).all():
            # Among those that are left of the rows, others would be first.
            frame = frame.with_columns((~nw.col(ids).is_first_distinct()).alias(repeated))
            nameless = nw.col(ids) == ""
            again = nw.col(repeated) & ~nameless
    wrong = any_of([rows.wrong.is_true, nameless, again])
    # What is lazy is run once; of what is not, kinds are counted only where something is wrong.
    if rows.lazy or _counted(frame, {"wrong": [wrong]}):
        kinds = {
            InvalidAnswer.sentence: [axis.has(None) for axis in rows.axes.values()],
            Contradiction.sentence: [axis.has(None) for axis in rows.used.values()],
            MissingId.sentence: [nameless],
            RepeatedId.sentence: [again],
        }
        if counts := _counted(frame, kinds):
            _gather_rows(rows, _numbered(rows, frame).filter(wrong), again, counts)
    if identified and rows.lazy:
        _gather_ids(rows)


def _counted(frame: Any, kinds: Mapping[str, Iterable[Flag]]) -> Counter[str]:
    """Count at once how often flags of each kind are true; what is never true is left out."""
    counts = {
        kind: [nw.when(flag).then(whole(1)).otherwise(whole(0)) for flag in flags if not isinstance(flag, bool)]
        for kind, flags in kinds.items()
    }
    sums = [reduce(add, some).cast(nw.Int64).sum().alias(kind) for kind, some in counts.items() if some]
    if not sums:
        return Counter()
    total = _collected(frame.select(*sums))
    return +Counter({kind: int(total.item(0, kind) or 0) for kind in total.columns})


def _collected(frame: Any) -> Any:
    """Run a lazy frame.

    Raises:
        MissingExtra: If what the engine gives takes PyArrow, and that is not there.
    """
    with needing("pyarrow", "counted_frames", "parquet"):
        return frame.collect() if isinstance(frame, nw.LazyFrame) else frame


def _numbered(rows: Rows, frame: Any) -> Any:
    """Add the number of each row from 0; of those that have no order one that makes them row 0."""
    column = f"{rows.staged.prefix}_row"
    if frame.implementation.is_polars():
        return nw.from_native(frame.to_native().with_row_index(column))
    return frame.with_columns(nw.lit(-_FIRST_ROW).alias(column)) if rows.lazy else frame.with_row_index(column)


def _gather_rows(rows: Rows, frame: Any, again: Flag, counts: Counter[str]) -> None:
    """Gather the errors of the first rows that are wrong, and count those of the others.

    Args:
        rows: Of the whole frame.
        frame: The rows that are wrong.
        again: Whether a row's id was used before.
        counts: How many errors there are of each kind.
    """
    frame = frame.select(
        nw.col(f"{rows.staged.prefix}_row").alias("row"),
        expression(again).alias("again"),
        rows.text(rows.names.get(_CASE_ID)).alias(_CASE_ID),
        *(rows.text(rows.names[key]).alias(key) for key in rows.axes),
    )
    frame = frame.sort(*(["row", _CASE_ID] if rows.lazy else ["row"]))
    for index, repeated, case_id, *cells in _collected(frame.head(SHOWN_ERRORS)).iter_rows():
        written = {key: (rows.names[key], cell) for key, cell in zip(rows.axes, cells, strict=True)}
        _, errors = parse(written, empty=rows.empty)
        if repeated:
            errors.append(RepeatedId(column=rows.names[_CASE_ID], value=case_id))
        elif counts[MissingId.sentence] and not case_id:
            errors.append(MissingId(column=rows.names[_CASE_ID]))
        for error in errors:
            if len(rows.gathered.errors) < SHOWN_ERRORS:
                counts[error.sentence] -= 1
                rows.gathered.add(error.at(row=index + _FIRST_ROW, case_id=case_id))
    rows.gathered.more += +counts


def _gather_ids(rows: Rows) -> None:
    """Gather the ids that are missing or that several rows have, where rows have no order."""
    column = rows.names[_CASE_ID]
    ids = rows.checked.select(rows.text(column).alias(_CASE_ID)).group_by(_CASE_ID).agg(nw.len().alias("rows"))
    wrong = ids.filter((nw.col(_CASE_ID) == "") | (nw.col("rows") > 1))
    count = nw.col("rows") - nw.when(nw.col(_CASE_ID) != "").then(nw.lit(1)).otherwise(nw.lit(0))
    total = _collected(wrong.with_columns(count.cast(nw.Int64).alias("rows")))
    for case_id, times in total.sort(_CASE_ID).iter_rows():
        for _ in range(times):
            rows.gathered.add(RepeatedId(column=column, value=case_id) if case_id else MissingId(column=column))


def _rows_by_pattern(rows: Rows, kind: Sequence[str], *, ordered: bool) -> dict[tuple[Any, ...], int]:
    """Count the rows of each kind, by its number and texts.

    Args:
        rows: Of the frame.
        kind: The columns of the number and of the texts.
        ordered: Whether kinds are to come as rows have them first; where rows have no order, and else, by their texts.
    """
    frame, counts, column = rows.staged.frame, [nw.len().alias("rows")], f"{rows.staged.prefix}_row"
    if ordered:
        # DuckDB gives rows in no order, but keeps theirs.
        if frame.implementation.is_duckdb():
            frame = nw.from_native(frame.to_native().project(f'*, row_number() OVER () AS "{column}"'))
        else:
            frame = _numbered(rows, frame)
        counts.append(nw.col(column).min().alias("first"))
    counted = frame.group_by(*kind).agg(*counts).select(*kind, "rows", *(["first"] if ordered else []))
    width = len(kind)
    met = sorted(_collected(counted).iter_rows(), key=lambda each: (each[width + 1 :], each[1:width]))
    return {each[:width]: each[width] for each in met}


def tally_frame(  # noqa: PLR0913 - what a tally is made of, and a frame
    frame: IntoFrameT,
    *,
    reading: Reading | str = Reading.OPEN,
    period: Period | str | None = None,
    empty: str = NOT_CODED,
    by: str | None = None,
    where: Conditions | None = None,
    decided_only: bool = False,
    groups: int = MOST_GROUPS,
    least: int = FEW,
    ignore: Iterable[str] = (),
) -> Tally:
    """Count the verdicts on the rows of a data frame: the tally that its cases give.

    The engine counts kinds of case, and only those, the offenders and what is wrong leave it; all else is the core's.

    Args:
        frame: As for `classify_frame`.
        reading: What silence means, for rows that do not say so themselves.
        period: The period whose means of coercion count; None for any.
        empty: What an empty cell counts as: `not_coded` or `not_stated`.
        by: A variable, a result or a column, to tally each of its values too. The values of a column come in the order
            in which they first occur, or in alphabetical order where rows have no order.
        where: Conditions, as `{"relation": "affective"}` or `["relation=affective"]`: the group that is counted.
        decided_only: Count only decided cases.
        groups: How many groups a column may have.
        least: Mark groups of fewer cases, whose figures can point to a person; 0 or 1 for no mark.
        ignore: Columns of your own that look like a misspelt variable.

    Returns:
        The tally.

    Raises:
        InvalidAssumption: If `least` is not a whole number, 0 or more.
        InvalidInput: With all that is wrong with the frame; or if a value is not one that its variable takes.
        ManyGroups: If a column has more values than groups are made of.
        MissingExtra: If DuckDB or Spark has to hand over what it counted, and there is no PyArrow.
        OpenCondition: If a condition asks for what no completion has.
        UnknownColumn: If a name is neither a variable, a result nor a column.
        WrongKind: If it is not a data frame.

    Unknown:
        As in `Tally`: an undecided case counts for every profile that it may have.
    """
    means_period = None if period is None else Period(period)
    named_by, group = None if by is None else subject(by), conditions(where)
    of = Tally(Reading(reading), means_period, named_by, decided_only, emptiness(empty), where=group, least=least)
    builder = TallyBuilder(of)
    wrapped = _wrapped(frame)
    columns = [name for name in wrapped.collect_schema().names() if isinstance(name, str)]
    own = {key: subject(key, columns) for key in builder.reader.own if key not in VARIABLE}
    read = {_CASE_ID, _OFFENDER, *builder.reader.own}
    rows = JudgedRows(
        wrapped, period=means_period, reading=reading, empty=empty, ignore=ignore, identifiers=read, kept=own.values()
    )
    axes = [rows.wrong, *rows.pattern_axes(builder.reader.asks_other_level)]
    named = [rows.word(own[key]) if key in own else rows.text(rows.names.get(key)) for key in builder.reader.named]
    kind = rows.staged.add([number_of(axes), *named])
    counts = _rows_by_pattern(rows, kind, ordered=of.by is not None and is_own(of.by))
    wrong, *of_kinds = along(axes, [number for number, *_ in counts])
    if not rows.lazy or rows.gathered.errors or any(wrong):
        _gather(rows)
    elif _CASE_ID in rows.names:
        _gather_ids(rows)
    rows.gathered.check()
    if not counts:
        return builder.tally()
    members: dict[tuple[Any, ...], MemberKey] = {}
    for (which, count), things in zip(counts.items(), zip(*of_kinds, strict=True), strict=True):
        coded = (rows.coded(key, text) for key, text in zip(builder.reader.named, which[1:], strict=True))
        members[which] = builder.add_pattern(pattern_of(things, tuple(coded)), count)
    several = len({*members.values()}) > 1
    offender = rows.text(rows.names.get(_OFFENDER)).alias(_OFFENDER)
    names = rows.staged.frame.select(*(kind if several else ()), offender).unique()
    *which_of, offenders = (column.to_list() for column in _collected(names).iter_columns())
    one = repeat(next(iter(members.values())), len(offenders))
    builder.add_offenders(map(members.__getitem__, zip(*which_of, strict=True)) if several else one, offenders)
    return builder.tally(groups=groups)
