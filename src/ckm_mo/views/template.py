"""The view of an empty table: its columns, and what may stand in them."""

from ckm_mo.codebook import VARIABLES, header
from ckm_mo.views.blocks import Grid, Title, View
from ckm_mo.views.words import Words


def template_view(words: Words) -> View:
    """Show every column of a table and what may stand in it."""
    rows = tuple((header(variable, words.lang), words.allowed(variable)) for variable in VARIABLES)
    return [Title(words.say("title_template"), 1), Grid(words.heads("column", "allowed"), rows)]
