"""The view of how a page was made: with what, and from what."""

from collections.abc import Iterable

from ckm_mo._version import __version__
from ckm_mo.answers import Period
from ckm_mo.codebook import CODEBOOK_VERSION
from ckm_mo.views.blocks import Grid, Title, View
from ckm_mo.views.words import Words


def provenance(
    words: Words, *, files: Iterable[tuple[str, str]] = (), reading: str = "", period: Period | None = None
) -> View:
    """Show what a page was made with and from.

    Args:
        words: Of the language.
        files: The tables that were read: name and SHA-256.
        reading: What silence was taken to mean, as in `word_open`; empty where nothing was read.
        period: Of which coercion is; None for any.
    """
    rows = [
        (words.say("about_program"), f"ckm-mo {__version__}"),
        (words.say("about_codebook"), words.say("about_version", version=CODEBOOK_VERSION)),
    ]
    if reading:
        label = words.text("levels", period, "label") if period else words.say("about_any_period")
        rows += [(words.say("about_reading"), words.say(f"word_{reading}")), (words.say("about_period"), label)]
    tables = [
        (words.say("about_table"), words.file(name), words.say("about_digest", digest=digest)) for name, digest in files
    ]
    return [Title(words.say("section_about")), Grid((), (*rows, *tables))]
