"""A small server that speaks Ollama's protocol on the loopback address, for tests.

It answers ``/api/version``, ``/api/tags``, ``/api/show``, ``/api/embed`` with the vectors of the
embedder it is given, ``/api/chat`` with scripted replies, and ``/api/pull`` for the models of ``registry`` (those
of ``unreliable`` break off); it keeps every request.
``context_tokens`` counts white-space separated words. As Ollama does, ``/api/chat`` drops the beginning of a prompt
that is longer than its ``num_ctx``, silently, and reports the tokens of what is left.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.embedders import FakeEmbedder

Reply = tuple[int, Any]
_PIECE = 8  # characters of one part of a streamed reply


@dataclass(frozen=True)
class Said:
    """A scripted reply of the chat model.

    ``seconds`` pass before each part; ``error`` is sent in place of the rest after ``parts`` parts; without an
    error the stream breaks off there. ``reports_tokens=False`` leaves out the counts, as servers do for a cached
    prompt; ``prompt_tokens`` are a real model's own, in place of the words of the prompt.
    """

    text: str = ""
    seconds: float = 0.0
    done_reason: str = "stop"
    error: str = ""
    parts: int | None = None
    reports_tokens: bool = True
    prompt_tokens: int | None = None


Script = Callable[[str, Any], "str | Said"]


@dataclass
class OllamaServer:
    """What the server knows and has been asked; change the fields while it runs.

    ``chat`` is given the prompt that the model sees, after any truncation, and the request's ``format``.
    """

    models: dict[str, str] = field(
        default_factory=lambda: {"fake-embed:latest": "ab" * 32, "fake-chat:latest": "cd" * 32}
    )
    context_tokens: int = 512
    dimensions: int = 32
    scale: float = 1.0
    override: Callable[[str], Reply | None] = lambda path: None
    chat: Script = lambda prompt, schema: "{}"
    registry: dict[str, str] = field(default_factory=lambda: {"new-chat": "ef" * 32})
    unreliable: set[str] = field(default_factory=set)
    requests: list[tuple[str, Any]] = field(default_factory=list)
    url: str = ""

    def reply(self, path: str, body: Any) -> Reply:
        """Status and body for one request; an iterator is streamed, a line of JSON at a time."""
        self.requests.append((path, body))
        overridden = self.override(path)
        if overridden is not None:
            return overridden
        plain: dict[str, Callable[[Any], Any]] = {
            "/api/version": lambda body: {"version": "0.13.0"},
            "/api/tags": lambda body: {"models": [{"model": m, "digest": d} for m, d in self.models.items()]},
            "/api/pull": lambda body: self._pull(body["model"]),
        }
        if path in plain:
            return 200, plain[path](body)
        if path not in ("/api/show", "/api/embed", "/api/chat"):
            return 404, {"error": "404 page not found"}
        if body["model"] not in self.models and f"{body['model']}:latest" not in self.models:
            return 404, {"error": f"model '{body['model']}' not found"}
        answers = {"/api/show": self._show, "/api/embed": self._embed, "/api/chat": self._chat}
        return answers[path](body)

    def embedded(self) -> list[list[str]]:
        """The texts of each ``/api/embed`` request."""
        return [body["input"] for path, body in self.requests if path == "/api/embed"]

    def asked(self) -> list[str]:
        """The last message of each ``/api/chat`` request, as it was sent."""
        return [body["messages"][-1]["content"] for path, body in self.requests if path == "/api/chat"]

    def _pull(self, model: str) -> Iterator[dict[str, Any]]:
        """A download as Ollama streams it; only models in ``registry`` can be had."""
        yield {"status": "pulling manifest"}
        if model not in self.registry:
            yield {"error": "pull model manifest: file does not exist"}
            return
        for completed in (0, 512, 1_024):
            yield {"status": "pulling abc", "digest": "sha256:abc", "total": 1_024, "completed": completed}
        if model in self.unreliable:
            return
        self.models[model if ":" in model else f"{model}:latest"] = self.registry[model]
        yield {"status": "success"}

    def _show(self, body: Any) -> Reply:
        return 200, {"model_info": {"general.architecture": "bert", "bert.context_length": self.context_tokens}}

    def _embed(self, body: Any) -> Reply:
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        if any(len(text.split()) > self.context_tokens for text in texts) and body.get("truncate") is False:
            return 400, {"error": "the input length exceeds the context length"}
        vectors = FakeEmbedder(self.dimensions).embed(texts) * self.scale
        return 200, {"model": body["model"], "embeddings": vectors.tolist()}

    def _chat(self, body: Any) -> Reply:
        words = body["messages"][-1]["content"].split(" ")
        room = min(int(body.get("options", {}).get("num_ctx", 4_096)), self.context_tokens)
        if len(words) > room:
            words = words[-(room // 2) :]
        said = self.chat(" ".join(words), body.get("format"))
        lines = _lines(said if isinstance(said, Said) else Said(said), body["model"], len(words))
        if body.get("stream", True):
            return 200, lines
        parts = list(lines)
        whole = "".join(part["message"]["content"] for part in parts)
        return 200, {**parts[-1], "message": {"role": "assistant", "content": whole}}


def _lines(said: Said, model: str, prompt_tokens: int) -> Iterator[dict[str, Any]]:
    """A reply as Ollama streams it: parts, then one that is done and has the counts."""
    pieces = [said.text[start : start + _PIECE] for start in range(0, len(said.text), _PIECE)]
    for piece in pieces[: said.parts]:
        time.sleep(said.seconds)
        yield {"model": model, "message": {"role": "assistant", "content": piece}, "done": False}
    if said.error:
        yield {"error": said.error}
    if said.error or said.parts is not None:
        return
    time.sleep(said.seconds)
    read = prompt_tokens if said.prompt_tokens is None else said.prompt_tokens
    counts = {"prompt_eval_count": read, "eval_count": len(said.text.split())} if said.reports_tokens else {}
    end = {"done": True, "done_reason": said.done_reason, **counts}
    yield {"model": model, "message": {"role": "assistant", "content": ""}, **end}


@contextmanager
def ollama_server() -> Iterator[OllamaServer]:
    """Run a server on an ephemeral port of the loopback address."""
    state = OllamaServer()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(None)

        def do_POST(self) -> None:
            self._answer(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))

        def log_message(self, format: str, *args: Any) -> None:
            return

        def _answer(self, body: Any) -> None:
            status, reply = state.reply(self.path, body)
            self.send_response(status)
            with suppress(BrokenPipeError, ConnectionResetError):  # the client may have given up waiting
                self._stream(reply) if isinstance(reply, Iterator) else self._whole(reply)

        def _whole(self, reply: Any) -> None:
            data = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def _stream(self, lines: Iterator[Any]) -> None:
            self.send_header("Content-Type", "application/x-ndjson")
            self.send_header("Connection", "close")
            self.end_headers()
            for line in lines:
                self.wfile.write(json.dumps(line).encode() + b"\n")
                self.wfile.flush()
            self.close_connection = True

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
