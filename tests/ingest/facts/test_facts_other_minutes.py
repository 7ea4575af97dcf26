"""Minutes and terms of reference of organisations made up here, each with words and a layout of its own."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, same

_MIN_FORM_SCHOOL = (
    "# Safety circle\n"
    "\n"
    "| Date | 19/02/2026 |\n"
    "|---|---|\n"
    "| Here | AB (chair), CD, EF |\n"
    "| Apologies | GH |\n"
    "\n"
    "| Item | What was said | Action | Who / by |\n"
    "|---|---|---|---|\n"
    "| 1 | Fire doors were checked on Monday and all closed | order two closers | CD end March |\n"
    "| 2 | The marking tool was switched off for year 7 after the complaint | - | - |\n"
)
_MIN_FORM_VETS = (
    "<html><body><h1>Practice meeting</h1>\n"
    "<table><tr><td>Date</td><td>Thursday 7 May 2026, 18:00</td></tr><tr><td>There</td><td>Dr Lena Foss (chair), Dr Karl Imhof, Anna Vold</td></tr><tr><td>Sorry</td><td>Nils Aas</td></tr></table>\n"
    "<table><tr><th>No</th><th>Topic</th><th>Notes</th></tr><tr><td>1</td><td>Chatbot</td><td>Dr Imhof showed the figures of April. The chatbot stays off at night.</td></tr>\n"
    "<tr><td>2</td><td>Scanner</td><td>Scanner for £14,200 was approved.</td></tr></table></body></html>"
)
_MIN_FORM_BUS = (
    "# Depot talk no. 3\n"
    "\n"
    "| | |\n"
    "|---|---|\n"
    "| When | Mon 2 March 2026, 14:00 |\n"
    "| In the room | R. Hald (chair), T. Birk, J. Moe |\n"
    "| Could not come | S. Vik |\n"
    "| Notes by | J. Moe |\n"
    "\n"
    "1. Planner. It was agreed that the planner may not change routes by itself.\n"
    "2. Tyres. T. Birk to get three quotes by 20 March 2026.\n"
)
_FORM_FARM = (
    "# Stable council\n"
    "\n"
    "| Held | 24 March 2026 |\n"
    "|---|---|\n"
    "| Around the table | Kari Lie (chair), Ola Vik, Anna Moe |\n"
    "| Not with us | Tor Vik |\n"
    "\n"
    "| No. | Business | Who | By |\n"
    "|---|---|---|---|\n"
    "| 1 | The milk robot stood still for two days in February. | Anna Moe | 15 April 2026 |\n"
    "| 2 | New barn, NOK 900,000: AGREED | | |\n"
)
_Y_FORM = (
    "# Keepers\n"
    "\n"
    "| Date | Weds 22 April 2026 |\n"
    "|---|---|\n"
    "| Present | UE (chair), IM, LF |\n"
    "| Apologies | TB |\n"
    "\n"
    "| Item | What was said | Action | Who / by |\n"
    "|---|---|---|---|\n"
    "| 1 Fence | Two posts are rotten and a third is loose | replace posts | IM end May |\n"
    "| 2 App | Fed the lions twice on Sunday | - | - |\n"
    "| 3 Van | New van, £21,500: DEFERRED to July | - | - |\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "minutes/governors form.md",
            _MIN_FORM_SCHOOL,
            "meeting",
            [{"held": "2026-02-19", "chair": "AB", "apologies": "GH"}],
            id="min-form-school-meeting",
        ),
        pytest.param(
            "minutes/governors form.md",
            _MIN_FORM_SCHOOL,
            "attendance",
            [
                {"person": "AB", "part": "chair"},
                {"person": "CD"},
                {"person": "EF"},
                {"person": "GH", "part": "apologies"},
            ],
            id="min-form-school-attendance",
        ),
        pytest.param(
            "minutes/governors form.md",
            _MIN_FORM_SCHOOL,
            "action",
            [{"owner": "CD", "due": "2026-03-31"}],
            id="min-form-school-action",
        ),
        pytest.param(
            "meetings/Practice meeting 7 May 2026.html",
            _MIN_FORM_VETS,
            "meeting",
            [{"held": "2026-05-07", "chair": "Dr Lena Foss"}],
            id="min-form-vets-meeting",
        ),
        pytest.param(
            "meetings/Practice meeting 7 May 2026.html",
            _MIN_FORM_VETS,
            "attendance",
            [
                {"person": "Dr Lena Foss", "part": "chair"},
                {"person": "Dr Karl Imhof"},
                {"person": "Anna Vold"},
                {"person": "Nils Aas", "part": "apologies"},
            ],
            id="min-form-vets-attendance",
        ),
        pytest.param(
            "meetings/Practice meeting 7 May 2026.html",
            _MIN_FORM_VETS,
            "decision",
            [{"number": "2", "outcome": "approved"}],
            id="min-form-vets-decision",
        ),
        pytest.param(
            "meetings/Practice meeting 7 May 2026.html",
            _MIN_FORM_VETS,
            "resource",
            [{"amount": "14200", "approved": "2026-05-07"}],
            id="min-form-vets-resource",
        ),
        pytest.param(
            "notes/Depot talk 3.md",
            _MIN_FORM_BUS,
            "meeting",
            [{"held": "2026-03-02", "chair": "R. Hald"}],
            id="min-form-bus-meeting",
        ),
        pytest.param(
            "notes/Depot talk 3.md",
            _MIN_FORM_BUS,
            "attendance",
            [
                {"person": "R. Hald", "part": "chair"},
                {"person": "T. Birk"},
                {"person": "J. Moe"},
                {"person": "S. Vik", "part": "apologies"},
            ],
            id="min-form-bus-attendance",
        ),
        pytest.param("notes/Depot talk 3.md", _MIN_FORM_BUS, "decision", [{}], id="min-form-bus-decision"),
        pytest.param(
            "notes/Depot talk 3.md",
            _MIN_FORM_BUS,
            "action",
            [{"owner": "T. Birk", "due": "2026-03-20"}],
            id="min-form-bus-action",
        ),
        pytest.param(
            "minutes/Stable council.md",
            _FORM_FARM,
            "meeting",
            [{"held": "2026-03-24", "chair": "Kari Lie"}],
            id="form-farm-meeting",
        ),
        pytest.param(
            "minutes/Stable council.md",
            _FORM_FARM,
            "attendance",
            [
                {"person": "Kari Lie"},
                {"person": "Ola Vik"},
                {"person": "Anna Moe"},
                {"person": "Tor Vik", "part": "apologies"},
            ],
            id="form-farm-attendance",
        ),
        pytest.param("minutes/Stable council.md", _FORM_FARM, "decision", [{"number": "2"}], id="form-farm-decision"),
        pytest.param(
            "zoo/Keepers meeting.md", _Y_FORM, "meeting", [{"held": "2026-04-22", "chair": "UE"}], id="y-form-meeting"
        ),
        pytest.param(
            "zoo/Keepers meeting.md",
            _Y_FORM,
            "attendance",
            [{"person": "UE"}, {"person": "IM"}, {"person": "LF"}, {"person": "TB", "part": "apologies"}],
            id="y-form-attendance",
        ),
        pytest.param(
            "zoo/Keepers meeting.md", _Y_FORM, "action", [{"owner": "IM", "due": "2026-05-31"}], id="y-form-action"
        ),
        pytest.param("zoo/Keepers meeting.md", _Y_FORM, "decision", [{"outcome": "deferred"}], id="y-form-decision"),
    ],
)
def test_minutes_in_a_form(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_IN_NOTIN = (
    "# AI CIRCLE no. 4\n"
    "Wed 11/3/26, back room\n"
    "\n"
    "In: RH (chair), TB, JM\n"
    "Not in: SV (sick)\n"
    "\n"
    "- **Planner** – three weeks without a fault. *TB to write it up by 25 Mar*\n"
    "- **Chat tool** – nobody may paste passenger data. Agreed\n"
)
_THERE_AWAY = (
    "CELLAR HUDDLE\n"
    "Tuesday 5 May 2026\n"
    "\n"
    "There: Ida Quist (lead), P Anker, Mo Lind\n"
    "Away: Kai Storm\n"
    "\n"
    "1. Floods. Pump tested on 30 April. Mo Lind will order the second alarm by 15 May.\n"
    "2. The tasting app was turned down. \n"
)
_PRESENT_ABSENT_DASH = (
    "# Forum 21 April 2026\n"
    "\n"
    "Present – Greta Holm (in the chair), Ulf Dahl, Eva Strand\n"
    "Missing – Ole Krag (on leave)\n"
    "\n"
    "## Audio guide\n"
    "Resolved: the guide is switched to the reviewed texts from 1 May 2026.\n"
)
_ATT_PORT = (
    "Crane huddle, 17 April 2026\n"
    "\n"
    "Here: LH (chair); MR; PD\n"
    "Not here: NB\n"
    "\n"
    "Wind gauge: PD to calibrate by 30 April 2026.\n"
    "Night work: REFUSED.\n"
)
_Y_NOTES = (
    "ROUND TABLE, 13 May 2026\n"
    "\n"
    "Who was there: Lea Fuchs (chair), Uma Ek, Ivo Maas\n"
    "Who was not: Tom Bahr\n"
    "\n"
    "1. Feeding app. It was agreed to go back to paper until June.\n"
    "2. Uma Ek to call the vet by 20 May 2026.\n"
    "3. Night camera: TURNED DOWN.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "notes/AI circle 4.md",
            _IN_NOTIN,
            "meeting",
            [{"held": "2026-03-11", "chair": "RH", "apologies": "SV"}],
            id="in-notin-meeting",
        ),
        pytest.param(
            "notes/AI circle 4.md",
            _IN_NOTIN,
            "attendance",
            [{"person": "RH"}, {"person": "TB"}, {"person": "JM"}, {"person": "SV", "part": "apologies"}],
            id="in-notin-attendance",
        ),
        pytest.param(
            "notes/AI circle 4.md", _IN_NOTIN, "action", [{"owner": "TB", "due": "2026-03-25"}], id="in-notin-action"
        ),
        pytest.param("notes/AI circle 4.md", _IN_NOTIN, "decision", [{}], id="in-notin-decision"),
        pytest.param("huddles/huddle.txt", _THERE_AWAY, "meeting", [{"held": "2026-05-05"}], id="there-away-meeting"),
        pytest.param(
            "huddles/huddle.txt",
            _THERE_AWAY,
            "attendance",
            [
                {"person": "Ida Quist"},
                {"person": "P Anker"},
                {"person": "Mo Lind"},
                {"person": "Kai Storm", "part": "apologies"},
            ],
            id="there-away-attendance",
        ),
        pytest.param(
            "huddles/huddle.txt",
            _THERE_AWAY,
            "action",
            [{"owner": "Mo Lind", "due": "2026-05-15"}],
            id="there-away-action",
        ),
        pytest.param(
            "huddles/huddle.txt", _THERE_AWAY, "decision", [{"outcome": "rejected"}], id="there-away-decision"
        ),
        pytest.param(
            "minutes/museum forum 2026-04-21.md",
            _PRESENT_ABSENT_DASH,
            "meeting",
            [{"held": "2026-04-21"}],
            id="present-absent-dash-meeting",
        ),
        pytest.param(
            "minutes/museum forum 2026-04-21.md",
            _PRESENT_ABSENT_DASH,
            "attendance",
            [
                {"person": "Greta Holm", "part": "chair"},
                {"person": "Ulf Dahl"},
                {"person": "Eva Strand"},
                {"person": "Ole Krag", "part": "apologies"},
            ],
            id="present-absent-dash-attendance",
        ),
        pytest.param(
            "minutes/museum forum 2026-04-21.md",
            _PRESENT_ABSENT_DASH,
            "decision",
            [{}],
            id="present-absent-dash-decision",
        ),
        pytest.param(
            "huddle/Crane huddle.txt",
            _ATT_PORT,
            "meeting",
            [{"held": "2026-04-17", "chair": "LH"}],
            id="att-port-meeting",
        ),
        pytest.param(
            "huddle/Crane huddle.txt",
            _ATT_PORT,
            "attendance",
            [{"person": "LH"}, {"person": "MR"}, {"person": "PD"}, {"person": "NB", "part": "apologies"}],
            id="att-port-attendance",
        ),
        pytest.param(
            "huddle/Crane huddle.txt", _ATT_PORT, "decision", [{"outcome": "rejected"}], id="att-port-decision"
        ),
        pytest.param(
            "zoo/round table.txt",
            _Y_NOTES,
            "meeting",
            [{"held": "2026-05-13", "chair": "Lea Fuchs"}],
            id="y-notes-meeting",
        ),
        pytest.param(
            "zoo/round table.txt",
            _Y_NOTES,
            "attendance",
            [
                {"person": "Lea Fuchs"},
                {"person": "Uma Ek"},
                {"person": "Ivo Maas"},
                {"person": "Tom Bahr", "part": "apologies"},
            ],
            id="y-notes-attendance",
        ),
        pytest.param("zoo/round table.txt", _Y_NOTES, "decision", [{}, {"outcome": "rejected"}], id="y-notes-decision"),
        pytest.param(
            "zoo/round table.txt", _Y_NOTES, "action", [{"owner": "Uma Ek", "due": "2026-05-20"}], id="y-notes-action"
        ),
    ],
)
def test_who_came_and_who_did_not(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_TOR_1 = (
    "# AI circle: remit\n"
    "\n"
    "Chair: Operations Director. Members: Depot Manager, IT Lead, two drivers.\n"
    "It meets every six weeks. A meeting is quorate with three.\n"
)
_TOR_2 = (
    "How the Board works\n"
    "\n"
    "Chair: Greta Holm. Members: Ulf Dahl, Eva Strand, Ole Krag.\n"
    "Meetings: first Tuesday of each quarter. Minutes by the secretary.\n"
    "Adopted on 4 March 2025.\n"
)
_TOR_3 = (
    "# Data group - purpose and membership\n"
    "\n"
    "Issued 3 May 2025\n"
    "\n"
    "Chair: Sara Lind\n"
    "Members: Omar Nasser, Kim Falk\n"
    "Secretary: Kim Falk\n"
    "\n"
    "The group meets monthly and decides on new data uses.\n"
)
_TOR_PORT = (
    "# AI forum – mandate and members\n"
    "\n"
    "In force since 3 March 2026\n"
    "\n"
    "Chair: Mina Roy\n"
    "Members: Lars Holt, Per Dahl\n"
    "\n"
    "The forum meets once a month. Three members make a quorum.\n"
)
_TOR_PORT2 = (
    "# Safety council\n"
    "\n"
    "The council advises the Harbour Master. Meetings take place every second month.\n"
    "\n"
    "Members\n"
    "\n"
    "- Lars Holt (chair)\n"
    "- Per Dahl\n"
    "- Mina Roy\n"
)
_X_TOR = (
    "# Bot group: purpose and rules\n"
    "\n"
    "Adopted 14 January 2026\n"
    "\n"
    "Members: Ben Rask, Cy Tran, Dee Voss. Chair: Ben Rask.\n"
    "\n"
    "The group meets at least four times a year. Two members are a quorum.\n"
)
_X_TOR2 = (
    "# Committees\n"
    "\n"
    "## Film Board\n"
    "Chair: Ada Pohl. Members: Ben Rask, Cy Tran. Meets monthly.\n"
    "\n"
    "## Safety committee\n"
    "Chair: Dee Voss. Members: Cy Tran. Meets quarterly.\n"
)
_Y_TOR = (
    "# Welfare committee - who we are\n"
    "\n"
    "Chair: Lea Fuchs. Members: Uma Ek, Ivo Maas. Secretary: Tom Bahr.\n"
    "\n"
    "The committee meets every two months and reports to the director. It is quorate with three members.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param("circle/AI circle remit.md", _TOR_1, "meeting", [], id="tor-1-meeting"),
        pytest.param("circle/AI circle remit.md", _TOR_1, "attendance", [], id="tor-1-attendance"),
        pytest.param("board/Board rules.txt", _TOR_2, "meeting", [], id="tor-2-meeting"),
        pytest.param("board/Board rules.txt", _TOR_2, "attendance", [], id="tor-2-attendance"),
        pytest.param("groups/Data group - purpose and membership.md", _TOR_3, "meeting", [], id="tor-3-meeting"),
        pytest.param("groups/Data group - purpose and membership.md", _TOR_3, "attendance", [], id="tor-3-attendance"),
        pytest.param("groups/AI forum.md", _TOR_PORT, "meeting", [], id="tor-port-meeting"),
        pytest.param("groups/AI forum.md", _TOR_PORT, "attendance", [], id="tor-port-attendance"),
        pytest.param("groups/Safety council.docx.md", _TOR_PORT2, "meeting", [], id="tor-port2-meeting"),
        pytest.param("groups/Safety council.docx.md", _TOR_PORT2, "attendance", [], id="tor-port2-attendance"),
        pytest.param("groups/Bot group.md", _X_TOR, "meeting", [], id="x-tor-meeting"),
        pytest.param("groups/Bot group.md", _X_TOR, "attendance", [], id="x-tor-attendance"),
        pytest.param("groups/Committee structure.md", _X_TOR2, "meeting", [], id="x-tor2-meeting"),
        pytest.param("groups/Committee structure.md", _X_TOR2, "attendance", [], id="x-tor2-attendance"),
        pytest.param("zoo/Welfare committee - who we are.md", _Y_TOR, "meeting", [], id="y-tor-meeting"),
        pytest.param("zoo/Welfare committee - who we are.md", _Y_TOR, "attendance", [], id="y-tor-attendance"),
    ],
)
def test_terms_of_reference_are_no_meeting(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_UPPER_1 = (
    "# Minutes of the Board, 3 June 2026\n"
    "\n"
    "Present: Greta Holm (chair), Ulf Dahl, Eva Strand\n"
    "\n"
    "1. Second lift, £38,400: DEFERRED to September.\n"
    "2. Audio guide text policy v2: APPROVED.\n"
    "3. Request to use face search in the archive: REFUSED.\n"
    "4. Visitor figures: NOTED.\n"
)
_UPPER_2 = (
    "MINUTES OF THE TRUSTEES\n"
    "14 May 2026\n"
    "Present: A. Brandt (Chair), C. Dunn, E. Frost\n"
    "Apologies: G. Hill\n"
    "\n"
    "26/11 Accounts 2025 - ADOPTED\n"
    "26/12 Marking tool: pilot to go on until Christmas - AGREED (C. Dunn against)\n"
    "26/13 New roof for the hall - NOT APPROVED, come back with two quotes\n"
    "26/14 RESOLVED that version 3 of the Safeguarding Policy be adopted.\n"
)
_UPPER_3 = (
    "# Executive meeting 2, 9 February 2026\n"
    "\n"
    "In: Sara Lind (chair), Omar Nasser, Kim Falk\n"
    "\n"
    "* Dictation tool for all doctors (cost EUR 21,000 a year): AGREED, from 1 March\n"
    "* Second site: POSTPONED\n"
    "* Salary system: REJECTED - too dear\n"
)
_CAPS_PORT = (
    "Harbour council, 5 May 2026\n"
    "Present: Nora Bakke (chair), Lars Holt, Mina Roy\n"
    "\n"
    "1. Fees for 2027: APPROVED by all.\n"
    "2. Sale of tug 3 - HELD OVER until July.\n"
    "3. Letter from the town: NOTED.\n"
    "4. A card for the Tide Model must be APPROVED before use.\n"
)
_X_MINUTES = (
    "Minutes of the Film Board\n"
    "Wednesday 18 March 2026\n"
    "Present: Ada Pohl (Chair), Ben Rask, Cy Tran\n"
    "Apologies: Dee Voss\n"
    "\n"
    "7.1 Projector. Two lamps failed. Ben Rask to order lamps by 31 March 2026.\n"
    "7.2 Ticket bot: trial to end in May - AGREED\n"
    "7.3 Youth Policy, issue 2: ADOPTED.\n"
    "7.4 The Board noted the cash report.\n"
    "7.5 Loan for seats, EUR 40,000: NOT AGREED.\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "minutes/Board 3 June 2026.md",
            _UPPER_1,
            "decision",
            [{"outcome": "deferred"}, {"outcome": "approved"}, {"outcome": "rejected"}, {"outcome": "noted"}],
            id="upper-1-decision",
        ),
        pytest.param("minutes/Board 3 June 2026.md", _UPPER_1, "approval", [{"version": "2"}], id="upper-1-approval"),
        pytest.param(
            "minutes/Trustees May.txt",
            _UPPER_2,
            "decision",
            [
                {"number": "26/11", "outcome": "approved"},
                {"number": "26/12"},
                {"number": "26/13", "outcome": "rejected"},
                {"number": "26/14", "outcome": "approved"},
            ],
            id="upper-2-decision",
        ),
        pytest.param(
            "minutes/Trustees May.txt",
            _UPPER_2,
            "approval",
            [{"subject": "Safeguarding Policy", "version": "3", "approved": "2026-05-14"}],
            id="upper-2-approval",
        ),
        pytest.param(
            "min/exec 2.md",
            _UPPER_3,
            "decision",
            [{"outcome": "decided"}, {"outcome": "deferred"}, {"outcome": "rejected"}],
            id="upper-3-decision",
        ),
        pytest.param(
            "minutes/Council 2026-05-05.txt",
            _CAPS_PORT,
            "decision",
            [{"outcome": "approved"}, {"outcome": "deferred"}, {"outcome": "noted"}],
            id="caps-port-decision",
        ),
        pytest.param("minutes/film board.txt", _X_MINUTES, "meeting", [{"held": "2026-03-18"}], id="x-minutes-meeting"),
        pytest.param(
            "minutes/film board.txt",
            _X_MINUTES,
            "decision",
            [
                {"number": "7.2"},
                {"number": "7.3", "outcome": "approved"},
                {"outcome": "noted"},
                {"outcome": "rejected"},
            ],
            id="x-minutes-decision",
        ),
        pytest.param(
            "minutes/film board.txt",
            _X_MINUTES,
            "action",
            [{"owner": "Ben Rask", "due": "2026-03-31"}],
            id="x-minutes-action",
        ),
        pytest.param(
            "minutes/film board.txt",
            _X_MINUTES,
            "approval",
            [{"subject": "Youth Policy", "version": "2", "approved": "2026-03-18"}],
            id="x-minutes-approval",
        ),
    ],
)
def test_an_outcome_in_capitals(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)
