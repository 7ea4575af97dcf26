"""What ``vouch serve`` bears: asks at a steady rate, the rate at which it is full, and ten times too many.

    python -m benchmarks.serving [--home HOME] [--seconds 20] [--full] [--json FILE]

A real server on a copy of the larger sample organisation's archive (``--home`` names one that is ingested; else it is),
on a free port of the loopback address, extractive, with two workers and the queue that the defaults give. Asks come
*open loop*: at their time, whether or not earlier ones were answered, each with the development half's next question.
The operator asks, who has no limit of rate: what is turned away is turned away because the queue is full. Times are
from the moment that an ask was due, so that a client that is late counts too. Client and server share the processors.
Ratios are to the median time of embedding one question in this run. *First claim* is until a stream's first claim, at
no load, median of 20 answered questions that were each asked once before. The load begins when the server has warmed.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx
import numpy as np
import psutil

_SAMPLE = Path(__file__).parents[1] / "samples" / "organisation"
_DAY = "2026-06-15"  # the day that the sample's questions are asked on
_RATE = 15.0
_FULL_SECONDS = 60.0
_STEPS = (10.0, 15.0, 20.0, 30.0, 45.0, 60.0, 90.0)
_STEP_SECONDS = 6.0
_FLOOD_SECONDS = 10.0
_MOST = 3_000  # asks of one stretch
_LATE = 1.0  # seconds: at a rate whose 95th percentile is above this, the server is full
_PATIENCE = 60.0
_WARMING = 180.0  # seconds at most
_IDLE, _BUSY = 3, 15.0  # seconds on end with less than that per cent of a processor used
_STREAMED = 20


@dataclass
class Stretch:
    """What became of the asks of one rate: seconds of those answered, statuses of all (0: no response)."""

    rate: float
    seconds: list[float] = field(default_factory=list)
    statuses: Counter[int] = field(default_factory=Counter)
    refusals: list[float] = field(default_factory=list)
    """Seconds to each 429."""
    late: float = 0.0
    """Most seconds that the client itself sent an ask late."""

    @property
    def errors(self) -> int:
        """Asks that were neither answered nor turned away as they should be."""
        return sum(count for status, count in self.statuses.items() if status not in (200, 429))

    @property
    def full(self) -> bool:
        """Whether the server could not keep up."""
        return bool(self.statuses[429] or self.errors or self.percentile(95) > _LATE)

    def percentile(self, share: float) -> float:
        """Seconds within which a share of the answers came."""
        return float(np.percentile(self.seconds, share)) if self.seconds else float("inf")

    def as_json(self) -> dict[str, Any]:
        """Plain figures."""
        return {
            "rate": self.rate,
            "asks": self.statuses.total(),
            "answered": self.statuses[200],
            "turned_away": self.statuses[429],
            "errors": self.errors,
            "p50_ms": 1_000 * self.percentile(50),
            "p95_ms": 1_000 * self.percentile(95),
            "turned_away_p50_ms": 1_000 * float(np.median(self.refusals)) if self.refusals else 0.0,
            "client_late_ms": 1_000 * self.late,
        }


@dataclass(frozen=True)
class Serving:
    """A server that runs: its address, the operator's secret and its process."""

    url: str
    secret: str
    process: int

    @property
    def headers(self) -> dict[str, str]:
        """What the operator's requests carry."""
        return {"Authorization": f"Bearer {self.secret}"}

    def memory(self) -> tuple[float, float]:
        """Resident memory now and at its most, in MiB; zeros where the system does not tell."""
        try:
            told = Path(f"/proc/{self.process}/status").read_text("ascii")
        except OSError:
            return 0.0, 0.0
        found = {name: int(value) / 1_024 for name, value in re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", told)}
        return found.get("VmRSS", 0.0), found.get("VmHWM", 0.0)

    def settle(self) -> None:
        """Wait until the server has warmed: it reads all statements after its start, and the asks go before that."""
        process = psutil.Process(self.process)
        until, idle = time.monotonic() + _WARMING, 0
        while idle < _IDLE and time.monotonic() < until:
            idle = idle + 1 if process.cpu_percent(1.0) < _BUSY else 0


@contextmanager
def serving(home: Path) -> Iterator[Serving]:
    """``vouch serve`` in a process of its own, stopped at the end."""
    environment = {**os.environ, "VOUCH_TODAY": _DAY, "VOUCH_LOG__LEVEL": "error", "VOUCH_SERVE__WORKERS": "2"}
    command = [sys.executable, "-m", "vouch", "serve", "--home", str(home), "--host", "127.0.0.1", "--port", "0"]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        told = _announced(home, server)
        yield Serving(told["address"], (home / "serving.secret").read_text("ascii").strip(), server.pid)
    finally:
        server.send_signal(signal.SIGTERM)
        try:
            server.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _announced(home: Path, server: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Where the server says that it answers. Raises ``RuntimeError`` when it ends or does not say."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and server.poll() is None:
        file = home / "serving.json"
        if file.exists():
            found: dict[str, Any] = json.loads(file.read_text("ascii"))
            return found
        time.sleep(0.05)
    raise RuntimeError("the server did not start")


async def offer(client: httpx.AsyncClient, texts: Sequence[str], rate: float, seconds: float) -> Stretch:
    """Ask at a rate for so long, whatever becomes of it."""
    found = Stretch(rate)
    began = time.perf_counter()

    async def one(number: int) -> None:
        due = began + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        found.late = max(found.late, time.perf_counter() - due)
        try:
            body = {"question": texts[number % len(texts)], "keep": False, "mode": "extractive"}
            status = (await client.post("/api/v1/ask", json=body)).status_code
        except httpx.HTTPError:
            status = 0
        found.statuses[status] += 1
        if status == 200:
            found.seconds.append(time.perf_counter() - due)
        elif status == 429:
            found.refusals.append(time.perf_counter() - due)

    await asyncio.gather(*(one(number) for number in range(min(_MOST, int(rate * seconds)))))
    return found


async def saturation(client: httpx.AsyncClient, texts: Sequence[str]) -> list[Stretch]:
    """Steps of growing rates, up to the first that is too much."""
    found: list[Stretch] = []
    for rate in _STEPS:
        found.append(await offer(client, texts, rate, _STEP_SECONDS))
        _show(f"{rate:g}/s", found[-1])
        if found[-1].full:
            break
    return found


async def first_claims(client: httpx.AsyncClient, texts: Sequence[str]) -> list[float]:
    """Milliseconds to the first claim of streamed answers, one after another."""
    found: list[float] = []
    for text in texts:
        if len(found) == _STREAMED:
            break
        began = time.perf_counter()
        body = {"question": text, "keep": False, "mode": "extractive"}
        async with client.stream("POST", "/api/v1/ask/stream", json=body) as response:
            first = 0.0
            async for line in response.aiter_lines():
                if line == "event: claim" and not first:
                    first = time.perf_counter() - began
        if first:
            found.append(1_000 * first)
    return found


async def measure(server: Serving, texts: Sequence[str], seconds: float, embedding: float) -> dict[str, Any]:
    """Every figure of one server."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=200)
    async with httpx.AsyncClient(
        base_url=server.url, headers=server.headers, timeout=_PATIENCE, limits=limits, trust_env=False
    ) as client:
        await offer(client, texts, 4.0, len(texts) / 8)  # what a server has answered before is not what is measured
        await asyncio.to_thread(server.settle)
        first = float(np.median(await first_claims(client, texts)))
        print(f"first claim {first:.0f} ms = {first / embedding:.1f} embeddings", flush=True)
        steady = await offer(client, texts, _RATE, seconds)
        _show(f"{_RATE:g}/s for {seconds:g} s", steady)
        before = server.memory()[0]
        steps = await saturation(client, texts)
        flood = await offer(client, texts, 10 * _RATE, _FLOOD_SECONDS)
        _show(f"{10 * _RATE:g}/s", flood)
        after, most = server.memory()
        alive = (await client.get("/readyz")).status_code == 200
    most_kept = max((each.rate for each in steps if not each.full), default=0.0)
    print(f"keeps up to {most_kept:g}/s; memory {before:.0f} MiB, after the flood {after:.0f}, at most {most:.0f}")
    return {
        "embedding_ms": embedding,
        "first_claim_ms": first,
        "steady": steady.as_json(),
        "steps": [each.as_json() for each in steps],
        "keeps_up_to": most_kept,
        "flood": flood.as_json(),
        "memory_mib": {"before": before, "after": after, "most": most},
        "ready_afterwards": alive,
    }


def _show(name: str, found: Stretch) -> None:
    told = found.as_json()
    print(
        f"  {name:<12} {told['asks']:>5} asks  p50 {told['p50_ms']:6.0f} ms  p95 {told['p95_ms']:6.0f} ms  "
        f"429 {told['turned_away']:>4} "
        f"in {told['turned_away_p50_ms']:.0f} ms  errors {told['errors']}  late {told['client_late_ms']:.0f} ms",
        flush=True,
    )


def _questions() -> list[str]:
    rows = [json.loads(line) for line in (_SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()]
    texts = [row["question"] for row in rows if row["split"] == "dev"]
    random.Random(1).shuffle(texts)
    return texts


def _embedding(home: Path, texts: Sequence[str]) -> float:
    """Milliseconds that one call of the embedder takes on this machine now."""
    from vouch.app import App
    from vouch.settings import load_settings

    embedder, walls = App(load_settings(home)).embedder, []
    for text in texts[:60]:
        began = time.perf_counter()
        embedder.embed_query(text)
        walls.append(1_000 * (time.perf_counter() - began))
    return float(np.median(walls))


def _prepared(given: Path | None, folder: Path) -> Path:
    """A home of the sample organisation that is ours to change."""
    home = folder / "home"
    if given is not None:
        shutil.copytree(given, home, ignore=shutil.ignore_patterns("serving.*", "owner.lock"))
        return home
    ingest = [sys.executable, "-m", "vouch", "ingest", str(_SAMPLE / "docs"), "--home", str(home)]
    environment = {**os.environ, "VOUCH_LOG__LEVEL": "error"}
    subprocess.run(ingest, check=True, stdout=subprocess.DEVNULL, env=environment)
    return home


def main() -> int:
    """Print the figures; 1 where the server did not survive or an ask went wrong."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--home", type=Path, help="an archive of the sample organisation, which is copied")
    parser.add_argument("--seconds", type=float, default=20.0, help="length of the steady load")
    parser.add_argument("--full", action="store_true", help=f"steady load of {_FULL_SECONDS:g} s")
    parser.add_argument("--json", type=Path, help="write the figures here")
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the server is stopped too
    seconds = min(_FULL_SECONDS * 5, _FULL_SECONDS if arguments.full else arguments.seconds)
    texts = _questions()
    with tempfile.TemporaryDirectory() as folder:
        home = _prepared(arguments.home, Path(folder))
        embedding = _embedding(home, texts)
        print(f"embedding {embedding:.1f} ms", flush=True)
        with serving(home) as server:
            figures = asyncio.run(measure(server, texts, seconds, embedding))
    if arguments.json:
        arguments.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0 if figures["ready_afterwards"] and not figures["steady"]["errors"] + figures["flood"]["errors"] else 1


if __name__ == "__main__":
    sys.exit(main())
