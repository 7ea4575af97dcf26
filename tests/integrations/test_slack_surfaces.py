"""The assistant pane, commands, the shortcut, the home tab, feedback, colleagues, summaries and digests."""

from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from integrations.slack import schedule
from integrations.slack.inbox import Inbox
from integrations.slack.options import Options
from integrations.slack.part import SlackPart
from integrations.slack.work.boards import open_actions
from tests.support import slack_server_people as do
from tests.support.fake_desk import SECRET, FakeDesk, FakeRow
from tests.support.slack_app import options
from tests.support.slack_server import SlackServer

AMARA, LEO = "U1AMARA", "U2LEO"


def _settled(slack: SlackServer, part: SlackPart) -> None:
    slack.world.wait(lambda: all(d.acked.is_set() for d in slack.deliveries) and set(part.inbox.counts()) <= {"done"})


def _ephemeral(slack: SlackServer, words: str) -> dict[str, Any]:
    return dict(
        slack.world.wait(lambda: [e for e in slack.world.ephemerals if words in e["text"] + json.dumps(e["blocks"])])[0]
    )


def _answered(slack: SlackServer, question: str = "who approved the policy?", user: str = AMARA) -> dict[str, Any]:
    asked = do.mention(slack, "C1", user, question)
    return dict(slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))[0])


def test_the_assistant_pane(slack: SlackServer, part: SlackPart) -> None:
    channel, thread = do.open_pane(slack, AMARA)
    (prompts,) = slack.world.wait(lambda: slack.world.prompts)
    assert len(prompts["prompts"]) == 4 and prompts["thread_ts"] == thread
    asked = do.tell(slack, AMARA, "what did the settlement cost?", thread=thread)
    (answer,) = slack.world.wait(lambda: slack.world.posted(channel, thread))
    _settled(slack, part)
    assert SECRET in json.dumps(answer["blocks"]) and asked["channel"] == channel
    assert [each["status"] for each in slack.world.statuses] == ["is looking through the evidence …", ""]
    first = do.tell(slack, AMARA, "who approved the policy?")
    slack.world.wait(lambda: slack.world.titles)
    assert slack.world.titles[0]["title"] == "who approved the policy?"
    assert slack.world.titles[0]["thread_ts"] == first["ts"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("ask what did the settlement cost?", SECRET),
        ("what did the settlement cost?", SECRET),
        ("status", "Readiness by stage"),
        ("overdue", "Overdue: 3"),
        ("help", "/vouch summary"),
        ("", "/vouch summary"),
    ],
)
def test_commands_answer_the_asker_alone(slack: SlackServer, part: SlackPart, typed: str, shown: str) -> None:
    do.command(slack, AMARA, "C1", typed).taken()
    _ephemeral(slack, shown)
    _settled(slack, part)
    assert slack.world.posted() == []


def test_a_command_whose_url_has_expired_is_answered_directly(slack: SlackServer, part: SlackPart) -> None:
    before = slack.world.response_url_id
    slack.world.response_url_id = lambda user, channel: before(user, channel) + "gone"  # type: ignore[method-assign]
    do.command(slack, AMARA, "C1", "ask who approved the policy?").taken()
    (answer,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(AMARA)))
    assert "Board approved" in json.dumps(answer["blocks"])


def test_a_summary_comes_directly_with_its_chart(slack: SlackServer, part: SlackPart) -> None:
    do.command(slack, AMARA, "C1", "summary Q1 2026").taken()
    (file,) = slack.world.wait(lambda: [f for f in slack.world.files.values() if f.get("channel")])
    (message,) = slack.world.posted(slack.world.direct(AMARA))
    assert "Leadership activity, Q1 2026" in json.dumps(message["blocks"])
    assert file["bytes"].startswith(b"\x89PNG") and file["channel"] == message["channel"]
    assert file["alt"] == "Leadership activity, Q1 2026: Policies approved 3; Messages sent 0"


