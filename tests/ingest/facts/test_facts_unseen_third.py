"""A third set of made-up minutes, mails, letters and forms, with many sentences that only sound like a decision.

The facts were listed before the readers met these documents.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_CHATTY = """Minutes of the Museum Friends, 18 September 2031

Present: Ada Holm (chair), Ben Roy, Cleo Marsh
Apologies were accepted from Dan Pike.

Everybody agreed that the summer fair had been lovely. Ben agreed with Ada that the tent leaks.
Cleo noted that the shop sold 40 mugs. The council decided last year to close the lane; Ada had objected at the time.
After a long talk we settled on a new tent, at no more than £600.
Ben said the board ought to approve the leaflet. It will be decided in November.
Cleo is going to write to the council before the end of October.
"""
_TERSE_DASH = """IT ops weekly // 7 Apr 2031

attending -- Wanda, Theo, Kurt; absent -- Mila

> patching
done on all but two hosts. Theo does the rest, by 11 Apr.
> monitoring
Kurt against a second tool, Wanda for. no decision
> laptops
go for the 14-inch model (agreed)
> next
14 Apr
"""
_FOUNDATION = """## TSC Meeting 2031-11-12

### Attendees
- Hugo Lemaire
- Nadia Sayegh
- Ravi Menon

### Minutes
- Release 5.0: motion to ship on 1 December, seconded by Ravi, passes with 3 in favor, 0 against
- Charter change: motion fails (1 in favor, 2 against)
- Trademark: Nadia to talk to counsel
- Next steps on CI unclear; someone should look at it

### Action items
* Hugo: announce release (2031-12-01)
* Nadia: trademark
"""
_HOSPITAL = """Medicines Safety Group
Note of meeting held 24 June 2031, Seminar Room 2

Members: Dr F. Adeyemi (Chair), Sr L. Brandt, Mr O. Quayle (Pharmacy)
Not able to attend: Dr S. Iyer

1 Insulin pens
The group reviewed three incidents. It was agreed to withdraw the old pens from all wards.
Action: Mr Quayle, 8 July 2031

2 Opioid guideline v4
Approved for use from 1 July 2031, subject to a corrected dosing table.
Action: Sr Brandt to correct table, 30 June 2031

3 Any other business
None.
Date of next meeting: 23 September 2031
"""
_MAIL_DECISION = """From: Ottilie Frank <o.frank@karst.example>
To: all-staff@karst.example
Subject: What the management team decided on Tuesday
Date: Thu, 22 May 2031 09:00:00 +0200
Content-Type: text/plain; charset=utf-8

Dear colleagues,

On Tuesday, 20 May 2031, the management team decided to close the Linz office on 31 December 2031. It also approved the
Remote Work Policy, version 2, which applies from 1 July 2031. A decision about the canteen was put off.

Ottilie Frank
Chief Executive
"""
_ADVICE = """From: Tom Hale <t.hale@karst.example>
To: Ottilie Frank <o.frank@karst.example>
Subject: Remote Work Policy v3
Date: Thu, 22 May 2031 09:00:00 +0200
Content-Type: text/plain; charset=utf-8

Ottilie,

legal has no objection, and the works council would approve it with a cap of two days. I recommend that you approve it.
If you accept the risk R-44, say so in writing. We agreed on the phone that I send you the figures.

Tom
"""
_APPROVAL_FORM = """DOCUMENT APPROVAL FORM

Document title:  Waste Handling Procedure
Version:         2.2
Submitted by:    Rolf Egge

[x] approved    [ ] approved with changes    [ ] rejected

Name: Dagny Sunde
Position: Environment Manager
Date: 11 March 2031
"""
_APPROVAL_FORM_OPEN = """DOCUMENT APPROVAL FORM

Document title:  Water Sampling Procedure
Version:         1.0
Submitted by:    Rolf Egge

[ ] approved    [ ] approved with changes    [ ] rejected

Name: Dagny Sunde
Position: Environment Manager
Date:
"""
_PR = """{"number": 412, "title": "Password standard 4.0", "state": "merged",
 "reviews": [
  {"user": "ines", "state": "COMMENTED", "submitted_at": "2031-02-01"},
  {"user": "Piet Maas", "state": "APPROVED", "submitted_at": "2031-02-03"}],
 "approved_by": "Piet Maas", "approved_on": "2031-02-03"}
"""
_YAML = """document: Access control standard
version: "3.2"
approval:
  by: Salma Idris
  role: CISO
  date: 2031-05-09
  decision: approved
next_review: 2032-05-09
"""
_FRONT = """---
title: Whistleblowing policy
version: 1.3
adopted_by: Supervisory Board
adopted_on: 2031-04-17
---

# Whistleblowing policy

