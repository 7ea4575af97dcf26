"""A question from Slack: who asks, who reads, the answer in its place."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any

from assistant.service import Asked, Identity
from evidence.errors import QuestionError, VouchError
from integrations.slack.audience import Audience
from integrations.slack.blocks import words
from integrations.slack.blocks.answers import answer_messages
from integrations.slack.blocks.rich import Message, line, quoted, rich, short, text
from integrations.slack.inbox import Job
from integrations.slack.incoming import plain_question
from integrations.slack.people import Person
from integrations.slack.ports import SlackError, SlackLost
from integrations.slack.posting import Place, Screen
from integrations.slack.redact import note
from integrations.slack.work.bench import Bench

_RESPONSES = 4  # messages that a response URL is used for


@dataclass(frozen=True, slots=True)
class _Setting:
    """One question with everything known of it."""

    job: Job
    person: Person
    who: Identity
    audience: Audience
    place: Place
    question: str

    @property
    def kind(self) -> str:
        """Where it was asked: channel, direct, private, shortcut or command."""
        return str(self.job.payload["place"])


class Questions:
    """Does jobs of the kind ``question``."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def do(self, job: Job) -> None:
        """Answer, redo or take back. What raises leaves the job open."""
        outbox = self._bench.outbox(job)
        if job.withdrawn:
            if job.begun > len(job.posted) and job.payload:
                outbox.adopt(job, _place(job, False))
            outbox.withdraw(job)
            self._bench.inbox.done(job, "withdrawn")
        elif job.payload.get("bot"):
            self._refuse_app(job)
        else:
            self._of_person(job)

    def _of_person(self, job: Job) -> None:
        bench = self._bench
        person = bench.person(job)
        if person.problem:
            if person.problem != "gone":
                self._tell(job, words.refusal(person.problem))
            bench.inbox.done(job, f"refused: {person.problem}")
            return
        question = plain_question(str(job.payload["text"]), bench.slack(job).workspace().bot_user)
        unfit = _unfit(question, int(job.payload.get("files") or 0))
        if unfit is not None:
            self._tell(job, unfit)
            bench.inbox.done(job, "no question")
            return
        setting = self._setting(job, person, question)
        if setting is None:
            bench.whisper(job, words.offer(job.key, nothing_here=True))
            bench.inbox.done(job, "offered privately")
            return
        self._answer(setting)

    def _setting(self, job: Job, person: Person, question: str) -> _Setting | None:
        """Where and for whom; ``None`` when nothing may be shown there."""
        who = self._bench.who(person)
        audience = Audience(who.groups, False, private=True)
        kind = job.payload["place"]
        if kind in ("channel", "direct"):
            audience = self._bench.audience(person, str(job.payload["channel"]))
            if audience.groups is None:
                return None
            who = replace(who, groups=audience.groups)
        place = _place(job, audience.private)
        if kind in ("private", "shortcut"):
            place = Place(self._bench.direct(job.team, person.user), "", person.user, direct=True)
        return _Setting(job, person, who, audience, place, question)

    # The answer ---------------------------------------------------------------------------------

    def _answer(self, setting: _Setting) -> None:
        bench, job = self._bench, setting.job
        screen = Screen(bench.outbox(job), bench.slack(job), bench.inbox, job, setting.place, words.waiting())
        seen = setting.kind != "command"
        if seen:
            screen.begin(bench.options.patience)
        try:
            told = job.told or self._ask(setting, screen if seen else None)
            if bench.inbox.told(job, told):
                self._shown(setting, screen, self._messages(setting, told))
                self._afterwards(setting, told)
        except QuestionError as error:
            self._shown(setting, screen, [words.unreadable(str(error), error.remedy)])
        finally:
            screen.close()
        bench.inbox.done(job)

    def _ask(self, setting: _Setting, screen: Screen | None) -> Mapping[str, Any]:
        def listen(event: str, data: Mapping[str, Any]) -> None:
            if event == "claim" and screen is not None:
                screen.claim(str(data.get("text", "")))

        job, place = setting.job, setting.place
        held = self._bench.inbox.conversation(job.team, place.channel, place.thread, setting.person.user)
        asked = Asked(setting.question, conversation=held)
        try:
            return self._bench.desk.ask(setting.who, asked, listen).as_json()
        except VouchError as error:
            if held is None or error.code != "missing":
                raise
            return self._bench.desk.ask(setting.who, replace(asked, conversation=None), listen).as_json()

    def _messages(self, setting: _Setting, told: Mapping[str, Any]) -> list[Message]:
        shared = not setting.audience.private
        messages = answer_messages(told, setting.job.key, self._bench.options.public_url, shared=shared)
        if setting.kind in ("private", "shortcut"):
            messages = _led(messages, setting.question)
        if setting.job.payload.get("files"):
            messages = [replace(messages[0], blocks=(*messages[0].blocks, *words.files_note())), *messages[1:]]
        return messages

    def _shown(self, setting: _Setting, screen: Screen, messages: list[Message]) -> None:
        job, bench = setting.job, self._bench
        if setting.kind != "command":
            self._posted(setting, screen, messages)
            return
        try:
            for message in messages[:_RESPONSES]:
                body = {"text": message.text, "blocks": list(message.blocks), "response_type": "ephemeral"}
                bench.slack(job).respond(str(job.payload["respond"]), {**body, "replace_original": False})
        except SlackError:
            bench.write(job, messages)

    def _posted(self, setting: _Setting, screen: Screen, messages: list[Message]) -> None:
        try:
            screen.finish(messages)
        except SlackError as error:
            if error.reason not in ("not_in_channel", "channel_not_found", "is_archived", "restricted_action"):
                raise
            note("an answer could not be posted where it was asked", reason=error.reason)

    def _afterwards(self, setting: _Setting, told: Mapping[str, Any]) -> None:
        job, place, bench = setting.job, setting.place, self._bench
        conversation = told.get("conversation")
        if conversation and place.channel:
            held = bench.inbox.get(job.key)
            thread = place.thread or (held.posted[0][1] if held and held.posted else "")
            if thread:
                bench.inbox.keep_conversation(job.team, place.channel, thread, setting.person.user, str(conversation))
        if setting.kind == "direct" and job.payload["thread"] == job.payload["ts"]:
            self._title(setting)
        if setting.audience.more and setting.kind == "channel":
            bench.whisper(job, words.offer(job.key, nothing_here=False))

    def _title(self, setting: _Setting) -> None:
        with suppress(SlackError, SlackLost):  # only threads of the assistant pane have a title
            self._bench.slack(setting.job).call(
                "assistant.threads.setTitle",
                channel_id=setting.place.channel,
                thread_ts=setting.place.thread,
                title=short(setting.question, 60),
            )

    # What is no answer --------------------------------------------------------------------------

    def _tell(self, job: Job, message: Message) -> None:
        """In a direct message as an answer, elsewhere for the asker alone."""
        if job.payload["place"] == "direct":
            self._bench.outbox(job).show(job, _place(job, True), [message])
        else:
            self._bench.whisper(job, message)

    def _refuse_app(self, job: Job) -> None:
        """Apps are refused once a day, so that two of them never talk to each other for ever."""
        name, today = f"refused.{job.team}.{job.person}", datetime.now(UTC).date().isoformat()
        if self._bench.inbox.value(name) != today and job.payload["place"] in ("channel", "direct"):
            self._bench.inbox.keep(name, today)
            self._bench.outbox(job).show(job, _place(job, False), [words.refusal("bot")])
        self._bench.inbox.done(job, "refused: bot")


def _place(job: Job, direct: bool) -> Place:
    return Place(str(job.payload["channel"]), str(job.payload.get("thread") or ""), job.person, direct)


def _unfit(question: str, files: int) -> Message | None:
    """What to say to a message that holds no question; ``None`` for a question."""
    if len(question) > words.LONGEST:
        return words.too_long(len(question))
    if not any(sign.isalnum() for sign in question):
        return words.empty(files)
    return words.help_message() if question.lower().strip(" !?.") in ("help", "hi", "hello", "hey") else None


def _led(messages: list[Message], question: str) -> list[Message]:
    """The question above an answer that stands apart from it."""
    lead = rich(line(text("You asked:")), quoted(text(short(question, 600))))
    first = messages[0]
    return [replace(first, blocks=(*lead, *first.blocks)), *messages[1:]]
