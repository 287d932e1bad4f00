"""The view of many cases: a list of verdicts."""

from collections.abc import Iterable, Mapping, Sequence

from attrs import evolve

from ckm_mo.answers import Reading
from ckm_mo.classification import Verdict
from ckm_mo.tallies.tally import Tally
from ckm_mo.views.blocks import Grid, Lines, Title, View, printable
from ckm_mo.views.cautions import cautions_of
from ckm_mo.views.profiles import codes_line
from ckm_mo.views.tally import no_cases, tally_summary
from ckm_mo.views.words import Words


def verdicts_title(words: Words, reading: Reading = Reading.OPEN) -> View:
    """Head a list of verdicts, and say how silence is read where a case does not say."""
    return [Title(words.say("title_classified"), 1), Lines((words.say(f"reading_{reading}"),))]


def verdicts_grid(
    words: Words, rows: Iterable[tuple[str, Verdict, tuple[str, ...]]], *, heads: bool, reading: Reading = Reading.OPEN
) -> Grid:
    """Show some verdicts of a list: the case, its profile or what is still possible, and what to know of it.

    Args:
        words: Of the language.
        rows: Of each case its id, its verdict, and the answers that are shown beside it.
        heads: Whether these are the first.
        reading: How silence is read where a case does not say; where one says otherwise, it is remarked.
    """
    cells = (
        (
            printable(case_id),
            verdict.profile or "",
            "" if verdict.profile else " ".join(verdict.possible),
            "; ".join([*_remarks(words, verdict, reading), *remarks]),
        )
        for case_id, verdict, remarks in rows
    )
    names = words.heads("case", "profile", "possible", "remarks")
    return Grid(names, tuple(cells), widths={0: 12, 1: 7, 2: 15}, continued=not heads)


def _remarks(words: Words, verdict: Verdict, reading: Reading) -> list[str]:
    """Say what there is to know of a verdict in a list."""
    remarks = {
        "undecided": len(verdict.outcomes) > 1,
        f"outside_{verdict.outside}": verdict.outside != "no",
        "not_begun": verdict.not_begun,
        "rests": verdict.rests_on_silence,
        str(verdict.reading): verdict.reading is not reading,
    }
    return [words.say(f"remark_{key}") for key, applies in remarks.items() if applies]


def verdicts_page(words: Words, grids: Sequence[Grid], verdicts: Mapping[Verdict, int], tally: Tally) -> View:
    """Show a list of verdicts as a whole: first how many are what.

    Args:
        words: Of the language.
        grids: The list, a part each.
        verdicts: How many cases have each.
        tally: Of these cases, with the names of their tables.
    """
    title, *beside = verdicts_title(words, tally.reading)
    summary, *ending = verdicts_ending(words, verdicts, tally)
    rows = tuple(row for grid in grids for row in grid.rows)
    return [title, summary, *beside, *(evolve(grid, rows=rows) for grid in grids[:1]), *ending]


def verdicts_ending(words: Words, verdicts: Mapping[Verdict, int], tally: Tally) -> View:
    """End a list of verdicts: how many are what, under which reading, and what they do not say; or that it is empty."""
    if not verdicts:
        return [Lines((each,)) for each in no_cases(words, tally)]
    return [
        Lines((tally_summary(words, tally),), strong=True),
        Lines((codes_line(words), words.say("ground_note"), *cautions_of(words, verdicts), words.say("method"))),
    ]
