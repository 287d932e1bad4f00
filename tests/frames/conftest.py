"""The engine that a test of data frames runs on."""

import pytest

from backends import BACKENDS, CHOSEN, DASK, Backend


@pytest.fixture(params=[pytest.param(name, marks=DASK if name == "dask" else ()) for name in CHOSEN])
def name(request: pytest.FixtureRequest) -> str:
    """Name each engine in turn."""
    return str(request.param)


@pytest.fixture
def backend(name: str) -> Backend:
    """Give each engine in turn."""
    return BACKENDS[name]
