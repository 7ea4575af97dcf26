"""Editions: which are in force, and which is the newest."""

from datetime import date

from assistant.standing import asks_history, asks_now, family_of, outdated, pending, stale
from evidence.model import DocumentDate, Metadata, Origin, ParsedDocument


def document(text: str = "Rules", title: str = "", day: date | None = None, status: str = "") -> ParsedDocument:
    dates = (DocumentDate("written", day, Origin.TEXT),) if day else ()
    properties = {"status": status} if status else {}
    return ParsedDocument(text, "text", Metadata(title=title, dates=dates, properties=properties))


def test_what_is_filed_or_marked_as_past_or_draft_is_stale() -> None:
    assert stale("archive/rules.md", document())
    assert stale("rules/drafts/keys.md", document())
    assert stale("rules.md", document("DRAFT 0.2\n\nKeys are kept in the safe."))
    assert stale("rules.md", document("Version 1.0. Superseded by version 1.1."))
    assert stale("rules.md", document(status="withdrawn"))
    assert not stale(
        "rules.md", document("Keys of the archive are kept in the safe. A draft is open when a window is.")
    )
    assert not stale("goldfish/bold.md", document(status="approved"))


def test_only_editions_of_one_work_outdate_each_other() -> None:
    documents = {
        1: document(title="Berth register January 2024", day=date(2024, 1, 5)),
        2: document(title="Berth register June 2024", day=date(2024, 6, 5)),
        3: document(title="Key register", day=date(2020, 1, 1)),
        4: document(title="Berth register v2"),
    }
    assert outdated(documents, {}) == {1}
    assert family_of("Berth register v1.2 (March 2023)") == family_of("Berth register")


def test_time_words_of_a_question() -> None:
    assert asks_history("What did the old rules say?")
    assert not asks_history("Who keeps the keys?")
    assert asks_now("Who is the current harbour master?")


def effective(day: date, text: str = "Rules", status: str = "") -> ParsedDocument:
    dates = (DocumentDate("effective", day, Origin.TEXT),)
    return ParsedDocument(text, "text", Metadata(dates=dates, properties={"status": status} if status else {}))


def test_a_draft_and_an_edition_of_a_later_day_are_pending() -> None:
    today = date(2026, 5, 1)
    assert pending("rules/keys.md", effective(date(2026, 9, 1)), today)
    assert not pending("rules/keys.md", effective(date(2026, 4, 1)), today)
    assert pending("rules/keys.md", document(status="approved, not yet in force"), today)
    assert pending("rules/keys.md", document("Key rules\nVersion 2.0 draft of 3 April 2026\n"), today)
    assert pending("rules/keys.md", document("Key rules, version 2 (DRAFT)\n"), today)
    head = "# Key rules\n\n| Edition | 4 |\n| In force from |"
    assert pending("rules/keys.md", document(f"{head} 1 September 2026 |\n"), today)
    assert not pending("rules/keys.md", document(f"{head} 1 April 2026 |\n"), today)
    assert not pending("rules/keys.md", document("Keys are kept in the safe. A draft of air is no risk."), today)
    assert not pending("rules/keys.md", None, today)
    assert pending("rules/keys_draft.md", document("Keys are kept in the safe."), today)
    assert pending("drafts/keys.md", None, today)
    assert not pending("rules/draughts.md", None, today)
