"""Decisions written up one by one under headings, in files and logs made up here."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_PLAIN = (
    "# 7. Put a queue between intake and billing\n\nDate: 2031-02-03\n\n## Status\n\n{status}\n\n## Context\n\nBilling stands still for an hour at night.\n\n"
    "## Decision\n\nWe will put a durable queue between intake and billing. It keeps two days.\n\n## Consequences\n\nOne more service to watch.\n"
)
_NO: list[Row] = []


@pytest.mark.parametrize(
    ("status", "outcome"), [("Accepted", "accepted"), ("Rejected", "rejected"), ("Superseded by 12", "decided")]
)
def test_a_settled_record_is_a_decision(status: str, outcome: str) -> None:
    wanted = {
        "text": "We will put a durable queue between intake and billing",
        "number": "7",
        "subject": "Put a queue between intake and billing",
        "outcome": outcome,
        "held": "2031-02-03",
    }
    hold(_PLAIN.format(status=status), "docs/adr/0007-queue.md", {"decision": [wanted]})


@pytest.mark.parametrize("status", ["Proposed", "Draft", "Accepted | Rejected", "[status]", "Under discussion"])
def test_a_record_that_is_not_settled_is_none(status: str) -> None:
    hold(_PLAIN.format(status=status), "docs/adr/0007-queue.md", {"decision": _NO})


def test_front_matter_may_hold_the_state_and_the_day() -> None:
    text = (
        "---\nstatus: accepted\ndate: 2031-04-09\n---\n\n# Keep the paper forms\n\n## Context and problem statement\n\nTablets fail in the rain.\n\n"
        "## Considered options\n\n* tablets\n* paper\n\n## Decision outcome\n\nChosen option: paper, because it works in the rain.\n"
    )
    wanted = {
        "text": "~paper, because it works",
        "outcome": "accepted",
        "held": "2031-04-09",
        "subject": "Keep the paper forms",
    }
    hold(text, "docs/decisions/forms.md", {"decision": [wanted]})


def test_a_log_may_write_each_decision_under_its_heading() -> None:
    text = (
        "# Decision log\n\n## D-01: Keep the old racking\n- **Date:** 14 January 2031\n- **Decision:** The racking stays until 2033.\n- **Status:** Approved\n- **Rationale:** still certified\n\n"
        "## D-02: Automate picking\n- **Date:** 4 March 2031\n- **Decision:** Buy two robots.\n- **Status:** Pending\n"
    )
    wanted = {"number": "D-01", "text": "The racking stays until 2033", "outcome": "approved", "held": "2031-01-14"}
    hold(text, "project/decision-log.md", {"decision": [wanted]})
