"""A second set of made-up minutes and notes, written after the first had been learnt from.

The facts were listed before the readers met these documents.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_CLUB = """Rowing club, committee night, Wed 5 Nov 2031 (boathouse)

Who was here: Tess, Omar, Lotte, Nils in the chair
Couldn't make it: Priya

Trailer - we'll get the axle done at Hoby's, not more than £320. All agreed.
Juniors - Lotte asked for a second coach. Left until we know the lottery money.
Toilets - still blocked. Omar rings the plumber before Monday.
Jobs: Omar – plumber; Tess – trailer, by 30 Nov; Lotte – write to the lottery.
Back here on 3 December.
"""
_SUMMARY = """# Product council – summary

*14 January 2032, 15:00–16:10 · chaired by Ines Duarte · minutes: Pavel Horak*

Participants: Ines Duarte, Pavel Horak, Ama Boateng, Sven Lind. Excused: Rita Costa.

1. **Search.** The council approved the move to the new index. Sven Lind will switch it on by 1 February 2032.
2. **Price list.** Ama Boateng presented two variants. The council decided on variant B from April.
3. **Telephone support.** No decision; the figures come back in March.
4. **Offices.** The council was informed that the lease runs out in 2034.
"""
_HANSARD = """WESTMARCH DISTRICT COUNCIL
PLANNING COMMITTEE
Held on Thursday, 3rd July 2031 in the Council Chamber at 2.00 p.m.

PRESENT: Councillor P. Oakes (Chairman); Councillors A. Singh, B. Farrow and T. Wynn

APOLOGIES FOR ABSENCE were received from Councillor M. Hale.

112. MINUTES
RESOLVED: That the minutes of the meeting held on 5th June 2031 be confirmed and signed.

113. APPLICATION 31/0442, LAND AT MILL LANE
Moved by Councillor Singh, seconded by Councillor Wynn.
RESOLVED: That permission be granted subject to the conditions in the report.

114. APPLICATION 31/0450, 2 HIGH STREET
RESOLVED: That permission be refused.

115. ENFORCEMENT
Members asked how many cases were open.
"""
_MINUTES_MAIL_NUMBERED = """From: Gesa Brandt <gesa@nordwind.example>
To: Ole Petersen <ole@nordwind.example>, Kaja Lund <kaja@nordwind.example>
Subject: Minutes energy team 12 March 2031
Date: Thu, 13 Mar 2031 08:30:00 +0100
Content-Type: text/plain; charset=utf-8

Hello both,

Present yesterday: Gesa, Ole, Kaja. Jens was ill.

1) Compressor: we agreed to replace it this year.
2) Lights in hall 4: Ole will measure them until 28 March.
3) Kaja to ask for the meter data (by 21 March).

Next meeting 9 April 2031.

Gesa
"""
_GOVERNORS = """Governing Body of Larkfield School
Autumn term meeting, 9 October 2031

Attendance
Mr D. Pryce (Chair of Governors)
Mrs K. Osei (Head teacher)
Ms L. Varga
Apologies accepted: Mr T. Yeo

Item | Discussion | Decision / action
1. Pupil premium | The plan was explained. | Agreed.
2. Trips | The head asked for a coach company. | KO to obtain three quotes by 7 November
3. Uniform | Parents object to the blazer. | Not agreed; to be looked at in spring
"""
_HANDOVER = """Shift handover 03/12/2031, unit 5

No meeting today. Jonas thinks we should order filters.
Remember: the audit was agreed for 2032 last spring.
To do for nobody in particular: sweep.
"""
_BOARD_PACK = """Board pack for 20 May 2031

Paper 4: Proposal to approve a loan of NOK 2,000,000.
The board is invited to APPROVE the loan and NOTE the annex.
Draft resolution: that the loan be approved.
Action owners will be agreed at the meeting.
"""
_MATRIX = """# Steering group, 2 February 2032

Present: Uma Rao (chair), Leif Dahl, Connie Marsh

## Action log

1. **AP-14** Publish the map. *Owner:* Leif Dahl. *Due:* 20 February 2032. *Status:* open
2. **AP-15** Cancel the old line. *Owner:* Connie Marsh. *Due:* 9 February 2032. *Status:* done
"""
_SLACK = """#finance-core – 2 September 2031

maria.k [09:14]
Morning! The quote for the scanner is 4.200 EUR.

tom_b [09:20]
can live with that

maria.k [09:22]
@tom_b please order it before Friday 5 September

tom_b [09:23]
👍

maria.k [09:40]
DECISION: quotes above 2.000 EUR go to Ruth from now on
"""
_INVITE = """From: Kim Aas <kim@nordwind.example>
To: board@nordwind.example
Subject: Invitation: safety board, 14 October 2031, 13:00
Date: Wed, 1 Oct 2031 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Dear members,

