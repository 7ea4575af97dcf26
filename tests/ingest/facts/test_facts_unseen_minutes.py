"""Minutes in many offices' layouts: what they decided, and what only looks like a decision.

The documents were made up, and their facts listed, before the readers were changed for them.
"""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, hold

_ONE_LINE = """BRAMLEY ALLOTMENT SOCIETY
Committee meeting, 3 March 2032, village hall

Present - M. Okafor (Chair), L. Brandt, S. Pike (Treasurer), D. Hulme
Apologies - R. Stott

1. Minutes of 4 February were agreed and signed.
2. Water. The committee resolved to fit a second tap at plot 40.
   ACTION – S. Pike: get two quotes by 31 March
3. Fees. A rise of £5 was deferred to the AGM.
"""
_NUMBERED = """Minutes – Estates Working Party
Date of meeting: 11 February 2032
Members present: Prof. A. Lund (convener), Dr K. Sato, Mr P. Obi
Absent: Ms T. Rook

The fire doors were looked at once more.

AP1 Dr Sato to obtain the fire report. Due: 27 February 2032
AP2 Mr Obi to write to the contractor. Due: 5 March 2032
"""
_PARISH = """PARISH COUNCIL OF NETHER ELDON

Minutes of the ordinary meeting held in the school on Monday 8 September 2031 at 7.30 pm

Present: Cllr J. Whitlock (in the chair), Cllr R. Amin, Cllr H. Doyle
In attendance: Mrs B. Foley (Clerk)
Apologies: Cllr T. Yates

45/31 Minutes. It was RESOLVED that the minutes of 14 July 2031 be approved as a correct record.
46/31 Youth club. RESOLVED to grant £750 to the youth club for new kit.
47/31 Hedges. Cllr Doyle asked when the verge would be cut.
48/31 Bus shelter. Cllr Amin moved that a shelter be bought; there was no seconder and the motion fell.
49/31 Next meeting: Monday 13 October 2031.
"""
_SENATE = """UNIVERSITY OF MARL
Teaching Committee
Minutes of the meeting held on 22 January 2032

Present: Professor D. Ekwueme (Chair), Dr S. Lindqvist, Dr V. Rao

32.4 Assessment code
Received: paper TC/32/07. The committee was content with the revised Assessment Code.

32.5 Placements
The paper was noted and approved.

32.6 Module fees
After discussion the Committee did not support the proposal.

32.7 Chair's action
The Committee ratified the Chair's action of 5 January on late submissions.
"""
_TRUST = """Trust Board, part one, 30 April 2031

The Board adopted the Speak Up Policy, version 3.

The Board declined the bid for a second scanner.

Members agreed that the dashboard be sent out weekly from June. Helen Marsh to arrange it by 31 May 2031.

The decision on car parking was deferred until July.
"""
_TRUSTEES = """Wren House charity – trustees' meeting 17 November 2031

Here: Ruth Adeyemi (chair), Colm Daly, Ines Faro
Sorry: Padraig Quinn

Reserves. Proposed by Colm, seconded by Ines: that six months' costs be held in reserve. Carried 3–0.
Shop. Proposed by Ines, seconded by Ruth: that the shop open on Sundays. Lost 1–2.

Who does what
Colm – open the savings account – 1 December
Ines – thank the volunteers – before Christmas
"""
_AGENDA = """Audit panel – agenda for 14 May 2032, 10:00, room 4

1. Apologies
2. Minutes of the last meeting (for approval)
3. Budget 2032/33: the panel is asked to approve £40,000
4. Proposal: that the panel agrees to change auditors
5. Actions
6. Any other business
"""
_OLD = """Finance group, notes of 6 August 2031
Present: Ola Berg (chair), Tim Voss

At its meeting on 3 March the group had agreed to close the Leeds account. That has not happened yet.
Tim recalled that the board approved a limit of £5,000 in 2029.
Agreed today: the account is closed by the end of September.
"""
_TEMPLATE = """# Minutes of [name of group]

Date: __________
Present: [names]
Apologies: [names]

## Decisions
1. [what was decided]

## Actions
| Action | Owner | Due |
| --- | --- | --- |
| | | |
| [action] | [name] | dd/mm/yyyy |
"""
_RULES = """# How our committee works

The committee approves the budget each spring. Decisions are agreed by a simple majority; the chair has a casting vote.
Minutes list who was present, who sent apologies, and each action with its owner and due date.
Actions that are not done within two months are escalated by the secretary to the director.
A member may ask for a vote. A motion is carried when more than half agree.
"""

