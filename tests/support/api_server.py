"""A real server in tests: uvicorn on a free loopback port, a small ingested archive, tokens on demand."""

from __future__ import annotations

import json
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import httpx
from fastapi import FastAPI

from assistant.api.app import create_app
from assistant.api.core import Core
from assistant.api.parts import ApiLimits, Auth, IngestState, Parts
from assistant.ask import Assistant
from assistant.originals import FolderOriginals, Pictures
from assistant.packs import Packer
from assistant.retrieve import Retriever
from assistant.service import Service
from evidence.archive import Archive
from evidence.record import Record
from evidence.signing import Signer
from ingest.remember import default_groups
from tests.support.embedders import FakeEmbedder
from tests.support.ingestion import Ingestion, write
from tests.support.pdfs import lines_at, raw_pdf
from vouch.patience import Orderly, configured

DAY = date(2026, 6, 15)
ODD = "odd/ü # 100% name?.md"
SECRET = "restricted/salaries.md"
PDF = "reports/audit.pdf"
_FILES: dict[str, str | bytes] = {
    "policies/ai-policy.md": "# AI Policy\n\nThe AI policy was approved by the Board of Directors on 3 May 2025.\n\n"
    "Owner: Amara Diallo. Version 2.0. Next review: 3 May 2026.\n",
    "minutes/2026-03-management-review.md": "# Management review\n\nDate: 12 March 2026\n\nPresent: Amara Diallo, "
    "Jun Park\n\nDecision: The Board accepted the residual risk R-4 until 31 December 2026.\n",
    "registers/risks.csv": "Risk ID,Risk,Owner,Status\nR-4,Model drift in grading,Jun Park,accepted\n"
    "R-5,Loss of supplier,Amara Diallo,open\n",
    SECRET: "# Salaries\n\nThe salary of the chair was approved by the Remuneration Committee on 9 May 2025.\n",
    ODD: "# Odd names\n\nThe odd procedure was approved by Jun Park on 2 February 2026.\n",
    PDF: raw_pdf([lines_at(72, 700, ["Audit report", "The internal audit was held on 4 February 2026 by Jun Park."])]),
    "access.json": json.dumps({"default": ["staff"], "rules": [{"path": "restricted/**", "groups": ["legal"]}]}),
}


class FakeDoor:
    """An administration door that remembers what was asked of it."""

    def __init__(self) -> None:
        self.state = IngestState()
        self.asked: list[tuple[tuple[str, ...], bool, str, bool]] = []

    def ingest(self, paths: Sequence[str], prune: bool, by: str, *, anywhere: bool = False) -> IngestState:
        self.asked.append((tuple(paths), prune, by, anywhere))
        self.state = IngestState(id=f"run{len(self.asked)}", state="done", paths=tuple(paths), by=by)
        return self.state

    def progress(self) -> IngestState:
        return self.state

    def cancel(self) -> IngestState:
        return self.state

    def sources(self) -> dict[str, str]:
        return {"docs": "/srv/docs"}

    def status(self) -> dict[str, Any]:
        return {"home": "h", "sources": self.sources(), "documents": 1, "passages": 1, "failures": [], "warnings": []}

    def folders(self, path: str | None = None) -> list[str]:
        return []


def make_home(folder: Path, *, without: Sequence[str] = ()) -> Path:
    """An ingested home of a few documents, one of them restricted; ``without`` some of them."""
    docs = write(folder / "docs", {name: data for name, data in _FILES.items() if name not in without})
    home = folder / "home"
    Ingestion(home).run(docs)
    return home


def copied(home: Path, to: Path) -> Path:
    """A copy of a home that nobody has open."""
    return Path(shutil.copytree(home, to / "home"))


@dataclass
class Server:
    """A server that runs: where, and what it is made of."""

    url: str
    app: FastAPI
    parts: Parts
    door: FakeDoor = field(default_factory=FakeDoor)

    @property
    def core(self) -> Core:
        """What its requests share."""
        found: Core = self.app.state.core
        return found

    def token(
        self, person: str = "ana", groups: Sequence[str] | None = ("staff",), role: str = "reader", **more: Any
    ) -> str:
        """The secret of a new token."""
        if role == "auditor":
            more.setdefault("expires", "2099-01-01T00:00:00+00:00")
        return self.parts.service.record.tokens.create("test", person, groups, role, **more)[1]

    def client(self, token: str | None = None, **headers: str) -> httpx.Client:
        """A client, with a token or without."""
        if token:
            headers["Authorization"] = f"Bearer {token}"
        return httpx.Client(base_url=f"{self.url}/api/v1", headers=headers, timeout=60, trust_env=False)

    @property
    def address(self) -> tuple[str, int]:
        """Host and port, for a bare socket."""
        host, _, port = self.url.removeprefix("http://").rpartition(":")
        return host, int(port)


@contextmanager
def served(
    home: Path,
    auth: Auth | None = None,
    limits: ApiLimits | None = None,
    assistant: Any = None,
    clock: Callable[[], datetime] | None = None,
    **parts: Any,
) -> Iterator[Server]:
    """A server on ``home`` until the block ends; ``clock`` gives the moments that its record is written with."""
    embedder, door = FakeEmbedder(), FakeDoor()
    with Archive.open(home, embedder.id, embedder.dimensions) as archive, Record(home, clock=clock) as record:
        answering = assistant or Assistant(embedder, Retriever())
        service = Service(archive, answering, embedder, record, lambda: DAY, lambda: default_groups(home))
        originals, pictures = FolderOriginals(archive), Pictures()
        made = Parts(
            service=service,
            admin=door,
            originals=originals,
            pictures=pictures,
            packer=Packer(service, originals, pictures, Signer.at(home), "0"),
            auth=auth or Auth(),
            limits=limits or ApiLimits(),
            default_groups=lambda: default_groups(home),
            stop_seconds=5.0,
        )
        app = create_app(replace(made, **parts))
        with running(app) as url:
            yield Server(url, app, made, door)


@contextmanager
def running(app: FastAPI) -> Iterator[str]:
    """An application served by uvicorn in a thread, as the program serves it."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        config = configured(app, 5)
        server = Orderly(config, app.state.core.stop)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, name="uvicorn")
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        finally:
            app.state.core.stop()
            server.should_exit = True
            thread.join()
