"""The engine that a test of data frames runs on."""

import pytest

from backends import BACKENDS, CHOSEN, Backend


@pytest.fixture(params=CHOSEN)
def name(request: pytest.FixtureRequest) -> str:
    """Name each engine in turn."""
    return str(request.param)


@pytest.fixture
def backend(name: str) -> Backend:
    """Give each engine in turn."""
    return BACKENDS[name]
