"""The catalogue's schema, one function a step. A step that was released is never edited; add another.

``PRAGMA user_version`` holds the number of steps done. A step runs in the same transaction as its
number, so an interrupted migration starts again at the step that did not finish.
"""

from __future__ import annotations

from sqlalchemy import Connection

from evidence import lexical
from evidence.errors import ArchiveMismatch

APPLICATION = 0x566F7563  # "Vouc" in the SQLite header: this file is one of ours


def migrate(connection: Connection) -> None:
    """Bring an open database to this version's schema.

    Raises ``ArchiveMismatch`` for a database of a newer version, or of another program.
    """
    version = _pragma(connection, "user_version")
    if version > len(STEPS):
        raise ArchiveMismatch(
            f"the archive has schema {version}; this version of Vouch knows schemas up to {len(STEPS)}",
            remedy="Use the newer version, or ingest into another home.",
        )
    tables = connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar_one()
    if tables and _pragma(connection, "application_id") != APPLICATION:
        raise ArchiveMismatch("archive.db is a database of another program", remedy="Choose another home.")
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    for step in STEPS[version:]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {len(STEPS)}")


def _pragma(connection: Connection, name: str) -> int:
    return int(connection.exec_driver_sql(f"PRAGMA {name}").scalar_one())


def _1_documents(connection: Connection) -> None:
    """Files, documents, passages, vectors, tombstones. Rowids that readers hold are never used twice."""
    for statement in (
        "CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
        "CREATE TABLE source (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, root TEXT NOT NULL UNIQUE)",
        """CREATE TABLE file (
            id INTEGER PRIMARY KEY, source_id INTEGER NOT NULL REFERENCES source, path TEXT NOT NULL,
            size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL, sha256 TEXT NOT NULL, fingerprint TEXT NOT NULL,
            state TEXT NOT NULL, code TEXT NOT NULL, reason TEXT NOT NULL, remedy TEXT NOT NULL,
            documents INTEGER NOT NULL, passages INTEGER NOT NULL, warnings TEXT NOT NULL,
            UNIQUE (source_id, path))""",
        "CREATE TABLE label_set (id INTEGER PRIMARY KEY, labels TEXT NOT NULL UNIQUE)",
        """CREATE TABLE content (
            id INTEGER PRIMARY KEY AUTOINCREMENT, digest TEXT NOT NULL UNIQUE, parser TEXT NOT NULL,
            characters INTEGER NOT NULL, structure BLOB NOT NULL)""",
        """CREATE TABLE block (
            content_id INTEGER NOT NULL REFERENCES content ON DELETE CASCADE, ordinal INTEGER NOT NULL,
            data BLOB NOT NULL, PRIMARY KEY (content_id, ordinal))""",
        """CREATE TABLE document (
            id INTEGER PRIMARY KEY AUTOINCREMENT, source_id INTEGER NOT NULL REFERENCES source,
            path TEXT NOT NULL, sha256 TEXT NOT NULL, file_id INTEGER NOT NULL REFERENCES file,
            content_id INTEGER NOT NULL REFERENCES content, label_set_id INTEGER NOT NULL REFERENCES label_set,
            parent TEXT, title TEXT NOT NULL, metadata TEXT NOT NULL, passages INTEGER NOT NULL,
            digest TEXT NOT NULL, UNIQUE (source_id, path))""",
        "CREATE INDEX document_file ON document (file_id)",
        "CREATE INDEX document_content ON document (content_id)",
        """CREATE TABLE passage (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, ordinal INTEGER NOT NULL,
            passage_id TEXT NOT NULL, "start" INTEGER NOT NULL, "end" INTEGER NOT NULL, context TEXT NOT NULL,
            body TEXT, page INTEGER, section TEXT, sheet TEXT, origin TEXT NOT NULL, hidden INTEGER NOT NULL,
            context_terms INTEGER NOT NULL, body_terms INTEGER NOT NULL, UNIQUE (document_id, ordinal))""",
        "CREATE TABLE vector (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL UNIQUE, data BLOB NOT NULL)",
        """CREATE TABLE "window" (
            passage_id INTEGER NOT NULL REFERENCES passage ON DELETE CASCADE, ordinal INTEGER NOT NULL,
            vector_id INTEGER NOT NULL REFERENCES vector, PRIMARY KEY (passage_id, ordinal)) WITHOUT ROWID""",
        'CREATE INDEX window_vector ON "window" (vector_id)',
        """CREATE TABLE placed (
            label_set_id INTEGER NOT NULL REFERENCES label_set, vector_id INTEGER NOT NULL REFERENCES vector,
            PRIMARY KEY (label_set_id, vector_id)) WITHOUT ROWID""",
        "CREATE INDEX placed_vector ON placed (vector_id)",
        """CREATE TABLE tombstone (
            source_id INTEGER NOT NULL REFERENCES source, path TEXT NOT NULL, sha256 TEXT NOT NULL,
            title TEXT NOT NULL, labels TEXT NOT NULL, state TEXT NOT NULL, at TEXT NOT NULL,
            PRIMARY KEY (source_id, path, sha256)) WITHOUT ROWID""",
    ):
        connection.exec_driver_sql(statement)


def _2_words(connection: Connection) -> None:
    """The lexical index. The archive fills it on opening, as it does whenever the analysis changed."""
    for statement in lexical.CREATE:
        connection.exec_driver_sql(statement)


def _3_facts(connection: Connection) -> None:
    """Typed facts of documents. Files read before have none: another fingerprint has them read again."""
    for statement in (
        """CREATE TABLE fact (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document_id INTEGER NOT NULL REFERENCES document ON DELETE CASCADE, ordinal INTEGER NOT NULL,
            name TEXT NOT NULL, kind TEXT NOT NULL, data TEXT NOT NULL, UNIQUE (document_id, ordinal))""",
        "CREATE INDEX fact_kind ON fact (kind, document_id)",
        "CREATE INDEX fact_name ON fact (name)",
    ):
        connection.exec_driver_sql(statement)


def _4_pieces(connection: Connection) -> None:
    """Word pieces beside the vectors. What was embedded before has none until it is ingested again."""
    connection.exec_driver_sql("ALTER TABLE vector ADD COLUMN pieces BLOB")


STEPS = (_1_documents, _2_words, _3_facts, _4_pieces)
