"""What the tests need of the process that runs them."""

import os
import re
import signal

import pytest

# One that was started in the background may be deaf to interrupts, and what it starts with it.
signal.signal(signal.SIGINT, signal.default_int_handler)

# What the tests start reads the package compiled, and does not compile it each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

LAWS = re.compile(r"test_(every_\w+|\w*laws|tables_of_rules|\w+_machine|\w+_against_\w+)\.py")
"""The files that try whole spaces, or many drawn cases: what they reach the others reach too, and sooner."""


def pytest_configure(config: pytest.Config) -> None:
    """Draw the order of the tests, and nothing else: to sow every generator anew takes as long as most tests."""
    config.option.randomly_reset_seed = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Measure no coverage in whole spaces, which halves the time that they take."""
    for item in items:
        if LAWS.fullmatch(item.path.name):
            item.add_marker(pytest.mark.no_cover)
