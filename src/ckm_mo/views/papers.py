"""What a paper takes of a tally: its tables."""

from ckm_mo.tallies import Tally
from ckm_mo.views.latex import to_latex
from ckm_mo.views.tally import tally_view
from ckm_mo.views.words import words_in


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

    Example:
        >>> from ckm_mo import Case
        >>> text = latex(Tally.of([Case.from_answers({"violence": "yes"})]))
        >>> text.splitlines()[0], "\\label{tab:tally-profiles}" in text
        ('% packages: booktabs, tabularx, threeparttable', True)
    """
    return to_latex(tally_view(words_in(lang), tally), name)
