"""Buttons and forms: feedback, the private answer, and asking a colleague."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from evidence.errors import QuestionError, VouchError
from evidence.record import Missing
from integrations.slack.blocks import modals, words
from integrations.slack.blocks.rich import Message, actions, button, context, line, quoted, rich, short, text
from integrations.slack.inbox import Job, New
from integrations.slack.incoming import plain_question
from integrations.slack.people import Person
from integrations.slack.ports import Json
from integrations.slack.work.bench import Bench
from integrations.slack.work.owners import proposed_owner

MODALS = frozenset({"feedback_missing", "ask_colleague", "colleague_reply"})
"""Buttons that open a modal: done at once, because a trigger lasts three seconds."""
_VERDICTS = {"feedback_helpful": "helpful", "feedback_wrong": "wrong"}
_NOT_THEIRS = (
    "Only the person who asked can say that of an answer. Ask the question yourself, then the answer is yours."
)


class Presses:
    """Does jobs of the kinds ``press`` and ``form``, and opens modals."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    def press(self, job: Job) -> list[New]:
        """A pressed button; what is to be done besides."""
        action, value = str(job.payload["action"]), str(job.payload["value"])
        person = self._bench.person(job)
        more: list[New] = []
        if person.problem:
            self._bench.whisper(job, words.refusal(person.problem))
        elif action in _VERDICTS:
            self._feedback(job, person, value, _VERDICTS[action])
        elif action == "ask_privately":
            more = self._privately(job, value)
        elif action == "home_refresh":
            moment = str(job.received)
            more = [New("home", f"{job.team}/home/{job.person}", job.team, job.person, moment, again=True)]
        elif action == "colleague_decline":
            self._settle(job, person, value, "declined", "")
        self._bench.inbox.done(job)
        return more

    def form(self, job: Job) -> None:
        """A submitted modal."""
        callback, values = str(job.payload["callback"]), job.payload["values"]
        person = self._bench.person(job)
        if not person.problem:
            if callback == "missing_source":
                self._missing(job, person, str(job.payload["private"]), values)
            elif callback == "ask_colleague":
                self._refer(job, person, str(job.payload["private"]), values)
            elif callback == "colleague_answer":
                said = str(values.get("answer") or "")
                source = str(values.get("source") or "")
                outcome = f"{said}\nSource: {source}" if source else said
                self._settle(job, person, str(job.payload["private"]), "answered", outcome)
        self._bench.inbox.done(job)

    # Modals -------------------------------------------------------------------------------------

    def open(self, team: str, user: str, action: str, value: str, trigger: str) -> None:
        """Open the modal of a button. Raises ``SlackError`` when the trigger is too old."""
        slack = self._bench.clients(team)
        person = self._bench.directory.person(team, user)
        if person.problem:
            return
        if action == "feedback_missing":
            slack.call("views.open", trigger_id=trigger, view=modals.missing_source(value))
        elif action == "colleague_reply":
            held = self._bench.inbox.referral(int(value)) if value.isdigit() else None
            if held and held["colleague"] == user:
                view = modals.colleague_answer(held["id"], held["question"])
                slack.call("views.open", trigger_id=trigger, view=view)
        elif action == "ask_colleague":
            self._open_colleague(team, person, value, trigger)

    def _open_colleague(self, team: str, person: Person, key: str, trigger: str) -> None:
        asked = self._bench.inbox.get(key)
        if asked is None or asked.person != person.user:
            return
        slack = self._bench.clients(team)
        question = self._question(asked)
        opened = slack.call("views.open", trigger_id=trigger, view=modals.colleague(key, question, "", ""))
        user, about = proposed_owner(self._bench, team, self._bench.who(person), question)
        if user:
            view = modals.colleague(key, question, user, about)
            for block in view["blocks"]:
                if block.get("block_id") == "colleague":
                    block["block_id"] = "proposed"  # a new block, so that its initial user counts
            slack.call("views.update", view_id=opened["view"]["id"], view=view)

    # Feedback -----------------------------------------------------------------------------------

    def _feedback(self, job: Job, person: Person, key: str, verdict: str) -> None:
        name = f"feedback.{key}.{person.user}.{verdict}"
        asked = self._bench.inbox.get(key)
        if asked is None or asked.sequence is None:
            self._bench.whisper(job, words.said("That answer is no longer kept here."))
            return
        if self._bench.inbox.value(name) is None:
            try:
                self._bench.desk.feedback(self._bench.who(person), asked.sequence, verdict)
            except VouchError as error:
                if error.retry:
                    raise
                self._bench.whisper(job, words.said(_NOT_THEIRS))
                return
            self._bench.inbox.keep(name, "1")
        self._bench.whisper(job, words.said(words.thanks(verdict)))

    def _missing(self, job: Job, person: Person, key: str, values: Mapping[str, Any]) -> None:
        asked = self._bench.inbox.get(key)
        if asked is None or asked.sequence is None:
            return
        named, said = str(values.get("source") or "").strip(), str(values.get("note") or "").strip()
        who, desk = self._bench.who(person), self._bench.desk
        source = source_named(named)
        reply = words.thanks("missing")
        try:
            try:
                desk.feedback(who, asked.sequence, "missing", said, [source] if source else [])
            except VouchError as error:
                if error.retry or source is None:
                    raise
                desk.feedback(who, asked.sequence, "missing", f"{said}\nSource named: {named}".strip())
        except VouchError as error:
            if error.retry:
                raise
            reply = _NOT_THEIRS
        self._reply(job, asked, words.said(reply))

    def _reply(self, job: Job, asked: Job, message: Message) -> None:
        """A form has no channel of its own: answer where the question stands, for its person alone."""
        channel = str(asked.payload.get("channel") or "")
        if channel and not channel.startswith("D") and asked.payload.get("place") == "channel":
            self._bench.slack(job).call(
                "chat.postEphemeral", channel=channel, user=job.person, text=message.text, blocks=list(message.blocks),
                thread_ts=asked.payload["thread"],
            )  # fmt: skip
        else:
            self._bench.say(job.team, job.person, message)

    def _privately(self, job: Job, key: str) -> list[New]:
        asked = self._bench.inbox.get(key)
        if asked is None or not asked.payload.get("text"):
            self._bench.whisper(job, words.said("That question is no longer kept here; please ask it again."))
            return []
        payload = {**asked.payload, "place": "private", "respond": "", "thread": "", "ts": ""}
        self._bench.whisper(job, words.said("I answer you in a direct message."))
        return [New("question", f"{key}/private/{job.person}", job.team, job.person, payload=payload)]

    # Colleagues ---------------------------------------------------------------------------------

    def _refer(self, job: Job, person: Person, key: str, values: Mapping[str, Any]) -> None:
        asked = self._bench.inbox.get(key)
        chosen = str(values.get("colleague") or "")
        if asked is None or not chosen or asked.person != person.user:
            return
        colleague = self._bench.directory.person(job.team, chosen)
        if colleague.problem or chosen == person.user:
            self._reply(job, asked, words.said("Please choose another member of this organisation."))
            return
        question, said = self._question(asked), str(values.get("note") or "")
        number = self._bench.inbox.refer(job.team, key, person.user, chosen, question, said)
        if number is None and not job.begun:
            self._reply(job, asked, words.said("They have been asked this already."))
            return
        if number is not None:
            self._bench.inbox.keep(f"referral.{job.key}", str(number))
        number_kept = self._bench.inbox.value(f"referral.{job.key}") or ""
        self._bench.write(job, [_to_colleague(number_kept, person, question, said)], user=chosen)
        self._reply(job, asked, words.said(f"{colleague.name or 'They'} was asked. The answer comes to you directly."))

    def _settle(self, job: Job, person: Person, number: str, state: str, outcome: str) -> None:
        held = self._bench.inbox.referral(int(number)) if number.isdigit() else None
        if held is None or held["colleague"] != person.user:
            return
        if not self._bench.inbox.settle(held["id"], state, outcome) and not job.begun:
            self._bench.whisper(job, words.said("That was settled before."))
            return
        asked = self._bench.inbox.get(held["key"])
        self._bench.write(job, [_outcome(person, held, state, outcome)], user=str(held["asker"]))
        if asked is not None and asked.sequence is not None:
            asker = self._bench.directory.person(job.team, str(held["asker"]))
            said = f"Asked a colleague, {person.name} <{person.email}>: {state}. {outcome}".strip()
            name = f"outcome.{held['id']}"
            if not asker.problem and self._bench.inbox.value(name) is None:
                with suppress(
                    QuestionError, Missing
                ):  # the answer is no longer in the ledger; the referral itself is recorded
                    self._bench.desk.feedback(self._bench.who(asker), asked.sequence, "missing", said)
                self._bench.inbox.keep(name, "1")

    def _question(self, asked: Job) -> str:
        bot = self._bench.clients(asked.team).workspace().bot_user
        return plain_question(str(asked.payload.get("text") or ""), bot)


