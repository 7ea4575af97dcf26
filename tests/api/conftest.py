"""Servers that the tests of the API share."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.api.parts import Auth
from tests.support.api_server import Server, copied, make_home, served


@pytest.fixture(scope="session")
def ingested(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home that was ingested once; copy it before opening."""
    return make_home(tmp_path_factory.mktemp("ingested"))


@pytest.fixture(scope="module")
def open_server(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server without accounts."""
    with served(copied(ingested, tmp_path_factory.mktemp("open"))) as server:
        yield server


@pytest.fixture(scope="module")
def token_server(ingested: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that asks for tokens."""
    with served(copied(ingested, tmp_path_factory.mktemp("token")), Auth("token")) as server:
        yield server


@pytest.fixture
def home(ingested: Path, tmp_path: Path) -> Path:
    """A home of one's own."""
    return copied(ingested, tmp_path)
