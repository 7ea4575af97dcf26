"""Commands, the home tab, the assistant pane and digests: what is shown without a question."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any

from assistant.reports import Report
from assistant.reports.report import Bar
from assistant.service import Identity
from evidence.errors import QuestionError
from integrations.slack import charts
from integrations.slack.blocks import reports, words
from integrations.slack.blocks.places import evidence_link
from integrations.slack.blocks.rich import Message
from integrations.slack.desk import Row
from integrations.slack.inbox import Job
from integrations.slack.incoming import plain_question
from integrations.slack.people import Person
from integrations.slack.ports import SlackError
from integrations.slack.posting import Place
from integrations.slack.work.bench import Bench

_BETWEEN = re.compile(r"[,;()<>/]")
_CLOSED = frozenset({"closed", "done", "complete", "completed", "resolved", "verified", "cancelled"})
_SUMMARY_ROWS = 12
_RESPONSES = 4


class Boards:
    """Does jobs of the kinds ``command``, ``home``, ``greeting`` and ``digest``."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench

    # Commands -----------------------------------------------------------------------------------

    def command(self, job: Job) -> None:
        """``/vouch status|overdue|summary|help``."""
        person = self._bench.person(job)
        verb = str(job.payload["verb"])
        if person.problem:
            self._bench.whisper(job, words.refusal(person.problem))
        elif verb == "summary":
            self._summary(job, person)
        else:
            self._respond(job, self._said(verb, self._bench.who(person)))
        self._bench.inbox.done(job)

    def _said(self, verb: str, who: Identity) -> list[Message]:
        url, desk = self._bench.options.public_url, self._bench.desk
        if verb == "status":
            return reports.status_message(desk.findings(who), desk.report(who, "readiness"), url)
        if verb == "overdue":
            return reports.overdue_message(desk.findings(who), url)
        return [words.help_message()]

    def _respond(self, job: Job, messages: list[Message]) -> None:
        try:
            for message in messages[:_RESPONSES]:
                body = {"text": message.text, "blocks": list(message.blocks), "response_type": "ephemeral"}
                self._bench.slack(job).respond(str(job.payload["respond"]), body)
        except SlackError:
            self._bench.write(job, messages)

    def _summary(self, job: Job, person: Person) -> None:
        """A leadership summary; it comes in a direct message, where a chart can be shown to one person."""
        try:
            made = self._bench.desk.report(
                self._bench.who(person), "leadership", period=str(job.payload["text"]) or None
            )
        except QuestionError as error:
            self._bench.whisper(job, words.unreadable(str(error), error.remedy))
            return
        self._bench.whisper(job, words.said("I send you the summary in a direct message."))
        self._report(job, person.user, made)

    def _report(self, job: Job, user: str, made: Report) -> bool:
        """Send a report to somebody; whether they can be written to."""
        posted = self._bench.write(
            job, reports.report_messages(made, self._bench.options.public_url, rows=_SUMMARY_ROWS), user=user
        )
        bars: tuple[Bar, ...] = next((section.bars for section in made.sections if section.bars), ())
        name = f"chart.{job.key}.{user}"
        if posted and bars and self._bench.inbox.value(name) is None:
            self._bench.inbox.keep(name, "1")
            channel, ts = posted[0]
            picture = charts.bar_chart(made.title, bars)
            alt = charts.described(made.title, bars)
            self._bench.slack(job).upload(channel, ts, "summary.png", picture, "Chart", alt)
        return bool(posted)

    # Home and pane ------------------------------------------------------------------------------

    def home(self, job: Job) -> None:
        """Publish somebody's home tab."""
        person = self._bench.person(job)
        nobody = reports.nobody_home(words.refusal(person.problem).text) if person.problem else None
        view = nobody or self._home_of(job, person)
        self._bench.slack(job).call("views.publish", user_id=job.person, view=view)
        self._bench.inbox.done(job)

    def _home_of(self, job: Job, person: Person) -> dict[str, Any]:
        who, url = self._bench.who(person), self._bench.options.public_url
        late = [each for each in reports.overdue(self._bench.desk.findings(who)) if each["type"] == "overdue_review"]
        mine = [
            {"text": row.get("text") or row.get("number"), "due": row.get("due"), "url": _link(row, url)}
            for row in open_actions(self._bench.desk.register(who, "action"), person.name, person.email)
        ]
        bot = self._bench.slack(job).workspace().bot_user
        asked = [plain_question(each, bot) for each in self._bench.inbox.recent(job.team, job.person, 8)]
        clauses = readiness_by_clause(self._bench.desk.report(who, "gap-analysis"))
        return reports.home_view(mine, late, asked, clauses, url)

    def greeting(self, job: Job) -> None:
        """A new thread of the assistant pane: suggestions, or why there are none."""
        person = self._bench.person(job)
        channel, thread = str(job.payload["channel"]), str(job.payload["thread"])
        if person.problem:
            place = Place(channel, thread, person.user, direct=True)
            self._bench.outbox(job).show(job, place, [words.refusal(person.problem)])
        else:
            prompts = [{"title": title, "message": message} for title, message in words.PROMPTS]
            self._bench.slack(job).call(
                "assistant.threads.setSuggestedPrompts",
                channel_id=channel, thread_ts=thread, prompts=prompts, title="Ask the evidence",
            )  # fmt: skip
        self._bench.inbox.done(job)

    # Digests ------------------------------------------------------------------------------------

    def digest(self, job: Job) -> None:
        """A scheduled message: the week to a channel, the month to a leader."""
        if job.payload["digest"] == "weekly":
            self._weekly(job)
        else:
            self._monthly(job)
        self._bench.inbox.done(job)

    def _weekly(self, job: Job) -> None:
        channel = str(job.payload["channel"])
        allowed = self._bench.options.channels.get(channel, self._bench.everyone())
        reader = Person("", job.team, "digest", "Weekly digest", tuple(allowed))
        groups = self._bench.audience(reader, channel).groups
        if groups is None:
            return  # somebody there may see nothing, so nothing is shown
        who = Identity("slack-digest", groups, "reader", "slack")
        found = self._bench.desk.findings(who)
        messages = reports.weekly_messages(found, self._bench.options.public_url, str(job.payload["period"]))
        self._bench.outbox(job).show(job, Place(channel, ""), messages)

    def _monthly(self, job: Job) -> None:
        user = self._bench.directory.by_email(job.team, str(job.payload["email"]))
        person = self._bench.directory.person(job.team, user) if user else None
        if person is None or person.problem:
            return
        claim = f"digest.{job.payload['period']}.{job.payload['email']}"
        if self._bench.inbox.value(claim) not in (None, job.key):
            return  # another workspace has them too, and they got it there
        self._bench.inbox.keep(claim, job.key)
        made = self._bench.desk.report(self._bench.who(person), "leadership", period=str(job.payload["period"]))
        try:
            written = self._report(job, person.user, made)
        except SlackError:
            self._bench.inbox.keep(claim, None)
            raise
        if not written:
            self._bench.inbox.keep(claim, None)


