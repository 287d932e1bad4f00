"""Other rules and profiles in the place of the real ones, and no memory of either in the other's."""

from functools import lru_cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any

import pytest

import ckm_mo
from ckm_mo.rules import PROFILES, RULES, Profile, Rule


def put_rules(
    monkeypatch: pytest.MonkeyPatch, rules: tuple[Rule, ...] = RULES, profiles: tuple[Profile, ...] = PROFILES
) -> None:
    """Put other tables in the place of the real ones, wherever these were imported by name, and forget what was seen.

    What was derived from the rules when they were imported is not derived anew:
    the dimensions stay as they are. When the patch is undone, everything that was remembered is there again.
    """
    _forget(monkeypatch)
    for module in _modules():
        for name, real, other in (("RULES", RULES, rules), ("PROFILES", PROFILES, profiles)):
            if getattr(module, name, None) is real:
                monkeypatch.setattr(module, name, other)


def _modules() -> list[ModuleType]:
    """List the modules of the library, all imported: one that is imported later would keep the other tables."""
    names = [each.name for each in walk_packages(ckm_mo.__path__, "ckm_mo.") if not each.name.endswith("__main__")]
    return [ckm_mo, *map(import_module, names)]


def _forget(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put an empty cache in the place of every one, also where it was imported by name."""
    empty: dict[int, Any] = {}
    for module in _modules():
        for name, each in list(vars(module).items()):
            if hasattr(each, "cache_parameters"):
                anew = empty.setdefault(id(each), lru_cache(**each.cache_parameters())(each.__wrapped__))
                monkeypatch.setattr(module, name, anew)
