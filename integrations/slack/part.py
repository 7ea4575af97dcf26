"""The Slack part of the program: started and stopped as one, inside ``vouch serve`` or on its own."""

from __future__ import annotations

import threading
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from evidence.errors import SettingsError, VouchError
from integrations.slack import incoming, schedule
from integrations.slack.blocks import words
from integrations.slack.bolt.door import Door, Reply
from integrations.slack.bolt.installing import Keep, is_organisation
from integrations.slack.bolt.workspaces import Workspaces
from integrations.slack.desk import Desk
from integrations.slack.inbox import Gone, Inbox, Job, New
from integrations.slack.options import Options
from integrations.slack.people import Directory
from integrations.slack.pool import Pool
from integrations.slack.ports import SlackError, SlackLost
from integrations.slack.posting import Place
from integrations.slack.redact import note, warn
from integrations.slack.work.bench import Bench
from integrations.slack.work.boards import Boards
from integrations.slack.work.presses import MODALS, Presses
from integrations.slack.work.questions import Questions

_TICK = 30.0  # seconds between looks at the calendar


class SlackPart:
    """Takes Slack's requests, answers them through a desk. ``keep`` holds installations (``None``: ``slack.db``).

    Raises ``SettingsError`` for what cannot work, ``ArchiveLocked`` when another process serves this home's Slack.
    """

    def __init__(
        self,
        options: Options,
        desk: Desk,
        home: Path,
        keep: Keep | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        _check(options)
        self._options, self._now = options, now
        self.inbox = Inbox(home, options.waiting)
        try:
            self.workspaces = Workspaces(options, keep or OwnKeep(self.inbox))
            self.directory = Directory(self.workspaces.of, options)
            bench = Bench(options, desk, self.inbox, self.workspaces.of, self.directory)
            self._bench = bench
            self._questions, self._presses, self._boards = Questions(bench), Presses(bench), Boards(bench)
            self.door = Door(options, self.workspaces, self)
        except BaseException:
            self.inbox.close()
            raise
        self._pool = Pool(self.inbox, self._do, self._failed, self._excuse, options.workers)
        self._prompt = ThreadPoolExecutor(4, "slack-modal")
        self._stopping = threading.Event()
        self._clock = threading.Thread(target=self._tick, name="slack-clock", daemon=True)

    def start(self) -> None:
        """Take up what is open, then take in new things. Raises ``ServiceError`` when Slack refuses."""
        single = self.workspaces.single()
        try:
            if single is not None:
                single.workspace()
        except BaseException:
            self._prompt.shutdown()
            self.inbox.close()
            raise
        self._pool.start()
        self._clock.start()
        if self._options.mode == "socket":
            try:
                self.door.connect()
            except BaseException:
                self.stop()
                raise
        note("Slack is served", mode=self._options.mode, open=self.inbox.counts().get("waiting", 0))

    def stop(self) -> bool:
        """Take in nothing more, finish what is in hand or excuse it. ``True`` when everything was finished."""
        self._stopping.set()
        self.door.close()
        finished = self._pool.stop(self._options.stop_seconds)
        self.workspaces.stop()
        self._prompt.shutdown(wait=finished)
        self.inbox.close()
        return finished

    def http(self, method: str, path: str, query: str, headers: Mapping[str, str], body: bytes) -> Reply:
        """One HTTP request below ``/slack/``; quick, whatever the work takes."""
        return self.door.http(method, path, query, headers, body)

    # What comes in ------------------------------------------------------------------------------

    def event(self, body: Mapping[str, Any], bot_user: str) -> None:
        """Keep an event."""
        jobs: list[New | Gone] = []
        for each in incoming.from_event(body, bot_user):
            if isinstance(each, incoming.Refresh):
                self.directory.forget(each.team)
            elif isinstance(each, incoming.Uninstalled):
                self.workspaces.forget(each.team, each.organisation)
            elif isinstance(each, incoming.Reach):
                self.workspaces.renew(each.organisation)
                for team in each.teams:
                    self.directory.forget(team)
            else:
                jobs.append(each)
        self._receive(jobs)

    def command(self, body: Mapping[str, Any]) -> str:
        """Keep a command."""
        self._receive([incoming.from_command(body)])
        return ""

    def shortcut(self, body: Mapping[str, Any]) -> None:
        """Keep a message shortcut."""
        made = incoming.from_shortcut(body)
        self._receive([made] if made else [])

    def action(self, body: Mapping[str, Any]) -> None:
        """Keep a pressed button; a modal is opened at once."""
        jobs: list[New | Gone] = []
        for made in incoming.from_action(body):
            if made.payload["action"] in MODALS:
                self._prompt.submit(self._open, made, str(body.get("trigger_id") or ""))
            else:
                jobs.append(made)
        self._receive(jobs)

    def view(self, body: Mapping[str, Any]) -> Mapping[str, str]:
        """Keep a submitted form."""
        made = incoming.from_view(body)
        values = made.payload["values"]
        if made.payload["callback"] == "missing_source" and not any(values.values()):
            return {"source": "Name the document, or say what is missing."}
        self._receive([made])
        return {}

    def _receive(self, jobs: list[New | Gone]) -> None:
        if jobs and self.inbox.receive(jobs):
            self._pool.wake()

    # What is done -------------------------------------------------------------------------------

    def _do(self, job: Job) -> None:
        if job.kind == "question":
            self._questions.do(job)
        elif job.kind == "press":
            self._receive([*self._presses.press(job)])
        elif job.kind == "form":
            self._presses.form(job)
        else:
            board = {"command": self._boards.command, "home": self._boards.home, "greeting": self._boards.greeting,
                     "digest": self._boards.digest}[job.kind]  # fmt: skip
            board(job)

    def _open(self, made: New, trigger: str) -> None:
        try:
            self._presses.open(made.team, made.person, made.payload["action"], made.payload["value"], trigger)
        except (SlackError, SlackLost) as error:
            note("a modal could not be opened", error=error)
            self._told_privately(made, "That took too long to open. Please press the button again.")
        except Exception as error:
            warn("a modal failed", error=f"{type(error).__name__}: {error}")
            self._told_privately(made, "That could not be opened. Please try again.")

    def _told_privately(self, made: New, said: str) -> None:
        url = str(made.payload.get("respond") or "")
        body = {"text": said, "response_type": "ephemeral", "replace_original": False}
        try:
            if url:
                self.workspaces.of(made.team).respond(url, body)
        except (SlackError, SlackLost) as error:
            note("nor could that be said", error=error)

    def _failed(self, job: Job, error: Exception) -> None:
        """Nobody sees more of an error than a reference, which the log has too."""
        if job.kind not in ("question", "command", "form") or not job.payload:
            return
        reference = uuid.uuid4().hex[:8]
        warn("gave up", reference=reference, kind=job.kind, error=f"{type(error).__name__}: {error}")
        message = words.failure(reference)
        if job.kind == "question" and job.payload.get("place") in ("channel", "direct"):
            place = Place(str(job.payload["channel"]), str(job.payload["thread"]), job.person)
            self._bench.outbox(job).show(job, place, [message])
        else:
            self._bench.whisper(job, message)

    def _excuse(self, job: Job) -> None:
        if job.kind == "question" and job.payload.get("place") in ("channel", "direct") and not job.withdrawn:
            place = Place(str(job.payload["channel"]), str(job.payload["thread"]), job.person)
            self._bench.outbox(job).show(job, place, [words.excuse()])

    def _tick(self) -> None:
        while not self._stopping.is_set():
            try:
                if self._options.digest_channel or self._options.digest_channels or self._options.leaders:
                    for team in self.workspaces.teams():
                        self._receive([*schedule.due(self._options, team, self._now())])
                self.inbox.prune(self._options.keep_days)
            except VouchError as error:
                warn("the calendar could not be looked at", error=error)
            self._stopping.wait(_TICK)


class OwnKeep:
    """Installations in ``slack.db``, where there is no record to keep them in."""

    def __init__(self, inbox: Inbox) -> None:
        self._inbox = inbox

    def get(self, name: str) -> str | None:
        """A value."""
        return self._inbox.value(name)

    def put(self, name: str, value: str | None) -> None:
        """Keep a value; ``None`` forgets it."""
        self._inbox.keep(name, value)


def _check(options: Options) -> None:
    """Refuse settings that cannot work, in words."""
    if not options.bot_token and not (options.client_id and options.client_secret):
        raise SettingsError("slack.bot_token is not set", remedy="Set it, or slack.client_id and slack.client_secret.")
    if options.mode == "socket" and not options.app_token:
        raise SettingsError("slack.app_token is not set", remedy="Socket Mode needs it; or set slack.mode to http.")
    if options.mode == "http" and not options.signing_secret:
        raise SettingsError(
            "slack.signing_secret is not set", remedy="Requests over HTTP cannot be verified without it."
        )
    if options.client_secret and not options.bot_token and not options.workspaces:
        raise SettingsError("slack.workspaces is empty", remedy="Name the workspaces that may install the app.")
    if options.digest_channel and not options.bot_token and _are_several(options):
        raise SettingsError(
            "slack.digest_channel does not say in which workspace", remedy="Set slack.digest_channels, by workspace."
        )


def _are_several(options: Options) -> bool:
    return len(options.workspaces) > 1 or any(is_organisation(each) for each in options.workspaces)