Everybody may report without fear.
"""
_FOOT = """Lone Visits Rules

1. Two people visit.
2. A phone is carried.

Rules agreed by the Trustees 12 February 2031. For review February 2033.
"""
_ACCEPT_FORM = """RISK ACCEPTANCE

Risk no.: 2031-07 (lorries in the yard)
Proposed by: Jens Moe, yard manager
Residual rating: medium

Decision of the risk owner:
( ) treat   (x) accept   ( ) avoid
Accepted until: 30 June 2032
Signed: Astrid Lie, Operations Director, 3 July 2031
"""
_ACCEPT_SENTENCES = """Security council, 9 December 2031

Present: Marek Cech (chair), Ida Storm, Paul Nkemelu

Risk SR-21 (old badge readers): accepted by the council until 30 September 2032, Ida Storm to report quarterly.
Risk SR-22 (open gate at night): not accepted; Paul Nkemelu to propose a guard by 16 January 2032.
Risk SR-23: the owner's wish to accept it was noted.
"""
_ACCEPT_REPLY = """From: Astrid Lie <a.lie@fjord.example>
To: Jens Moe <j.moe@fjord.example>
Subject: Re: Acceptance of SR-30 needed
Date: Mon, 3 Nov 2031 12:00:00 +0100
Content-Type: text/plain; charset=utf-8

Jens,

accepted, until 31 May 2032. Keep an eye on it.

Astrid Lie
Operations Director

> From: Jens Moe
> Sent: Monday, 3 November 2031 09:12
> Can you accept SR-30 (the crane without camera) until summer?
"""
_GRANTS = """Trustees' meeting, 2 October 2031: minutes

In attendance: Hal Dunn (chair), May Orr, Kit Voss

3. Grants
(a) Seaview Choir: £1,200 awarded for new music.
(b) Harbour School: £4,000 requested for a boat; declined.
(c) Lantern Club: agreed £850 towards the roof, payable in November.
4. The trustees considered a reserve of £20,000 and will return to it.
"""
_GRANT_MAIL = """From: Una Ferris <u.ferris@fjord.example>
To: Jens Moe <j.moe@fjord.example>
Subject: Your request of 3 June: second welder
Date: Tue, 10 Jun 2031 08:00:00 +0200
Content-Type: text/plain; charset=utf-8

Jens,

yes to the second welder. I release NOK 650,000 a year for the post from 1 August 2031. No to the new van (NOK 400,000).

Una Ferris
Finance Director
"""
_CANCEL_NOTE = """NOTICE

The meeting of the Allotment Committee planned for 6 May 2031 has been cancelled for lack of a quorum.
A new date will be given.
"""
_WORKSHOP = """Workshop on the new strategy, 3 and 4 June 2031

Ideas collected: approve more in the teams, adopt a dog, close the loop.
Group 1 (Ada, Ben) would decide on prices weekly. Group 2 agreed among themselves that meetings are too long.
The facilitator thanked all.
"""
_DEADLINES = """Notes, lab meeting 1 March 2032

Who: Prof. Sato (PI), Yuki, Lars, Mona

