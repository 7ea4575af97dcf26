"""The desk of a Slack part that runs on its own: the API of the process that owns the archive.

Every request says for whom it is made. A server believes that together with the operator's secret of its own home, or
with a delegate's token, which asks for people and can do nothing else; one with ``serve.auth = header`` also believes
the headers of a proxy. ``check`` makes sure of it before anything is asked, so that no answer is ever recorded as
somebody else's.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx

from assistant.answer import Answer
from assistant.reports import Report
from assistant.reports.report import Bar, Section, Sentence
from assistant.reports.report import Row as ReportRow
from assistant.service import Asked, Identity, Listener, Told
from assistant.told import events
from evidence.citing import Words
from evidence.errors import QuestionError, ServiceError, VouchError
from evidence.record import Missing

_SECONDS = 150.0
_FRESH = 60.0  # seconds that the groups of everybody are remembered
_TRIES = 3  # connections to one answer's stream
_UNKNOWN = 401
_OWN = ("ledger", "conversation")
_DEFAULT = "@default"


@dataclass(frozen=True, slots=True)
class Api:
    """Where the server is, and how it knows for whom we ask: a secret (the operator's, a delegate's), or headers."""

    address: str
    secret: str = field(default="", repr=False)
    person_header: str = "x-vouch-person"
    groups_header: str = ""


@dataclass(frozen=True, slots=True)
class ApiRow:
    """A fact of the register as the API gives it."""

    doc_id: str
    start: int
    end: int
    said: Mapping[str, str]

    def get(self, name: str) -> str:
        """A field or date."""
        return self.said.get(name, "")


class ApiDesk:
    """A desk over HTTP. Safe from several threads."""

    def __init__(
        self,
        api: Api,
        transport: httpx.BaseTransport | None = None,
        renew: Callable[[], Api] | None = None,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``renew`` tells the address and secret anew when the server no longer takes the ones in use."""
        self._api, self._renew = api, renew
        self._clock = clock
        self._everybody: tuple[float, tuple[str, ...]] | None = None
        self._http = httpx.Client(timeout=_SECONDS, trust_env=False, transport=transport)

    def close(self) -> None:
        """Close the connections."""
        self._http.close()

    def check(self) -> None:
        """Raise ``ServiceError`` unless the server takes our word for whom we ask."""
        who = Identity("somebody@example.invalid", ("nothing",), "reader", "slack")
        me = self._json(who, "GET", "/me")
        if me["person"] != who.person or me["groups"] is None or not set(me["groups"]) <= {"nothing"}:
            raise ServiceError(
                "the server does not let Slack ask for people",
                remedy="Run Slack inside `vouch serve`, or beside it on the same home; or make this machine a proxy.",
                retry=False,
            )

    def public(self, who: Identity) -> Identity:
        """``who`` with the groups that everybody has; asked anew once a minute, not for every question."""
        held = self._everybody
        if held is None or held[0] < self._clock():
            me = self._json(replace(who, groups=None), "GET", "/me")
            held = self._everybody = (self._clock() + _FRESH, tuple(me["groups"] or ()))
        return replace(who, groups=held[1])

    def ask(self, who: Identity, asked: Asked, listener: Listener | None = None) -> Told:
        """Answer a question and enter it in the ledger; ``listener`` is told of it as it comes about."""
        body = {
            "question": asked.text, "as_of": asked.as_of.isoformat() if asked.as_of else None, "mode": asked.mode,
            "conversation": asked.conversation, "keep": asked.keep,
        }  # fmt: skip
        told = self._streamed(who, body, listener) if listener else self._json(who, "POST", "/ask", json=body)
        answer = Answer.model_validate({name: value for name, value in told.items() if name not in _OWN})
        return Told(answer, int(told["ledger"]), told["conversation"])

    def feedback(
        self, who: Identity, sequence: int, verdict: str, note: str = "", sources: Sequence[Mapping[str, Any]] = ()
    ) -> int:
        """Keep what a reader says of an answer of theirs."""
        body = {"ledger": sequence, "verdict": verdict, "note": note, "sources": [dict(each) for each in sources]}
        return int(self._json(who, "POST", "/feedback", json=body)["id"])

    def register(
        self, who: Identity, kind: str, filters: Iterable[str] = (), as_of: date | None = None
    ) -> list[ApiRow]:
        """The facts of a kind that pass the filters."""
        query = [("filter", each) for each in filters] + ([("as_of", as_of.isoformat())] if as_of else [])
        return [
            ApiRow(str(row["doc_id"]), int(row["start"]), int(row["end"]), _said(row))
            for row in self._all(who, f"/register/{quote(kind, safe='')}", query)
        ]

    def findings(self, who: Identity, as_of: date | None = None) -> list[dict[str, Any]]:
        """The findings in the asker's world."""
        return list(self._all(who, "/findings", [("as_of", as_of.isoformat())] if as_of else []))

    def report(
        self,
        who: Identity,
        name: str,
        frameworks: Iterable[str] = (),
        period: str | None = None,
        as_of: date | None = None,
    ) -> Report:
        """A report by name."""
        query = [("framework", each) for each in frameworks]
        query += ([("period", period)] if period else []) + ([("as_of", as_of.isoformat())] if as_of else [])
        return _report(self._json(who, "GET", f"/reports/{quote(name, safe='')}", params=query))

    # ----------------------------------------------------------------------------------------------

    def _streamed(self, who: Identity, body: Mapping[str, Any], listener: Listener) -> Mapping[str, Any]:
        """The last event of an answer's stream; a connection that breaks is taken up where it broke."""
        method, path, last = "POST", "/ask/stream", ""
        sent: dict[str, Any] = {"json": body}
        for _ in range(_TRIES):
            try:
                answer = self._believed(who, method, path, {"last-event-id": last} if last else {}, stream=True, **sent)
                try:
                    if answer.status_code >= 400:
                        answer.read()
                        raise _problem(answer)
                    for each in events(answer.iter_lines()):
                        last = each.id or last
                        data = each.data if isinstance(each.data, dict) else {}
                        if each.name == "error":
                            raise _told(int(data.get("status", 500)), data)
                        if each.name == "answer":
                            return data
                        listener(each.name, data)
                finally:
                    answer.close()
            except (httpx.HTTPError, ValueError):
                if not last:  # nothing came: it may not even have been asked
                    break
            method, path, sent = "GET", f"/ask/streams/{quote(last.partition(':')[0], safe='')}", {}
        raise ServiceError(f"the server at {self._api.address} does not answer")

    def _all(self, who: Identity, path: str, query: list[tuple[str, str]]) -> Iterable[dict[str, Any]]:
        cursor: str | None = None
        while True:
            more = [("cursor", cursor)] if cursor else []
            page = self._json(who, "GET", path, params=[*query, ("limit", "200"), *more])
            yield from page["items"]
            cursor = page.get("next")
            if not cursor:
                return

    def _json(self, who: Identity, method: str, path: str, **more: Any) -> Any:
        try:
            answer = self._believed(who, method, path, {}, **more)
        except httpx.HTTPError as error:
            raise ServiceError(f"the server at {self._api.address} does not answer") from error
        if answer.status_code >= 400:
            raise _problem(answer)
        return answer.json()

    def _believed(
        self, who: Identity, method: str, path: str, headers: Mapping[str, str], stream: bool = False, **more: Any
    ) -> httpx.Response:
        """The response; where the server no longer knows us, to a second request with its new secret."""
        answer = self._sent(who, method, path, headers, stream, **more)
        if answer.status_code == _UNKNOWN and self._renew is not None:
            with suppress(VouchError):  # no server runs: what the last one said stands
                self._api = self._renew()
                answer.close()
                answer = self._sent(who, method, path, headers, stream, **more)
        return answer

    def _sent(
        self, who: Identity, method: str, path: str, more_headers: Mapping[str, str], stream: bool, **more: Any
    ) -> httpx.Response:
        api = self._api
        named = _DEFAULT if who.groups is None else ",".join(who.groups) or "!nobody"
        headers = {**more_headers, api.person_header: who.person, "x-vouch-groups": named}
        if api.secret:
            headers["authorization"] = f"Bearer {api.secret}"
        if api.groups_header and who.groups:
            headers[api.groups_header] = ",".join(who.groups)
        url = f"{api.address.rstrip('/')}/api/v1{path}"
        sent = {name.encode(): value.encode() for name, value in headers.items()}
        return self._http.send(self._http.build_request(method, url, headers=sent, **more), stream=stream)


