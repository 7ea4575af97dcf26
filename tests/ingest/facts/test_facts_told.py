"""Approvals, owners, successions and acceptances told in running text, in one sentence each."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, same

_MAIL_BOARD = (
    "From: Greta Holm <greta@museum.example>\n"
    "To: All staff <all@museum.example>\n"
    "Date: Mon, 9 Mar 2026 09:00:00 +0000\n"
    "Subject: AI policy\n"
    "\n"
    "Dear all,\n"
    "\n"
    "Last Thursday the Board approved version 2 of the AI Policy. It applies from 1 April 2026.\n"
    "Ulf Dahl owns the policy.\n"
    "\n"
    "Greta\n"
)
_MAIL_BOARD2 = (
    "From: Rosa Hald <rosa@bus.example>\n"
    "To: Drivers <drivers@bus.example>\n"
    "Date: Wed, 15 Apr 2026 09:00:00 +0000\n"
    "Subject: Planner rules\n"
    "\n"
    "Yesterday the Safety Committee adopted the Planner Rules, issue 3.\n"
    "On Monday Tomas Birk signed off the Tyre Procedure.\n"
)
_REL_PORT = (
    "From: Nora Bakke <n@port.example>\n"
    "To: All <a@port.example>\n"
    "Date: Wed, 15 Apr 2026 09:00:00 +0000\n"
    "Subject: News\n"
    "\n"
    "This morning the Harbour Board approved version 4 of the Diving Procedure. On Friday the AI Forum rejected the Tide Policy.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "mail/policy.eml",
            _MAIL_BOARD,
            "approval",
            [{"subject": "AI Policy", "version": "2", "body": "Board", "approved": "2026-03-05"}],
            id="mail-board-approval",
        ),
        pytest.param(
            "mail/policy.eml",
            _MAIL_BOARD,
            "communication",
            [{"sender": "Greta Holm", "sent": "2026-03-09"}],
            id="mail-board-communication",
        ),
        pytest.param(
            "mail/policy2.eml",
            _MAIL_BOARD2,
            "approval",
            [
                {"version": "3", "body": "Safety Committee", "approved": "2026-04-14"},
                {"approver": "Tomas Birk", "approved": "2026-04-13"},
            ],
            id="mail-board2-approval",
        ),
        pytest.param(
            "mail/f.eml",
            _REL_PORT,
            "approval",
            [
                {"subject": "Diving Procedure", "version": "4", "body": "Harbour Board", "approved": "2026-04-15"},
                {"subject": "Tide Policy", "body": "AI Forum", "approved": "2026-04-10", "decision": "rejected"},
            ],
            id="rel-port-approval",
        ),
    ],
)
def test_days_counted_from_the_letter(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_APPR_1 = (
    "# Port board, 26 March 2026\n"
    "\n"
    "Present: Nora Bakke (chair), Lars Holt, Mina Roy\n"
    "\n"
    "1. The Board agreed to adopt version 3 of the Access Policy.\n"
    "2. It was resolved that the Diving Procedure, issue 5, be approved.\n"
    "3. The Board endorsed the five aims for 2026.\n"
    "4. The Crane Manual was discussed; it will be approved in June.\n"
)
_APPR_2 = (
    "# Port board, 26 March 2026\n"
    "\n"
    "Present: Nora Bakke (chair), Lars Holt, Mina Roy\n"
    "\n"
    "142.5 Access Policy, version 3.0. Ms Roy presented it. Resolved (25/64): that version 3.0 of the Access Policy be approved. Proposed by Mr Holt, seconded by Ms Bakke. Carried without a vote against.\n"
    "\n"
    "142.6 Aims for 2026. The Board endorsed the eight aims for 2026 as circulated.\n"
    "\n"
    "142.7 Money. Resolved (25/65): to spend no more.\n"
)
_APPR_3 = (
    "From: Nora Bakke <n@port.example>\n"
    "To: All <a@port.example>\n"
    "Date: Wed, 15 Apr 2026 09:00:00 +0000\n"
    "Subject: News\n"
    "\n"
    "The Access Policy, version 3, was signed off by Mina Roy on 3 March 2026. The Crane Manual has not been approved yet. Nora Bakke approved issue 2 of the Diving Procedure on 10 March 2026.\n"
)
_APPR_4 = (
    "From: Nora Bakke <n@port.example>\n"
    "To: All <a@port.example>\n"
    "Date: Wed, 15 Apr 2026 09:00:00 +0000\n"
    "Subject: News\n"
    "\n"
    "At its meeting on 9 April 2026 the Safety Council adopted the Diving Procedure. The Tide Procedure was turned down by the AI Forum on 2 April 2026.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "minutes/board 2026-03-26.md",
            _APPR_1,
            "approval",
            [
                {"subject": "Access Policy", "version": "3", "approved": "2026-03-26"},
                {"subject": "Diving Procedure", "version": "5", "approved": "2026-03-26"},
            ],
            id="appr-1-approval",
        ),
        pytest.param(
            "minutes/board2 2026-03-26.md",
            _APPR_2,
            "approval",
            [{"subject": "Access Policy", "version": "3.0", "approved": "2026-03-26"}],
            id="appr-2-approval",
        ),
        pytest.param(
            "minutes/board2 2026-03-26.md",
            _APPR_2,
            "decision",
            [{"number": "25/64", "outcome": "approved"}, {"outcome": "approved"}, {"number": "25/65"}],
            id="appr-2-decision",
        ),
        pytest.param(
            "mail/d.eml",
            _APPR_3,
            "approval",
            [
                {"subject": "Access Policy", "version": "3", "approver": "Mina Roy", "approved": "2026-03-03"},
                {"subject": "Diving Procedure", "version": "2", "approver": "Nora Bakke", "approved": "2026-03-10"},
            ],
            id="appr-3-approval",
        ),
        pytest.param(
            "mail/e.eml",
            _APPR_4,
            "approval",
            [
                {
                    "subject": "Diving Procedure",
                    "body": "Safety Council",
                    "approved": "2026-04-09",
                    "decision": "approved",
                },
                {"decision": "rejected", "body": "AI Forum", "approved": "2026-04-02"},
            ],
            id="appr-4-approval",
        ),
    ],
)
def test_approved_in_running_text(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_OWN_PROSE_1 = (
    "From: Nora Bakke <n@port.example>\n"
    "To: All <a@port.example>\n"
    "Date: Wed, 15 Apr 2026 09:00:00 +0000\n"
    "Subject: News\n"
    "\n"
    "From 1 May Lars Holt looks after the Crane Scheduler. Responsibility for the Access Policy passed to Mina Roy on 3 March 2026.\n"
)
_OWN_PROSE_2 = (
    "# Port committee, 10 February 2026\n"
    "\n"
    "Present: Nora Bakke (chair), Lars Holt, Mina Roy\n"
    "\n"
    "1. Ownership of the Berth Planner was transferred from Lars Holt to Mina Roy with effect from 1 March 2026.\n"
    "2. The Incident Procedure is looked after by Lars Holt.\n"
    "3. Somebody should look after the coffee machine.\n"
)
_OWN_PROSE_3 = (
    "# Handover note, 12 January 2026\n"
    "\n"
    "Mina Roy took over the Berth Planner from Lars Holt on 5 January 2026. Risk R-07 is now owned by the Harbour Master. The Data Protection Procedure is the responsibility of the Legal Counsel. Lars Holt answers for the Crane Scheduler. Who looks after the Tide Model is not decided.\n"
)
_OWN_NONE = (
    "# Care rules\n"
    "\n"
    "Every manager looks after the records of the team. If the owner leaves, responsibility for the system passes to the manager. We look after our customers. The owner is responsible for the register.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "mail/a.eml",
            _OWN_PROSE_1,
            "ownership",
            [
                {"subject": "Crane Scheduler", "owner": "Lars Holt", "from": "2026-05-01"},
                {"subject": "Access Policy", "owner": "Mina Roy", "from": "2026-03-03"},
            ],
            id="own-prose-1-ownership",
        ),
        pytest.param(
            "minutes/Port committee 2026-02-10.md",
            _OWN_PROSE_2,
            "ownership",
            [
                {"subject": "Berth Planner", "owner": "Mina Roy", "from": "2026-03-01"},
                {"subject": "Berth Planner", "owner": "Lars Holt", "until": "2026-03-01"},
                {"subject": "Incident Procedure", "owner": "Lars Holt"},
            ],
            id="own-prose-2-ownership",
        ),
        pytest.param(
            "notes/handover.md",
            _OWN_PROSE_3,
            "ownership",
            [
                {"subject": "Berth Planner", "owner": "Mina Roy", "from": "2026-01-05"},
                {"subject": "Berth Planner", "owner": "Lars Holt", "until": "2026-01-05"},
                {"owner": "Harbour Master"},
                {"subject": "Data Protection Procedure", "owner": "Legal Counsel"},
                {"subject": "Crane Scheduler", "owner": "Lars Holt"},
            ],
            id="own-prose-3-ownership",
        ),
        pytest.param("policies/x.md", _OWN_NONE, "ownership", [], id="own-none-ownership"),
    ],
)
def test_an_owner_named_in_prose(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_SUCC_1 = (
    "From: Nora Bakke <n@port.example>\n"
    "To: All <a@port.example>\n"
    "Date: Wed, 15 Apr 2026 09:00:00 +0000\n"
    "Subject: News\n"
    "\n"
    "Mina Roy succeeded Lars Holt as Harbour Master on 1 April 2026. Jo Lind handed over the post of Safety Officer to Per Dahl on 30 March 2026.\n"
)
_SUCC_2 = (
    "From: Nora Bakke <n@port.example>\n"
    "To: All <a@port.example>\n"
    "Date: Wed, 15 Apr 2026 09:00:00 +0000\n"
    "Subject: News\n"
    "\n"
    "Per Dahl replaces Jo Lind as Safety Officer from 1 May 2026. Until 30 April Jo Lind remains in post.\n"
)
_SUCC_3 = (
    "# Port board, 26 March 2026\n"
    "\n"
    "Present: Nora Bakke (chair), Lars Holt\n"
    "\n"
    "4. Lars Holt was confirmed as Quality Manager with effect from 1 April 2026, in succession to Mina Roy.\n"
    "5. The post of Archivist passes from Ida Ness to Tor Vik on 1 June 2026.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "mail/b.eml",
            _SUCC_1,
            "role",
            [
                {"person": "Mina Roy", "role": "Harbour Master", "from": "2026-04-01"},
                {"person": "Lars Holt", "role": "Harbour Master", "until": "2026-04-01"},
                {"person": "Per Dahl", "role": "Safety Officer", "from": "2026-03-30"},
                {"person": "Jo Lind", "role": "Safety Officer", "until": "2026-03-30"},
            ],
            id="succ-1-role",
        ),
        pytest.param(
            "mail/c.eml",
            _SUCC_2,
            "role",
            [
                {"person": "Per Dahl", "role": "Safety Officer", "from": "2026-05-01"},
                {"person": "Jo Lind", "role": "Safety Officer", "until": "2026-05-01"},
            ],
            id="succ-2-role",
        ),
        pytest.param(
            "minutes/Port board 2026-03-26.md",
            _SUCC_3,
            "role",
            [
                {"person": "Lars Holt", "role": "Quality Manager", "from": "2026-04-01"},
                {"person": "Mina Roy", "role": "Quality Manager", "until": "2026-04-01"},
                {"person": "Tor Vik", "from": "2026-06-01"},
                {"person": "Ida Ness", "until": "2026-06-01"},
            ],
            id="succ-3-role",
        ),
    ],
)
def test_one_follows_another_in_a_post(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_X_MAIL = (
    "From: Ada Pohl <a@film.example>\n"
    "To: Team <t@film.example>\n"
    "Date: Thu, 26 Mar 2026 09:00:00 +0000\n"
    "Subject: News\n"
    "\n"
    "Yesterday the Film Board adopted the Youth Policy, version 2. Cy Tran takes over the Ticket Bot from Ben Rask on 1 April 2026. The Safety Plan was approved by Dee Voss on 20 March 2026. Dee Voss succeeds Ben Rask as Fire Officer on 1 May 2026. We hope that the Board will approve the Bot Policy soon. Whoever owns the Bot Policy should sign it.\n"
)
_Y_MAIL = (
    "From: Lea Fuchs <l@zoo.example>\n"
    "To: All staff <a@zoo.example>\n"
    "Date: Tue, 19 May 2026 09:00:00 +0000\n"
    "Subject: This and that\n"
    "\n"
    "On Friday the Welfare Committee approved issue 4 of the Feeding Procedure. Ivo Maas now looks after the Feeding App. The Visitor Policy has been signed off by Uma Ek on 12 May 2026. Responsibility for the Fence Plan has passed from Tom Bahr to Uma Ek with effect from 1 June 2026. The Rescue Manual should be approved by the Board in June.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "mail/g.eml",
            _X_MAIL,
            "approval",
            [
                {"subject": "Youth Policy", "version": "2", "body": "Film Board", "approved": "2026-03-25"},
                {"subject": "Safety Plan", "approver": "Dee Voss", "approved": "2026-03-20"},
            ],
            id="x-mail-approval",
        ),
        pytest.param(
            "mail/g.eml",
            _X_MAIL,
            "ownership",
            [
                {"subject": "Ticket Bot", "owner": "Cy Tran", "from": "2026-04-01"},
                {"subject": "Ticket Bot", "owner": "Ben Rask", "until": "2026-04-01"},
            ],
            id="x-mail-ownership",
        ),
        pytest.param(
            "mail/g.eml",
            _X_MAIL,
            "role",
            [
                {"person": "Dee Voss", "role": "Fire Officer", "from": "2026-05-01"},
                {"person": "Ben Rask", "role": "Fire Officer", "until": "2026-05-01"},
            ],
            id="x-mail-role",
        ),
        pytest.param(
            "mail/z.eml",
            _Y_MAIL,
            "approval",
            [
                {"subject": "Feeding Procedure", "version": "4", "body": "Welfare Committee", "approved": "2026-05-15"},
                {"subject": "Visitor Policy", "approver": "Uma Ek", "approved": "2026-05-12"},
            ],
            id="y-mail-approval",
        ),
        pytest.param(
            "mail/z.eml",
            _Y_MAIL,
            "ownership",
            [
                {"subject": "Feeding App", "owner": "Ivo Maas"},
                {"subject": "Fence Plan", "owner": "Uma Ek", "from": "2026-06-01"},
                {"subject": "Fence Plan", "owner": "Tom Bahr", "until": "2026-06-01"},
            ],
            id="y-mail-ownership",
        ),
    ],
)
def test_a_letter_that_tells_of_several(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_X_ACCEPT = (
    "# Film safety committee, 24 March 2026\n"
    "\n"
    "Present: Dee Voss (chair), Cy Tran\n"
    "Apologies: Ben Rask\n"
    "\n"
    "- Risk K2 (seats sold twice), score 6: the committee ACCEPTED it until 31 March 2027.\n"
    "- Dee Voss accepts K3 at 9 until 30 June 2026.\n"
    "- Risk K1 may be accepted once the extinguisher is there.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "minutes/film safety.md",
            _X_ACCEPT,
            "acceptance",
            [
                {"risk": "K2", "until": "2027-03-31", "accepted": "2026-03-24"},
                {"risk": "K3", "by": "Dee Voss", "until": "2026-06-30"},
            ],
            id="x-accept-acceptance",
        ),
    ],
)
def test_risks_accepted_in_minutes(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)
