"""Reports, findings and the app home as blocks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from assistant.reports import Report
from integrations.slack.blocks.answers import Sources
from integrations.slack.blocks.places import evidence_link
from integrations.slack.blocks.rich import (
    Json,
    Message,
    actions,
    bullets,
    button,
    context,
    header,
    line,
    link,
    pack,
    rich,
    short,
    table,
    text,
)

_SEVERITY = {"high": "red_circle", "medium": "large_orange_circle", "low": "white_circle"}
OVERDUE = frozenset(
    "overdue_review treatment_overdue action_overdue acceptance_expired agreement_lapsed competence_expired".split()
)
"""Types of findings that say that a date has passed."""


def report_messages(made: Report, public_url: str, *, rows: int = 40) -> list[Message]:
    """A report: prose, then tables of at most ``rows`` rows each."""
    sources = Sources()
    blocks = [header(made.title), *context(text(f"As of {made.as_of:%d %B %Y}"))]
    for section in made.sections:
        if section.title:
            blocks += rich(line(text(section.title, bold=True)))
        if section.sentences:
            lines = [
                line(text(each.text), *sources.marks([words.as_json() for words in each.citations[:3]], public_url))
                for each in section.sentences
            ]
            blocks += rich(bullets(lines))
        if section.columns:
            blocks += _table(section.columns, section.rows[:rows], sources, public_url)
            if len(section.rows) > rows:
                blocks += context(text(f"{len(section.rows) - rows} more rows are in the web report."))
    for note in made.notes:
        blocks += context(text(note))
    return pack(blocks, made.title)


def _table(columns: Sequence[str], rows: Iterable[Any], sources: Sources, public_url: str) -> list[Json]:
    made = [
        [
            *[[text(short(cell, 160))] for cell in row.cells],
            sources.marks([words.as_json() for words in row.citations[:2]], public_url),
        ]
        for row in rows
    ]
    return table([[text(short(name, 60), bold=True)] for name in (*columns, "Sources")], made)


def finding_lines(found: Sequence[Mapping[str, Any]], public_url: str, most: int = 15) -> list[Json]:
    """Findings as a list, each with links to its words."""
    if not found:
        return rich(line(text("None.")))
    lines = []
    for each in found[:most]:
        marks: list[Json] = []
        for number, cited in enumerate(each["evidence"][:3], 1):
            marks += [text(" "), link(evidence_link(public_url, cited), f"[{number}]")]
        owner = f" · {each['owner']}" if each.get("owner") else ""
        lines.append(
            line(
                {"type": "emoji", "name": _SEVERITY.get(str(each["severity"]), "white_circle")},
                text(f" {each['summary']} (clause {each['clause']}{owner})"),
                *marks,
            )
        )
    blocks = rich(bullets(lines))
    if len(found) > most:
        blocks += context(text(f"and {len(found) - most} more"))
    return blocks


def overdue(found: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The open findings that say that a date has passed."""
    return [each for each in found if each["type"] in OVERDUE and each["state"] in ("open", "stale")]


def still_open(found: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The findings that nobody has accepted or resolved."""
    return [each for each in found if each["state"] in ("open", "stale")]


def overdue_message(found: Sequence[Mapping[str, Any]], public_url: str) -> list[Message]:
    """What is past its date."""
    late = overdue(found)
    blocks = [header(f"Overdue: {len(late)}"), *finding_lines(late, public_url, 30)]
    return pack(blocks, f"{len(late)} things are overdue.")


def status_message(found: Sequence[Mapping[str, Any]], readiness: Report, public_url: str) -> list[Message]:
    """Readiness by stage and open findings."""
    waiting = still_open(found)
    counts = [(level, sum(each["severity"] == level for each in waiting)) for level in _SEVERITY]
    said = ", ".join(f"{count} {level}" for level, count in counts)
    blocks = [header(readiness.title), *_table_of(readiness, public_url)]
    blocks += rich(line(text(f"Open findings: {len(waiting)} ({said}); overdue: {len(overdue(found))}.")))
    blocks += [each for note in readiness.notes for each in context(text(note))]
    return pack(blocks, f"{readiness.title}. Open findings: {len(waiting)}.")


def _table_of(made: Report, public_url: str) -> list[Json]:
    sources = Sources()
    section = next((each for each in made.sections if each.columns), None)
    return _table(section.columns, section.rows, sources, public_url) if section else []


def weekly_messages(found: Sequence[Mapping[str, Any]], public_url: str, week: str) -> list[Message]:
    """The weekly digest: what is overdue, then the gravest findings."""
    late = overdue(found)
    grave = [each for each in still_open(found) if each["severity"] == "high" and each not in late]
    blocks = [
        header(f"Evidence this week ({week})"),
        *rich(line(text(f"Overdue: {len(late)}", bold=True))),
        *finding_lines(late, public_url),
        *rich(line(text(f"Grave findings: {len(grave)}", bold=True))),
        *finding_lines(grave, public_url),
        *context(text("Findings are proposed by rules; a person judges each. Made from what everyone here may see.")),
    ]
    return pack(blocks, f"Evidence this week: {len(late)} overdue, {len(grave)} grave findings.")


def home_view(
    actions_mine: Sequence[Mapping[str, str]],
    reviews: Sequence[Mapping[str, Any]],
    questions: Sequence[str],
    clauses: Sequence[tuple[str, str]],
    public_url: str,
) -> Json:
    """The app home: my open actions, overdue reviews, recent questions, readiness by clause."""
    blocks: list[Json] = [header("My open actions")]
    lines = [
        line(text(short(each["text"], 200)), text(f" (due {each['due']})" if each["due"] else ""),
             text(" "), link(each["url"], "open"))
        for each in actions_mine[:10]
    ]  # fmt: skip
    blocks += rich(bullets(lines)) if lines else rich(line(text("None that name you.")))
    blocks += [header("Overdue reviews"), *finding_lines(reviews, public_url, 8), header("Recent questions")]
    asked = [line(text(short(each, 200))) for each in questions[:8]]
    blocks += rich(bullets(asked)) if asked else rich(line(text("You have not asked anything yet.")))
    blocks.append(header("Readiness by clause"))
    shown = [line(text(f"{clause}: ", bold=True), text(said)) for clause, said in clauses[:16]]
    blocks += rich(bullets(shown)) if shown else rich(line(text("No evidence is on file yet.")))
    blocks.append(
        actions(button("Refresh", "home_refresh", "home"), button("Open Vouch", "open_web", "", "", public_url))
    )
    return {"type": "home", "blocks": blocks[:100]}


def nobody_home(words: str) -> Json:
    """The app home of somebody who may see nothing."""
    return {"type": "home", "blocks": rich(line(text(words)))}
