"""The command line: arguments in, exit code out.

One module per command, imported when it is chosen. This is the one folder that
knows all others: it reads with `tables`, shows with `views`, and asks what
`agreement` and `study` answer. Nothing imports it.
"""

from ckm_mo.cli.running import main

__all__ = ("main",)
