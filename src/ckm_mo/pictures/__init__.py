"""Pictures of a tally and of a reading plan (extra `figures`).

Each function draws upon Axes of matplotlib and returns them; `drawn` gives a file.
What a picture says in words is in `captions`.
"""

from typing import TYPE_CHECKING

from ckm_mo._exports import exported
from ckm_mo.errors import needing

if TYPE_CHECKING:
    from ckm_mo.pictures.bars import groups, profiles
    from ckm_mo.pictures.curves import width
    from ckm_mo.pictures.dials import dial
    from ckm_mo.pictures.files import drawn
    from ckm_mo.pictures.shifts import shift

__all__ = ("dial", "drawn", "groups", "profiles", "shift", "width")

_look_up, __dir__ = exported(
    __name__,
    {
        "dial": "dials",
        "drawn": "files",
        "groups": "bars",
        "profiles": "bars",
        "shift": "shifts",
        "width": "curves",
    },
)


def __getattr__(name: str) -> object:
    """Import a name when it is used, and with it matplotlib."""
    with needing("matplotlib", "pictures", "figures"):
        return _look_up(name)
