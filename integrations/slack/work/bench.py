"""What every kind of work needs: the desk, the inbox, Slack, and who people are."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.service import Identity
from integrations.slack.audience import Audience, audience
from integrations.slack.blocks.rich import Message
from integrations.slack.desk import Desk
from integrations.slack.inbox import Inbox, Job
from integrations.slack.options import Options
from integrations.slack.people import Directory, Person
from integrations.slack.ports import Clients, Slack, SlackError
from integrations.slack.posting import QUIET, Outbox, Place

_NOBODY = Identity("slack", (), "reader", "slack")
_UNREACHABLE = frozenset({"cannot_dm_bot", "user_not_found", "user_disabled", "messages_tab_disabled"})


@dataclass(frozen=True)
class Bench:
    """The parts that work is done with."""

    options: Options
    desk: Desk
    inbox: Inbox
    clients: Clients
    directory: Directory

    def slack(self, job: Job) -> Slack:
        """The workspace of a job."""
        return self.clients(job.team)

    def outbox(self, job: Job) -> Outbox:
        """Where a job's messages go."""
        return Outbox(self.inbox, self.slack(job))

    def everyone(self) -> tuple[str, ...]:
        """The groups that everybody in the organisation has."""
        return tuple(self.desk.public(_NOBODY).groups or ())

    def person(self, job: Job) -> Person:
        """Who a job is of."""
        return self.directory.person(job.team, job.person)

    def who(self, person: Person) -> Identity:
        """A person as they ask where they alone read."""
        return person.identity(self.everyone())

    def audience(self, asker: Person, channel: str) -> Audience:
        """Who reads in a conversation."""
        return audience(self.directory, self.options, asker, channel, self.everyone())

    def direct(self, team: str, user: str) -> str:
        """The direct message channel with somebody; "" for who cannot be written to."""
        try:
            return str(self.clients(team).call("conversations.open", users=user)["channel"]["id"])
        except SlackError as error:
            if error.reason in _UNREACHABLE:
                return ""
            raise

    def whisper(self, job: Job, message: Message) -> None:
        """Say something that only the person of a job sees: by the response URL, in the channel, else directly."""
        payload = job.payload
        url, channel = str(payload.get("respond") or ""), str(payload.get("channel") or "")
        slack = self.slack(job)
        body = {"text": message.text, "blocks": list(message.blocks)}
        if url:
            try:
                slack.respond(url, {**body, "response_type": "ephemeral", "replace_original": False})
                return
            except SlackError:
                pass  # it is good for half an hour only
        if channel and not channel.startswith("D"):
            thread = {"thread_ts": payload["thread"]} if payload.get("thread") else {}
            try:
                slack.call("chat.postEphemeral", channel=channel, user=job.person, **body, **thread)
                return
            except SlackError:
                pass  # we are not in that channel, or they are not any more
        self.say(job.team, job.person, message, str(payload.get("thread") or "") if channel.startswith("D") else "")

    def say(self, team: str, user: str, message: Message, thread: str = "") -> None:
        """Tell somebody something in passing, which stands for no job: nothing takes it back or edits it."""
        channel = self.direct(team, user)
        if channel:
            body = {"text": message.text, "blocks": list(message.blocks), **QUIET}
            self.clients(team).call(
                "chat.postMessage", channel=channel, **body, **({"thread_ts": thread} if thread else {})
            )

    def write(self, job: Job, messages: list[Message], user: str = "", thread: str = "") -> tuple[tuple[str, str], ...]:
        """Post messages of a job directly to its person, or to another user."""
        channel = self.direct(job.team, user or job.person)
        if not channel:
            return ()
        return self.outbox(job).show(job, Place(channel, thread, user or job.person, direct=True), messages)
