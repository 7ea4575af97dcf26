"""An invented harbour authority with an AI management system, a security policy and a few gaps."""

from __future__ import annotations

from datetime import date

from evidence.model import IndexedDocument, Strength
from tests.support.noted import note, noted

TODAY = date(2026, 6, 30)


def harbour() -> list[IndexedDocument]:
    """Its documents."""
    return [*_governance(), *_registers(), *_checks()]


def _governance() -> list[IndexedDocument]:
    return [
        noted(
            "policies/ai-policy.md",
            "AI Policy",
            [
                "AI Policy, version 2, owner Amara Diallo, approved by the Harbour Board on 3 May 2025.",
                "Next review 3 May 2026.",
            ],
            [
                note(
                    "document",
                    "AI Policy, version 2",
                    title="AI Policy",
                    version="2",
                    owner="Amara Diallo",
                    approver="Harbour Board",
                    status="approved",
                    approved="2025-05-03",
                    review="2026-05-03",
                ),
                note(
                    "approval",
                    "approved by the Harbour Board on 3 May 2025",
                    Strength.APPROVED,
                    subject="AI Policy",
                    version="2",
                    body="Harbour Board",
                    decision="approved",
                    approved="2025-05-03",
                ),
            ],
        ),
        noted(
            "policies/security-policy.md",
            "Information Security Policy",
            ["Information Security Policy, approved by Jun Park on 9 June 2025."],
            [
                note(
                    "approval",
                    "approved by Jun Park on 9 June 2025",
                    Strength.APPROVED,
                    subject="Information Security Policy",
                    approver="Jun Park",
                    decision="approved",
                    approved="2025-06-09",
                )
            ],
        ),
        noted(
            "minutes/review-2025.md",
            "Management review of 2 October 2025",
            [
                "Held on 2 October 2025.",
                "Decided: the AI objectives are renewed.",
                "Funds of EUR 5,000 for sensor tests were granted.",
            ],
            [
                note(
                    "meeting",
                    "Held on 2 October 2025.",
                    title="Management review",
                    body="Management review",
                    state="held",
                    held="2025-10-02",
                ),
                note(
                    "decision",
                    "the AI objectives are renewed",
                    text="the AI objectives are renewed",
                    body="Management review",
                    outcome="decided",
                    held="2025-10-02",
                ),
                note(
                    "resource",
                    "EUR 5,000 for sensor tests",
                    amount="5000",
                    currency="EUR",
                    purpose="sensor tests",
                    body="Management review",
                    approved="2025-10-02",
                ),
            ],
        ),
        noted(
            "minutes/review-2024.md",
            "Management review of 4 October 2024",
            ["Held on 4 October 2024."],
            [note("meeting", "Held on 4 October 2024.", title="Management review", state="held", held="2024-10-04")],
        ),
        noted(
            "minutes/review-2026-cancelled.md",
            "Management review, cancelled",
            ["The review of 1 April 2026 is cancelled."],
            [note("meeting", "1 April 2026", title="Management review", state="cancelled", held="2026-04-01")],
        ),
        noted(
            "mail/policy.eml",
            "Our AI policy",
            ["From the director to all staff on 5 May 2025: the AI policy is in force."],
            [
                note(
                    "communication",
                    "the AI policy is in force",
                    sender="Amara Diallo",
                    role="Director",
                    audience="all staff",
                    topic="AI policy",
                    sent="2025-05-05",
                )
            ],
        ),
    ]