Freezer -> Lars calls the service by 4 March
Paper 2 -> Mona & Yuki, draft by 15 March
Sato: will ask the dean about the room
Ordering rules: Yuki explained, no questions
"""

_CASES: list[tuple[str, str, str, dict[str, list[Row]]]] = [
    (
        "chatty",
        "friends/2031-09.txt",
        _CHATTY,
        {
            "decision": [{"text": "~new tent"}],
            "action": [{"owner": "Cleo", "due": "2031-10-31"}],
            "approval": [],
            "attendance": [
                {"person": "Ada Holm", "part": "chair"},
                {"person": "Ben Roy"},
                {"person": "Cleo Marsh"},
                {"person": "Dan Pike", "part": "apologies"},
            ],
        },
    ),
    (
        "terse-dash",
        "it/ops weekly 7 Apr.txt",
        _TERSE_DASH,
        {
            "meeting": [{"held": "2031-04-07", "state": "held"}, {"held": "2031-04-14", "state": "planned"}],
            "attendance": [
                {"person": "Wanda"},
                {"person": "Theo"},
                {"person": "Kurt"},
                {"person": "Mila", "part": "apologies"},
            ],
            "decision": [{"text": "~14-inch"}],
            "action": [{"owner": "Theo", "due": "2031-04-11"}],
        },
    ),
    (
        "foundation",
        "tsc/2031-11-12.md",
        _FOUNDATION,
        {
            "decision": [
                {"text": "~Release 5.0", "outcome": "approved"},
                {"text": "~Charter change", "outcome": "rejected"},
            ],
            "action": [
                {"owner": "Nadia", "text": "~talk to counsel"},
                {"owner": "Hugo", "due": "2031-12-01"},
                {"owner": "Nadia", "text": "~trademark"},
            ],
        },
    ),
    (
        "hospital",
        "msg/2031-06-24.txt",
        _HOSPITAL,
        {
            "meeting": [
                {"held": "2031-06-24", "chair": "Dr F. Adeyemi", "state": "held"},
                {"held": "2031-09-23", "state": "planned"},
            ],
            "decision": [{"text": "~withdraw the old pens"}, {"text": "~subject to", "outcome": "approved"}],
            "approval": [{"subject": "~Opioid guideline", "version": "4", "approved": "2031-06-24"}],
            "action": [
                {"owner": "Mr Quayle", "due": "2031-07-08"},
                {"owner": "Sr Brandt", "text": "~correct table", "due": "2031-06-30"},
            ],
        },
    ),
    (
        "mail-decision",
        "mail/what was decided.eml",
        _MAIL_DECISION,
        {
            "approval": [
                {"subject": "Remote Work Policy", "version": "2", "body": "~management team", "approved": "2031-05-20"}
            ]
        },
    ),
    ("advice", "mail/advice.eml", _ADVICE, {"approval": [], "acceptance": [], "decision": []}),
    (
        "form",
        "forms/waste.txt",
        _APPROVAL_FORM,
        {
            "approval": [
                {
                    "subject": "Waste Handling Procedure",
                    "version": "2.2",
                    "approver": "Dagny Sunde",
                    "approved": "2031-03-11",
                }
            ]
        },
    ),
    ("form-open", "forms/water.txt", _APPROVAL_FORM_OPEN, {"approval": []}),
    (
        "reviews-json",
        "git/412.json",
        _PR,
        {"approval": [{"subject": "~Password standard", "approver": "Piet Maas", "approved": "2031-02-03"}]},
    ),
    (
        "yaml",
        "standards/access.yaml",
        _YAML,
        {"approval": [{"subject": "~Access control standard", "approver": "Salma Idris", "approved": "2031-05-09"}]},
    ),
    (
        "front-matter",
        "policies/whistleblowing.md",
        _FRONT,
        {"approval": [{"subject": "Whistleblowing policy", "body": "Supervisory Board", "approved": "2031-04-17"}]},
    ),
    (
        "foot",
        "rules/visits.txt",
        _FOOT,
        {"approval": [{"subject": "~Lone Visits Rules", "body": "~Trustees", "approved": "2031-02-12"}]},
    ),
    (
        "ticked-acceptance",
        "risk/2031-07.txt",
        _ACCEPT_FORM,
        {"acceptance": [{"risk": "2031-07", "by": "~Astrid Lie", "accepted": "2031-07-03", "until": "2032-06-30"}]},
    ),
    (
        "acceptance-lines",
        "security/2031-12-09.txt",
        _ACCEPT_SENTENCES,
        {
            "acceptance": [{"risk": "SR-21", "by": "~council", "accepted": "2031-12-09", "until": "2032-09-30"}],
            "action": [{"owner": "Ida Storm"}, {"owner": "Paul Nkemelu", "due": "2032-01-16"}],
        },
    ),
    (
        "acceptance-reply",
        "mail/SR-30.eml",
        _ACCEPT_REPLY,
        {"acceptance": [{"risk": "SR-30", "by": "Astrid Lie", "accepted": "2031-11-03", "until": "2032-05-31"}]},
    ),
    (
        "grants",
        "trustees/2031-10-02.txt",
        _GRANTS,
        {"resource": [{"amount": "1200", "currency": "GBP"}, {"amount": "850", "currency": "GBP"}]},
    ),
    (
        "grant-mail",
        "mail/welder.eml",
        _GRANT_MAIL,
        {"resource": [{"amount": "650000", "currency": "NOK", "approver": "Una Ferris", "approved": "2031-06-10"}]},
    ),
    (
        "cancel-note",
        "notices/allotment.txt",
        _CANCEL_NOTE,
        {"meeting": [{"held": "2031-05-06", "state": "cancelled"}], "decision": []},
    ),
    ("workshop", "strategy/workshop.txt", _WORKSHOP, {"decision": [], "approval": [], "action": []}),
    (
        "lab",
        "lab/2032-03-01.txt",
        _DEADLINES,
        {
            "decision": [],
            "action": [
                {"owner": "Lars", "due": "2032-03-04"},
                {"owner": "Mona & Yuki", "due": "2032-03-15"},
                {"owner": "~Sato"},
            ],
        },
    ),
]


@pytest.mark.parametrize(("path", "text", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in _CASES])
def test_documents_of_a_third_set(path: str, text: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)