def _problem(answer: httpx.Response) -> VouchError:
    """A problem as the error that the desk in the same process would raise."""
    try:
        told = answer.json()
    except ValueError:
        told = {}
    return _told(answer.status_code, told if isinstance(told, dict) else {})


def _told(status: int, told: Mapping[str, Any]) -> VouchError:
    said, remedy = str(told.get("detail") or f"the server answered {status}"), str(told.get("remedy") or "")
    if status == 404:
        return Missing(said, remedy=remedy)
    if status in (400, 409, 422):
        return QuestionError(said, remedy=remedy)
    return ServiceError(said, remedy=remedy, retry=status in (429, 502, 503, 504))


def _said(row: Mapping[str, Any]) -> dict[str, str]:
    dates = {name: str(value) for name, value in row.get("dates", {}).items() if value}
    return {**dates, **{name: str(value) for name, value in row.get("fields", {}).items()}}


def _report(told: Mapping[str, Any]) -> Report:
    """A report from its JSON form."""
    return Report(
        str(told["name"]),
        str(told["title"]),
        date.fromisoformat(told["as_of"]),
        tuple(_section(each) for each in told["sections"]),
        tuple(told["notes"]),
        str(told.get("framework") or ""),
        str(told.get("period") or ""),
    )


def _section(told: Mapping[str, Any]) -> Section:
    sentences = tuple(Sentence(each["text"], _words(each), each["rule"] or "") for each in told["sentences"])
    columns = tuple(told["columns"])
    rows = tuple(
        ReportRow(tuple(str(row["cells"].get(name, "")) for name in columns), _words(row), row["tone"] or "")
        for row in told["rows"]
    )
    bars = tuple(Bar(each["label"], each["value"], each["note"]) for each in told["chart"])
    return Section(told["title"], columns, rows, sentences, bars)


def _words(told: Mapping[str, Any]) -> tuple[Words, ...]:
    return tuple(Words(**each) for each in told["citations"])
