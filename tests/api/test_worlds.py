"""A view is a world: who may not see a document is told, byte for byte, what an archive without it tells.

Two real servers. One archive holds restricted documents, a source that is restricted as a whole and the trace of a
document that was withdrawn; people who may see them ask, decide and correct. The other archive never held any of it.
Somebody without the right asks both for everything that there is. Only how long things took, random ids and numbers of
the ledger may differ; the clock of both records stands still, so that moments are compared too.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest

from assistant.api.parts import ApiLimits, Auth
from tests.support.api_server import Server, copied, served
from tests.support.ingestion import Ingestion, write

_SAMPLE = Path(__file__).parents[2] / "samples" / "hospital"
_QUESTIONS = [json.loads(line) for line in (_SAMPLE / "questions.jsonl").read_text("utf-8").splitlines()]
_RESTRICTED = [row for row in _QUESTIONS if row["kind"] == "restricted"]

_EVERYBODY = ("all-staff",)
_INSIDERS = (*_EVERYBODY, "people-confidential", "counsel")
_CASE = "restricted/people/Case 2026-02 outcome.docx"
_ADVICE = "restricted/legal/Advice INC-2025-041.eml"
_VAULT = {
    "access.json": json.dumps({"default": ["all-staff"], "rules": [{"path": "**", "groups": ["counsel"]}]}),
    "minutes/2026-03-12.md": "# Secret board\n\nDate: 12 March 2026\n\nPresent: Zebedee Quark\n\nDecision: The Board "
    "approved version 9.0 of the Information Security Policy.\n",
    "risks.csv": "Risk ID,Risk,Owner,Status\nR-99,Takeover of the trust,Zebedee Quark,accepted\n"
    "R-98,A rival bid,,open\n",
    "gone.md": "# Gone\n\nZebedee Quark resigned on 3 March 2026.\n",
}
_HIDDEN = (
    _CASE,
    _ADVICE,
    f"docs:{_CASE}",
    "minutes/2026-03-12.md",
    "vault:minutes/2026-03-12.md",
    "vault:risks.csv",
    "gone.md",
    "vault:gone.md",
)
_MOMENT = datetime(2026, 6, 15, 14, 27, 59, tzinfo=UTC)
_PAGE = {"Accept": "text/html"}
_MAY_DIFFER = (
    (re.compile(r'"timings_ms": ?\{[^}]*\}'), '"timings_ms":{}'),
    (re.compile(r'"(ledger|generation)": ?\d+'), r'"\1":0'),
    (re.compile(r'(conversations?(?:/|=|\?before=|": ?|=?" value=)"?)[\w-]{16}(?![\w-])'), r"\1ID"),
    (re.compile(r'(answer-|ledger/|[Ee]ntry |sequence=|name="(?:sequence|ledger)" value=)"?\d+'), r"\1N"),
    (re.compile(r"(id: |/streams/)[\w-]+(:\d+)?"), r"\1RUN\2"),
    (re.compile(r"\d+(\.\d+)? (ms|milliseconds|seconds)\b"), "TIME"),
)
_PARTS = ("", "/passages", "/text", "/reading", "/original", "/pages/1.png")
_PAGES = (
    "/documents /documents?folder=restricted /documents?q=case /register /findings /reports /leadership /explorer "
    "/gaps /clauses /summary /evaluation /ledger /admin /conversations /nothing /register/nothing /reports/nothing"
).split()
_LISTS = (
    "/me /decisions?kind=finding /decisions?kind=mapping /decisions?kind=signoff /feedback /ledger/head /admin/status "
    "/conversations/nothing /ledger/999999 /findings?limit=200 /register/nothing /reports/nothing /frameworks/nothing"
).split()


@dataclass(frozen=True)
class Worlds:
    """The same person's clients of the archive that holds restricted documents, and of the one that never did."""

    holding: httpx.Client
    never: httpx.Client
    insider: httpx.Client
    """Somebody who may see all of the first archive."""

    def same(self, method: str, path: str, **given: Any) -> httpx.Response:
        """The response of both archives, which must be one."""
        one, other = (client.request(method, path, **given) for client in (self.holding, self.never))
        assert one.status_code == other.status_code < 500, (path, given)
        assert _body(one) == _body(other), (path, given)
        assert _head(one.headers) == _head(other.headers), (path, given)
        return other

    def names(self, path: str, field: str) -> list[str]:
        """What a list of the API names."""
        return [str(each[field]) for each in self.same("GET", f"/api/v1{path}").json()["items"]]


