"""Chats, mails and short notes of meetings as many offices write them, and what only looks like a decision.

The documents were made up, and their facts listed, before the readers were changed for them.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_IN_OUT = """Ops catch-up – Tues 14 Oct 2031

In: Orla, Femi, Jan (chair)
Out: Beate

- Printer contract: agreed to renew for 12 months.
- New starters' laptops are late again.
- Rota for December (Femi to circulate by Fri 24 Oct)

Next: 28 October
"""
_CHAT_BRACKETS = """Export of #release-crew, Tuesday 6 May 2031

[10:02] Tove Lind: ok shall we start? Ruben is off sick
[10:05] Piet Claes: the March build still fails on arm
[10:09] Tove Lind: Decision: we drop the 32-bit build from version 9 on
[10:10] Ama Osei: +1
[10:14] Tove Lind: @Piet please write the notice to users by 9 May
[10:15] Piet Claes: will do
[10:20] Ama Osei: should we also drop the snap?
[10:21] Tove Lind: let's not decide that today
"""
_CHAT_LINES = """Tuesday, 10 June 2031

Hannah Reyes  9:58 AM
Agreed: the pilot on ward 3 stops on 30 June.

Marco Bianchi  10:04 AM
+1

Hannah Reyes  10:06 AM
@Marco Bianchi to tell the ward sister by 12 June.

Marco Bianchi  10:07 AM
Do we also stop ward 5?
"""
_MAIL = """From: Petra Novak <p.novak@tidewell.example>
To: Ivo Lang <i.lang@tidewell.example>, Noor Haddad <n.haddad@tidewell.example>
Subject: Notes from this morning's steering group
Date: Thu, 4 Sep 2031 15:12:00 +0100
Content-Type: text/plain; charset=utf-8

Hi all,

Quick notes from this morning.

What we decided:
- The archive moves to the new server on 1 November.
- The contract with Corvid is not extended.

To do:
- Ivo: ask Corvid for the exit terms by 12 Sept
- Noor: draft the message to users (due 19 September)

Petra
"""
_BRACKETS = """Library users' group: notes of the meeting on 9 October 2031

Present: Orla Byrne, Kit Marsh, Dana Cole

1. Opening hours
The draft was discussed. (Orla to circulate by Fri 17 Oct)

2. Noise
Two complaints. Students suggested a quiet floor (not costed).

3. Lockers
Agreed to buy twelve lockers. [Kit to order by 31 October]
"""
_ARROWS = """Depot standup, notes 26/09/2031
present: Orla, Bo, Yusuf

* backup test failed twice → Orla, 3/10
* new badge reader to be fitted -> Bo, 10/10
* heating 16 → 18 degrees since Monday
* agreed: no deploys on Fridays in October
"""
_BOXES = """# Docs team call 2031-07-08

**Attendees:** Lior Adler, Mei Tan, Sofia Reis

## Notes
- search index was rebuilt

## Action items
- [ ] Mei: rewrite the install page (due 2031-07-22)
- [x] Lior: close old issues
- [ ] Sofia Reis – add the licence header
"""
_OWNER_LINES = """People Forum, follow-ups of the meeting of 20 May 2031

1. Publish the leave calendar
   Owner: Greta Holm
   Due: 30 May 2031

2. Compare three pension schemes
   Owner: Tariq Aziz
   Due: 4 July 2031
"""
_PROJECT_LOG = """# Steering council, 2031-03-12

Attending: @lena (Lena Fuchs), @raj (Raj Pillai)

**DECISION:** keep the release cycle at six months.
**DECISION:** none on the mirror; to be taken up again.
**ACTION:** @raj to open a ticket about the mirror by 2031-03-20.
"""
_PEOPLE_TABLE = """# Ward 7 huddle 5 June 2031

Present: S/N Kelly, Dr Amir, OT Jones

| What | Who | When | Done? |
| --- | --- | --- | --- |
| Check the lift sling | OT Jones | 9 June | |
| Order pads | S/N Kelly | 6 June | yes |
"""
_CANCELLED = """From: Lucy Trent <l.trent@marl.example>
To: panel@marl.example
Subject: Data panel on 19 May - cancelled
Date: Mon, 12 May 2031 09:00:00 +0100
Content-Type: text/plain; charset=utf-8

Dear all,

The data panel of 19 May 2031 is cancelled, as three of you cannot come. We were to approve the sharing rules and
agree who looks after the archive; that will have to wait.

Lucy
"""
_IDEAS = """Away day, 2 July 2031, flip charts

- we should decide on a new logo
- somebody ought to approve holiday faster
- could the board agree to a second van?
- Proposal: to close on Fridays
- Orla thinks it would be good to adopt a cat
- not agreed: Sunday shifts need more thought
"""
_QUESTIONS = """Staff forum 11 April 2031: questions from the floor