def open_actions(rows: Iterable[Row], name: str, email: str = "") -> list[Row]:
    """The actions that name somebody and are not closed, each text once, the earliest due date first.

    A person is named by all parts of their name in whatever order, or by their e-mail address.
    """
    wanted = name.casefold().split()
    found: dict[str, Row] = {}
    closed: set[str] = set()
    for row in rows:
        owner = set(_BETWEEN.sub(" ", row.get("owner").casefold()).split())
        if not (wanted and set(wanted) <= owner) and not (email and email.casefold() in owner):
            continue
        key = row.get("number") or row.get("text")
        if row.get("closed") or set(row.get("status").casefold().split()) & _CLOSED:
            closed.add(key)
        found.setdefault(key, row)
    kept = [row for key, row in found.items() if key not in closed]
    return sorted(kept, key=lambda row: row.get("due") or date.max.isoformat())


def readiness_by_clause(made: Report) -> list[tuple[str, str]]:
    """By clause of the first level, how many requirements stand at which proposed status."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for row in made.rows:
        ref, status = row.cells[0], row.cells[2]
        top = ".".join(ref.split(".")[:2]) if ref.upper().startswith("A.") else ref.split(".")[0]
        counted[top][status] += 1
    return [
        (f"Clause {top}" if top[:1].isdigit() else top, ", ".join(f"{count} {status.lower()}" for status, count in
         counts.most_common()))
        for top, counts in counted.items()
    ]  # fmt: skip


def _link(row: Row, public_url: str) -> str:
    spans = getattr(getattr(row, "fact", None), "spans", ())
    start, end = (spans[0].start, spans[0].end) if spans else (getattr(row, "start", 0), getattr(row, "end", 0))
    return evidence_link(public_url, {"doc_id": row.doc_id, "start": start, "end": end})
