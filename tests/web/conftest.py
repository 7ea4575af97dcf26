"""A real server over real documents for the tests of the web page, and a real browser where there is one."""

from __future__ import annotations

import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from assistant.api.app import create_app
from assistant.api.parts import Auth, IngestState, Parts
from assistant.ask import Assistant
from assistant.originals import FolderOriginals, Pictures
from assistant.packs import Packer
from assistant.retrieve import Retriever
from assistant.service import Service
from evidence.archive import Archive
from evidence.record import Record
from evidence.signing import Signer
from tests.support.embedders import FakeEmbedder
from tests.support.ingestion import Ingestion, write
from tests.support.office import docx_by
from tests.support.pdfs import lines_at, raw_pdf
from tests.support.web_rooms import documents as organisation

TODAY = date(2026, 6, 15)
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
_FLAGS = [
    "--no-sandbox",
    "--disable-quic",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]

HOSTILE = "<img src=x onerror=window.pwned=1>"
HOSTILE_FILE = "notes/<img src=x onerror=window.pwned=1> \u202efdp.exe.md"
PDF = "policies/AI policy 2.1.pdf"
DOCX = "minutes/2026-03-18 management review.docx"


class Admin:
    """What administrators do, as far as pages show it; ``asked`` is what they asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[str, ...], bool, str]] = []
        self.state = IngestState()

    def ingest(self, paths: Sequence[str], prune: bool, by: str, *, anywhere: bool = False) -> IngestState:
        """Runs until it is cancelled."""
        assert not anywhere
        self.asked.append((tuple(paths), prune, by))
        self.state = IngestState(id="a", state="running", by=by, started="2026-06-15T09:00:00+00:00", files=3, total=8)
        return self.state

    def cancel(self) -> IngestState:
        """Ends at once."""
        self.state = replace(self.state, state="cancelled", report={"added": 3})
        return self.state

    def folders(self, path: str | None = None) -> Sequence[str]:
        """One."""
        return ["/srv/documents"]

    def status(self) -> Mapping[str, Any]:
        """One file failed."""
        failure = {
            "source": "docs",
            "path": "secret-plan.pdf",
            "reason": "it needs a password",
            "remedy": "Save a copy.",
        }
        return {"failures": [failure]}

    def progress(self) -> IngestState:
        """What was begun."""
        return self.state

    def sources(self) -> Mapping[str, str]:
        """None."""
        return {}


@dataclass(frozen=True)
class Served:
    """A running server and what it serves."""

    url: str
    service: Service
    admin: Admin

    def client(self, **options: Any) -> httpx.Client:
        """A client that asks for pages, as a browser without JavaScript does."""
        headers = {"Accept": "text/html", **options.pop("headers", {})}
        return httpx.Client(base_url=self.url, headers=headers, trust_env=False, timeout=30, **options)


def documents(folder: Path) -> Path:
    """A small organisation, one of its documents hostile."""
    policy = lines_at(
        72,
        760,
        [
            "AI Policy",
            "Document number: POL-01",
            "Version: 2.1",
            "Owner: Helena Okafor",
            "Approved by the Board of Directors on 10 December 2025.",
            "Every AI system has a named owner who answers for its use.",
        ],
        leading=28,
    )
    exception = "The Chief Risk Officer may grant an exception for ninety days."
    second = lines_at(72, 760, ["Exceptions", exception], leading=28)

    def minutes(document: Any) -> None:
        document.add_heading("Management review of the AI management system", 1)
        document.add_paragraph("Held on 18 March 2026 in Copenhagen.")
        document.add_paragraph("Chair: Helena Okafor. Present: Priya Raman, Mei Tanaka.")
        document.add_heading("Decisions", 2)
        document.add_paragraph("D-1: The review concluded that the AI management system remains suitable.")
        document.add_paragraph("D-2: Helena Okafor accepted risk R-07 until 30 September 2026.")
        table = document.add_table(rows=2, cols=2)
        for row, words in zip(table.rows, (("Action", "Owner"), ("Close NC-1", "Mei Tanaka")), strict=True):
            row.cells[0].text, row.cells[1].text = words

    return write(
        folder,
        {
            PDF: raw_pdf([policy, second], info="/Title (AI Policy)"),
            DOCX: docx_by(minutes),
            HOSTILE_FILE: (
                f"# The garden gnome policy {HOSTILE}\n\n<script>window.pwned = 1</script>\n\n"
                f"The garden gnome is repainted every seventh winter by the caretaker {HOSTILE}.\n"
            ),
            "registers/risks.csv": (
                "Risk,Title,Owner,Treatment\nR-07,Biased scoring,Priya Raman,Accept\nR-08,Outage,Mei Tanaka,Reduce\n"
            ),
            "restricted/board.md": "# Merger plan\n\nThe Board approved the Merger Policy on 2 May 2026.\n",
            "access.json": '{"default": ["staff"], "rules": [{"path": "restricted/**", "groups": ["board"]}]}',
        },
    )


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home with the organisation ingested."""
    folder = tmp_path_factory.mktemp("web")
    docs = documents(folder / "docs")
    report = Ingestion(folder / "home").run(docs)
    assert not report.failed, report.failed
    return folder / "home"


