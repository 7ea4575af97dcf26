"""Peers: what they return is placed, measured and reported; what goes wrong with one is said."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.errors import PeerError
from evals.labels import load_set
from evals.peers import compare_peers
from evals.peers.compare import SYSTEMS, measure_ingestion
from evals.peers.locate import Locator, Place
from evals.peers.material import Material
from evals.peers.measures import character_scores
from evals.peers.process import peers_python, run_worker
from evals.peers.result import PeerResult
from evals.peers.worker import Job, packed
from evals.spans import GoldSpan
from tests.support.embedders import FakeEmbedder
from tests.support.ingestion import write

_needs_llamaindex = pytest.mark.skipif(peers_python() is None, reason="the peers' packages are not installed")

FILES = {
    "docs/log.md": "# Log\n\nThe boiler was inspected by Amara Diallo on 4 May 2024.\n",
    "docs/roof.txt": "The roof was repaired by Jun Park in the autumn.\n",
    "docs/gate.html": "<html><body><h1>Notice</h1><p>The gate is <b>closed</b> at night.</p></body></html>",
    "docs/broken.pdf": b"this is not a document",
    "docs/access.json": '{"default": ["staff"]}',
}
QUESTIONS = [
    {"id": "q1", "question": "Who inspected the boiler?", "answerable": True,
     "gold": [{"doc_id": "log.md", "quote": "inspected by Amara Diallo"}]},
    {"id": "q2", "question": "Who repaired the roof?", "answerable": True,
     "gold": [{"doc_id": "roof.txt", "quote": "repaired by Jun Park"}]},
    {"id": "q3", "question": "When is the gate closed?", "answerable": True, "gold": [{"doc_id": "gate.html"}]},
    {"id": "q4", "question": "Who painted the fence?", "answerable": False},
]  # fmt: skip


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    return _made(tmp_path / "set")


def _made(folder: Path) -> Path:
    write(folder, FILES)
    (folder / "questions.jsonl").write_text("".join(json.dumps(row) + "\n" for row in QUESTIONS))
    return folder


def _job(folder: Path, work: Path, system: str, *questions: str) -> Job:
    return Job(
        system=system,
        root=str(folder / "docs"),
        access=None,
        embedder=packed(FakeEmbedder),
        index=str(work / "index"),
        texts=str(work / "texts.jsonl"),
        result=str(work / "result.json"),
        questions=questions,
        k=3,
    )


# Material -------------------------------------------------------------------------------------


def test_the_sets_own_files_are_no_evidence(folder: Path) -> None:
    (folder / "docs" / ".hidden").write_text("no")
    assert Material.of(folder).files() == ["broken.pdf", "gate.html", "log.md", "roof.txt"]


def test_a_folder_without_docs_is_taken_whole(tmp_path: Path) -> None:
    assert Material.of(write(tmp_path, {"a/b.md": "b", "c.md": "c"})).files() == ["a/b.md", "c.md"]


def test_rows_are_documents_and_empty_ones_are_not_ranked(tmp_path: Path) -> None:
    rows = [{"doc_id": 1, "text": "one"}, {"doc_id": "two", "text": " "}, {"doc_id": "three"}]
    (tmp_path / "corpus.jsonl").write_text("\n".join(json.dumps(row) for row in rows))
    (tmp_path / "access.json").write_text("{}")
    material = Material.of(tmp_path)
    assert list(material.rows()) == [("1", "one")]
    assert material.access == tmp_path / "access.json"


# Locating -------------------------------------------------------------------------------------

TEXT = (
    "Scope.\nThe office’s risk-\ntreatment plan was\u00a0approved on 3 March 2026 by the board. Second sentence here."
)


def _said(place: Place, text: str = TEXT) -> str:
    return text[place.start : place.end]


def test_spaces_marks_and_ligatures_do_not_matter() -> None:
    found = Locator({"a.pdf": TEXT}).locate("a.pdf", "The o\ufb03ce's  risk treatment plan was approved on 3 March")
    assert (found.doc_id, found.how) == ("a.pdf", "whole")
    assert _said(found) == "The office’s risk-\ntreatment plan was\u00a0approved on 3 March"


def test_markup_does_not_matter_in_html() -> None:
    markup = "<style>p {color: red}</style><p>approved on <b>3&nbsp;March</b> 2026</p><!-- aside -->"
    assert _said(Locator({"a.html": TEXT}).locate("a.html", markup)) == "approved on 3 March 2026"


def test_a_text_in_another_order_stands_where_most_of_it_stands() -> None:
    text = (
        "Page 17 of the audit report. The quick audit found nothing at all. " + "x" * 500 + " A tail that is far away."
    )
    peer = "The quick audit found nothing at all.\nPage 17 of the audit report.\nthis is nowhere in it"
    found = Locator({"a.pdf": text}).locate("a.pdf", peer)
    assert found.how == "part"
    assert _said(found, text) == "Page 17 of the audit report. The quick audit found nothing at all"


def test_rows_under_other_column_marks_are_found() -> None:
    sheet = "Risks\nNo | Risk | Due\nR-13 | Wrong scores | 2026-01-05\nR-14 | Biased training data | 2026-03-31\n"
    peer = "Risks: No, Unnamed: 1: Risk\nRisks: R-14, Unnamed: 1: Biased training data, Unnamed: 2: 2026-03-31 00:00:00"
    found = Locator({"r.xlsx": sheet}).locate("r.xlsx", peer)
    assert found.how == "part"
    assert "Biased training data | 2026-03-31" in _said(found, sheet)


def test_what_is_mostly_not_there_has_no_span() -> None:
    found = Locator({"a.pdf": TEXT}).locate("a.pdf", "approved on 3 March 2026\n" + "entirely other words follow. " * 5)
    assert found == Place("a.pdf", -1, -1, "no")


def test_words_of_another_document_are_not_looked_for() -> None:
    found = Locator({"a.pdf": "Other words stand here.", "b.pdf": TEXT}).locate("a.pdf", "approved on 3 March 2026")
    assert found == Place("a.pdf", -1, -1, "no")


def test_words_of_an_attachment_are_those_of_the_attachment() -> None:
    texts = {"m.eml": "See the plan attached.", "m.eml#plan #2.txt": TEXT}
    assert Locator(texts).locate("m.eml", "approved on 3 March 2026").doc_id == "m.eml#plan #2.txt"


def test_too_short_a_text_may_stand_anywhere() -> None:
    assert Locator({"a.txt": TEXT}).locate("a.txt", "the").how == "no"


@given(st.text("abcdefgh ijk\n.,’é-", min_size=40, max_size=200), st.data())
def test_a_stretch_is_found_where_its_letters_stand(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start, len(text)))
    letters = [character for character in text[start:end] if character.isalnum()]
    found = Locator({"a": text}).locate("a", "  ".join(letters))
    if len(letters) >= 8:
        assert found.how == "whole"
        assert [each for each in text[found.start : found.end] if each.isalnum()] == letters


# Measures -------------------------------------------------------------------------------------


def _hit(doc_id: str, start: int, end: int) -> Mapping[str, object]:
    return {"doc_id": doc_id, "start": start, "end": end, "text": "x" * (end - start)}


def test_characters_are_counted_once() -> None:
    hits = [_hit("a", 0, 100), _hit("a", 50, 150), _hit("b", 0, 50)]
    scores = character_scores(hits, [[GoldSpan("a", 90, 110)], [GoldSpan("b", 40, 60)]])
    assert scores["characters_shown@5"] == 200
    assert scores["character_recall@5"] == 30 / 40
    assert scores["character_precision@5"] == 30 / 200


def test_the_best_place_of_a_repeated_quote_counts() -> None:
    scores = character_scores([_hit("b", 0, 10)], [[GoldSpan("a", 0, 10), GoldSpan("b", 0, 10)]])
    assert scores["character_recall@5"] == scores["character_precision@5"] == 1


def test_only_the_first_five_count() -> None:
    hits = [_hit("a", 10 * place, 10 * place + 10) for place in range(6)]
    assert character_scores(hits, [[GoldSpan("a", 50, 60)]])["character_recall@5"] == 0


def test_an_unplaced_hit_shows_its_characters_and_finds_none() -> None:
    hits = [{"doc_id": "a", "start": -1, "end": -1, "text": "x" * 40}, _hit("a", 0, 10)]
    scores = character_scores(hits, [[GoldSpan("a", 0, 10)]])
    assert scores == {"characters_shown@5": 50, "character_recall@5": 1, "character_precision@5": 0.2}


def test_without_gold_words_only_the_length_is_known() -> None:
    assert character_scores([_hit("a", 0, 10)], [[GoldSpan("a", -1, -1)]]) == {"characters_shown@5": 10}
    assert character_scores([], [[GoldSpan("a", 0, 1)]])["character_precision@5"] == 0


# Processes ------------------------------------------------------------------------------------


def test_a_worker_that_takes_too_long_is_ended(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PeerError, match="not done in 0 s"):
        run_worker(_job(folder, tmp_path, "vouch"), Path(sys.executable), tmp_path, 0.0)
    assert not (tmp_path / "result.json").exists()


def test_a_worker_that_fails_says_why(folder: Path, tmp_path: Path) -> None:
    with pytest.raises(PeerError, match=r"vouch failed: .*no such file or folder"):
        run_worker(_job(folder / "nowhere", tmp_path, "vouch"), Path(sys.executable), tmp_path, 60)


def test_a_package_that_is_not_there_is_named(tmp_path: Path, folder: Path) -> None:
    hooks = write(tmp_path / "hooks", {"bm25s.py": "raise ModuleNotFoundError(name='bm25s')"})
    (tmp_path / "texts.jsonl").write_text('{"doc_id": "a", "text": "b", "passages": [[0, 1]]}\n')
    _job(folder, tmp_path, "bm25-passages").save(tmp_path / "job.json")
    _worker(Path(sys.executable), tmp_path / "job.json", hooks)
    assert json.loads((tmp_path / "result.json").read_text()) == {"missing": "bm25s"}


# Comparing ------------------------------------------------------------------------------------


@pytest.fixture(name="results", scope="module")
def _results(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PeerResult]:
    """One comparison of all that can be run here, for the tests that look at it."""
    folder = _made(tmp_path_factory.mktemp("compared") / "set")
    told: list[str] = []
    results = compare_peers(load_set(folder), folder, FakeEmbedder, told.append)
    assert len(told) == len(results)
    return {each.name: each for each in results}


def _measured(results: Mapping[str, PeerResult], name: str) -> PeerResult:
    """The result of a system, or a skipped test where its packages are not installed."""
    result = results[name]
    if result.status == "not_installed" or "is not installed" in result.reason:
        pytest.skip(result.reason)
    assert (result.status, result.reason) == ("measured", "")
    return result


@pytest.mark.parametrize("name", SYSTEMS)
def test_every_system_is_asked_the_same_and_measured_the_same(results: Mapping[str, PeerResult], name: str) -> None:
    result = _measured(results, name)
    assert (result.questions, set(result.scores)) == (3, {"q1", "q2", "q3"})  # the fourth has no answer
    assert result.retrieval["document_recall@10"]["mean"] == 1
    assert result.retrieval["character_recall@5"]["mean"] == 1
    assert result.retrieval["character_recall@5"]["n"] == 2  # the third has no quote
    assert result.located["whole"] == sum(result.located.values()) > 0
    assert result.query_p50_ms is not None
    assert result.query_p95_ms is not None
    assert 0 < result.query_p50_ms <= result.query_p95_ms
    assert result.peak_rss_bytes is not None
    assert result.peak_rss_bytes > 10_000_000
    assert result.index_bytes
    assert json.loads(json.dumps(result.as_json()))["retrieval"] == result.retrieval


def test_differences_are_paired_with_vouch(results: Mapping[str, PeerResult]) -> None:
    own, peer = results["vouch"], _measured(results, "bm25-documents")
    assert not own.against_vouch
    shown = [each.retrieval["characters_shown@5"]["mean"] for each in (peer, own)]
    assert peer.against_vouch["characters_shown@5"]["mean"] == pytest.approx(shown[0] - shown[1])


def test_what_cannot_be_read_is_counted(results: Mapping[str, PeerResult]) -> None:
    own = results["vouch"]
    assert (own.files, list(own.unreadable), own.raw) == (4, ["broken.pdf"], ())
    assert list(own.as_json()["unreadable_files"]) == ["broken.pdf"]
    peer = _measured(results, "llamaindex-usual")
    assert (peer.files, list(peer.unreadable), peer.raw) == (4, ["broken.pdf"], ("gate.html",))


def test_a_peer_that_is_not_installed_is_in_the_table(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("evals.peers.compare.peers_python", lambda: None)
    (peer,) = measure_ingestion(folder, FakeEmbedder, systems=["llamaindex-usual"])
    row = peer.as_json()
    assert (row["status"], row["retrieval"], row["ingest_seconds"]) == ("not_installed", {}, None)
    assert "peers.lock" in row["reason"]


def test_a_peer_that_fails_is_in_the_table(folder: Path) -> None:
    (failed,) = measure_ingestion(folder, FakeEmbedder, systems=["vouch"], limit_seconds=0)
    assert (failed.status, failed.reason) == ("failed", "not done in 0 s")


def test_an_unknown_peer_is_refused(folder: Path) -> None:
    with pytest.raises(PeerError, match="there is no peer telepathy"):
        compare_peers(load_set(folder), folder, FakeEmbedder, systems=["telepathy"])


def test_a_long_list_of_files_is_cut_and_counted() -> None:
    row = PeerResult("a", "A", "measured", unreadable={f"{n:03}": "why" for n in range(80)}).as_json()
    assert (row["unreadable"], len(row["unreadable_files"])) == (80, 50)


def test_ingestion_alone_needs_no_questions(folder: Path) -> None:
    (measured,) = measure_ingestion(folder / "docs", FakeEmbedder, systems=["vouch"])
    assert (measured.status, measured.files, measured.query_p50_ms) == ("measured", 4, None)
    assert measured.ingest_seconds is not None


# LlamaIndex -----------------------------------------------------------------------------------

_HOOK = """
import os, sys

