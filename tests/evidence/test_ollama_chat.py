"""A chat model behind Ollama's protocol: what is sent, what is read, and every way it can fail."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from evidence.errors import ServiceError
from evidence.ollama_chat import OllamaChat, PromptTooLong
from tests.support.ollama_server import OllamaServer, Said, ollama_server

SCHEMA = {"type": "object", "properties": {"entailed": {"type": "boolean"}}, "required": ["entailed"]}


@pytest.fixture(name="server")
def _server() -> Iterator[OllamaServer]:
    with ollama_server() as running:
        running.context_tokens = 4_096
        yield running


def chat(server: OllamaServer, **options: Any) -> OllamaChat:
    return OllamaChat(
        server.url, "fake-chat", **{"timeout": 5, "context_tokens": 2_048, "reply_tokens": 100, **options}
    )


def test_the_request_names_context_seed_temperature_and_schema(server: OllamaServer) -> None:
    server.chat = lambda prompt, schema: f"{prompt} {schema == SCHEMA}"
    assert chat(server, seed=7).complete("Is it so?", SCHEMA) == "Is it so? True"
    (body,) = [body for path, body in server.requests if path == "/api/chat"]
    assert body["options"] == {"num_ctx": 2_048, "num_predict": 100, "temperature": 0, "seed": 7}
    assert body["format"] == SCHEMA
    assert [message["role"] for message in body["messages"]] == ["user"]


def test_a_reply_comes_in_pieces_with_its_counts(server: OllamaServer) -> None:
    server.chat = lambda prompt, schema: "The board approved it in March."
    pieces: list[str] = []
    reply = chat(server).ask("What did the board do?", on_text=pieces.append)
    assert len(pieces) > 1
    assert "".join(pieces) == reply.text == "The board approved it in March."
    assert (reply.prompt_tokens, reply.reply_tokens) == (5, 6)


def test_the_model_is_named_with_its_digest(server: OllamaServer) -> None:
    described = chat(server).describe()
    assert described["model"] == "ollama/fake-chat@" + ("cd" * 32)[:12]
    assert described["context_tokens"] == 2_048


def test_a_shorter_context_of_the_model_holds(server: OllamaServer) -> None:
    server.context_tokens = 600
    assert chat(server).describe()["context_tokens"] == 600


def test_a_prompt_that_may_not_fit_is_never_sent(server: OllamaServer) -> None:
    with pytest.raises(PromptTooLong, match="may need") as caught:
        chat(server).complete("evidence " * 1_000)
    assert server.asked() == []
    assert caught.value.remedy
    assert not caught.value.retry


def test_a_prompt_that_the_server_cut_is_an_error(server: OllamaServer) -> None:
    """One letter a word: few bytes, so the estimate lets it pass, and the server drops half of it."""
    asked = chat(server)
    assert asked.describe()["context_tokens"] == 2_048
    server.context_tokens = 400
    with pytest.raises(PromptTooLong, match="read 200 tokens"):
        asked.complete("a " * 1_000)


def test_counts_that_the_server_leaves_out_say_nothing(server: OllamaServer) -> None:
    server.chat = lambda prompt, schema: Said("fine", reports_tokens=False)
    reply = chat(server).ask("word " * 100)
    assert (reply.text, reply.prompt_tokens) == ("fine", None)


@pytest.mark.parametrize(
    ("said", "message", "retry"),
    [
        (Said("half a reply", done_reason="length"), "cut at its length limit", False),
        (Said("half a reply that ends", parts=1), "broke off", True),
        (
            Said("half a reply that ends", parts=1, error="llama runner has died"),
            "refused: llama runner has died",
            True,
        ),
        (Said("", error="exceeds the available context size"), "context size", False),
    ],
)
def test_a_reply_that_is_not_whole_is_no_reply(server: OllamaServer, said: Said, message: str, retry: bool) -> None:
    server.chat = lambda prompt, schema: said
    with pytest.raises(ServiceError, match=message) as caught:
        chat(server).complete("Is it so?")
    assert caught.value.retry is retry
    assert caught.value.remedy


@pytest.mark.parametrize(
    ("reply", "message", "retry"),
    [
        ((500, {"error": "out of memory"}), "refused: out of memory", True),
        ((400, {"error": "does not support chat"}), "does not support chat", False),
        ((200, b"<html>welcome</html>"), "not Ollama's protocol", False),
        ((200, b"[1]\n"), "not Ollama's protocol", False),
        ((200, b'{"hello": 1}\n'), "not Ollama's protocol", False),
        ((200, b""), "broke off", True),
        ((302, b""), "refused", True),
    ],
)
def test_a_server_that_fails(server: OllamaServer, reply: tuple[int, Any], message: str, retry: bool) -> None:
    server.override = _only("/api/chat", reply)
    with pytest.raises(ServiceError, match=message) as caught:
        chat(server).complete("Is it so?")
    assert caught.value.remedy
    assert caught.value.retry is (retry and reply[0] != 302)


def test_a_slow_reply_is_ended(server: OllamaServer) -> None:
    server.chat = lambda prompt, schema: Said("slow", seconds=0.5)
    with pytest.raises(ServiceError, match=r"within 0\.05 s"):
        chat(server, timeout=0.05).complete("Is it so?")


def test_a_reply_that_trickles_is_ended(server: OllamaServer) -> None:
    server.chat = lambda prompt, schema: Said("word " * 200, seconds=0.02)
    with pytest.raises(ServiceError, match=r"within 0\.1 s"):
        chat(server, total_seconds=0.1).complete("Is it so?")


def test_no_server_and_no_model(server: OllamaServer) -> None:
    with pytest.raises(ServiceError, match="has no model 'other'") as absent:
        OllamaChat(server.url, "other").complete("Is it so?")
    assert "ollama pull other" in absent.value.remedy
    with pytest.raises(ServiceError, match="has no model 'other'"):
        _ = OllamaChat(server.url, "other").id
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"http://127.0.0.1:{taken.getsockname()[1]}"
    with pytest.raises(ServiceError, match="cannot be reached") as gone:
        OllamaChat(address, "fake-chat").complete("Is it so?")
    assert gone.value.retry


def test_nothing_is_asked_before_it_is_needed(server: OllamaServer) -> None:
    chat(server)
    assert server.requests == []


def _only(path: str, reply: tuple[int, Any]) -> Callable[[str], tuple[int, Any] | None]:
    return lambda asked: reply if asked == path else None
