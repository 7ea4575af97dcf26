"""What the record keeps for people: conversations, tokens, remembered responses, settings."""

from __future__ import annotations

import hashlib
import sqlite3
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from evidence.errors import QuestionError
from evidence.record import FILE, Conflict, Missing, Record
from tests.support.clock import Clock

# Conversations -------------------------------------------------------------------------------


def test_a_conversation_keeps_its_turns_as_shown(record: Record, tmp_path: Path) -> None:
    talk = record.conversations.start("Ida")
    shown = {"text": "Eva Lund.", "claims": [{"text": "née Ångström", "page": None}], "ratio": 0.1}
    record.conversations.add(talk, "Ida", "Who approved\n the AI policy?", shown, 7)
    record.conversations.add(talk, "Ida", "And when?", {"text": "In May."}, 8)
    with Record(tmp_path) as again:
        held = again.conversations.get(talk, "Ida")
    assert held.title == "Who approved the AI policy?"
    assert [(turn.question, turn.answer, turn.sequence) for turn in held.turns] == [
        ("Who approved\n the AI policy?", shown, 7),
        ("And when?", {"text": "In May."}, 8),
    ]


def test_titles_are_cut_at_a_word(record: Record) -> None:
    talk = record.conversations.start("Ida", "word " * 40)
    title = record.conversations.get(talk, "Ida").title
    assert len(title) <= 80 and title.endswith("word…")
    record.conversations.rename(talk, "Ida", "Approvals")
    record.conversations.add(talk, "Ida", "Who?", {}, 1)
    assert record.conversations.get(talk, "Ida").title == "Approvals"
    unbroken = record.conversations.start("Ida", "x" * 300)
    assert len(record.conversations.get(unbroken, "Ida").title) <= 80


def test_pages_of_conversations_are_newest_first_and_stable(record: Record) -> None:
    made = [record.conversations.start("Ida", str(number)) for number in range(7)]
    record.conversations.start("Max", "his")
    pages, before = [], None
    while page := record.conversations.of("Ida", 3, before):
        pages.append([each.title for each in page])
        before = page[-1].id
        record.conversations.start("Ida", "begun meanwhile")
        record.conversations.delete(before, "Ida")  # the page's end is gone when the next is asked for
    assert pages == [["6", "5", "4"], ["3", "2", "1"], ["0"]]
    assert all(each.turns == () for each in record.conversations.of("Ida"))
    assert made[0] not in {each.id for each in record.conversations.of("Ida", 50)}


def test_a_conversation_of_somebody_else_is_missing_like_one_that_never_was(record: Record) -> None:
    talk = record.conversations.start("Ida", "mine")
    gone = record.conversations.start("Max", "gone")
    record.conversations.delete(gone, "Max")
    told = set()
    for identity in (talk, gone, "never"):
        for act in (
            lambda i: record.conversations.get(i, "Max"),
            lambda i: record.conversations.add(i, "Max", "Q", {}, 1),
            lambda i: record.conversations.rename(i, "Max", "T"),
            lambda i: record.conversations.delete(i, "Max"),
        ):
            with pytest.raises(Missing) as caught:
                act(identity)
            told.add(str(caught.value).replace(identity, "X"))
    assert len(told) == 1
    with pytest.raises(Missing):
        record.conversations.of("Max", before=talk)
    assert record.conversations.get(talk, "Ida").title == "mine"


def test_deleting_leaves_the_ledger_and_no_words(record: Record, tmp_path: Path) -> None:
    entry = record.ledger.append("answer", "Ida", (), {"question": "Who?"})
    talk = record.conversations.start("Ida")
    record.conversations.add(talk, "Ida", "Who?", {"text": "Eva"}, entry.sequence)
    record.conversations.delete(talk, "Ida")
    assert record.conversations.of("Ida") == []
    assert record.ledger.entry(entry.sequence) == entry
    connection = sqlite3.connect(tmp_path / FILE)
    assert connection.execute("SELECT count(*) FROM turn").fetchone() == (0,)
    assert connection.execute("SELECT title FROM conversation").fetchall() == [("",)]
    connection.close()


# Tokens --------------------------------------------------------------------------------------


def test_a_token_is_found_by_its_secret_and_the_secret_is_nowhere(record: Record, tmp_path: Path) -> None:
    token, secret = record.tokens.create("laptop", "Ida", ["staff", "staff", "legal"], "editor", by="Eva")
    assert secret.startswith("vouch_") and len(secret) == 49
    assert token.prefix == secret[6:12]
    assert (token.person, token.groups, token.role) == ("Ida", ("staff", "legal"), "editor")
    found = record.tokens.find(secret)
    assert found is not None and replace(found, last_used=None) == token
    held = b"".join(path.read_bytes() for path in tmp_path.glob(f"{FILE}*"))
    assert secret[12:].encode() not in held
    assert hashlib.sha256(secret.encode()).hexdigest().encode() in held
    (entry,) = record.ledger.entries(kind="access")
    assert entry.asker == "Eva"
    assert entry.content is not None and entry.content["act"] == "token created"
    assert entry.content["token"] == token.id and secret not in str(entry.content)