def _audit(event, arguments):
    if event == "socket.connect" and not isinstance(arguments[1], tuple):
        return
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto"):
        with open(os.environ["AUDIT_FILE"], "a") as file:
            file.write(f"{event} {arguments[1:]}\\n")

sys.addaudithook(_audit)
"""


def _worker(python: Path, job: Path, *hooks: Path) -> None:
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([*map(str, hooks), root]), "HF_HUB_OFFLINE": "1"}
    environment |= {"AUDIT_FILE": str(job.parent / "audit.txt"), "SCARF_NO_ANALYTICS": "1", "DO_NOT_TRACK": "1"}
    command = [str(python), "-m", "evals.peers.worker", str(job)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=240)
    assert done.returncode == 0, done.stderr


@_needs_llamaindex
def test_llamaindex_reads_ranks_and_opens_no_connection(folder: Path, tmp_path: Path) -> None:
    python = peers_python()
    assert python
    hooks = write(tmp_path / "hooks", {"sitecustomize.py": _HOOK})
    _job(folder, tmp_path, "llamaindex-usual", "Who inspected the boiler?").save(tmp_path / "job.json")
    _worker(python, tmp_path / "job.json", hooks)
    found = json.loads((tmp_path / "result.json").read_text())
    assert not (tmp_path / "audit.txt").exists()
    assert "broken.pdf" in found["unreadable"]
    assert found["raw"] == ["gate.html"]
    assert found["hits"][0][0]["source"] == "log.md"
    assert found["settings"]["embedder"] == "fake/1"