def test_the_home_tab(slack: SlackServer, part: SlackPart) -> None:
    do.tell(slack, AMARA, "who approved the policy?")
    slack.world.wait(slack.world.posted)
    _settled(slack, part)
    do.open_home(slack, AMARA)
    home = json.dumps(slack.world.wait(lambda: slack.world.homes.get(AMARA)))
    assert "Review the policy" in home and "Another's" not in home and "Done already" not in home
    assert "who approved the policy?" in home and SECRET in home and "Clause 9" in home
    do.open_home(slack, LEO)
    other = json.dumps(slack.world.wait(lambda: slack.world.homes.get(LEO)))
    assert SECRET not in other and "Another's" in other and "who approved" not in other
    del slack.world.homes[AMARA]
    slack.world.homes[AMARA] = json.loads(home)
    do.press_home(slack, AMARA, "home_refresh").taken()
    slack.world.wait(lambda: len(slack.world.called("views.publish")) == 3)


@pytest.mark.parametrize(("button", "verdict"), [("feedback_helpful", "helpful"), ("feedback_wrong", "wrong")])
def test_feedback_is_stored_once(
    slack: SlackServer, desk: FakeDesk, part: SlackPart, button: str, verdict: str
) -> None:
    answer = _answered(slack)
    for _ in range(2):
        do.press(slack, AMARA, answer, button).taken()
    _ephemeral(slack, "Thank you")
    _settled(slack, part)
    assert [(who.person, sequence, said) for who, sequence, said, _, _ in desk.said] == [
        ("amara@home.example", 1, verdict)
    ]


@pytest.mark.parametrize("place", ["direct", "command", "private", "shortcut"])
def test_private_answers_have_the_same_buttons(slack: SlackServer, desk: FakeDesk, part: SlackPart, place: str) -> None:
    question = "what did the settlement cost?"
    if place == "command":
        do.command(slack, AMARA, "C1", f"ask {question}").taken()
        answer = _ephemeral(slack, SECRET)
    elif place == "private":
        do.mention(slack, "C1", AMARA, question)
        do.press(slack, AMARA, _ephemeral(slack, "ask_privately"), "ask_privately").taken()
    elif place == "shortcut":
        do.shortcut(slack, AMARA, "C1", slack.world.say("C1", LEO, question)).taken()
    else:
        do.tell(slack, AMARA, question)
    if place != "command":
        (answer,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(AMARA)))
    _settled(slack, part)
    do.press(slack, AMARA, answer, "feedback_wrong").taken()
    _ephemeral(slack, "Thank you")
    do.press(slack, AMARA, answer, "feedback_missing").taken()
    (view,) = slack.world.wait(lambda: slack.world.views)
    do.submit(slack, AMARA, view, {"source": {"value": "risks/register.xlsx"}}).taken()
    slack.world.wait(lambda: len(desk.said) == 2)
    _settled(slack, part)
    (sequence,) = {said[1] for said in desk.said}
    assert sequence == len(desk.asked), "of the private answer, not of the one in the channel"
    assert [said[2] for said in desk.said] == ["wrong", "missing"]
    assert all(who.person == "amara@home.example" for who, *_ in desk.said)
    assert SECRET not in json.dumps(slack.world.posted("C1"))


