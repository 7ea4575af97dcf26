"""With a real archive and service: the same claims and citations as anywhere else, in the process and over the API."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import httpx
import pytest

from assistant.ask import Assistant
from assistant.retrieve import Retriever
from assistant.service import Asked, Identity, Service
from evidence.archive import Archive
from evidence.errors import QuestionError, ServiceError
from evidence.record import Missing, Record
from integrations.slack.api_desk import Api, ApiDesk
from integrations.slack.blocks.places import evidence_link
from integrations.slack.desk import Desk
from tests.support import slack_server_people as do
from tests.support.archives import EMBEDDER, document, open_archive, put
from tests.support.noted import note, noted
from tests.support.slack_app import PUBLIC, local_slack, slack_part
from tests.support.slack_server import SlackServer

if TYPE_CHECKING:
    from assistant.api.parts import Auth

DAY = date(2026, 6, 15)
_OPERATOR = "the-operators-own-secret"
APPROVED = "The Board approved the AI Policy on 3 March 2026."
APPROVAL = note("approval", APPROVED, subject="AI Policy", body="Board", decision="approved", approved="2026-03-03")
QUESTIONS = (
    "who approved the ai policy",
    "when did the boiler get its inspection, and by whom?",
    "how much was the kestrel settlement",
    "whats the pass mark of the course",
)


@pytest.fixture(name="archive")
def _archive(tmp_path: Path) -> Iterator[Archive]:
    with open_archive(tmp_path / "home") as archive:
        source = archive.add_source(tmp_path)
        put(
            archive,
            source,
            noted("policies/ai policy.md", "AI Policy", [APPROVED, "It binds all staff."], [APPROVAL]),
            document(
                "log.md", "The boiler was inspected by Amara Diallo on 4 May 2026.", "The gate is closed at night."
            ),
            document("legal/kestrel.md", "The Kestrel settlement was 40,000 euro.", labels=("legal",)),
        )
        yield archive


@pytest.fixture(name="service")
def _service(archive: Archive, tmp_path: Path) -> Iterator[Service]:
    with Record(tmp_path / "home") as record:
        assistant = Assistant(EMBEDDER, Retriever())
        yield Service(archive, assistant, EMBEDDER, record, lambda: DAY, lambda: ("everyone",))


@pytest.fixture(name="desk", params=["service", "proxy", "operator", "delegate"])
def _desk(service: Service, request: pytest.FixtureRequest) -> Iterator[Desk]:
    if request.param == "service":
        yield service
        return
    from assistant.api.parts import Auth

    with _served(service, None if request.param == "proxy" else Auth("token", operator_secret=_OPERATOR)) as address:
        api = {
            "proxy": lambda: Api(address, "", "x-forwarded-user", "x-forwarded-groups"),
            "operator": lambda: Api(address, _OPERATOR),
            "delegate": lambda: Api(address, _delegate(service, "legal")),
        }
        desk = ApiDesk(api[request.param]())
        desk.check()
        yield desk
        desk.close()


def _delegate(service: Service, *groups: str) -> str:
    """A token that asks for people, with these groups at most."""
    return service.record.tokens.create("Slack", "slack-bot", groups, "delegate")[1]


@contextmanager
def _served(service: Service, auth: Auth | None = None) -> Iterator[str]:
    """The API over the service, which believes the headers of this machine unless ``auth`` says otherwise."""
    import socket

    import uvicorn

    from assistant.api.app import create_app
    from assistant.api.parts import Auth, Parts, TrustedHeader

    auth = auth or Auth("header", header=TrustedHeader(("127.0.0.1",)))
    parts = Parts(service=service, admin=None, originals=None, auth=auth, default_groups=lambda: ("everyone",))  # type: ignore[arg-type]
    listener = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(create_app(parts), log_level="warning", ws="none"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)
        listener.close()


def _shown(slack: SlackServer, channel: str, thread: str) -> str:
    return json.dumps([each["blocks"] for each in slack.world.posted(channel, thread)], ensure_ascii=False)


def test_the_same_claims_and_citations_as_anywhere_else(service: Service, desk: Desk, tmp_path: Path) -> None:
    with local_slack() as slack, slack_part(slack, desk, tmp_path / "slack") as part:
        for number, question in enumerate(QUESTIONS, 1):
            for user, email, groups in (
                ("U1AMARA", "amara@home.example", ("everyone", "legal")), ("U2LEO", "leo@home.example", ("everyone",))
            ):  # fmt: skip
                expected = service.ask(Identity(email, groups), Asked(question, keep=False)).answer
                asked = do.tell(slack, user, question)
                slack.world.wait(lambda asked=asked: slack.world.posted(asked["channel"], asked["ts"]))
                shown = _shown(slack, asked["channel"], asked["ts"])
                for claim in expected.claims:
                    assert json.dumps(claim.text, ensure_ascii=False)[1:-1] in shown
                    for cited in claim.citations:
                        assert evidence_link(PUBLIC, cited.model_dump()) in shown
                assert ("Not found." in shown) == (expected.status == "not_found"), number
                assert user == "U1AMARA" or "40,000" not in shown
        slack.world.wait(lambda: set(part.inbox.counts()) == {"done"})


def test_what_is_asked_is_recorded_as_the_persons(
    service: Service, desk: Desk, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    with local_slack() as slack, slack_part(slack, desk, tmp_path / "slack") as part:
        first = do.mention(slack, "C1", "U1AMARA", QUESTIONS[0])
        slack.world.wait(lambda: slack.world.posted("C1", first["ts"]))
        slack.world.wait(lambda: set(part.inbox.counts()) == {"done"})
        do.mention(slack, "C1", "U1AMARA", "and when?", thread=first["ts"])
        answer = slack.world.wait(lambda: len(found := slack.world.posted("C1", first["ts"])) == 2 and found[0])
        slack.world.wait(lambda: set(part.inbox.counts()) == {"done"})
        do.press(slack, "U1AMARA", answer, "feedback_helpful").taken()
        slack.world.wait(lambda: any("Thank you" in each["text"] for each in slack.world.ephemerals))
        do.command(slack, "U1AMARA", "C1", "status").taken()
        slack.world.wait(lambda: any("Readiness" in each["text"] for each in slack.world.ephemerals))
        do.open_home(slack, "U1AMARA")
        slack.world.wait(lambda: slack.world.homes)
    entries = [each for each in service.record.ledger.entries() if each.kind == "answer"]
    assert [(each.asker, each.groups) for each in entries] == [("amara@home.example", ("everyone",))] * 2
    by = {"operator": ["operator"], "delegate": [f"slack-bot ({each.id})" for each in service.record.tokens.list()]}
    assert [(each.content or {}).get("by") for each in entries] == by.get(
        request.node.callspec.params["desk"], [None]
    ) * 2
    (given,) = service.record.feedback.list()
    assert (given.person, given.verdict, given.sequence) == ("amara@home.example", "helpful", entries[0].sequence)
    (conversation,) = service.conversations(Identity("amara@home.example", None))
    turns = service.conversation(Identity("amara@home.example", None), conversation.id).turns
    assert [turn.question for turn in turns] == [QUESTIONS[0], "and when?"]


def test_a_server_that_does_not_believe_us_is_not_used(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    with _served(service) as address:
        desk = ApiDesk(Api(address, "", "x-nobody-reads-this"))
        with pytest.raises(ServiceError):
            desk.check()
        desk.close()


def test_a_tokens_holder_cannot_ask_for_others(service: Service) -> None:
    from assistant.api.parts import Auth

    secret = service.record.tokens.create("bot", "bot", None, "admin")[1]
    with _served(service, Auth("token", operator_secret=_OPERATOR)) as address:
        desk = ApiDesk(Api(address, secret))
        with pytest.raises(ServiceError):
            desk.check()
        desk.close()


def test_a_delegate_lends_nobody_its_groups_nor_exceeds_them(service: Service) -> None:
    """Leo has no group besides everybody's, Amara legal; one delegate may ask with legal, the other may not."""
    from assistant.api.parts import Auth

    amara, leo = Identity("amara@home.example", ("everyone", "legal")), Identity("leo@home.example", ("everyone",))
    asked = Asked("how much was the kestrel settlement", keep=False)
    with _served(service, Auth("token")) as address:
        wide, narrow = (ApiDesk(Api(address, _delegate(service, *groups))) for groups in (("legal",), ()))
        for desk in (wide, narrow):
            desk.check()
            assert desk.public(amara).groups == ("everyone",)
            assert desk.ask(leo, asked).answer.status == "not_found"
        assert "40,000" in wide.ask(amara, asked).answer.text
        assert narrow.ask(amara, asked).answer.status == "not_found"
        wide.close()
        narrow.close()


