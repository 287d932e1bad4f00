"""Every sentence of the program, from the catalogues of the root and of its folders."""

from collections import ChainMap
from importlib import import_module
from pkgutil import walk_packages

import ckm_mo

CATALOGUES = {
    each.name: import_module(each.name).SENTENCES
    for each in walk_packages(ckm_mo.__path__, "ckm_mo.")
    if each.name.endswith(".messages")
}
"""The catalogues, by the module that has them."""

SENTENCES: ChainMap[str, tuple[str, str]] = ChainMap(*CATALOGUES.values())
"""All of them together."""
