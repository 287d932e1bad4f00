"""The view of an empty table: its columns, and what may stand in them."""

from collections.abc import Iterable

from ckm_mo.codebook import Variable, header
from ckm_mo.views.blocks import Grid, Title, View
from ckm_mo.views.words import Words


def template_view(words: Words, variables: Iterable[Variable]) -> View:
    """Show the columns of a table and what may stand in it."""
    rows = tuple((header(variable, words.lang), words.allowed(variable)) for variable in variables)
    return [Title(words.say("title_template"), 1), Grid(words.heads("column", "allowed"), rows)]
