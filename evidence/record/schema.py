"""The record's schema, one function a step. A step that was released is never edited; add another.

``PRAGMA user_version`` holds the number of steps done; a step runs in the same transaction as its number.
The triggers keep programs honest. Against somebody who can edit the file they are no guard: the chain is.
"""

from __future__ import annotations

import sqlite3

import sqlalchemy as sa

from evidence.errors import ArchiveMismatch

APPLICATION = 0x566F5263  # "VoRc" in the SQLite header: this file is one of ours
FILE = "record.db"


def check(connection: sqlite3.Connection) -> int:
    """The number of the schema in the file. Raises ``ArchiveMismatch`` for another program's, or a newer one's."""

    def ask(query: str) -> int:
        return int(connection.execute(query).fetchone()[0])

    if ask("SELECT count(*) FROM sqlite_master") and ask("PRAGMA application_id") != APPLICATION:
        raise ArchiveMismatch(f"{FILE} is a database of another program", remedy="Choose another home.")
    version = ask("PRAGMA user_version")
    if version > VERSION:
        raise ArchiveMismatch(
            f"the record has schema {version}; this version of Vouch knows schemas up to {VERSION}",
            remedy="Use the newer version of Vouch that wrote it; the record cannot be made anew.",
        )
    return version


def migrate(connection: sa.Connection) -> None:
    """Bring the file to this version's schema; another process may have done so in the meantime."""
    version = int(connection.exec_driver_sql("PRAGMA user_version").scalar_one())
    connection.exec_driver_sql(f"PRAGMA application_id = {APPLICATION}")
    for step in _STEPS[version:]:
        step(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {max(version, VERSION)}")


def _1_decisions(connection: sa.Connection) -> None:
    """Decisions of people, which are only ever added."""
    for statement in (
        """CREATE TABLE decision (
            id INTEGER PRIMARY KEY AUTOINCREMENT, "kind" TEXT NOT NULL, subject TEXT NOT NULL, verdict TEXT NOT NULL,
            "by" TEXT NOT NULL, "at" TEXT NOT NULL, reason TEXT NOT NULL, evidence TEXT NOT NULL, owner TEXT NOT NULL,
            due TEXT NOT NULL, chain TEXT NOT NULL UNIQUE)""",
        'CREATE INDEX decision_subject ON decision ("kind", subject)',
        """CREATE TRIGGER decision_kept BEFORE UPDATE ON decision
            BEGIN SELECT RAISE(ABORT, 'decisions are never changed'); END""",
        """CREATE TRIGGER decision_stays BEFORE DELETE ON decision
            BEGIN SELECT RAISE(ABORT, 'decisions are never deleted'); END""",
    ):
        connection.exec_driver_sql(statement)


def _2_service(connection: sa.Connection) -> None:
    """The ledger and what a service keeps for people. INSERT OR REPLACE is a deletion too, and is refused."""
    for statement in (
        """CREATE TABLE entry (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, "at" TEXT NOT NULL, kind TEXT NOT NULL, asker TEXT,
            "groups" TEXT NOT NULL, salt BLOB, body TEXT, digest TEXT NOT NULL, chain TEXT NOT NULL UNIQUE)""",
        "CREATE INDEX entry_asker ON entry (asker, sequence)",
        "CREATE INDEX entry_kind ON entry (kind, sequence)",
        """CREATE TRIGGER entry_added BEFORE INSERT ON entry
            WHEN NEW.sequence <> (SELECT coalesce(max(sequence), 0) + 1 FROM entry)
            OR EXISTS (SELECT 1 FROM entry WHERE chain = NEW.chain)
            BEGIN SELECT RAISE(ABORT, 'the ledger is only added to'); END""",
        """CREATE TRIGGER entry_kept BEFORE UPDATE ON entry
            WHEN NEW.sequence IS NOT OLD.sequence OR NEW."at" IS NOT OLD."at" OR NEW.kind IS NOT OLD.kind
            OR NEW."groups" IS NOT OLD."groups" OR NEW.digest IS NOT OLD.digest OR NEW.chain IS NOT OLD.chain
            OR NEW.asker IS NOT NULL OR NEW.salt IS NOT NULL OR NEW.body IS NOT NULL
            OR OLD.kind IN ('redaction', 'retention')
            BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never changed'); END""",
        """CREATE TRIGGER entry_stays BEFORE DELETE ON entry
            BEGIN SELECT RAISE(ABORT, 'entries of the ledger are never deleted'); END""",
        """CREATE TABLE checkpoint (
            id INTEGER PRIMARY KEY AUTOINCREMENT, sequence INTEGER NOT NULL, chain TEXT NOT NULL, "at" TEXT NOT NULL,
            "key" TEXT NOT NULL, signature TEXT NOT NULL)""",
        """CREATE TRIGGER checkpoint_added BEFORE INSERT ON checkpoint
            WHEN EXISTS (SELECT 1 FROM checkpoint WHERE id = NEW.id)
            BEGIN SELECT RAISE(ABORT, 'checkpoints are never replaced'); END""",
        """CREATE TRIGGER checkpoint_kept BEFORE UPDATE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'checkpoints are never changed'); END""",
        """CREATE TRIGGER checkpoint_stays BEFORE DELETE ON checkpoint
            BEGIN SELECT RAISE(ABORT, 'checkpoints are never deleted'); END""",
        """CREATE TRIGGER decision_added BEFORE INSERT ON decision
            WHEN EXISTS (SELECT 1 FROM decision WHERE id = NEW.id OR chain = NEW.chain)
            BEGIN SELECT RAISE(ABORT, 'decisions are never replaced'); END""",
        """CREATE TABLE conversation (
            number INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL UNIQUE, owner TEXT NOT NULL,
            title TEXT NOT NULL, created TEXT NOT NULL, deleted TEXT)""",
        "CREATE INDEX conversation_owner ON conversation (owner, number)",
        """CREATE TABLE turn (
            number INTEGER PRIMARY KEY AUTOINCREMENT, conversation INTEGER NOT NULL REFERENCES conversation,
            "at" TEXT NOT NULL, question TEXT NOT NULL, answer TEXT, sequence INTEGER NOT NULL)""",
        "CREATE INDEX turn_conversation ON turn (conversation, number)",
        "CREATE INDEX turn_sequence ON turn (sequence)",
        """CREATE TABLE token (
            id TEXT PRIMARY KEY, hash TEXT NOT NULL UNIQUE, prefix TEXT NOT NULL, name TEXT NOT NULL,
            person TEXT NOT NULL, "groups" TEXT NOT NULL, role TEXT NOT NULL, frameworks TEXT NOT NULL,
            created TEXT NOT NULL, expires TEXT, revoked TEXT, last_used TEXT)""",
        """CREATE TABLE feedback (
            id INTEGER PRIMARY KEY AUTOINCREMENT, entry INTEGER NOT NULL UNIQUE, about INTEGER NOT NULL)""",
        "CREATE INDEX feedback_about ON feedback (about)",
        """CREATE TABLE remembered (
            person TEXT NOT NULL, "key" TEXT NOT NULL, fingerprint TEXT NOT NULL, response TEXT NOT NULL,
            "at" TEXT NOT NULL, PRIMARY KEY (person, "key")) WITHOUT ROWID""",
        'CREATE INDEX remembered_at ON remembered ("at")',
        'CREATE TABLE setting ("key" TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID',
    ):
        connection.exec_driver_sql(statement)


_STEPS = (_1_decisions, _2_service)
VERSION = len(_STEPS)
