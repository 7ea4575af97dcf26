"""An archive of ordinary files, and what its register answers to a question in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import ingest.sync
from assistant.register import engine
from assistant.register.result import register_text
from assistant.understand import understand
from assistant.verify import verify
from evidence.view import View
from tests.support.archives import open_archive
from tests.support.ingestion import Ingestion, InlinePool, write


@contextmanager
def ingested(place: Path, files: Mapping[str, str | bytes]) -> Iterator[View]:
    """A view of an archive of ``files`` (path -> contents), ingested in this process."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ingest.sync, "Pool", InlinePool)
        Ingestion(place / "home").run(write(place / "docs", files))
    with open_archive(place / "home") as archive:
        yield archive.view()


def answered(view: View, text: str, today: date) -> str:
    """What the register answers, "" where it refuses; every claim of it stands."""
    found = engine.find(understand(text), view, today)
    assert found is None or all(verify(claim, view) for claim in found.claims)
    return register_text(found) if found else ""


def view_of(files: Mapping[str, str | bytes], name: str = "view") -> Any:
    """A fixture ``name``, made once for a module of tests: assign it to a name there."""

    @pytest.fixture(name=name, scope="module")
    def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
        with ingested(tmp_path_factory.mktemp("asked"), files) as view:
            yield view

    return made
