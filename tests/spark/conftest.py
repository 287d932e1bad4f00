"""One local Spark session for all tests of this suite, which fails where Spark cannot run."""

import os
import shutil
from importlib.util import find_spec
from typing import Any

import pytest

import backends

backends.CHOSEN = ("spark",)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let Spark say that it does not know the newest pandas, which no test here uses with it."""
    for item in items:
        item.add_marker(pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas:FutureWarning"))


@pytest.fixture(scope="session", autouse=True)
def spark() -> Any:
    """Start Spark, once."""
    if find_spec("pyspark") is None:
        pytest.fail("PySpark is missing: pip install -e '.[all,spark]'", pytrace=False)
    if not (os.environ.get("JAVA_HOME") or shutil.which("java")):
        pytest.fail("Spark needs a Java runtime, 17 or newer: apt-get install default-jre-headless", pytrace=False)
    return backends.spark()


@pytest.fixture
def name() -> str:
    """Name the engine."""
    return "spark"


@pytest.fixture
def backend() -> backends.Backend:
    """Give the engine."""
    return backends.BACKENDS["spark"]
