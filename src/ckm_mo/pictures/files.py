"""Pictures as files: the same bytes for the same figures, wherever and whenever they are drawn.

They look as matplotlib itself says and as stands here, whatever the user's own
settings are, and are drawn by what draws files, so that no display is needed.
"""

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from html import escape
from io import BytesIO
from typing import Any, Final

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ckm_mo.answers import one_of
from ckm_mo.pictures import bars, captions, curves, dials, layout, shifts
from ckm_mo.pictures.captions import Caption
from ckm_mo.views.words import Words

LOOKS: Final[Any] = {
    "axes.linewidth": 0.5,
    "axes.prop_cycle": "cycler('color', ['1f4e79'])",
    "figure.dpi": 72,
    "font.family": "sans-serif",
    "font.sans-serif": ["DejaVu Sans"],
    "font.size": 7,
    "hatch.linewidth": 0.5,
    "pdf.fonttype": 42,
    "svg.fonttype": "none",
    "svg.hashsalt": "ckm-mo",
    "xtick.major.width": 0.5,
    "ytick.major.width": 0.5,
}
"""How pictures look that go to files; text stays text in them."""

DOTS: Final = 300
"""How many dots an inch of a PNG has."""

SAVED: Final[Mapping[str, Mapping[str, Any]]] = {
    "svg": {"metadata": {"Date": None, "Creator": None, "Format": None, "Type": None}},
    "png": {"metadata": {"Software": None}, "dpi": DOTS, "pil_kwargs": {"compress_level": 3}},
    "pdf": {"metadata": {"Creator": None, "Producer": None, "CreationDate": None}},
}
"""What is said when a picture is saved, by its form: neither when nor by what it was made."""


PICTURES: Final[Mapping[str, tuple[Callable[..., Axes | list[Axes]], Callable[..., Caption]]]] = {
    "profiles": (bars.profiles, captions.profiles_caption),
    "groups": (bars.groups, captions.groups_caption),
    "dial": (dials.dial, captions.dial_caption),
    "shift": (shifts.shift, captions.shift_caption),
    "width": (curves.width, captions.width_caption),
}
"""The pictures, by name: what draws each, and what says it in words."""


def drawn(name: str, of: Any, form: str, lang: str) -> bytes:
    """Draw a picture as a file.

    Args:
        name: One of `PICTURES`.
        of: A tally, tallies or a plan.
        form: One of `SAVED`.
        lang: `en` or `nl`.

    Raises:
        InvalidInput: If there is no such picture, form or language.
        NoPicture: If it cannot be drawn of that.
        WrongKind: If that is something else.
    """
    draw, caption = PICTURES[one_of(name, "name", PICTURES)]
    form = one_of(form, "form", SAVED)
    if name == "dial":
        of = captions.dialled(of)  # once, for what is drawn and what is said
    with _reproducible():
        axes = draw(of, lang=lang)
        packed = BytesIO()
        first = axes if isinstance(axes, Axes) else axes[0]
        first.figure.canvas.print_figure(packed, format=form, **SAVED[form])
    return _described(packed.getvalue(), caption(Words(lang), of), lang) if form == "svg" else packed.getvalue()


@contextmanager
def _reproducible() -> Iterator[None]:
    """Let what is drawn be the same everywhere, and that the font lacks a letter be no warning."""
    figure = layout.NEW.set(Figure)
    try:
        with warnings.catch_warnings(), mpl.rc_context():
            warnings.simplefilter("ignore")
            mpl.rcdefaults()
            mpl.rcParams.update(LOOKS)
            yield
    finally:
        layout.NEW.reset(figure)


def _described(svg: bytes, caption: Caption, lang: str) -> bytes:
    """Let an SVG be a picture with a title and a description, in words."""
    _, _, rest = svg.decode().partition("<svg ")
    head, _, body = rest.partition(">")
    title, text = escape(caption.title, quote=False), escape(caption.text, quote=False)
    titles = f'<title id="title">{title}</title>\n<desc id="desc">{text}</desc>'
    named = f'role="img" aria-labelledby="title" aria-describedby="desc" lang="{lang}" xml:lang="{lang}"'
    return f'<?xml version="1.0" encoding="utf-8"?>\n<svg {named} {head}>\n{titles}{body}'.encode()