def _registers() -> list[IndexedDocument]:
    return [
        noted(
            "risks.csv",
            "Risk register",
            [
                "R-1 | Pilot follows a wrong forecast | Jun Park | 12",
                "R-2 | Model drifts | Eva Novak | 9",
                "R-3 | Old mast | Eva Novak | 4",
            ],
            [
                note(
                    "risk",
                    "R-1 | Pilot follows a wrong forecast | Jun Park | 12",
                    number="R-1",
                    text="Pilot follows a wrong forecast",
                    owner="Jun Park",
                    score="12",
                    treatment="Accept",
                ),
                note(
                    "risk",
                    "R-2 | Model drifts | Eva Novak | 9",
                    number="R-2",
                    text="Model drifts",
                    owner="Eva Novak",
                    score="9",
                ),
                note(
                    "risk",
                    "R-3 | Old mast | Eva Novak | 4",
                    number="R-3",
                    text="Old mast",
                    owner="Eva Novak",
                    score="4",
                ),
                note(
                    "acceptance",
                    "R-1 | Pilot",
                    risk="R-1",
                    by="Amara Diallo",
                    accepted="2025-06-01",
                    until="2026-05-31",
                ),
            ],
        ),
        noted(
            "soa.csv",
            "Statement of Applicability ISO/IEC 42001",
            [
                "A.2.2 | AI policy | yes | we use AI | Jun Park",
                "A.6.2.2 | Requirements | no | nothing is developed here | Jun Park",
            ],
            [
                note(
                    "applicability",
                    "A.2.2 | AI policy | yes",
                    control="A.2.2",
                    title="AI policy",
                    applicable="yes",
                    justification="we use AI",
                    owner="Jun Park",
                ),
                note(
                    "applicability",
                    "A.6.2.2 | Requirements | no",
                    control="A.6.2.2",
                    applicable="no",
                    justification="nothing is developed here",
                    owner="Jun Park",
                ),
            ],
        ),
        noted(
            "training.csv",
            "Training matrix",
            [
                "Eva Novak | Forecast basics | 2024-01-10 | 2026-01-10",
                "Jun Park | Forecast basics | 2026-01-10 | 2028-01-10",
            ],
            [
                note(
                    "training",
                    "Eva Novak | Forecast basics",
                    person="Eva Novak",
                    course="Forecast basics",
                    completed="2024-01-10",
                    until="2026-01-10",
                ),
                note(
                    "training",
                    "Jun Park | Forecast basics",
                    person="Jun Park",
                    course="Forecast basics",
                    completed="2026-01-10",
                    until="2028-01-10",
                ),
            ],
        ),
        noted(
            "kpi.csv",
            "KPI report",
            ["Forecast error | 2026-03 | 7 | 5", "Forecast error | 2026-04 | 8 | 5"],
            [
                note(
                    "measurement",
                    "Forecast error | 2026-03 | 7",
                    kpi="Forecast error",
                    period="2026-03",
                    value="7",
                    target="5",
                ),
                note(
                    "measurement",
                    "Forecast error | 2026-04 | 8",
                    kpi="Forecast error",
                    period="2026-04",
                    value="8",
                    target="5",
                ),
            ],
        ),
    ]


def _checks() -> list[IndexedDocument]:
    return [
        noted(
            "audit.md",
            "Internal audit 2026",
            [
                "Internal audit of the AI management system, 2 to 4 February 2026, clauses 4 to 10.",
                "NC-1: suppliers are not assessed (clause A.10.3), due 31 July 2026.",
                "NC-2: no minutes (9.3), closed on 1 March 2026.",
            ],
            [
                note(
                    "audit",
                    "Internal audit of the AI management system",
                    title="Internal audit",
                    type="internal",
                    auditor="Kofi Mensah",
                    scope="clauses 4 to 10",
                    from_="2026-02-02",
                    to="2026-02-04",
                ),
                note(
                    "finding",
                    "NC-1: suppliers are not assessed (clause A.10.3)",
                    number="NC-1",
                    text="suppliers are not assessed",
                    clause="A.10.3",
                    grade="minor",
                    owner="Eva Novak",
                    due="2026-07-31",
                ),
                note(
                    "finding",
                    "NC-2: no minutes (9.3), closed on 1 March 2026",
                    number="NC-2",
                    text="no minutes",
                    clause="9.3",
                    closed="2026-03-01",
                ),
                note(
                    "corrective_action",
                    "NC-2: no minutes",
                    number="CA-1",
                    for_="NC-2",
                    text="write minutes",
                    status="closed",
                    closed="2026-03-01",
                ),
            ],
        ),
        noted(
            "suppliers.csv",
            "Supplier register",
            ["Tidewise BV | forecasts"],
            [note("supplier", "Tidewise BV | forecasts", name="Tidewise BV", service="forecasts")],
        ),
        noted(
            "secret.md",
            "Management review of the union case",
            ["Held on 7 July 2025 behind closed doors."],
            [note("meeting", "Held on 7 July 2025", title="Management review", state="held", held="2025-07-07")],
            labels=("hr",),
        ),
    ]