def _body(response: httpx.Response) -> str | bytes:
    if response.headers.get("content-type", "").startswith("image/"):
        return response.content
    text = response.text.replace(f"{response.url.scheme}://{response.url.netloc.decode()}", "")
    for pattern, put in _MAY_DIFFER:
        text = pattern.sub(put, text)
    return text


def _head(headers: Mapping[str, str]) -> dict[str, str]:
    """What a response's headers say, but for times and lengths (numbers of the ledger have more digits)."""
    return {name: value for name, value in headers.items() if name not in ("date", "content-length")}


@pytest.fixture(scope="module")
def worlds(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worlds]:
    folder = tmp_path_factory.mktemp("worlds")
    docs = folder / "docs"
    shutil.copytree(_SAMPLE / "docs", docs, ignore=shutil.ignore_patterns("restricted", "scan*"))
    never, holding = Ingestion(folder / "never" / "home"), Ingestion(folder / "holding" / "home")
    never.run(docs)
    copied(never.home, folder / "holding")
    shutil.copytree(_SAMPLE / "docs" / "restricted", docs / "restricted")
    holding.run(docs)
    vault = write(folder / "vault", _VAULT)
    holding.run(vault)
    (vault / "gone.md").unlink()
    holding.run(vault, prune=True)
    shutil.rmtree(docs / "restricted")  # for the one it never was; the other has ingested it
    for each in sorted(docs.rglob("*.md")):  # documents that are newer than the restricted ones
        each.write_bytes(each.read_bytes() + b"\n")
    never.run(docs)
    shutil.copytree(_SAMPLE / "docs" / "restricted", docs / "restricted")
    holding.run(docs)
    limits = ApiLimits(rate_per_minute=1e6, rate_burst=1_000_000)
    with ExitStack() as stack:

        def client(server: Server, person: str, groups: tuple[str, ...], role: str = "reader") -> httpx.Client:
            made = server.client(server.token(person, groups, role), **{"X-Request-ID": "same"})
            made.base_url = httpx.URL(server.url)
            return stack.enter_context(made)

        servers = [
            stack.enter_context(served(each.home, Auth("token"), limits, clock=lambda: _MOMENT))
            for each in (holding, never)
        ]
        insider = client(servers[0], "ivo", _INSIDERS, "admin")
        _busy(insider)
        yield Worlds(client(servers[0], "ana", _EVERYBODY), client(servers[1], "ana", _EVERYBODY), insider)


def _busy(insider: httpx.Client) -> None:
    """Somebody who sees everything asks, says what he thinks of it, decides and corrects."""
    for row in _RESTRICTED:
        insider.post("/api/v1/ask", json={"question": row["question"]})
    told = insider.post("/api/v1/ask", json={"question": "What was the outcome of disciplinary case 2026-02?"}).json()
    insider.post("/api/v1/feedback", json={"ledger": told["ledger"], "verdict": "helpful"})
    everything = {each["id"] for each in insider.get("/api/v1/findings?limit=200").json()["items"]}
    narrow = insider.get("/api/v1/findings?limit=200", headers={"X-Vouch-Groups": "@default"}).json()["items"]
    hidden = everything - {each["id"] for each in narrow}
    assert hidden, "restricted documents give rise to findings of their own"
    for each in sorted(hidden):
        made = insider.post(f"/api/v1/findings/{each}/decisions", json={"state": "accepted", "reason": "known"})
        assert made.status_code == 201
    mapping = {"doc_id": f"docs:{_CASE}", "counts": True, "reason": "it shows the procedure"}
    made = insider.post("/api/v1/frameworks/iso27001/clauses/9.3/mappings", json=mapping)
    assert made.status_code == 201, made.text


def test_who_has_the_right_sees_more(worlds: Worlds) -> None:
    insider, all_staff = (
        {each["doc_id"] for each in client.get("/api/v1/documents?limit=200").json()["items"]}
        for client in (worlds.insider, worlds.holding)
    )
    assert {f"docs:{_CASE}", f"docs:{_ADVICE}", "vault:risks.csv"} <= insider
    assert len(insider) == len(all_staff) + 4
    assert _CASE in worlds.insider.post("/api/v1/ask", json={"question": _RESTRICTED[1]["question"]}).text


@pytest.mark.parametrize("row", _QUESTIONS, ids=lambda row: row["id"])
def test_questions(worlds: Worlds, row: dict[str, Any]) -> None:
    told = worlds.same("POST", "/api/v1/ask", json={"question": row["question"], "as_of": row.get("as_of")}).json()
    assert not any(name in json.dumps(told) for name in (_CASE, _ADVICE, "Quark"))
    worlds.same("POST", "/api/v1/search", json={"question": row["question"], "k": 25})