def test_unknown_expired_and_revoked_are_alike(record: Record, clock: Clock) -> None:
    end = clock.now + timedelta(hours=1)
    _, passing = record.tokens.create("audit", "Ada", (), "auditor", ["iso42001"], end)
    revoked, secret = record.tokens.create("bot", "Bot", None, "admin")
    assert record.tokens.find(passing) is not None
    clock.now = end
    assert record.tokens.find(passing) is None
    assert record.tokens.revoke(revoked.id).revoked == record.tokens.revoke(revoked.id).revoked is not None
    for wrong in (
        secret,
        "",
        "vouch_",
        secret[:-1],
        secret + "A",
        secret.swapcase(),
        "vouch_" + "é" * 43,
        secret + "\n",
    ):
        assert record.tokens.find(wrong) is None
    states = {token.name: token.state(clock.now) for token in record.tokens.list()}
    assert states == {"audit": "expired", "bot": "revoked"}
    told = [entry.content["act"] for entry in record.ledger.entries(kind="access") if entry.content]
    assert told == ["token created", "token created", "token revoked"]
    with pytest.raises(Missing):
        record.tokens.revoke("none")


def test_last_used_is_written_at_most_once_a_minute(record: Record, clock: Clock) -> None:
    _, secret = record.tokens.create("laptop", "Ida", (), "reader")

    def used() -> str | None:
        record.tokens.find(secret)
        return record.tokens.list()[0].last_used

    assert record.tokens.list()[0].last_used is None
    first = used()
    clock.now += timedelta(seconds=59)
    assert used() == first == "2026-03-01T09:00:00.000+00:00"
    clock.now += timedelta(seconds=1)
    assert used() == "2026-03-01T09:01:00.000+00:00"


def test_whoever_may_come_in_does_so_while_the_record_is_held(record: Record, tmp_path: Path) -> None:
    _, secret = record.tokens.create("laptop", "Ida", (), "reader")
    record.tokens.find(secret)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert record.tokens.find(secret) is not None
    other.close()


@pytest.mark.parametrize(
    "wrong",
    [
        {"name": " "},
        {"person": ""},
        {"role": "king"},
        {"groups": None},
        {"role": "auditor"},
        {"expires": "next year"},
    ],
)
def test_a_token_that_makes_no_sense_is_refused(record: Record, wrong: dict[str, Any]) -> None:
    given: dict[str, Any] = {"name": "laptop", "person": "Ida", "groups": ("staff",), "role": "reader"} | wrong
    with pytest.raises(QuestionError):
        record.tokens.create(**given)
    assert record.tokens.list() == [] and record.ledger.head()[0] == 0


def test_moments_are_kept_in_utc(record: Record) -> None:
    for given, kept in (
        ("2027-01-01T02:00:00+02:00", "2027-01-01T00:00:00.000+00:00"),
        ("2027-01-01", "2027-01-01T00:00:00.000+00:00"),
        (datetime(2027, 1, 1), "2027-01-01T00:00:00.000+00:00"),
    ):
        assert record.tokens.create("t", "Ida", (), "reader", expires=given)[0].expires == kept


# Repeated requests and settings --------------------------------------------------------------


def test_a_response_is_remembered_for_a_day_for_that_person_and_request(record: Record, clock: Clock) -> None:
    response = {"status": 201, "body": [1, {"a": None}]}
    assert record.remembered.get("Ida", "k", "f") is None
    assert record.remembered.put("Ida", "k", "f", response) == response
    assert record.remembered.put("Ida", "k", "f", {"status": 500}) == response  # of two, the first
    assert record.remembered.get("Ida", "k", "f") == response
    assert record.remembered.get("Max", "k", "f") is None
    for act in (
        lambda: record.remembered.get("Ida", "k", "other"),
        lambda: record.remembered.put("Ida", "k", "other", {}),
    ):
        with pytest.raises(Conflict):
            act()
    clock.now += timedelta(hours=24)
    assert record.remembered.get("Ida", "k", "other") is None
    record.remembered.put("Max", "new", "f", {})
    with record._store.read() as connection:
        assert connection.exec_driver_sql("SELECT person FROM remembered").scalars().all() == ["Max"]  # purged


def test_settings_outlive_a_restart(record: Record, tmp_path: Path) -> None:
    assert record.settings.get("digest", "never") == "never"
    record.settings.put("digest", {"sent": "2026-03-01"})
    record.settings.put("digest", ["again", 1, None])
    with Record(tmp_path) as again:
        assert again.settings.get("digest") == ["again", 1, None]
