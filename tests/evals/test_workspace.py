from __future__ import annotations

import json
import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from evals.errors import LabelError
from evals.workspace import copied, place, workspace
from evidence.errors import ArchiveLocked
from ingest.sync import SyncOptions
from tests.support.embedders import FakeEmbedder
from tests.support.labelled import labelled_folder

OPTIONS = SyncOptions(workers=1)


def test_documents_are_ingested_once_and_again_only_when_they_change(tmp_path: Path) -> None:
    folder, home = labelled_folder(tmp_path / "small"), tmp_path / "home"
    with workspace(folder, home, FakeEmbedder(), OPTIONS) as space:
        assert (space.report.added, space.groups) == (5, ("staff",))
        assert space.home == place(folder, home)
    (folder / "docs" / "risks" / "register.md").unlink()
    (folder / "docs" / "new.md").write_text("# New\n\nSomething new.\n")
    with workspace(folder, home, FakeEmbedder(), OPTIONS) as space:
        assert (space.report.added, space.report.withdrawn) == (1, 1)
        assert space.archive.view().counts.documents == 5


def test_a_corpus_keeps_its_ids_and_the_questions_are_not_ingested(tmp_path: Path) -> None:
    folder = tmp_path / "rows"
    folder.mkdir()
    rows = [{"doc_id": "r1", "text": "First words."}, {"doc_id": "r2", "text": ""}]
    (folder / "corpus.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    (folder / "questions.jsonl").write_text('{"id": "q", "question": "?", "answerable": false}\n')
    with workspace(folder, tmp_path / "home", FakeEmbedder(), OPTIONS) as space:
        ids = {document.doc_id for document in space.archive.view().documents() if document.characters}
        assert ids == {"r1"}
        assert space.text_of("r1") == "First words."
        assert space.text_of("r9") is None


def test_an_asker_sees_what_the_groups_allow(tmp_path: Path) -> None:
    with workspace(labelled_folder(tmp_path / "small"), tmp_path / "home", FakeEmbedder(), OPTIONS) as space:
        assert space.view_of(None, None).counts.documents == 4
        assert space.view_of(("hr",), None).counts.documents == 1
        assert space.view_of(("hr", "staff"), None) is space.view_of(("staff", "hr"), None)
        assert space.text_of("hr/case.md") is not None  # for scoring: whoever asks


def test_access_labels_may_lie_beside_the_documents(tmp_path: Path) -> None:
    folder = labelled_folder(tmp_path / "small")
    (folder / "docs" / "access.json").rename(folder / "access.json")
    with workspace(folder, tmp_path / "home", FakeEmbedder(), OPTIONS) as space:
        assert space.view_of(None, None).counts.documents == 4


def test_sets_of_one_name_have_archives_of_their_own(tmp_path: Path) -> None:
    assert place(tmp_path / "a" / "set", tmp_path) != place(tmp_path / "b" / "set", tmp_path)
    assert place(tmp_path / "a" / ".." / "a" / "set", tmp_path) == place(tmp_path / "a" / "set", tmp_path)


@pytest.mark.parametrize("both", [False, True])
def test_a_folder_that_is_no_set_is_refused(tmp_path: Path, both: bool) -> None:
    if both:
        (tmp_path / "docs").mkdir()
        (tmp_path / "corpus.jsonl").touch()
    with (
        pytest.raises(LabelError, match="both" if both else "neither"),
        workspace(tmp_path, tmp_path / "home", FakeEmbedder()),
    ):
        raise AssertionError("not reached")


def test_one_process_at_a_time(tmp_path: Path) -> None:
    folder = labelled_folder(tmp_path / "small")
    home = tmp_path / "home"
    with (
        workspace(folder, home, FakeEmbedder(), OPTIONS),
        pytest.raises(ArchiveLocked),
        workspace(folder, home, FakeEmbedder(), OPTIONS),
    ):
        raise AssertionError("not reached")


def test_stopped_it_says_so_and_the_next_time_goes_on(tmp_path: Path) -> None:
    folder, home = labelled_folder(tmp_path / "small"), tmp_path / "home"
    with workspace(folder, home, FakeEmbedder(), replace(OPTIONS, stop=lambda: True)) as space:
        assert space.report.interrupted
    with workspace(folder, home, FakeEmbedder(), OPTIONS) as space:
        assert not space.report.interrupted
        assert space.archive.view().counts.documents == 5


def test_an_old_copy_that_nobody_holds_is_swept(tmp_path: Path) -> None:
    folder, home = labelled_folder(tmp_path / "small"), tmp_path / "home"
    with workspace(folder, home, FakeEmbedder(), OPTIONS) as space:
        original, report = space.home, space.report
    for name, age in (("old", 90_000), ("new", 10)):
        left = home / "evals" / f"{original.name}-copy-{name}"
        (left / "archive").mkdir(parents=True)
        os.utime(left, (time.time() - age, time.time() - age))
    with copied(original, report, FakeEmbedder()):
        pass
    assert {each.name.removeprefix(original.name) for each in (home / "evals").iterdir()} == {"", "-copy-new"}


def test_the_original_must_not_be_open_while_it_is_copied(tmp_path: Path) -> None:
    folder = labelled_folder(tmp_path / "small")
    with (
        workspace(folder, tmp_path / "home", FakeEmbedder(), OPTIONS) as space,
        pytest.raises(ArchiveLocked),
        copied(space.home, space.report, FakeEmbedder()),
    ):
        raise AssertionError("not reached")