_CASES: list[tuple[str, str, str, dict[str, list[Row]]]] = [
    (
        "one-line",
        "allotment/march.txt",
        _ONE_LINE,
        {
            "meeting": [{"held": "2032-03-03", "chair": "M. Okafor"}],
            "attendance": [
                {"person": "M. Okafor", "part": "chair"},
                {"person": "L. Brandt"},
                {"person": "S. Pike"},
                {"person": "D. Hulme"},
                {"person": "R. Stott", "part": "apologies"},
            ],
            "decision": [
                {"outcome": "approved|decided"},
                {"text": "~second tap", "outcome": "approved|decided"},
                {"outcome": "deferred"},
            ],
            "action": [{"owner": "S. Pike", "text": "~two quotes", "due": "2032-03-31"}],
        },
    ),
    (
        "numbered",
        "estates/minutes feb.txt",
        _NUMBERED,
        {
            "meeting": [{"held": "2032-02-11", "chair": "Prof. A. Lund"}],
            "attendance": [
                {"person": "Prof. A. Lund", "part": "chair"},
                {"person": "Dr K. Sato"},
                {"person": "Mr P. Obi"},
                {"person": "Ms T. Rook", "part": "apologies|absent"},
            ],
            "action": [
                {"number": "AP1", "owner": "Dr Sato", "text": "~fire report", "due": "2032-02-27"},
                {"number": "AP2", "owner": "Mr Obi", "text": "~contractor", "due": "2032-03-05"},
            ],
        },
    ),
    (
        "parish",
        "council/2031-09.txt",
        _PARISH,
        {
            "meeting": [
                {"held": "2031-09-08", "chair": "Cllr J. Whitlock", "state": "held"},
                {"held": "2031-10-13", "state": "planned"},
            ],
            "decision": [
                {"number": "45/31", "outcome": "approved"},
                {"number": "46/31", "outcome": "approved|decided"},
                {"number": "48/31", "outcome": "rejected"},
            ],
            "resource": [{"amount": "750", "currency": "GBP", "approved": "2031-09-08"}],
        },
    ),
    (
        "senate",
        "senate/TC minutes.txt",
        _SENATE,
        {
            "meeting": [{"held": "2032-01-22", "chair": "Professor D. Ekwueme"}],
            "decision": [
                {"text": "~content", "outcome": "approved"},
                {"text": "~noted and approved", "outcome": "approved"},
                {"text": "~did not support|~Module fees", "outcome": "rejected"},
                {"text": "~ratified", "outcome": "approved"},
            ],
        },
    ),
    (
        "trust",
        "trust/board part one.txt",
        _TRUST,
        {
            "decision": [
                {"text": "~adopted the Speak Up Policy", "outcome": "approved"},
                {"text": "~second scanner", "outcome": "rejected"},
                {"text": "~dashboard"},
                {"text": "~car parking", "outcome": "deferred"},
            ],
            "approval": [{"subject": "~Speak Up Policy", "version": "3", "approved": "2031-04-30"}],
            "action": [{"owner": "Helen Marsh", "due": "2031-05-31"}],
        },
    ),
    (
        "trustees",
        "charity/trustees 17 Nov.txt",
        _TRUSTEES,
        {
            "attendance": [
                {"person": "Ruth Adeyemi", "part": "chair"},
                {"person": "Colm Daly"},
                {"person": "Ines Faro"},
                {"person": "Padraig Quinn", "part": "apologies"},
            ],
            "decision": [
                {"text": "~reserve", "outcome": "approved"},
                {"text": "~Sundays", "outcome": "rejected"},
            ],
            "action": [
                {"owner": "Colm", "text": "~savings account", "due": "2031-12-01"},
                {"owner": "Ines", "text": "~volunteers"},
            ],
        },
    ),
    ("agenda", "panel/agenda 14 May.txt", _AGENDA, {"decision": [], "action": [], "approval": [], "resource": []}),
    (
        "old-decisions",
        "finance/2031-08-06 notes.txt",
        _OLD,
        {"decision": [{"text": "~account is closed", "held": "2031-08-06"}], "approval": [], "resource": []},
    ),
    (
        "template",
        "templates/minutes template.md",
        _TEMPLATE,
        {"meeting": [], "attendance": [], "decision": [], "action": []},
    ),
    ("rules", "governance/how we work.md", _RULES, {"meeting": [], "decision": [], "action": [], "approval": []}),
]


@pytest.mark.parametrize(("path", "text", "wanted"), [pytest.param(*case[1:], id=case[0]) for case in _CASES])
def test_minutes_of_an_office_not_met_before(path: str, text: str, wanted: dict[str, list[Row]]) -> None:
    hold(text, path, wanted)
