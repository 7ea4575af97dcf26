from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evals.labels import Gold, LabelledQuestion, LabelledSet, load_set
from evals.withhold import choose, families, relabelled, take_out
from evals.workspace import copied, workspace
from evidence.archive import Archive
from evidence.errors import SettingsError
from ingest.sync import SyncOptions
from tests.support.archives import document, open_archive, put, put_together
from tests.support.embedders import FakeEmbedder
from tests.support.labelled import labelled_folder


def question(name: str, *gold: str, also: tuple[str, ...] = (), answerable: bool = True) -> LabelledQuestion:
    return LabelledQuestion(
        name, f"{name}?", answerable, gold=tuple(map(Gold, gold)), also=tuple(map(Gold, also)), facts=(("x",),)
    )


def labelled(*questions: LabelledQuestion) -> LabelledSet:
    return LabelledSet("s", Path("s"), questions, "d")


_SETS = st.lists(st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=3), min_size=1, max_size=12)


@given(_SETS, st.floats(0.05, 0.95), st.integers(0, 5))
def test_all_evidence_of_the_unanswerable_is_gone_and_that_of_the_rest_is_whole(
    golds: list[set[str]], share: float, seed: int
) -> None:
    questions = [question(f"q{n}", *sorted(gold)) for n, gold in enumerate(golds)]
    withheld = choose(labelled(*questions), share, seed)
    assert withheld == choose(labelled(*reversed(questions)), share, seed)
    gone = set(withheld.documents)
    for name, gold in zip((q.id for q in questions), golds, strict=True):
        assert (name in withheld.made_unanswerable) == (gold <= gone)
        assert (name in withheld.excluded) == (bool(gold & gone) and not gold <= gone)
    assert len(withheld.made_unanswerable) >= round(share * len(questions))
    assert gone <= set().union(*golds)


def test_the_seed_decides_which() -> None:
    many = labelled(*(question(f"q{n}", f"d{n}") for n in range(40)))
    assert choose(many, 0.3, 1).made_unanswerable != choose(many, 0.3, 2).made_unanswerable
    assert len(choose(many, 0.3, 1).made_unanswerable) == 12


def test_documents_that_may_also_be_cited_go_too() -> None:
    withheld = choose(labelled(question("q", "a", also=("b",))), 0.9, 0)
    assert withheld.documents == ("a", "b")


def test_an_attachment_goes_with_what_holds_it() -> None:
    withheld = choose(labelled(question("q", "mail.eml#offer.pdf")), 0.9, 0)
    assert withheld.documents == ("mail.eml", "mail.eml#offer.pdf")


def test_the_relabelled_set_asks_for_what_is_not_there() -> None:
    questions = labelled(question("one", "a"), question("two", "a", "b"), question("three", "c"))
    withheld = choose(labelled(*questions.questions[:1]), 0.9, 0)
    assert withheld.documents == ("a",)
    whole = choose(questions, 0.01, 0)
    assert whole.documents == ()  # a share that rounds to nothing takes nothing
    withheld = type(withheld)(0.3, 0, ("a",), ("one",), ("two",))
    one, three = relabelled(questions, withheld).questions
    assert (one.id, one.answerable, one.gold, one.facts) == ("one", False, (Gold("a"),), ())
    assert three is questions.questions[2]


@pytest.mark.parametrize("share", [0.0, 1.0, -1.0, float("nan")])
def test_a_share_out_of_range_is_refused(share: float) -> None:
    with pytest.raises(SettingsError, match="share"):
        choose(labelled(question("q", "a")), share, 0)


def _open(home: Path) -> tuple[Archive, str]:
    archive = open_archive(home)
    root = home / "root"
    root.mkdir()
    return archive, archive.add_source(root)


def test_families_are_copies_and_attachments_not_neighbours_in_a_mailbox(tmp_path: Path) -> None:
    archive, source = _open(tmp_path)
    with archive:
        put(archive, source, document("a.txt", "the same words"), document("copy/a.txt", "the same words"))
        held = document("m.eml#a.txt", "attached", parent="m.eml")
        put_together(archive, source, [document("m.eml", "a letter"), held], "m.eml")
        mails = [
            document("box.mbox#1", "first", parent="box.mbox"),
            document("box.mbox#2", "second", parent="box.mbox"),
        ]
        put_together(archive, source, mails, "box.mbox")
        family = families(archive.view())
    assert family("a.txt") == {"a.txt", "copy/a.txt"}
    assert family("m.eml#a.txt") == {"m.eml", "m.eml#a.txt"}
    assert family("box.mbox#1") == {"box.mbox#1"}
    assert family("unknown") == {"unknown"}


def test_rows_messages_and_files_are_taken_out_and_nothing_else(tmp_path: Path) -> None:
    archive, source = _open(tmp_path)
    with archive:
        put_together(archive, source, [document(f"row-{n}", f"row {n}") for n in range(4)], "corpus.jsonl")
        put_together(archive, source, [document("box.mbox#1", "first"), document("box.mbox#2", "second")], "box.mbox")
        put(archive, source, document("a.txt", "one"), document("b.txt", "two"))
        questions = labelled(question("q", "row-1", "box.mbox#2", "b.txt"))
        withheld = choose(questions, 0.9, 0, families(archive.view()))
        assert take_out(archive, withheld) == 3
        left = {each.doc_id for each in archive.view().documents()}
    assert left == {"row-0", "row-2", "row-3", "box.mbox#1", "a.txt"}


def test_the_archive_of_a_set_is_as_before_when_its_copy_was_changed(tmp_path: Path) -> None:
    folder, embedder = labelled_folder(tmp_path / "small"), FakeEmbedder()
    with workspace(folder, tmp_path / "home", embedder, SyncOptions(workers=1)) as space:
        before, family = space.archive.digest(), families(space.archive.view())
    withheld = choose(load_set(folder), 0.2, 3, family)
    with copied(space.home, space.report, embedder) as copy:
        assert copy.groups == ("staff",)
        taken = take_out(copy.archive, withheld)
        assert taken == len(withheld.documents) > 0
        left = {each.doc_id for each in copy.archive.view().documents()}
        assert not left & set(withheld.documents)
        assert copy.text_of(withheld.documents[0]) is None
        place = copy.home
    assert not place.exists()
    with workspace(folder, tmp_path / "home", embedder, SyncOptions(workers=1)) as space:
        assert space.archive.digest() == before
