"""A small server that speaks Ollama's protocol on the loopback address, for tests.

It answers ``/api/version``, ``/api/tags``, ``/api/show`` and ``/api/embed`` with the vectors of the
embedder it is given, and keeps every request. ``context_tokens`` counts white-space separated words.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from tests.support.embedders import FakeEmbedder

Reply = tuple[int, Any]


@dataclass
class OllamaServer:
    """What the server knows and has been asked; change the fields while it runs."""

    models: dict[str, str] = field(default_factory=lambda: {"fake-embed:latest": "ab" * 32})
    context_tokens: int = 512
    dimensions: int = 32
    scale: float = 1.0
    override: Callable[[str], Reply | None] = lambda path: None
    requests: list[tuple[str, Any]] = field(default_factory=list)
    url: str = ""

    def reply(self, path: str, body: Any) -> Reply:
        """Status and body for one request."""
        self.requests.append((path, body))
        overridden = self.override(path)
        if overridden is not None:
            return overridden
        if path == "/api/version":
            return 200, {"version": "0.13.0"}
        if path == "/api/tags":
            return 200, {"models": [{"model": name, "digest": digest} for name, digest in self.models.items()]}
        if path not in ("/api/show", "/api/embed"):
            return 404, {"error": "404 page not found"}
        if body["model"] not in self.models and f"{body['model']}:latest" not in self.models:
            return 404, {"error": f"model '{body['model']}' not found"}
        return self._show() if path == "/api/show" else self._embed(body)

    def embedded(self) -> list[list[str]]:
        """The texts of each ``/api/embed`` request."""
        return [body["input"] for path, body in self.requests if path == "/api/embed"]

    def _show(self) -> Reply:
        return 200, {"model_info": {"general.architecture": "bert", "bert.context_length": self.context_tokens}}

    def _embed(self, body: Any) -> Reply:
        texts = [body["input"]] if isinstance(body["input"], str) else body["input"]
        if any(len(text.split()) > self.context_tokens for text in texts) and body.get("truncate") is False:
            return 400, {"error": "the input length exceeds the context length"}
        vectors = FakeEmbedder(self.dimensions).embed(texts) * self.scale
        return 200, {"model": body["model"], "embeddings": vectors.tolist()}


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
            data = reply if isinstance(reply, bytes) else json.dumps(reply).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

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
