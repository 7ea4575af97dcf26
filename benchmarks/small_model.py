"""Answers composed by a real small model: are they right as often, and does anything it invented get through?

    python -m benchmarks.small_model [SET] [--split SPLIT] [--day DAY] [--gguf FILE] [--reads accepted nearest]

The model runs in this process behind a server that speaks Ollama's protocol; ``vouch eval`` asks the set's questions
without it and with it, through the official client. SmolLM2-135M (``make small-model``) is the adversary: it invents
figures on most questions. Printed are the outcomes, the sentences shown and withheld, and every *detail* of a shown
sentence that its own quotes do not hold: a figure, day, amount or version compared by value, or a word with a capital
letter or a digit compared as it is written. That comparison is ``evals.values``'s and not the verifier's.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.support.details import foreign
from tests.support.ollama_server import Said, ollama_server
from tests.support.small_model import SmallModel, installed


@dataclass
class Run:
    """One way of answering a set: outcomes, and what became of the model's sentences."""

    name: str
    outcomes: Mapping[str, float]
    shown: int = 0
    withheld: int = 0
    told: int = 0
    prompts: list[int] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def line(self) -> str:
        """The run as a row of the table."""
        rates = "  ".join(f"{name} {100 * share:4.1f} %" for name, share in self.outcomes.items())
        if not self.prompts:
            return f"{self.name:11} {rates}"
        mean, pace = sum(self.prompts) / len(self.prompts), sum(self.seconds) / len(self.seconds)
        return (
            f"{self.name:11} {rates}  asked {len(self.prompts)} times ({mean:.0f} prompt tokens, {pace:.1f} s each), "
            f"{self.told} answers in its words, {self.shown} sentences shown, {self.withheld} withheld, "
            f"{len(self.foreign)} details not in their quotes"
        )


def evaluate(options: Any, home: Path, mode: str, environment: Mapping[str, str]) -> Mapping[str, Any]:
    """The log of ``vouch eval`` in ``mode``, run as a program of its own."""
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "vouch", "eval", str(options.set), "--mode", mode, "--home", str(home)]
        command += ["--output", out, *(["--split", options.split] if options.split else [])]
        command += ["--limit", str(options.limit)] if options.limit else []
        subprocess.run(command, check=True, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
        log: Mapping[str, Any] = json.loads(next(Path(out).glob("*.json")).read_text("utf-8"))
    return log


def outcomes(log: Mapping[str, Any]) -> dict[str, float]:
    """The shares of all questions answered rightly, wrongly and not at all."""
    said = [record["score"]["outcome"] for record in log["records"]]
    return {name: said.count(name) / len(said) for name in ("right", "wrong", "refused")}


def with_model(options: Any, home: Path, gguf: Path, reads: str, day: Mapping[str, str]) -> Run:
    """The set asked with the model, which is given the statements that ``reads`` says."""
    model, asked = SmallModel(gguf, threads=options.threads), Run(reads, {})

    def chat(prompt: str, schema: Any) -> Said:
        begun = time.perf_counter()
        said = model(prompt, schema)
        asked.seconds.append(time.perf_counter() - begun)
        asked.prompts.append(said.prompt_tokens or 0)
        return said

    with ollama_server() as server:
        server.models, server.chat, server.context_tokens = {"small:latest": "ab" * 32}, chat, 1_000_000
        settings = {"VOUCH_LLM__MODEL": "small", "VOUCH_LLM__READS": reads, "VOUCH_OLLAMA__URL": server.url}
        log = evaluate(options, home, "auto", {**day, **settings, "VOUCH_OLLAMA__SECONDS": "600"})
    return _counted(asked, log)


def _counted(run: Run, log: Mapping[str, Any]) -> Run:
    run.outcomes = outcomes(log)
    for record in log["records"]:
        answer = record["answer"]
        run.withheld += answer["withheld"]
        if answer["mode"] != "llm":
            continue
        run.told += 1
        run.shown += len(answer["claims"])
        for claim in answer["claims"]:
            quotes = " \n ".join(citation["quote"] for citation in claim["citations"])
            run.foreign += [f"{detail!r} in {claim['text']!r}" for detail in foreign(claim["text"], quotes)]
    return run


def _options(arguments: Sequence[str] | None) -> Any:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", nargs="?", type=Path, default=Path("samples/organisation"))
    parser.add_argument("--split", default="", help="only the questions of this split")
    parser.add_argument("--day", default="2026-06-15", help="the day that counts as today")
    parser.add_argument("--home", type=Path, help="where the set is ingested (default: a folder of its own)")
    parser.add_argument("--gguf", type=Path, default=installed(), help="another model's file")
    parser.add_argument("--reads", nargs="+", default=["accepted"], choices=["accepted", "nearest"])
    parser.add_argument("--limit", type=int, help="only the first so many questions")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--details", action="store_true", help="list the details that are not in their quotes")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a line for answers without a model and one for each ``--reads``; 1 where a detail was not in its quotes."""
    options = _options(arguments)
    if options.gguf is None:
        print("skipped: no small model is installed (make small-model)")
        return 0
    foreign = 0
    with tempfile.TemporaryDirectory() as folder:
        home, day = options.home or Path(folder), {"VOUCH_TODAY": options.day}
        without = Run("no model", outcomes(evaluate(options, home, "extractive", day)))
        print(f"{options.set} {options.split}, {options.gguf.name}\n{without.line()}", flush=True)
        for reads in options.reads:
            run = with_model(options, home, options.gguf, reads, day)
            print(run.line(), flush=True)
            print(*(f"    {each}" for each in run.foreign if options.details), sep="\n", end="", flush=True)
            foreign += len(run.foreign)
    return 1 if foreign else 0


if __name__ == "__main__":
    raise SystemExit(main())