@pytest.mark.parametrize("secret", ["delegate", "operator"])
def test_claims_come_over_the_api_before_the_answer_does(service: Service, secret: str) -> None:
    from assistant.api.parts import Auth

    heard: list[str] = []
    with _served(service, Auth("token", operator_secret=_OPERATOR)) as address:
        desk = ApiDesk(Api(address, _OPERATOR if secret == "operator" else _delegate(service)))
        asked = Asked(QUESTIONS[0])
        told = desk.ask(Identity("leo@home.example", ("everyone",)), asked, lambda name, data: heard.append(name))
        assert heard == ["understood", *["claim"] * len(told.answer.claims)] and told.answer.claims
        assert told.conversation
        with pytest.raises(QuestionError):
            desk.ask(Identity("leo@home.example", ("everyone",)), Asked("?!"), lambda name, data: None)
        with pytest.raises(Missing):
            unknown = replace(asked, conversation="nobody's")
            desk.ask(Identity("leo@home.example", ("everyone",)), unknown, lambda name, data: None)
        desk.close()


def test_an_answers_stream_that_breaks_is_taken_up_where_it_broke(service: Service) -> None:
    from assistant.api.parts import Auth

    class Breaking(httpx.HTTPTransport):
        """Cuts the first stream after its first event."""

        sent: ClassVar[list[tuple[str, str]]] = []

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            response = super().handle_request(request)
            self.sent.append((request.method, request.url.path.rpartition("/v1")[2]))
            if len(self.sent) == 1:
                response.read()
                first = response.text.partition("\n\n")[2].partition("\n\n")[0]
                return httpx.Response(200, stream=_Cut(f"{first}\n\n".encode()))
            return response

    heard: list[str] = []
    with _served(service, Auth("token", operator_secret=_OPERATOR)) as address:
        desk = ApiDesk(Api(address, _OPERATOR), Breaking())
        who = Identity("leo@home.example", ("everyone",))
        told = desk.ask(who, Asked(QUESTIONS[0], keep=False), lambda name, data: heard.append(name))
        desk.close()
    assert heard == ["understood", *["claim"] * len(told.answer.claims)], "nothing is told twice"
    assert [(method, path.rpartition("/")[0]) for method, path in Breaking.sent] == [
        ("POST", "/ask"), ("GET", "/ask/streams")
    ]  # fmt: skip
    assert len([each for each in service.record.ledger.entries() if each.kind == "answer"]) == 1


