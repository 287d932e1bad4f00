"""What a paper takes of a tally: its tables, the methods paragraph that says how it was made, and what to cite."""

from collections.abc import Iterator, Sequence

from ckm_mo._version import __version__
from ckm_mo.codebook import CODEBOOK_VERSION, NOT_CODED
from ckm_mo.tallies.tally import Tally, check_tally
from ckm_mo.views.blocks import Lines, Title, View
from ckm_mo.views.latex import to_latex
from ckm_mo.views.tally import condition, confidence_percent, outer_lines, subject_label, tally_view
from ckm_mo.views.words import Words, words_in


def latex(tally: Tally, lang: str = "en", *, name: str = "tally") -> str:
    r"""Write the tables of a tally as LaTeX, as `ckm-mo tally --format tex` does.

    Args:
        tally: Made of the cases.
        lang: `en` or `nl`.
        name: What the labels begin with, after `tab:`.

    Returns:
        Tables that are complete, to be read in with `\input`, below a comment that names the packages that they need.

    Raises:
        InvalidInput: If the language is another.
        WrongKind: If it is not a tally, such as the cases themselves.

    Example:
        >>> from ckm_mo import Case
        >>> text = latex(Tally.of([Case.from_answers({"violence": "yes"})]))
        >>> text.splitlines()[0], "\\label{tab:tally-profiles}" in text
        ('% packages: booktabs, tabularx, threeparttable', True)
    """
    check_tally(tally)
    return to_latex(tally_view(words_in(lang), tally), name)


def methods(tally: Tally, lang: str = "en") -> str:
    """Write the methods paragraph of a tally, and below it what to cite.

    It says what was done, and of what was not done nothing. What the cases are, who coded them from which sources, and
    how far coders agree, it cannot know.

    Args:
        tally: Made of the cases.
        lang: `en` or `nl`.

    Raises:
        InvalidInput: If the language is another.
        WrongKind: If it is not a tally, such as the cases themselves.

    Example:
        >>> from ckm_mo import Case
        >>> said = methods(Tally.of([Case.from_answers({"violence": "yes"})]))
        >>> "1 case was counted." in said, "Silence was left open: " in said
        (True, True)
    """
    check_tally(tally)
    shown = methods_view(words_in(lang), [tally])
    return "\n\n".join(line for block in shown if isinstance(block, Lines) for line in block.lines)


def methods_view(words: Words, tallies: Sequence[Tally]) -> View:
    """Show the methods paragraph of tallies that differ in what they assume, or of one, and what to cite."""
    first = tallies[0]
    sentences = (
        words.say("methods_program", version=__version__, codebook=CODEBOOK_VERSION),
        words.say("method"),
        *_counted(words, first),
        *_read(words, first),
        *_computed(words, tallies),
    )
    return [
        Title(words.say("title_methods"), 1),
        Lines((" ".join(sentences),)),
        Title(words.say("title_cite")),
        Lines((words.say("cite_program", version=__version__), words.say("cite_study"))),
    ]


def _counted(words: Words, tally: Tally) -> Iterator[str]:
    """Say what was counted."""
    yield words.say("methods_case")
    if tally.where:
        conditions = "; ".join(condition(words, each) for each in tally.where)
        key = "methods_group" if tally.n == tally.n_at_most else "methods_group_open"
        yield words.say(key, n=tally.n, most=tally.n_at_most, conditions=conditions)
    else:
        yield words.say("methods_n", n=tally.n)
    if tally.by:
        yield words.say("methods_by", variable=subject_label(words, tally.by))
    if tally.decided_only:
        yield words.say("decided_only")
    if tally.offenders != 0:  # of no cases there is nothing to say
        key = "methods_no_offenders" if tally.offenders is None else "methods_offenders"
        yield words.say(key, offenders=tally.offenders)
    if tally.files:
        files = (words.say("methods_file", name=words.file(name), digest=digest) for name, digest in tally.files)
        yield words.say("methods_files", files="; ".join(files))


def _read(words: Words, tally: Tally) -> Iterator[str]:
    """Say how the cases were read."""
    yield words.say(f"methods_{tally.read_as}", silent=tally.rests_on_silence, **tally.readings)
    yield words.say("methods_not_coded" if tally.empty == NOT_CODED else "methods_not_stated")
    if tally.period is None:
        yield words.say("methods_any_period")
    else:
        yield words.say("methods_period", period=words.text("levels", tally.period, "label"))
    if tally.not_begun:
        yield words.say("methods_not_begun", count=tally.not_begun)


def _computed(words: Words, tallies: Sequence[Tally]) -> Iterator[str]:
    """Say what the figures are, what was assumed for them, and what their intervals rest on."""
    tally = tallies[0]
    yield words.say("methods_bounds")
    assumed = [words.number(each.at_most_yes) for each in tallies if each.at_most_yes is not None]
    if assumed:
        yield words.say("methods_assumed", open=tally.open_answers, most=words.either(assumed))
    yield from outer_lines(words, *tallies)
    basis = tally.interval_basis
    if basis.confidence is None:
        yield words.say("methods_no_interval")
        return
    percent = confidence_percent(words, tally)
    key = "methods_interval" if basis.population is None else "methods_population"
    yield words.say(key, confidence=percent, population=basis.population)
    if basis.cluster is not None and tally.cluster_counts:
        clusters, single = tally.cluster_counts
        column = subject_label(words, basis.cluster)
        yield words.say("methods_cluster", clusters=clusters, single=single, column=column)