def source_named(words_: str) -> Json | None:
    """A document as somebody names it: a path, or a link to the evidence page with the place."""
    if not words_:
        return None
    parts = urlsplit(words_)
    if parts.scheme in ("http", "https"):
        path = re.sub(r"^.*?/(?:evidence|documents)/", "", parts.path)
        query = parse_qs(parts.query)
        start, end = (query.get(name, ["0"])[0] for name in ("start", "end"))
        numbers = (int(start), int(end)) if start.isdigit() and end.isdigit() else (0, 0)
        return {"doc_id": unquote(path), "start": numbers[0], "end": numbers[1]}
    return {"doc_id": words_, "start": 0, "end": 0}


def _to_colleague(number: str, asker: Person, question: str, said: str) -> Message:
    lead = f"{asker.name or 'A colleague'} asks you something that the documents on file do not answer:"
    blocks = [
        *rich(line(text(lead)), quoted(text(short(question, 1_500)))),
        *(rich(line(text(f"They add: {short(said, 1_000)}"))) if said else []),
        actions(
            button("Answer", "colleague_reply", number, "primary"), button("Not mine", "colleague_decline", number)
        ),
    ]
    return Message("A colleague asks you something.", tuple(blocks))


def _outcome(colleague: Person, held: Mapping[str, Any], state: str, outcome: str) -> Message:
    name = colleague.name or "Your colleague"
    lead = f"{name} answers your question:" if state == "answered" else f"{name} says that it is not theirs to answer:"
    blocks = [*rich(line(text(lead)), quoted(text(short(str(held["question"]), 600))))]
    if outcome:
        blocks += rich(line(text(outcome)))
        blocks += context(
            text("This is a colleague's word, not evidence on file. File the document, and I can cite it.")
        )
    return Message(lead, tuple(blocks))
