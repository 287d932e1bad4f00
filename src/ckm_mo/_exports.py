"""Names that a package exports and imports only when they are used."""

from collections.abc import Callable, Mapping
from importlib import import_module


def exported(package: str, homes: Mapping[str, str]) -> tuple[Callable[[str], object], Callable[[], list[str]]]:
    """Give the `__getattr__` and the `__dir__` of a package.

    Args:
        package: Its `__name__`.
        homes: For each name that is imported when it is used, the module of the package that has it.
    """

    def look_up(name: str) -> object:
        if name in homes:
            return getattr(import_module(f"{package}.{homes[name]}"), name)
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    def listed() -> list[str]:
        return sorted({*vars(import_module(package)), *homes})

    return look_up, listed