the safety board meets on 14 October 2031 in room 2. We shall decide on the ladder rules and agree the plan for 2032.

Kim
"""
_MOVED = """From: Kim Aas <kim@nordwind.example>
To: board@nordwind.example
Subject: Safety board moved
Date: Mon, 13 Oct 2031 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Dear members,

the safety board of 14 October 2031 is postponed to 28 October 2031.

Kim
"""

_CASES: list[tuple[str, str, str, dict[str, list[Row]]]] = [
    (
        "club",
        "club/nov.txt",
        _CLUB,
        {
            "meeting": [{"held": "2031-11-05", "chair": "Nils"}, {"held": "2031-12-03", "state": "planned"}],
            "attendance": [
                {"person": "Tess"},
                {"person": "Omar"},
                {"person": "Lotte"},
                {"person": "Nils", "part": "chair"},
                {"person": "Priya", "part": "apologies"},
            ],
            "decision": [{"text": "~axle|~Trailer"}, {"text": "~coach|~Juniors", "outcome": "deferred"}],
            "action": [
                {"owner": "Omar"},
                {"owner": "Tess", "due": "2031-11-30"},
                {"owner": "Lotte", "text": "~lottery"},
            ],
        },
    ),
    (
        "summary",
        "product/council summary.md",
        _SUMMARY,
        {
            "meeting": [{"held": "2032-01-14", "chair": "Ines Duarte", "secretary": "Pavel Horak"}],
            "attendance": [
                {"person": "Ines Duarte", "part": "chair"},
                {"person": "Pavel Horak"},
                {"person": "Ama Boateng"},
                {"person": "Sven Lind"},
                {"person": "Rita Costa", "part": "apologies"},
            ],
            "decision": [{"text": "~new index", "outcome": "approved"}, {"text": "~variant B"}],
            "action": [{"owner": "Sven Lind", "due": "2032-02-01"}],
        },
    ),
    (
        "district",
        "council/planning 3 July.txt",
        _HANSARD,
        {
            "meeting": [{"held": "2031-07-03", "chair": "Councillor P. Oakes"}],
            "decision": [
                {"text": "~minutes of the meeting", "outcome": "approved|decided"},
                {"text": "~conditions in the report", "outcome": "approved"},
                {"text": "~refused", "outcome": "rejected"},
            ],
        },
    ),
    (
        "mail-numbered",
        "mail/energy team minutes.eml",
        _MINUTES_MAIL_NUMBERED,
        {
            "meeting": [{"held": "2031-03-12", "state": "held"}, {"held": "2031-04-09", "state": "planned"}],
            "decision": [{"text": "~replace"}],
            "action": [{"owner": "Ole", "due": "2031-03-28"}, {"owner": "Kaja", "due": "2031-03-21"}],
        },
    ),
    (
        "governors",
        "school/autumn.txt",
        _GOVERNORS,
        {
            "meeting": [{"held": "2031-10-09", "state": "held"}],
            "decision": [{"text": "~Agreed"}, {"outcome": "rejected", "text": "~Not agreed"}],
            "action": [{"owner": "KO", "text": "~three quotes", "due": "2031-11-07"}],
        },
    ),
    ("handover", "shifts/2031-12-03.txt", _HANDOVER, {"meeting": [], "decision": [], "action": []}),
    ("board-pack", "board/pack.txt", _BOARD_PACK, {"decision": [], "action": [], "approval": [], "resource": []}),
    (
        "action-log",
        "steering/2032-02-02.md",
        _MATRIX,
        {
            "action": [
                {"number": "AP-14", "owner": "Leif Dahl", "due": "2032-02-20", "status": "open"},
                {"number": "AP-15", "owner": "Connie Marsh", "due": "2032-02-09", "status": "done"},
            ]
        },
    ),
    (
        "slack",
        "chat/finance-core.txt",
        _SLACK,
        {
            "decision": [{"text": "~quotes above"}],
            "action": [{"owner": "~tom", "text": "~order it", "due": "2031-09-05"}],
            "approval": [],
            "acceptance": [],
            "resource": [],
        },
    ),
    (
        "invitation",
        "mail/invitation.eml",
        _INVITE,
        {"meeting": [{"held": "2031-10-14", "state": "planned"}], "decision": [], "action": []},
    ),
    (
        "moved",
        "mail/moved.eml",
        _MOVED,
        {
            "meeting": [{"held": "2031-10-14", "state": "postponed"}, {"held": "2031-10-28", "state": "planned"}],
        },
    ),
]


@pytest.mark.parametrize(("path", "text", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in _CASES])
def test_minutes_of_a_second_set(path: str, text: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)