@pytest.mark.parametrize("row", _RESTRICTED, ids=lambda row: row["id"])
def test_streams_and_conversations(worlds: Worlds, row: dict[str, Any]) -> None:
    worlds.same("POST", "/api/v1/ask/stream", json={"question": row["question"], "keep": False})
    page = worlds.same("POST", "/ask", data={"question": row["question"]}, headers=_PAGE, follow_redirects=True)
    assert page.status_code == 200 and page.history


def test_documents(worlds: Worlds) -> None:
    found = worlds.same("GET", "/api/v1/documents?limit=200").json()
    assert found["total"] == len(found["items"]) > 30
    for doc_id in [each["doc_id"] for each in found["items"]][::12]:
        for part in _PARTS[:-1]:
            worlds.same("GET", f"/api/v1/documents/{quote(doc_id)}{part}")
        worlds.same("GET", f"/documents/{quote(doc_id)}", headers=_PAGE)
        worlds.same("GET", f"/evidence/{quote(doc_id)}?start=0&end=20", headers=_PAGE)


@pytest.mark.parametrize("name", [*_HIDDEN, "nothing.md"])
def test_what_one_may_not_see_is_nowhere(worlds: Worlds, name: str) -> None:
    for part in _PARTS:
        assert worlds.same("GET", f"/api/v1/documents/{quote(name)}{part}").status_code == 404
    assert worlds.same("GET", "/api/v1/documents", params={"doc_id": name}).json()["items"] == []
    for query in ("", "?start=0&end=20", f"?start=0&end=20&sha={'a' * 64}"):
        assert worlds.same("GET", f"/evidence/{quote(name)}{query}", headers=_PAGE).status_code == 404
    assert worlds.same("GET", f"/documents/{quote(name)}", headers=_PAGE).status_code == 404


def test_the_register_and_the_explorer(worlds: Worlds) -> None:
    kinds = worlds.names("/register", "kind")
    assert len(kinds) > 20
    for kind in kinds:
        worlds.same("GET", f"/api/v1/register/{kind}?limit=200")
        worlds.same("GET", f"/register/{kind}", headers=_PAGE)
        worlds.same("GET", f"/explorer?kind={kind}", headers=_PAGE)


def test_reports(worlds: Worlds) -> None:
    names = worlds.names("/reports", "name")
    assert len(names) > 8
    for name in names:
        worlds.same("GET", f"/api/v1/reports/{name}?form=json")
    for name in names[::5]:
        worlds.same("GET", f"/reports/{name}", headers=_PAGE)


def test_frameworks(worlds: Worlds) -> None:
    for name in worlds.names("/frameworks", "id"):
        assert worlds.same("GET", f"/api/v1/frameworks/{name}/clauses").json()
    worlds.same("GET", "/api/v1/frameworks/iso27001/clauses/9.3")
    worlds.same("GET", "/clauses/iso27001/9.3", headers=_PAGE)


@pytest.mark.parametrize("path", _LISTS)
def test_lists_and_counts(worlds: Worlds, path: str) -> None:
    worlds.same("GET", f"/api/v1{path}")


@pytest.mark.parametrize("path", ["/", *_PAGES])
def test_pages_with_suggestions_counts_and_charts(worlds: Worlds, path: str) -> None:
    worlds.same("GET", path, headers=_PAGE)


def test_own_ledger_entries(worlds: Worlds) -> None:
    worlds.same("POST", "/api/v1/ask", json={"question": _RESTRICTED[0]["question"]})
    mine = [client.get("/api/v1/ledger?limit=200").json()["items"] for client in (worlds.holding, worlds.never)]
    said = [[(each["kind"], (each["content"] or {}).get("question")) for each in entries] for entries in mine]
    assert said[0] == said[1] and len(said[0]) > 1


def test_a_correction_counts_for_people_who_see_fewer_sources(worlds: Worlds) -> None:
    doc_id = worlds.names("/documents", "doc_id")[0]
    path = "/api/v1/frameworks/iso14001/clauses/10.1"

    def counted() -> str:
        return json.dumps(worlds.holding.get(path).json())

    assert f'"{doc_id}"' not in counted()
    made = worlds.insider.post(f"{path}/mappings", json={"doc_id": f"docs:{doc_id}", "counts": True})
    assert made.status_code == 201, made.text
    assert f'"{doc_id}"' in counted()
