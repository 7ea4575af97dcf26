"""Known by a day: the archive as it would be if no later document had ever been written."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from evidence.errors import ArchiveError, UnknownDocument
from evidence.known import own_day
from evidence.lexical import analyse
from evidence.model import DocumentDate, IndexedDocument, Metadata, Origin
from tests.support.archives import (
    corpus,
    document,
    nearest,
    open_archive,
    put,
    put_together,
    query_vector,
    ranked,
)

LABELS = (("staff",), ("staff", "legal"), ("legal",))
DAYS = [date(2025, month, 15) for month in range(1, 13)]


def stated(kind: str, day: date, origin: Origin = Origin.TEXT) -> DocumentDate:
    return DocumentDate(kind, day, origin)


def dated(made: IndexedDocument, *dates: DocumentDate, created: datetime | None = None) -> IndexedDocument:
    metadata = replace(made.parsed.metadata, dates=dates, created=created)
    return replace(made, parsed=replace(made.parsed, metadata=metadata))


@pytest.mark.parametrize(
    ("dates", "created", "expected"),
    [
        ([stated("approved", DAYS[0]), stated("issued", DAYS[1]), stated("written", DAYS[2])], DAYS[3], DAYS[2]),
        ([stated("approved", DAYS[0]), stated("issued", DAYS[1])], DAYS[3], DAYS[1]),
        ([stated("review", DAYS[5]), stated("approved", DAYS[0])], DAYS[3], DAYS[0]),
        ([stated("written", DAYS[1]), stated("written", DAYS[4])], None, DAYS[1]),
        ([stated("unknown", DAYS[4], Origin.PATH), stated("effective", DAYS[5])], DAYS[3], DAYS[4]),
        ([stated("unknown", DAYS[4], Origin.PATH), stated("approved", DAYS[0])], None, DAYS[0]),
        ([stated("review", DAYS[5])], DAYS[3], DAYS[3]),
        ([stated("review", DAYS[5]), stated("effective", DAYS[6])], None, None),
    ],
)
def test_a_documents_own_day(dates: list[DocumentDate], created: date | None, expected: date | None) -> None:
    moment = datetime(created.year, created.month, created.day, 23, tzinfo=UTC) if created else None
    assert own_day(Metadata(dates=tuple(dates), created=moment)) == expected


@pytest.mark.parametrize("exact_limit", [5_000, 0], ids=["exact", "chroma"])
@pytest.mark.parametrize("seed", [1, 2])
def test_it_ranks_like_an_archive_that_never_held_the_later_documents(
    tmp_path: Path, seed: int, exact_limit: int
) -> None:
    chance = Random(seed)
    days = [chance.choice([*DAYS, None]) for _ in range(40)]
    everything = [
        dated(each, *([stated("written", day)] if day else []))
        for each, day in zip(corpus(seed, 40, LABELS), days, strict=True)
    ]
    with open_archive(tmp_path / "full", exact_limit=exact_limit) as full:
        put_together(full, full.add_source(tmp_path / "docs"), everything)
        for number, (groups, last) in enumerate([(None, DAYS[4]), (["staff"], DAYS[7]), (["legal"], date(2024, 1, 1))]):
            kept = [
                each
                for each, day in zip(everything, days, strict=True)
                if (day is None or day <= last) and (groups is None or set(groups) & set(each.labels))
            ]
            with open_archive(tmp_path / f"clean{number}", exact_limit=exact_limit) as clean:
                put_together(clean, clean.add_source(tmp_path / "docs"), kept)
                then, whole = full.view(groups, known_by=last), clean.view(groups)
                assert then.counts == whole.counts != full.view(groups).counts
                assert then.counts.documents == len(kept)
                assert [each.doc_id for each in then.documents()] == [each.doc_id for each in whole.documents()]
                for n, each in enumerate(everything):
                    terms = {term: 1.0 + n for term in analyse(each.parsed.text[:80])}
                    assert ranked(then, terms) == ranked(whole, terms)
                    assert [then.frequency(term) for term in terms] == [whole.frequency(term) for term in terms]
                    assert nearest(then, query_vector(n), 7) == nearest(whole, query_vector(n), 7)
                    assert then.resolve(each.path) == whole.resolve(each.path)


def test_a_later_document_is_not_there_at_all(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path / "docs")
        put(
            archive,
            source,
            dated(document("early.txt", "one"), stated("written", DAYS[0])),
            dated(document("late.txt", "two"), stated("written", DAYS[6])),
            document("undated.txt", "three"),
        )
        now, then = archive.view(), archive.view(as_of=DAYS[9], known_by=DAYS[3])
        assert (then.known_by, then.as_of, now.known_by) == (DAYS[3], DAYS[9], None)
        assert [each.doc_id for each in then.documents()] == ["early.txt", "undated.txt"]
        late = now.document("late.txt")
        (passage,) = now.passages(late.rowid)
        with pytest.raises(UnknownDocument, match=r"there is no document late\.txt"):
            then.document("late.txt")
        for use in (
            lambda: then.text(late.rowid),
            lambda: then.passages(late.rowid),
            lambda: then.load([passage.rowid]),
        ):
            with pytest.raises(ArchiveError):
                use()
        assert [then.resolve(name) for name in ("early.txt", "late.txt", "undated.txt")] == ["live", "unknown", "live"]
        assert then.resolve("early.txt", "0" * 64) == "unknown"
        assert archive.view(known_by=DAYS[6]).counts == now.counts


def test_what_came_in_another_document_is_as_old_as_that(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        held = [
            dated(document("mail.eml", "see below"), stated("written", DAYS[6])),
            document("mail.eml#list.csv", "a list", parent="mail.eml"),
            document("mail.eml#list.csv#note.txt", "a note", parent="mail.eml#list.csv"),
            dated(document("mail.eml#old.txt", "older"), stated("approved", DAYS[1])),
            document("box.mbox#1", "lost", parent="box.mbox"),
        ]
        put_together(archive, archive.add_source(tmp_path / "docs"), held, "mail.eml")
        names = [each.doc_id for each in archive.view(known_by=DAYS[2]).documents()]
        assert names == ["box.mbox#1", "mail.eml#old.txt"]
        assert archive.view(known_by=DAYS[6]).counts.documents == 5


def test_a_change_is_seen(tmp_path: Path) -> None:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path / "docs")
        put(archive, source, dated(document("a.txt", "one"), stated("written", DAYS[6])))
        assert archive.view(known_by=DAYS[3]).counts.documents == 0
        put(archive, source, dated(document("a.txt", "one"), stated("written", DAYS[0])))
        assert archive.view(known_by=DAYS[3]).counts.documents == 1