@contextmanager
def served(
    archive: Archive, record: Record, tmp_folder: Path, auth: Auth | None = None, **changes: Any
) -> Iterator[Served]:
    """A server over an archive that is open."""
    embedder = FakeEmbedder()
    service = Service(archive, Assistant(embedder, Retriever()), embedder, record, lambda: TODAY, lambda: ("staff",))
    originals, pictures = FolderOriginals(archive), Pictures()
    signer = Signer.at(tmp_folder)
    admin = Admin()
    parts = Parts(
        service=service,
        admin=admin,
        originals=originals,
        pictures=pictures,
        packer=Packer(service, originals, pictures, signer, "0"),
        auth=auth or Auth(),
        default_groups=lambda: ("staff",),
        **changes,
    )
    with running(create_app(parts)) as url:
        yield Served(url, service, admin)


@contextmanager
def running(app: Any) -> Iterator[str]:
    """Serve ``app`` in a thread; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="critical", ws="none", timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [free]}, daemon=True)
        thread.start()
        while not server.started and thread.is_alive():
            time.sleep(0.01)
        yield f"http://127.0.0.1:{free.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="session")
def opened(home: Path) -> Iterator[tuple[Archive, Record]]:
    """The archive and the record of the home, open once for all servers."""
    embedder = FakeEmbedder()
    with Archive.open(home, embedder.id, embedder.dimensions) as archive, Record(home) as record:
        yield archive, record


@pytest.fixture(scope="session")
def server(opened: tuple[Archive, Record], home: Path) -> Iterator[Served]:
    """Without accounts: whoever asks is the operator."""
    with served(*opened, home) as running_one:
        yield running_one


@pytest.fixture(scope="session")
def guarded(opened: tuple[Archive, Record], home: Path) -> Iterator[Served]:
    """With accounts: people come with tokens."""
    with served(*opened, home, Auth(mode="token")) as running_one:
        yield running_one


@pytest.fixture(scope="session")
def organised(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Archive, Record, Path]]:
    """An organisation with registers, findings and a leadership that does things."""
    folder = tmp_path_factory.mktemp("rooms")
    report = Ingestion(folder / "home").run(organisation(folder / "docs"))
    assert not report.failed, report.failed
    embedder, home = FakeEmbedder(), folder / "home"
    with Archive.open(home, embedder.id, embedder.dimensions) as archive, Record(home) as record:
        yield archive, record, home


@pytest.fixture(scope="session")
def rooms(organised: tuple[Archive, Record, Path]) -> Iterator[Served]:
    """Without accounts, over that organisation."""
    with served(*organised) as running_one:
        yield running_one


@pytest.fixture(scope="session")
def guarded_rooms(organised: tuple[Archive, Record, Path]) -> Iterator[Served]:
    """With accounts, over that organisation."""
    with served(*organised, Auth(mode="token")) as running_one:
        yield running_one


@pytest.fixture(
    scope="module"
)  # while it runs, the thread has an event loop, which tests of other folders must not see
def browser() -> Iterator[Any]:
    """Debian's Chromium; skips where there is none."""
    if CHROMIUM is None:
        pytest.skip("no chromium here")
    playwright = pytest.importorskip("playwright.sync_api")
    with playwright.sync_playwright() as engine:
        chromium = engine.chromium.launch(executable_path=CHROMIUM, args=_FLAGS)
        yield chromium
        chromium.close()


@dataclass
class Seen:
    """A page of the browser, and what went wrong on it."""

    page: Any
    troubles: list[str]
    abroad: list[str]

    def clean(self) -> None:
        """Nothing executed that should not, nothing was refused, and nothing was fetched from elsewhere."""
        assert self.page.evaluate("window.pwned") is None
        assert self.troubles == []
        assert self.abroad == []


@pytest.fixture
def look(browser: Any, server: Served) -> Iterator[Callable[..., Seen]]:
    """Opens pages of the server in a window of a given size and colour scheme; all must end clean."""
    yield from _windows(browser, server)


@pytest.fixture
def visit(browser: Any, rooms: Served) -> Iterator[Callable[..., Seen]]:
    """The same over the organisation of ``rooms``."""
    yield from _windows(browser, rooms)


def _windows(browser: Any, server: Served) -> Iterator[Callable[..., Seen]]:
    seen: list[Seen] = []
    contexts: list[Any] = []

    def open_page(
        path: str = "/", *, width: int = 1280, height: int = 800, dark: bool = False, script: bool = True
    ) -> Seen:
        context = browser.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
            base_url=server.url,
        )
        contexts.append(context)
        one = Seen(context.new_page(), [], [])
        one.page.on("console", lambda m: one.troubles.append(m.text) if m.type in ("error", "warning") else None)
        one.page.on("pageerror", lambda error: one.troubles.append(str(error)))
        one.page.on("dialog", lambda dialog: dialog.accept())
        one.page.on("request", lambda r: None if r.url.startswith(server.url) else one.abroad.append(r.url))
        one.page.goto(path)
        seen.append(one)
        return one

    yield open_page
    for one in seen:
        one.clean()
    for context in contexts:
        context.close()