class _Cut(httpx.SyncByteStream):
    def __init__(self, begun: bytes) -> None:
        self._begun = begun

    def __iter__(self) -> Iterator[bytes]:
        yield self._begun
        raise httpx.ReadError("the connection broke")


def test_a_server_that_was_restarted_is_asked_with_its_new_secret(service: Service) -> None:
    from assistant.api.parts import Auth

    who = Identity("amara@home.example", ("everyone",))
    with _served(service, Auth("token", operator_secret="the new one")) as address:
        desk = ApiDesk(Api(address, "the old one"), renew=lambda: Api(address, "the new one"))
        assert desk.public(who).groups == ("everyone",)
        stale = ApiDesk(Api(address, "the old one"), renew=lambda: Api(address, "another old one"))
        with pytest.raises(ServiceError):
            stale.public(who)
        desk.close()
        stale.close()


def test_the_groups_of_everybody_are_asked_for_once_a_minute(service: Service) -> None:
    """Or every question would take two requests more out of one bucket."""
    from assistant.api.parts import Auth

    class Counting(httpx.HTTPTransport):
        sent = 0

        def handle_request(self, request: httpx.Request) -> httpx.Response:
            self.sent += 1
            return super().handle_request(request)

    now, counting = [0.0], Counting()
    with _served(service, Auth("token", operator_secret=_OPERATOR)) as address:
        desk = ApiDesk(Api(address, _OPERATOR), counting, clock=lambda: now[0])
        for person in ("amara@home.example", "leo@home.example"):
            assert desk.public(Identity(person, ("legal",))) == Identity(person, ("everyone",))
        assert counting.sent == 1
        now[0] = 61.0
        desk.public(Identity("leo@home.example", ()))
        assert counting.sent == 2
        desk.close()


def test_nobodys_groups_open_nothing_over_the_api(service: Service) -> None:
    from assistant.api.parts import Auth

    with _served(service, Auth("token", operator_secret=_OPERATOR)) as address:
        desk = ApiDesk(Api(address, _OPERATOR))
        asked = Asked(QUESTIONS[0], keep=False)
        assert desk.ask(Identity("leo@home.example", ()), asked).answer.status == "not_found"
        assert desk.ask(Identity("leo@home.example", ("everyone",)), asked).answer.status == "answered"
        desk.close()
