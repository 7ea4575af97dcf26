"""Bad input: sensible replies, no stack traces in Slack, no secrets in the log."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from integrations.slack.blocks.words import LONGEST
from integrations.slack.part import SlackPart
from tests.support import slack_server_people as do
from tests.support.fake_desk import FakeDesk
from tests.support.slack_app import slack_part
from tests.support.slack_server import SlackServer, signed
from tests.support.slack_server_world import APP_TOKEN, SIGNING_SECRET, TOKEN

AMARA = "U1AMARA"


def _reply(slack: SlackServer, text: str, **more: object) -> str:
    asked = do.tell(slack, AMARA, text, **more)
    (posted,) = slack.world.wait(lambda: slack.world.posted(asked["channel"], asked["ts"]))
    return str(posted["text"]) + json.dumps(posted["blocks"])


@pytest.mark.parametrize("text", ["", "   ", "<@U0VOUCH>", "<@U0VOUCH> ?!", "`` ``", ":tada:!?".replace("tada", "")])
def test_no_question_gets_help(slack: SlackServer, desk: FakeDesk, part: SlackPart, text: str) -> None:
    assert "Ask me what the organisation's documents say" in _reply(slack, text)
    assert desk.asked == []


def test_a_mention_without_words_gets_help_for_the_asker_alone(slack: SlackServer, part: SlackPart) -> None:
    do.mention(slack, "C1", AMARA, "")
    (shown,) = slack.world.wait(lambda: slack.world.ephemerals)
    assert "Ask me" in shown["text"] and slack.world.posted("C1") == []


def test_twelve_thousand_characters_are_too_many(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    assert "12,000 characters" in _reply(slack, "word " * 2_399 + "words")
    assert desk.asked == []


@pytest.mark.parametrize(("characters", "asked"), [(LONGEST, 1), (LONGEST + 1, 0)])
def test_the_longest_question(slack: SlackServer, desk: FakeDesk, part: SlackPart, characters: int, asked: int) -> None:
    shown = _reply(slack, "policy " + "x" * (characters - len("policy ")))
    assert len(desk.asked) == asked and ("characters" in shown) == (not asked)


def test_twelve_thousand_characters_in_a_channel_a_command_and_a_shortcut(
    slack: SlackServer, desk: FakeDesk, part: SlackPart
) -> None:
    long = "word " * 2_399 + "words"
    do.mention(slack, "C1", AMARA, long)
    do.command(slack, AMARA, "C1", f"ask {long}")
    do.shortcut(slack, AMARA, "C1", slack.world.say("C1", AMARA, long))
    told = slack.world.wait(lambda: len(slack.world.ephemerals) == 3 and slack.world.ephemerals)
    assert all("12,000 characters" in each["text"] for each in told)
    assert desk.asked == [] and slack.world.posted("C1") == []


def test_code_links_and_mentions_are_read_as_words(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    _reply(
        slack,
        "Is ```policy &amp; register``` in <https://x.example/a|the register> for <@U2LEO|leo> in <#C1|general>, "
        "<!here> &lt;now&gt;?",
    )
    assert desk.asked[0][1].text == "Is policy & register in the register for @leo in #general, @here <now>?"


@pytest.mark.parametrize(
    "text", ["Wer hat die policy genehmigt?", "ポリシーは承認されましたか", "مَن اعتمد السياسة؟", "\u202eevil policy"]
)
def test_other_languages_are_asked_as_they_are(slack: SlackServer, desk: FakeDesk, part: SlackPart, text: str) -> None:
    assert "wrong on my side" not in _reply(slack, text)
    assert desk.asked[0][1].text == text


def test_files_are_named_as_not_read(slack: SlackServer, desk: FakeDesk, part: SlackPart) -> None:
    files = [{"id": "F1", "name": "policy.pdf"}]
    assert "I cannot read attached files" in _reply(slack, "", files=files, subtype="file_share")
    assert "Attached files were not read" in _reply(
        slack, "who approved the policy?", files=files, subtype="file_share"
    )


def test_an_error_shows_a_reference_and_nothing_else(
    slack: SlackServer, desk: FakeDesk, part: SlackPart, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(who: object, asked: object) -> None:
        raise RuntimeError(f"/srv/secret/path failed with {TOKEN}")

    desk.before = broken
    said = _reply(slack, "who approved the policy?")
    assert "Something went wrong on my side" in said
    assert "secret" not in said and "RuntimeError" not in said and "Traceback" not in said
    logged = capsys.readouterr()
    assert TOKEN not in logged.out + logged.err


def test_malformed_payloads_are_survived(slack: SlackServer, part: SlackPart) -> None:
    slack.retries = 0
    slack.ack_seconds = 0.5
    for text in ("", "{", "[]", '{"type": 7}', '{"type": "events_api"}', '{"type":"events_api","envelope_id":"x"}'):
        slack.raw(text)
    for inner in ({}, {"type": "message"}, {"type": "message", "subtype": "message_changed", "channel": "C1"},
                  {"type": "app_mention", "channel": "C1", "user": AMARA}, {"type": "app_home_opened", "tab": "home"},
                  {"type": "assistant_thread_started", "assistant_thread": []},
                  {"type": "message", "subtype": "message_deleted", "channel": "D1AMARA"}):  # fmt: skip
        do.event(slack, inner)
    for payload in ({"type": "block_actions", "actions": []}, {"type": "view_submission"}, {"type": "nonsense"}, {}):
        slack.deliver("interactive", {"team": {"id": "T0HOME"}, "user": {"id": AMARA}, **payload})
    assert "Board approved" in _reply(slack, "who approved the policy?"), "it still works"


def test_the_log_holds_no_token(slack: SlackServer, part: SlackPart, capsys: pytest.CaptureFixture[str]) -> None:
    slack.world.fail("chat.postMessage", error=f"invalid_auth {TOKEN}")
    slack.world.fail("users.info", drop=True)
    do.tell(slack, AMARA, "who approved the policy?")
    slack.world.wait(lambda: part.inbox.counts().get("done"))
    logged = capsys.readouterr()
    for secret in (TOKEN, APP_TOKEN, SIGNING_SECRET, "ticket=1"):
        assert secret not in logged.out + logged.err


def _post(url: str, body: str, headers: dict[str, str]) -> int:
    request = urllib.request.Request(url, body.encode(), {"Content-Type": "application/json", **headers})
    try:
        with urllib.request.urlopen(request, timeout=5) as reply:
            return int(reply.status)
    except urllib.error.HTTPError as error:
        return error.code


def test_over_http_only_signed_requests_count(slack: SlackServer, desk: FakeDesk, tmp_path: Path) -> None:
    with slack_part(slack, desk, tmp_path, mode="http") as part:
        message = slack.world.say("C1", AMARA, "<@U0VOUCH> who approved the policy?")
        body = json.dumps(do.envelope({**message, "type": "app_mention", "channel": "C1"}))
        url = slack.events_url
        assert _post(url, body, {}) == 401
        assert _post(url, body, signed(body, "another secret")) == 401
        assert _post(url, body, signed(body, at=time.time() - 600)) == 401, "an old request played again"
        assert _post(url, body + " ", signed(body)) == 401
        assert _post(url, "{", signed("{")) == 400
        assert part.inbox.counts() == {}
        assert _post(url, json.dumps({"type": "url_verification", "challenge": "c"}),
                     signed(json.dumps({"type": "url_verification", "challenge": "c"}))) == 200  # fmt: skip
        assert _post(url, body, signed(body)) == 200
        slack.world.wait(lambda: slack.world.posted("C1"))
    assert len(desk.asked) == 1


def test_an_expired_trigger_is_said_so(slack: SlackServer, part: SlackPart) -> None:
    asked = do.mention(slack, "C1", AMARA, "who approved the policy?")
    (posted,) = slack.world.wait(lambda: slack.world.posted("C1", asked["ts"]))
    slack.world.fail("views.open", error="expired_trigger_id")
    do.press(slack, AMARA, posted, "feedback_missing").taken()
    slack.world.wait(lambda: any("press the button again" in each["text"] for each in slack.world.ephemerals))
    assert slack.world.views == []
