"""A local Slack, a desk that answers from a script, and the part of Vouch that stands between them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from integrations.slack.part import SlackPart
from tests.support.fake_desk import FakeDesk
from tests.support.slack_app import local_slack, slack_part
from tests.support.slack_server import SlackServer


@pytest.fixture(name="slack")
def _slack() -> Iterator[SlackServer]:
    with local_slack() as slack:
        yield slack


@pytest.fixture(name="desk")
def _desk() -> FakeDesk:
    return FakeDesk()


@pytest.fixture(name="part")
def _part(slack: SlackServer, desk: FakeDesk, tmp_path: Path) -> Iterator[SlackPart]:
    with slack_part(slack, desk, tmp_path / "home") as part:
        yield part
