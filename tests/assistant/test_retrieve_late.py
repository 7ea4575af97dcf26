from collections.abc import Iterator

import numpy as np
import pytest

from assistant.retrieve import Retriever
from evidence.archive import Archive
from evidence.embedders import MiniLM
from evidence.errors import ArchiveError
from ingest.progress import Silent
from ingest.sync import synchronise

TEXTS = {
    "staff.md": "# Staff news\n\nHer last day as head of quality is Friday 30 January.\n",
    "canteen.md": "# Canteen\n\nThe manager of the canteen serves soup on Fridays.\n",
    "board.md": "# Board\n\nThe Board approved the budget of the company.\n",
}


@pytest.fixture(name="archive", scope="module")
def _archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Archive]:
    folder = tmp_path_factory.mktemp("late")
    docs = folder / "docs"
    docs.mkdir()
    for name, text in TEXTS.items():
        (docs / name).write_text(text, "utf-8")
    embedder = MiniLM()
    with Archive.open(folder / "home", embedder.id, embedder.dimensions) as archive:
        synchronise(archive, embedder, [docs], progress=Silent())
    with Archive.open(folder / "home", embedder.id, embedder.dimensions) as archive:
        yield archive


def test_hits_say_how_far_they_agree_piece_by_piece(archive: Archive) -> None:
    hits = Retriever().search(archive.view(), MiniLM(), "When did the quality manager leave the company?", 3)
    assert hits[0].passage.doc_id == "staff.md"
    assert all(0 < hit.parts["late"] <= 1 for hit in hits)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


def test_a_passage_of_another_view_is_refused(archive: Archive) -> None:
    asked = MiniLM().embed_question("Who?")
    with pytest.raises(ArchiveError):
        archive.view().late(asked.pieces, np.ones(len(asked.pieces)), [999_999])
