"""A document that is over by its own title answers after the one in force that only its file names so."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.ask import Assistant, Question
from assistant.retrieve import Retriever
from evidence.archive import Archive
from evidence.embedders import MiniLM
from ingest.sync import SyncOptions, synchronise
from tests.support.ingestion import InlinePool, write

FILES = {
    "rules/lamp-policy-ed1.md": "# Lamp policy (edition 1) — SUPERSEDED, kept for the file\n\n"
    "Approved by Otto Lie on 4 May 2029.\n\nLamps are lit by hand.\n",
    "rules/lamp-policy-ed2.md": "---\ntitle: How we light the quay\nedition: 2\napproved by: Signe Holt\n"
    "approved: 2031-03-01\n---\n\n# How we light the quay\n\nLamps light themselves.\n",
}


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    root, home, embedder = write(tmp_path_factory.mktemp("quay"), FILES), tmp_path_factory.mktemp("home"), MiniLM()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ingest.sync.Pool", InlinePool)
        with Archive.open(home, embedder.id, embedder.dimensions) as archive:
            synchronise(archive, embedder, [Path(root)], SyncOptions(workers=1, home=home))
            yield archive


@pytest.mark.parametrize(
    ("question", "name"),
    [("Who approved the lamp policy?", "Signe Holt"), ("Who approved edition 1 of the lamp policy?", "Otto Lie")],
)
def test_the_one_in_force_is_meant(archive: Archive, question: str, name: str) -> None:
    answer = Assistant(MiniLM(), Retriever()).ask(archive.view(), Question(question), date(2031, 5, 20))
    assert name in answer.text
