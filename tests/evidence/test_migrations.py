import sqlite3
from pathlib import Path

import pytest
import sqlalchemy as sa

from evidence import catalogue, migrations
from evidence.errors import ArchiveMismatch
from tests.support.archives import corpus, document, open_archive, put, put_together, ranked


def _sql(home: Path, *statements: str) -> list[tuple[object, ...]]:
    connection = sqlite3.connect(home / "archive.db", isolation_level=None)
    try:
        return [row for statement in statements for row in connection.execute(statement).fetchall()]
    finally:
        connection.close()


def _older(home: Path) -> None:
    """Take a current archive back to schema 1, which had no lexical index, no word counts and no pieces."""
    _sql(
        home,
        "ALTER TABLE vector DROP COLUMN pieces",
        "DROP TABLE fact",
        "DROP TABLE word_places",
        "DROP TABLE words",
        "UPDATE passage SET context_terms = 0, body_terms = 0",
        "DELETE FROM meta WHERE key = 'analysis'",
        "PRAGMA user_version = 1",
    )


def test_an_older_archive_is_brought_up_to_date_with_what_it_holds(tmp_path: Path) -> None:
    with open_archive(tmp_path) as archive:
        put_together(archive, archive.add_source(tmp_path / "docs"), corpus(1, 10))
        put(archive, "docs", document("a.txt", "Risk R-14 is open", context="register"))
        digest = archive.digest()
    _older(tmp_path)
    with open_archive(tmp_path) as archive:
        assert archive.digest() == digest
        assert len(ranked(archive.view(), {"r-14": 1.0})) == 1
    assert _sql(tmp_path, "PRAGMA user_version") == [(len(migrations.STEPS),)]


def test_a_migration_that_breaks_off_starts_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_archive(tmp_path) as archive:
        put(archive, archive.add_source(tmp_path / "docs"), document("a.txt", "one"))
        digest = archive.digest()
    _older(tmp_path)

    def breaks(connection: sa.Connection) -> None:
        connection.exec_driver_sql("CREATE TABLE half_done (x)")
        raise RuntimeError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "STEPS", (*migrations.STEPS, breaks))
        with pytest.raises(RuntimeError, match="power cut"):
            open_archive(tmp_path)
    assert _sql(tmp_path, "PRAGMA user_version") == [(1,)]
    with open_archive(tmp_path) as archive:
        assert archive.digest() == digest


def test_a_newer_archive_is_refused_and_left_alone(tmp_path: Path) -> None:
    open_archive(tmp_path).close()
    _sql(tmp_path, "PRAGMA user_version = 99")
    with pytest.raises(ArchiveMismatch, match="schema 99") as caught:
        open_archive(tmp_path)
    assert "newer version" in caught.value.remedy
    assert _sql(tmp_path, "PRAGMA user_version") == [(99,)]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    _sql(tmp_path, "CREATE TABLE bookmarks (url)")
    with pytest.raises(ArchiveMismatch, match="another program"):
        open_archive(tmp_path)
    assert _sql(tmp_path, "SELECT name FROM sqlite_master") == [("bookmarks",)]


def test_the_tables_in_code_are_those_in_the_database(tmp_path: Path) -> None:
    open_archive(tmp_path).close()
    for table in catalogue.META.metadata.sorted_tables:
        columns = [row[1] for row in _sql(tmp_path, f'PRAGMA table_info("{table.name}")')]
        assert columns == [column.name for column in table.columns]


def test_words_of_another_analysis_are_indexed_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from evidence import lexical

    with open_archive(tmp_path) as archive:
        put(archive, archive.add_source(tmp_path / "docs"), document("a.txt", "Tiger Policies"))
    with monkeypatch.context() as patch:
        patch.setattr(lexical, "ANALYSIS", "next")
        patch.setattr(lexical, "analyse", lambda text: text.lower().split())
        with open_archive(tmp_path) as archive:
            assert len(ranked(archive.view(), {"policies": 1.0})) == 1
            assert ranked(archive.view(), {"polici": 1.0}) == []
    with open_archive(tmp_path) as archive:
        assert len(ranked(archive.view(), {"polici": 1.0})) == 1
        archive.withdraw("docs", ["a.txt"])
        assert ranked(archive.view(), {"tiger": 1.0}) == []
