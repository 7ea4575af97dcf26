"""What an error's page says, and what it keeps to itself."""

from __future__ import annotations

from typing import Any

import pytest

from assistant.api.errors import Busy, Unauthenticated
from assistant.service import Refused
from assistant.web.errors import sentence, trouble_of
from evidence.errors import ArchiveLocked, QuestionError, UnknownDocument
from evidence.record import Missing


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (Unauthenticated("nobody is signed in"), 401),
        (Refused("the role reader may not decide"), 403),
        (Missing("there is no answer 3"), 404),
        (UnknownDocument("there is no document a.md"), 404),
        (QuestionError("no question"), 400),
        (Busy("too many questions are waiting", 3), 429),
        (ArchiveLocked("another process owns the home"), 503),
        (RuntimeError("secret path /srv/x"), 500),
    ],
)
def test_every_error_has_its_status_and_its_words(error: Exception, status: int) -> None:
    found = trouble_of(error)
    assert found.status == status and found.title and found.detail.endswith(".")
    assert "secret" not in found.detail + found.remedy


def test_when_to_try_again_is_told() -> None:
    assert dict(trouble_of(Busy("too many", 3)).headers)["Retry-After"].isdigit()


def test_a_busy_server_says_so_on_a_page_and_in_a_page(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: Any, **__: Any) -> Any:
        raise Busy("too many questions are waiting", 3)

    monkeypatch.setattr("assistant.api.asking.Asking.begin", busy)
    with server.client() as client:
        page = client.post("/ask", data={"question": "Who?"})
        part = client.post("/ask", data={"question": "Who?"}, headers={"X-Part": "1", "Accept": "text/event-stream"})
    assert (page.status_code, part.status_code) == (429, 429) and page.headers["retry-after"].isdigit()
    assert "Too many questions are waiting." in page.text and "<html" in page.text
    assert "Too many questions are waiting." in part.text and "<html" not in part.text


def test_a_fault_inside_shows_nothing_of_itself(server: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: Any) -> Any:
        raise RuntimeError("secret path")

    monkeypatch.setattr(server.service, "conversations", broken)
    with server.client() as client:
        page = client.get("/conversations")
    assert page.status_code == 500 and "secret" not in page.text and "Something went wrong" in page.text


def test_words_become_sentences() -> None:
    assert [sentence("it is so"), sentence("Why?"), sentence(" ")] == ["It is so.", "Why?", ""]


def test_readers_are_sent_to_a_page_and_not_to_a_command() -> None:
    found = trouble_of(UnknownDocument("there is no document x"))
    assert found.status == 404 and "Documents" in found.remedy and "`" not in found.remedy