Q: Has the board approved the pay rise?
A: Not yet. A paper goes to the board in May.
Q: Was it agreed to drop the night shift?
A: No decision has been taken.
Q: Will you accept the risk with the old boiler?
A: That is for the safety group.
"""

_CASES: list[tuple[str, str, str, dict[str, list[Row]]]] = [
    (
        "in-out",
        "notes/ops catch-up.txt",
        _IN_OUT,
        {
            "meeting": [{"held": "2031-10-14", "state": "held"}, {"held": "2031-10-28", "state": "planned"}],
            "attendance": [
                {"person": "Orla", "part": "present"},
                {"person": "Femi", "part": "present"},
                {"person": "Jan", "part": "chair"},
                {"person": "Beate", "part": "apologies"},
            ],
            "decision": [{"text": "~renew", "held": "2031-10-14"}],
            "action": [{"owner": "Femi", "due": "2031-10-24"}],
        },
    ),
    (
        "chat-brackets",
        "chat/release-crew 2031-05-06.txt",
        _CHAT_BRACKETS,
        {
            "decision": [{"text": "~drop the 32-bit build"}],
            "action": [{"owner": "Piet", "text": "~notice to users", "due": "2031-05-09"}],
            "approval": [],
        },
    ),
    (
        "chat-lines",
        "chat/ward pilot.txt",
        _CHAT_LINES,
        {
            "decision": [{"text": "~pilot on ward 3 stops"}],
            "action": [{"owner": "Marco Bianchi", "due": "2031-06-12"}],
            "approval": [],
        },
    ),
    (
        "mail",
        "mail/steering notes.eml",
        _MAIL,
        {
            "decision": [{"text": "~archive moves"}, {"text": "~Corvid"}],
            "action": [
                {"owner": "Ivo", "text": "~exit terms", "due": "2031-09-12"},
                {"owner": "Noor", "text": "~message to users", "due": "2031-09-19"},
            ],
            "approval": [],
        },
    ),
    (
        "brackets",
        "library/users group.txt",
        _BRACKETS,
        {
            "meeting": [{"held": "2031-10-09", "state": "held"}],
            "decision": [{"text": "~twelve lockers"}],
            "action": [{"owner": "Orla", "due": "2031-10-17"}, {"owner": "Kit", "due": "2031-10-31"}],
        },
    ),
    (
        "arrows",
        "notes/standup.md",
        _ARROWS,
        {
            "attendance": [{"person": "Orla"}, {"person": "Bo"}, {"person": "Yusuf"}],
            "decision": [{"text": "~no deploys"}],
            "action": [{"owner": "Orla", "due": "2031-10-03"}, {"owner": "Bo", "due": "2031-10-10"}],
        },
    ),
    (
        "boxes",
        "docs-team/2031-07-08.md",
        _BOXES,
        {
            "meeting": [{"held": "2031-07-08"}],
            "action": [
                {"owner": "Mei", "text": "~install page", "due": "2031-07-22"},
                {"owner": "Lior", "status": "closed|done"},
                {"owner": "Sofia Reis", "text": "~licence header"},
            ],
            "decision": [],
        },
    ),
    (
        "owner-lines",
        "people/forum follow-ups.txt",
        _OWNER_LINES,
        {
            "action": [
                {"owner": "Greta Holm", "text": "~leave calendar", "due": "2031-05-30"},
                {"owner": "Tariq Aziz", "text": "~pension", "due": "2031-07-04"},
            ]
        },
    ),
    (
        "project-log",
        "council/2031-03-12.md",
        _PROJECT_LOG,
        {
            "decision": [{"text": "~six months"}],
            "action": [{"owner": "~raj", "text": "~ticket about the mirror", "due": "2031-03-20"}],
        },
    ),
    (
        "people-table",
        "ward/huddle.md",
        _PEOPLE_TABLE,
        {
            "action": [
                {"owner": "OT Jones", "due": "2031-06-09"},
                {"owner": "S/N Kelly", "due": "2031-06-06", "status": "closed|done|yes"},
            ]
        },
    ),
    (
        "cancelled",
        "mail/data panel cancelled.eml",
        _CANCELLED,
        {
            "meeting": [{"held": "2031-05-19", "state": "cancelled"}],
            "decision": [],
            "approval": [],
            "attendance": [],
            "action": [],
        },
    ),
    ("ideas", "away-day/flip charts.txt", _IDEAS, {"decision": [], "approval": [], "action": [], "resource": []}),
    ("questions", "forum/questions.txt", _QUESTIONS, {"decision": [], "approval": [], "acceptance": []}),
]


@pytest.mark.parametrize(("path", "text", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in _CASES])
def test_notes_of_an_office_not_met_before(path: str, text: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)
