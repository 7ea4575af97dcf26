"""Answers composed from replies that somebody wrote by reading the prompts: what LLM mode gives with a good model.

    python -m benchmarks.replies SET --day DAY --home HOME --prompts FILE     writes the prompts that would be sent
    python -m benchmarks.replies SET --day DAY --home HOME --replies FILE     answers with the replies, and counts

FILE is JSON lines: ``{"key", "prompt"}``, and ``{"key", "reply"}`` with the reply as the prompt asks for it. Whoever
replies sees a prompt and nothing else. What stands is decided by the verifier, over Ollama's protocol and through the
official client, as with a model. A prompt without a reply is answered with no claims, and counted.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.small_model import evaluate, outcomes
from tests.support.ollama_server import OllamaServer, Said, ollama_server

_SILENT = '{"claims": []}'


def key_of(prompt: str) -> str:
    """What a prompt and its reply are joined by."""
    return hashlib.sha256(prompt.encode()).hexdigest()[:12]


def asked(options: Any, replies: dict[str, str]) -> tuple[dict[str, str], dict[str, float]]:
    """Every prompt of the set's questions by its key, and the outcomes with ``replies``."""
    prompts: dict[str, str] = {}

    def chat(prompt: str, schema: Any) -> Said:
        prompts[key_of(prompt)] = prompt
        return Said(replies.get(key_of(prompt), _SILENT))

    with ollama_server() as server:
        _serve(server, chat)
        environment = {
            "VOUCH_TODAY": options.day,
            "VOUCH_LLM__MODEL": "reader",
            "VOUCH_LLM__READS": options.reads,
            "VOUCH_LLM__EVIDENCE_TOKENS": str(options.tokens),
            "VOUCH_OLLAMA__URL": server.url,
        }
        log = evaluate(options, options.home, "auto", environment)
    return prompts, outcomes(log)


def _serve(server: OllamaServer, chat: Any) -> None:
    server.models, server.chat, server.context_tokens = {"reader:latest": "ab" * 32}, chat, 1_000_000


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("set", type=Path)
    parser.add_argument("--split", default="", help="only the questions of this split")
    parser.add_argument("--day", required=True, help="the day that counts as today")
    parser.add_argument("--home", type=Path, required=True, help="where the set is ingested")
    parser.add_argument("--reads", default="nearest", choices=["accepted", "nearest"])
    parser.add_argument("--tokens", type=int, default=360, help="budget of the evidence")
    parser.add_argument("--limit", type=int, help="only the first so many questions")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--prompts", type=Path, help="file to write")
    what.add_argument("--replies", type=Path, help="file to read")
    options = parser.parse_args(arguments)
    rows = [json.loads(line) for line in options.replies.read_text("utf-8").splitlines()] if options.replies else []
    replies = {row["key"]: row["reply"] if isinstance(row["reply"], str) else json.dumps(row["reply"]) for row in rows}
    prompts, told = asked(options, replies)
    if options.prompts:
        lines = (json.dumps({"key": key, "prompt": prompt}, ensure_ascii=False) for key, prompt in prompts.items())
        options.prompts.write_text("\n".join(lines) + "\n", "utf-8")
    missing = sum(key not in replies for key in prompts)
    rates = "  ".join(f"{name} {100 * share:.1f} %" for name, share in told.items())
    print(f"{options.set} {options.split}: {rates}; {len(prompts)} prompts, {missing} without a reply")


if __name__ == "__main__":
    main()
