"""The commands' way to an archive that a running server owns: through the server, with the same results.

The server leaves ``serving.json`` (its address) and ``serving.secret`` in the home, the latter readable by the same
person alone: whoever could read it could read the archive itself. A token, where one is given, is used instead.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from evidence.errors import ArchiveError, QuestionError, ServiceError, VouchError

if TYPE_CHECKING:
    from assistant.answer import Answer
    from assistant.ask import Question

ADDRESS_FILE = "serving.json"
SECRET_FILE = "serving.secret"
_SECONDS = 300.0
_PAGE = 200
_EARLIER = 20  # as many as the server takes
_TRIES = 3  # connections to one answer's stream
_TICK = 0.3  # seconds between looks at the progress of an ingestion
_EXTRA = ("ledger", "conversation")
_DEFAULT_GROUPS = "@default"
_EVERYTHING = "@all"
_GROUPS = "X-Vouch-Groups"
_PERSON, _ROLE = "X-Vouch-Person", "X-Vouch-Role"

Groups = tuple[str, ...] | None
Tell = Callable[[Mapping[str, Any]], None]
Listener = Callable[[str, Mapping[str, Any]], None]


@dataclass(frozen=True)
class Remote:
    """A running server that owns the home."""

    address: str
    secret: str
    named: bool
    """Whether the secret is a person's token: its groups then hold where the command names none."""

    @classmethod
    def of(cls, home: Path, token: str | None = None) -> Remote | None:
        """The server of a home; ``None`` when none says that it runs there."""
        try:
            told = json.loads((home / ADDRESS_FILE).read_text("utf-8"))
            owner = json.loads((home / "owner.lock").read_text("utf-8"))
            address = str(told["address"])
            if told.get("pid", owner["pid"]) != owner["pid"]:  # left by a server that was killed
                return None
        except (OSError, ValueError, KeyError, TypeError):
            return None
        given = token or os.environ.get("VOUCH_TOKEN", "")
        if given:
            return cls(address, given, True)
        try:
            return cls(address, (home / SECRET_FILE).read_text("utf-8").strip(), False)
        except OSError as error:
            raise ArchiveError(
                f"a server owns {home}, and its secret cannot be read",
                remedy="Give a token: --token, or the variable VOUCH_TOKEN.",
            ) from error

    def ask(self, groups: Groups, question: Question, known_by: date | None = None) -> Answer:
        """As ``Assistant.ask``, with the groups in place of a view. The server's day is today."""
        return self.told(groups, question, known_by)[0]

    def told(
        self,
        groups: Groups,
        question: Question,
        known_by: date | None = None,
        conversation: str | None = None,
        listener: Listener | None = None,
    ) -> tuple[Answer, dict[str, Any]]:
        """The answer, and where the server keeps it: ``ledger`` and ``conversation`` ("" begins one).

        ``listener`` is told of it as it comes about: of each claim, before the whole is there.
        """
        from assistant.answer import Answer

        body = {
            "question": question.text,
            "id": question.id[:64],
            "mode": question.mode,
            "as_of": question.as_of.isoformat() if question.as_of else None,
            "known_by": known_by.isoformat() if known_by else None,
            "framework": question.framework.id if question.framework else "",
            "keep": conversation is not None,
            "conversation": conversation or None,
            "earlier": list(question.earlier[-_EARLIER:]),
        }
        told = self._streamed(groups, body, listener) if listener else self._json("POST", "/ask", groups, json=body)
        answer = Answer.model_validate({name: value for name, value in told.items() if name not in _EXTRA})
        return answer.model_copy(update={"id": question.id}), {name: told[name] for name in _EXTRA}

    def _streamed(self, groups: Groups, body: Mapping[str, Any], listener: Listener) -> dict[str, Any]:
        """The last event of an answer's stream; a connection that breaks is taken up where it broke."""
        import httpx

        from assistant.told import events

        sent: Mapping[str, Any] | None = body
        method, path, last = "POST", "/ask/stream", ""
        for _ in range(_TRIES):
            head = {**self._headers(groups), **({"Last-Event-ID": last} if last else {})}
            try:
                with (
                    httpx.Client(base_url=self.address, timeout=_SECONDS, trust_env=False) as client,
                    client.stream(method, f"/api/v1{path}", headers=_encoded(head), json=sent) as answer,
                ):
                    if answer.status_code >= 400:
                        raise _told(answer.headers.get("content-type", ""), answer.read(), answer.status_code)
                    for each in events(answer.iter_lines()):
                        last = each.id or last
                        if each.name == "error":
                            raise _told("json", json.dumps(each.data).encode(), int(each.data.get("status", 500)))
                        if each.name == "answer":
                            return dict(each.data)
                        listener(each.name, each.data)
            except (httpx.HTTPError, ValueError):
                if not last:  # nothing came: it may not even have been asked
                    break
            method, path, sent = "GET", f"/ask/streams/{quote(last.partition(':')[0], safe='')}", None
        raise self._silent()

    def search(
        self, groups: Groups, identity: str, question: str, k: int, known_by: date | None = None
    ) -> dict[str, Any]:
        """What ``vouch search --json`` prints."""
        body = {"question": question, "k": k, "known_by": known_by.isoformat() if known_by else None}
        found: dict[str, Any] = self._json("POST", "/search", groups, json=body)
        return {**found, "id": identity}

    def kinds(self, groups: Groups, known_by: date | None = None) -> list[dict[str, Any]]:
        """What ``vouch register --json`` prints without a kind."""
        found = self._json("GET", "/register", groups, params=_days(None, known_by))["items"]
        return [{name: each[name] for name in ("kind", "meaning", "facts")} for each in found]

    def register(
        self, groups: Groups, kind: str, filters: Sequence[str], day: date | None, known_by: date | None = None
    ) -> list[dict[str, Any]]:
        """What ``vouch register KIND --json`` prints."""
        query = [("filter", each) for each in filters] + _days(day, known_by)
        return list(self._all(f"/register/{quote(kind, safe='')}", groups, query))

    def report(
        self,
        groups: Groups,
        name: str,
        form: str,
        frameworks: Sequence[str],
        period: str | None,
        day: date | None,
        known_by: date | None = None,
        more: Sequence[tuple[str, str]] = (),
    ) -> bytes:
        """A report as a file; ``more`` is what else is asked of it, as the API takes it."""
        query = [("form", form), *(("framework", each) for each in frameworks)]
        query += [("period", period)] if period else []
        query += [*_days(day, known_by), *more]
        answer = self._ask("GET", f"/reports/{quote(name, safe='')}", groups, params=query)
        return bytes(answer.content)

    def pack(self, groups: Groups, body: Mapping[str, Any], *, everything: bool) -> tuple[str, bytes]:
        """An evidence pack: the file name that it proposes, and its bytes. ``everything``: as the operator sees it."""
        answer = self._ask("POST", "/packs", groups, operator=everything, json=body)
        name = str(answer.headers.get("content-disposition", "")).partition('filename="')[2].partition('"')[0]
        return Path(name).name or "pack.zip", bytes(answer.content)

    def status(self) -> dict[str, Any]:
        """What ``vouch status --json`` prints."""
        found: dict[str, Any] = self._json("GET", "/admin/status", None, operator=True)
        return found

    def ingest(self, paths: Sequence[Path], prune: bool, stop: Callable[[], bool], tell: Tell) -> dict[str, Any]:
        """Have the server ingest, and wait; what ``vouch ingest --json`` prints. ``tell`` is given each new state.

        ``stop`` ends it after the document in hand. Raises ``RemoteError`` when it fails.
        """
        body = {"paths": [str(path.expanduser().absolute()) for path in paths], "prune": prune}
        state = self._operate("POST", "/admin/ingest", json=body)
        wanted = state["id"]
        while state["state"] in ("running", "stopping"):
            tell(state)
            if stop() and state["state"] == "running":
                self._operate("DELETE", "/admin/ingest")
            time.sleep(_TICK)
            state = self._operate("GET", "/admin/ingest")
        if state["id"] != wanted:
            raise RemoteError("another ingestion began meanwhile", remedy="`vouch status` tells what is ingested.")
        if state["state"] == "failed":
            raise RemoteError(str(state["error"]))
        return dict(state["detail"])

    def finding(self, groups: Groups, identity: str) -> dict[str, Any]:
        """A finding by its id. Raises ``QuestionError`` for none."""
        found = next((each for each in self._all("/findings", groups, []) if each["id"] == identity), None)
        if found is None:
            raise QuestionError(f"there is no finding {identity}", remedy="`vouch report findings` lists them.")
        return found

    def pieces(self, framework: str, ref: str) -> int:
        """How many pieces of evidence a requirement has."""
        return int(self._operate("GET", f"{_clause(framework, ref)}")["pieces"])

    def decide(self, by: str, groups: Groups, finding: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A person's decision about a finding, as the API shows it."""
        seen = (_DEFAULT_GROUPS,) if groups is None else groups
        return self._decided(by, seen, f"/findings/{quote(finding, safe='')}/decisions", body)

    def sign_off(self, by: str, framework: str, ref: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A person's word on the status of a requirement, as the API shows it."""
        return self._decided(by, (_EVERYTHING,), f"{_clause(framework, ref)}/signoffs", body)

    def correct_mapping(self, by: str, framework: str, ref: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """A person's word on whether a document is evidence for a requirement, as the API shows it."""
        return self._decided(by, (_EVERYTHING,), f"{_clause(framework, ref)}/mappings", body)

    def _decided(self, by: str, groups: tuple[str, ...], path: str, body: Mapping[str, Any]) -> dict[str, Any]:
        """Decide in the name of a person: with a token in that person's own, else by the operator's word."""
        if not self.named:
            acting = {_PERSON: by, _ROLE: "editor", _GROUPS: ",".join(groups)}
            return dict(self._ask("POST", path, None, operator=True, acting=acting, json=body).json())
        person = str(self._operate("GET", "/me")["person"])
        if person != by:
            raise QuestionError(f"the token is {person}'s, not {by}'s", remedy=f"Use --by {person}, or their token.")
        return dict(self._operate("POST", path, json=body))

    def _operate(self, method: str, path: str, **more: Any) -> Any:
        """JSON of a request that sees all that the secret's owner may."""
        return self._ask(method, path, None, operator=True, **more).json()

    def _all(self, path: str, groups: Groups, query: Sequence[tuple[str, str]]) -> Iterator[dict[str, Any]]:
        cursor: str | None = None
        while True:
            more = [("cursor", cursor)] if cursor else []
            page = self._json("GET", path, groups, params=[*query, ("limit", str(_PAGE)), *more])
            yield from page["items"]
            cursor = page["next"]
            if not cursor:
                return

    def _json(self, method: str, path: str, groups: Groups, **more: Any) -> Any:
        return self._ask(method, path, groups, **more).json()

    def _ask(
        self,
        method: str,
        path: str,
        groups: Groups,
        *,
        operator: bool = False,
        acting: Mapping[str, str] | None = None,
        **more: Any,
    ) -> Any:
        import httpx

        headers = {**self._headers(groups, operator=operator), **(acting or {})}
        try:
            with httpx.Client(base_url=self.address, timeout=_SECONDS, trust_env=False) as client:
                answer = client.request(method, f"/api/v1{path}", headers=_encoded(headers), **more)
        except httpx.HTTPError as error:
            raise self._silent() from error
        if answer.status_code >= 400:
            raise _told(answer.headers.get("content-type", ""), answer.content, answer.status_code)
        return answer

    def _headers(self, groups: Groups, *, operator: bool = False) -> dict[str, str]:
        """Who asks, and with which groups."""
        headers = {"Authorization": f"Bearer {self.secret}"}
        if groups is not None:
            headers[_GROUPS] = ",".join(groups)
        elif not self.named and not operator:
            headers[_GROUPS] = _DEFAULT_GROUPS
        return headers

    def _silent(self) -> ServiceError:
        return ServiceError(
            f"the server at {self.address} does not answer", remedy="Look at `vouch serve`, then try again."
        )


def _encoded(headers: Mapping[str, str]) -> dict[bytes, bytes]:
    return {name.encode(): value.encode() for name, value in headers.items()}


def _clause(framework: str, ref: str) -> str:
    return f"/frameworks/{quote(framework, safe='')}/clauses/{quote(ref, safe='')}"


def _days(as_of: date | None, known_by: date | None) -> list[tuple[str, str]]:
    days = (("as_of", as_of), ("known_by", known_by))
    return [(name, day.isoformat()) for name, day in days if day is not None]


class RemoteError(VouchError):
    """What the server says is wrong."""

    code = "remote"


def _told(kind: str, content: bytes, status: int) -> VouchError:
    try:
        problem: Mapping[str, Any] = json.loads(content) if "json" in kind else {}
        return RemoteError(str(problem["detail"]), remedy=str(problem.get("remedy", "")), retry=status in (429, 503))
    except (ValueError, KeyError, TypeError):
        return ServiceError(f"the server answered {status}")
