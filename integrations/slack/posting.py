"""Messages of a job, posted once: a crash between Slack's taking a message and our noting it does not post it twice."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from evidence.errors import VouchError
from integrations.slack.blocks.rich import Message
from integrations.slack.inbox import Inbox, Job
from integrations.slack.ports import Slack, SlackError, SlackLost
from integrations.slack.redact import warn

EVENT = "vouch_answer"
_GONE = frozenset({"message_not_found", "cant_update_message", "channel_not_found", "cant_delete_message"})
QUIET = {"unfurl_links": False, "unfurl_media": False}
"""Links are never unfurled: a preview would show a title."""
_UNFIT = frozenset({"invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"})
_HISTORY = 100


@dataclass(frozen=True, slots=True)
class Place:
    """Where an answer stands: a thread of a conversation (no thread: the conversation itself), and who asked there."""

    channel: str
    thread: str
    user: str = ""
    direct: bool = False


class Outbox:
    """Shows messages for jobs in one workspace: posted anew, or edited where they stand already."""

    def __init__(self, inbox: Inbox, slack: Slack) -> None:
        self._inbox, self._slack = inbox, slack

    def show(self, job: Job, place: Place, messages: Sequence[Message]) -> tuple[tuple[str, str], ...]:
        """Make exactly ``messages`` stand for the job; which messages they are."""
        held = self._held(job)
        begun = max(job.begun, held.begun)
        posted = list(held.posted)
        for part, message in enumerate(messages):
            if part < len(posted) and self._edited(posted[part], message):
                continue
            found = self._lost(job, place, part, posted) if part >= len(posted) and begun > part else None
            if found is not None:
                self._edited(found, message)
                at = found
            else:
                self._inbox.begin(job, part)
                at = self._post(job, place, part, message)
            posted[part : part + 1] = [at]
            self._inbox.posted(job, posted)
        for extra in posted[len(messages) :]:
            self._deleted(extra)
        self._inbox.posted(job, posted[: len(messages)])
        return tuple(posted[: len(messages)])

    def adopt(self, job: Job, place: Place) -> None:
        """After a crash: find what was posted for the job and not noted, so that nothing stands twice or stays."""
        held = self._held(job)
        if held.begun > len(held.posted):
            found = self._lost(job, place, len(held.posted), list(held.posted))
            self._inbox.posted(job, [*held.posted, *([found] if found else [])])

    def withdraw(self, job: Job) -> None:
        """Delete whatever stands for the job."""
        for each in self._held(job).posted:
            self._deleted(each)
        self._inbox.posted(job, ())

    def opened(self, job: Job, at: tuple[str, str]) -> None:
        """A message was begun by streaming: it stands for the job."""
        self._inbox.posted(job, [at])

    # ----------------------------------------------------------------------------------------------

    def _held(self, job: Job) -> Job:
        return self._inbox.get(job.key) or job

    def _post(self, job: Job, place: Place, part: int, message: Message) -> tuple[str, str]:
        arguments: dict[str, Any] = {
            "channel": place.channel,
            "text": message.text,
            "blocks": list(message.blocks),
            "metadata": {"event_type": EVENT, "event_payload": {"job": job.key, "part": part}},
            **QUIET,
        }
        if place.thread:
            arguments["thread_ts"] = place.thread
        try:
            reply = self._call("chat.postMessage", arguments)
        except SlackLost:
            found = self._lost(job, place, part, ())
            if found is None:
                raise
            return found
        return str(reply["channel"]), str(reply["ts"])

    def _edited(self, at: tuple[str, str], message: Message) -> bool:
        channel, ts = at
        try:
            blocks = list(message.blocks)
            self._call("chat.update", {"channel": channel, "ts": ts, "text": message.text, "blocks": blocks})
        except SlackError as error:
            if error.reason == "streaming_state_conflict":
                self._slack.call("chat.stopStream", channel=channel, ts=ts)
                return self._edited(at, message)
            if error.reason in _GONE:
                return False
            raise
        return True

    def _call(self, method: str, arguments: dict[str, Any]) -> dict[str, Any]:
        """A call with blocks; where Slack does not take the blocks, the words alone."""
        try:
            return self._slack.call(method, **arguments)
        except SlackError as error:
            if error.reason not in _UNFIT:
                raise
            warn("Slack did not take the blocks of a message", reason=error.reason)
            return self._slack.call(method, **{**arguments, "blocks": []})

    def _deleted(self, at: tuple[str, str]) -> None:
        try:
            self._slack.call("chat.delete", channel=at[0], ts=at[1])
        except SlackError as error:
            if error.reason not in _GONE:
                raise

    def _lost(self, job: Job, place: Place, part: int, known: Sequence[tuple[str, str]]) -> tuple[str, str] | None:
        """A message of ours that stands for this part of the job and was not noted; a begun stream counts too."""
        us = self._slack.workspace().bot_user
        method = "conversations.replies" if place.thread else "conversations.history"
        where = {"ts": place.thread, "oldest": place.thread} if place.thread else {}
        try:
            reply = self._slack.call(method, channel=place.channel, include_all_metadata=True, limit=_HISTORY, **where)
        except SlackError:
            return None  # without the right to read there is nothing to compare with
        stream = None
        for message in reply.get("messages") or ():
            at = (place.channel, str(message["ts"]))
            metadata = message.get("metadata") or {}
            if message.get("user") != us or at in known:
                continue
            if metadata.get("event_type") == EVENT:
                said = metadata.get("event_payload") or {}
                if said.get("job") == job.key and said.get("part") == part:
                    return at
            elif part == 0 and not self._inbox.of_message(*at):
                stream = at
        return stream


class Screen:
    """What is seen of an answer while it is worked out: a status, then after some patience a message that grows.

    With Slack's streaming methods where the workspace has them, else by editing at most once a second.
    """

    def __init__(self, outbox: Outbox, slack: Slack, inbox: Inbox, job: Job, place: Place, waiting: str) -> None:
        self._outbox, self._slack, self._inbox = outbox, slack, inbox
        self._job, self._place, self._waiting = job, place, waiting
        self._lock = threading.Lock()
        self._timer: threading.Timer | None = None
        self._stream: tuple[str, str] | None = None
        self._plain: list[str] = []
        self._open = self._over = self._closed = False
        self._pace = threading.Event()

    def begin(self, patience: float) -> None:
        """Say that work goes on; show a message when it takes longer than ``patience`` seconds."""
        self._status("is looking through the evidence …")
        self._timer = threading.Timer(patience, self._show)
        self._timer.daemon = True
        self._timer.start()

    def claim(self, words: str) -> None:
        """One more sentence of the answer is known."""
        with self._lock:
            self._plain.append(words)
            if self._open and not self._over:
                self._grow(words)

    def finish(self, messages: Sequence[Message]) -> tuple[tuple[str, str], ...]:
        """Show the answer in place of what stood there."""
        self.close()
        return self._outbox.show(self._job, self._place, messages)

    def close(self) -> None:
        """Nothing grows any more."""
        if self._timer is not None:
            self._timer.cancel()
        with self._lock:
            if self._closed:
                return
            self._closed = self._over = True
            if self._stream is not None:
                with suppress(SlackError):  # the edit that follows shows whether the message is still there
                    self._slack.call("chat.stopStream", channel=self._stream[0], ts=self._stream[1])
                self._stream = None
        self._status("")

    # ----------------------------------------------------------------------------------------------

    def _show(self) -> None:
        with self._lock:
            if self._over:
                return
            try:
                self._begin_message()
                self._open = True
                for words in self._plain:
                    self._grow(words)
            except VouchError:
                self._over = True  # the answer itself is posted by `finish`, which reports what fails

    def _begin_message(self) -> None:
        held = self._inbox.get(self._job.key) or self._job
        if held.posted or not self._place.thread:
            return
        self._inbox.begin(self._job, 0)
        try:
            whose = {} if self._place.direct else {
                "recipient_user_id": self._place.user, "recipient_team_id": _home_of(self._job)}  # fmt: skip
            reply = self._slack.call(
                "chat.startStream",
                channel=self._place.channel,
                thread_ts=self._place.thread,
                markdown_text=f"_{self._waiting}_\n\n",
                **whose,
            )
            self._stream = (str(reply["channel"]), str(reply["ts"]))
            self._outbox.opened(self._job, self._stream)
        except SlackError:
            self._outbox.show(self._job, self._place, [Message(self._waiting, _plain_blocks(self._waiting))])

    def _grow(self, words: str) -> None:
        try:
            if self._stream is not None:
                self._slack.call(
                    "chat.appendStream",
                    channel=self._stream[0],
                    ts=self._stream[1],
                    markdown_text=f"{_markdown(words)}\n\n",
                )
            elif not self._pace.is_set():
                self._outbox.show(
                    self._job, self._place, [Message(self._waiting, _plain_blocks("\n".join(self._plain)))]
                )
                self._hold()
        except (SlackError, SlackLost):
            self._over = True

    def _hold(self) -> None:
        """Let a second pass before the next edit."""
        self._pace.set()
        timer = threading.Timer(1.0, self._pace.clear)
        timer.daemon = True
        timer.start()

    def _status(self, words: str) -> None:
        if not (self._place.direct and self._place.thread):
            return
        with suppress(SlackError, SlackLost):  # only threads of the assistant pane have a status
            self._slack.call(
                "assistant.threads.setStatus",
                channel_id=self._place.channel,
                thread_ts=self._place.thread,
                status=words,
            )


def _home_of(job: Job) -> str:
    """The workspace of whoever asked, which in a channel that workspaces share need not be the job's."""
    named = str(job.payload.get("author_team") or "")
    return named if named.startswith("T") else job.team


def _plain_blocks(words: str) -> tuple[dict[str, Any], ...]:
    from integrations.slack.blocks.rich import line, rich, text

    return tuple(rich(line(text(words, italic=True))))[:10]


def _markdown(words: str) -> str:
    """Words for Slack's markdown, with signs that would format or link escaped."""
    return "".join(f"\\{sign}" if sign in "\\`*_{}[]<>#~|@" else sign for sign in words)[:11_000]