def test_feedback_of_somebody_else_is_not_stored_as_theirs(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    do.press(slack, LEO, _answered(slack), "feedback_wrong").taken()
    _ephemeral(slack, "Only the person who asked")
    assert desk.said == []


@pytest.mark.parametrize(
    "named", ["risks/register.xlsx", "https://vouch.example/evidence/risks/register.xlsx?start=2&end=5#mark"]
)
def test_missing_evidence_names_the_right_source(
    slack: SlackServer, desk: FakeDesk, part: SlackPart, named: str
) -> None:
    do.press(slack, AMARA, _answered(slack), "feedback_missing").taken()
    (view,) = slack.world.wait(lambda: slack.world.views)
    refused = do.submit(slack, AMARA, view, {"source": {"value": ""}}).taken()
    assert refused["errors"]["source"]
    do.submit(slack, AMARA, view, {"source": {"value": named}, "note": {"value": "There."}}).taken()
    _ephemeral(slack, "missing evidence is noted")
    (_, sequence, verdict, note, sources) = desk.said[0]
    assert (sequence, verdict, note, sources[0]["doc_id"]) == (1, "missing", "There.", "risks/register.xlsx")


def test_a_source_that_is_not_known_is_kept_in_words(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    do.press(slack, LEO, _answered(slack, user=LEO), "feedback_missing").taken()
    (view,) = slack.world.wait(lambda: slack.world.views)
    do.submit(slack, LEO, view, {"source": {"value": "legal/vestergaard settlement.docx"}}).taken()
    _ephemeral(slack, "missing evidence is noted")
    assert desk.said[0][3:] == ("Source named: legal/vestergaard settlement.docx", [])


def test_a_colleague_is_asked_and_their_answer_comes_back(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    answer = _answered(slack, "when was the last management review held?")
    assert "Not found." in json.dumps(answer["blocks"])
    do.press(slack, AMARA, answer, "ask_colleague").taken()
    view = slack.world.wait(lambda: len(slack.world.views) == 2 and slack.world.views[-1])
    assert do_initial(view) == LEO, "the owner of clause 9.3"
    do.submit(slack, AMARA, view, {"colleague": {"selected_user": LEO}, "note": {"value": "For the audit."}}).taken()
    (asked,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(LEO)))
    assert "Amara Diallo asks you" in json.dumps(asked["blocks"]) and "For the audit." in json.dumps(asked["blocks"])
    do.press(slack, LEO, asked, "colleague_reply").taken()
    form = slack.world.wait(lambda: len(slack.world.views) == 3 and slack.world.views[-1])
    said = {"answer": {"value": "On 12 May."}, "source": {"value": "minutes/review.docx"}}
    do.submit(slack, LEO, form, said).taken()
    (outcome,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(AMARA)))
    _settled(slack, part)
    assert "On 12 May." in json.dumps(outcome["blocks"])
    assert "Leo Brandt <leo@home.example>: answered" in desk.said[0][3]
    assert (part.inbox.referral(1) or {})["state"] == "answered"
    do.press(slack, LEO, asked, "colleague_decline").taken()
    _ephemeral(slack, "settled before")


def test_a_colleague_who_declines_is_recorded_and_said_so(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    do.press(slack, AMARA, _answered(slack, "when was the last management review held?"), "ask_colleague").taken()
    view = slack.world.wait(lambda: len(slack.world.views) == 2 and slack.world.views[-1])
    do.submit(slack, AMARA, view, {"colleague": {"selected_user": LEO}}).taken()
    (asked,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(LEO)))
    do.press(slack, AMARA, asked, "colleague_decline").taken()
    _settled(slack, part)
    assert (part.inbox.referral(1) or {})["state"] == "open", "nobody declines for another"
    do.press(slack, LEO, asked, "colleague_decline").taken()
    (outcome,) = slack.world.wait(lambda: slack.world.posted(slack.world.direct(AMARA)))
    _settled(slack, part)
    assert "not theirs to answer" in json.dumps(outcome["blocks"])
    assert (part.inbox.referral(1) or {})["state"] == "declined"
    ((who, sequence, verdict, note, _),) = desk.said
    assert (who.person, sequence, verdict) == ("amara@home.example", 1, "missing")
    assert "Leo Brandt <leo@home.example>: declined" in note


def do_initial(view: dict[str, Any]) -> str:
    return next(str(block["element"].get("initial_user")) for block in view["blocks"] if "element" in block)


def test_a_question_goes_to_no_guest(slack: SlackServer, part: SlackPart) -> None:
    do.press(slack, AMARA, _answered(slack, "nothing on this?"), "ask_colleague").taken()
    (view,) = slack.world.wait(lambda: slack.world.views)
    do.submit(slack, AMARA, view, {"colleague": {"selected_user": "U3GUEST"}}).taken()
    _ephemeral(slack, "another member")
    assert slack.world.posted(slack.world.direct("U3GUEST")) == []


@pytest.mark.parametrize(
    ("owner", "hers"),
    [
        ("Amara Diallo", True), ("Diallo, Amara", True), ("amara@home.example", True),
        ("Amara Diallo (Quality)", True), ("Leo Brandt; Amara Diallo", True), ("Amara", False), ("Leo Diallo", False),
        ("samara@home.example", False), ("", False),
    ],
)  # fmt: skip
def test_whose_action_it_is(owner: str, hers: bool) -> None:
    row = FakeRow("log.md", {"text": "Do it", "owner": owner})
    assert (open_actions([row], "Amara Diallo", "amara@home.example") == [row]) == hers
    assert open_actions([row], "", "") == []


def test_what_was_settled_long_ago_is_forgotten(tmp_path: Path) -> None:
    inbox = Inbox(tmp_path)
    for key in ("old", "open", "new"):
        assert inbox.refer("T", key, AMARA, LEO, "question?", "")
    inbox.settle(1, "answered", "On 12 May.")
    long_ago = "UPDATE referral SET at = 0, closed = CASE closed WHEN NULL THEN NULL ELSE 0 END WHERE id < 3"
    inbox.close()
    with sqlite3.connect(tmp_path / "slack.db") as db:
        db.execute(long_ago)
    inbox = Inbox(tmp_path)
    inbox.prune(90)
    assert [inbox.referral(number) is not None for number in (1, 2, 3)] == [False, False, True]
    inbox.close()


MONDAY = datetime(2026, 6, 15, 8, 30, tzinfo=UTC)


def test_digests_are_due_at_their_hour() -> None:
    chosen = Options(digest_channel="C1", digest_weekday=0, digest_hour=8, leaders=("Amara@home.example",),
                     digest_month_day=15, timezone="Europe/Copenhagen")  # fmt: skip
    before = datetime(2026, 6, 15, 5, 59, tzinfo=UTC)
    assert schedule.due(chosen, "T", before) == []
    keys = [each.key for each in schedule.due(chosen, "T", MONDAY)]
    assert keys == ["T/digest/2026-W25/C1", "T/digest/2026-05/amara@home.example"]
    assert schedule.due(chosen, "T", datetime(2026, 6, 17, tzinfo=UTC)) == [], "too late to be news"


def test_digests_are_sent_once_over_restarts(slack: SlackServer, desk: FakeDesk, tmp_path: Path) -> None:
    chosen = {"digest_channel": "C1", "leaders": ("amara@home.example", "leo@home.example", "nobody@home.example"),
              "digest_month_day": 15}  # fmt: skip
    for _ in range(2):
        part = SlackPart(options(slack, **chosen), desk, tmp_path, now=lambda: MONDAY)
        part.start()
        slack.world.wait(lambda part=part: part.inbox.counts() == {"done": 4})
        part.stop()
    (week,) = slack.world.posted("C1")
    assert "Evidence this week (2026-W25)" in json.dumps(week["blocks"])
    assert SECRET not in json.dumps(week["blocks"])
    (hers,) = slack.world.posted(slack.world.direct(AMARA))
    (his,) = slack.world.posted(slack.world.direct(LEO))
    assert "May 2026" in json.dumps(hers["blocks"]) and SECRET in json.dumps(hers["blocks"])
    assert SECRET not in json.dumps(his["blocks"])
    assert len([file for file in slack.world.files.values() if file.get("bytes")]) == 2


def test_no_digest_where_a_guest_reads(slack: SlackServer, desk: FakeDesk, tmp_path: Path) -> None:
    slack.world.members["C1"].append("U3GUEST")
    part = SlackPart(options(slack, digest_channel="C1"), desk, tmp_path, now=lambda: MONDAY)
    part.start()
    slack.world.wait(lambda: part.inbox.counts() == {"done": 1})
    part.stop()
    assert slack.world.posted() == []
