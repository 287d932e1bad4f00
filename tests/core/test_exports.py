"""What the packages export: all of it is there, listed, and found where it is made."""

from importlib import import_module

import pytest

import ckm_mo

PACKAGES = ["ckm_mo", *(f"ckm_mo.{folder}" for folder in ("tables", "frames", "agreement", "study"))]


@pytest.mark.parametrize("package", PACKAGES)
def test_listed(package: str) -> None:
    """`dir` lists every public name, also those that are imported only when they are used."""
    module = import_module(package)
    assert set(module.__all__) <= set(dir(module))
    assert {"__name__", "__doc__"} <= set(dir(module))


@pytest.mark.parametrize("package", PACKAGES)
def test_there(package: str) -> None:
    """Every public name can be had."""
    module = import_module(package)
    assert [name for name in module.__all__ if not hasattr(module, name)] == []


def test_no_such_name() -> None:
    """A name that is not exported is not there, and the error names it."""
    with pytest.raises(AttributeError, match="module 'ckm_mo' has no attribute 'clasify'"):
        _ = ckm_mo.clasify
