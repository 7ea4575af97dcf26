"""Registers, logs and inventories of organisations made up here, each with words and a layout of its own."""

from __future__ import annotations

import pytest

from tests.support.made_up import Row, same

_RISK_BREWERY = (
    'No,What could go wrong,Minded by,Chance,Harm,Total,What stops it,To be sorted by,Take or treat,"Taken on by, when, for how long"\n'
    "B1,Yeast line fails,Ida Quist,2,5,10,spare culture in Lund,30/06/2026,treat,\n"
    'B2,Hop price doubles,P Anker,4,3,12,two contracts,,take,"P Anker, 12/01/2026, until 31/12/2026"\n'
    "B3,Cellar floods,Ida Quist,3,3,9,pump and alarm,15/09/2026,treat,\n"
)
_RISK_MUSEUM = (
    "# Risk register\n"
    "\n"
    "| ID | Worry | Whose is it | Likelihood | Impact | Left over | Answer | Live with it: who, since, until |\n"
    "|---|---|---|---|---|---|---|---|\n"
    "| M-01 | Visitor data leaks from the till | Head of Visitor Services | 3 | 4 | 6 | new till | |\n"
    "| M-02 | Painting damaged in transit | Registrar | 2 | 5 | 10 | | Director, 24.02.2026, 24.02.2027 |\n"
    "| M-03 | Audio guide gives wrong facts | Digital Lead | 3 | 2 | 4 | human check | |\n"
)
_RISK_VETS = (
    "Ref,Event,How likely,How bad,Points,Looked after by,Treatment,Accepted by,Accepted on,Valid to\n"
    "V1,Anaesthetic machine fails,2,4,8,Senior Nurse,Reduce,,,\n"
    "V2,Triage chatbot misses an emergency,3,5,15,Dr Lena Foss,Accept,Dr Karl Imhof,01/02/2026,31/07/2026\n"
    "V3,Records lost,1,5,5,Practice Manager,Reduce,,,\n"
)
_RISK_PORT = (
    'Key,What may happen,Answers for it,P,I,PxI,Safeguards,Finished by,Decision,"Retained by, from, to"\n'
    "P-1,Crane falls over,Lars Holt,1,5,5,wind gauge,31/05/2026,reduce,\n"
    'P-2,Planner double books a berth,Mina Roy,3,3,9,two pairs of eyes,,retain,"Nora Bakke, 15/02/2026, 15/02/2027"\n'
    "P-3,Oil spill,Per Dahl,2,5,10,booms,30/06/2026,reduce,\n"
)
_RISK_FARM = (
    "# Risk register\n"
    "\n"
    "| Id | Trouble | Steward | Odds | Hurt | Sum | Kept down by | Until when | Lived with by (who, date, end) |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
    "| F1 | Milk robot stops | Anna Moe | 3 | 4 | 12 | spare part | 30.06.2026 | |\n"
    "| F2 | Vet app is wrong about dose | Ola Vik | 2 | 5 | 10 | vet checks | 31.08.2026 | Kari Lie, 20.01.2026, 31.12.2026 |\n"
    "| F3 | Dry summer | Anna Moe | 4 | 3 | 12 | new well | 31.10.2026 | |\n"
)
_X_RISK = (
    "Nr,Danger,Person,Likelihood,Severity,Score,Precautions,Deadline,Option,Tolerated by / on / until\n"
    "K1,Fire in booth,Ben Rask,1,5,5,extinguisher,30/05/2026,treat,\n"
    'K2,Bot sells seats twice,Cy Tran,3,2,6,daily count,,tolerate,"Ada Pohl, 21/01/2026, 21/01/2027"\n'
    "K3,Roof leaks,Dee Voss,3,3,9,tarpaulin,30/06/2026,treat,\n"
)
_Y_RISK = (
    "# Risks of the zoo\n"
    "\n"
    "| No | Menace | Held by | Freq | Effect | Points | How we limit it | Due | Response | Agreed by, on, until |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
    "| Z1 | Fence breaks | Uma Ek | 2 | 5 | 10 | weekly walk | 31/05/2026 | mitigate | |\n"
    "| Z2 | Feeding app wrong | Ivo Maas | 3 | 3 | 9 | keeper checks | | accept | Lea Fuchs, 17/02/2026, 17/02/2027 |\n"
    "| Z3 | Bird flu | Uma Ek | 2 | 4 | 8 | netting | 30/09/2026 | mitigate | |\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "registers/brewery risks 2026.csv",
            _RISK_BREWERY,
            "risk",
            [
                {"number": "B1", "owner": "Ida Quist", "likelihood": "2", "impact": "5", "score": "10"},
                {"number": "B2", "owner": "P Anker"},
                {"number": "B3"},
            ],
            id="risk-brewery-risk",
        ),
        pytest.param(
            "registers/brewery risks 2026.csv",
            _RISK_BREWERY,
            "acceptance",
            [{"risk": "B2", "by": "P Anker", "accepted": "2026-01-12", "until": "2026-12-31"}],
            id="risk-brewery-acceptance",
        ),
        pytest.param(
            "registers/brewery risks 2026.csv",
            _RISK_BREWERY,
            "treatment",
            [{"risk": "B1", "due": "2026-06-30"}, {"risk": "B2"}, {"risk": "B3", "due": "2026-09-15"}],
            id="risk-brewery-treatment",
        ),
        pytest.param(
            "risk/museum_risk_register.md",
            _RISK_MUSEUM,
            "risk",
            [
                {"number": "M-01", "owner": "Head of Visitor Services"},
                {"number": "M-02", "owner": "Registrar"},
                {"number": "M-03", "owner": "Digital Lead"},
            ],
            id="risk-museum-risk",
        ),
        pytest.param(
            "risk/museum_risk_register.md",
            _RISK_MUSEUM,
            "acceptance",
            [{"risk": "M-02", "by": "Director", "accepted": "2026-02-24", "until": "2027-02-24"}],
            id="risk-museum-acceptance",
        ),
        pytest.param(
            "vets/Risk log.csv",
            _RISK_VETS,
            "risk",
            [
                {"number": "V1", "owner": "Senior Nurse", "score": "8"},
                {"number": "V2", "owner": "Dr Lena Foss"},
                {"number": "V3"},
            ],
            id="risk-vets-risk",
        ),
        pytest.param(
            "vets/Risk log.csv",
            _RISK_VETS,
            "acceptance",
            [{"risk": "V2", "by": "Dr Karl Imhof", "accepted": "2026-02-01", "until": "2026-07-31"}],
            id="risk-vets-acceptance",
        ),
        pytest.param(
            "registers/Port risk list.csv",
            _RISK_PORT,
            "risk",
            [
                {"number": "P-1", "owner": "Lars Holt", "score": "5"},
                {"number": "P-2", "owner": "Mina Roy"},
                {"number": "P-3", "owner": "Per Dahl"},
            ],
            id="risk-port-risk",
        ),
        pytest.param(
            "registers/Port risk list.csv",
            _RISK_PORT,
            "acceptance",
            [{"risk": "P-2", "by": "Nora Bakke", "accepted": "2026-02-15", "until": "2027-02-15"}],
            id="risk-port-acceptance",
        ),
        pytest.param(
            "registers/Port risk list.csv",
            _RISK_PORT,
            "treatment",
            [{"risk": "P-1", "due": "2026-05-31"}, {"risk": "P-2"}, {"risk": "P-3", "due": "2026-06-30"}],
            id="risk-port-treatment",
        ),
        pytest.param(
            "farm/Hazard and risk register 2026.md",
            _RISK_FARM,
            "risk",
            [
                {"number": "F1", "owner": "Anna Moe", "score": "12"},
                {"number": "F2", "owner": "Ola Vik"},
                {"number": "F3"},
            ],
            id="risk-farm-risk",
        ),
        pytest.param(
            "farm/Hazard and risk register 2026.md",
            _RISK_FARM,
            "acceptance",
            [{"risk": "F2", "by": "Kari Lie", "accepted": "2026-01-20", "until": "2026-12-31"}],
            id="risk-farm-acceptance",
        ),
        pytest.param(
            "film/risks.csv",
            _X_RISK,
            "risk",
            [
                {"number": "K1", "owner": "Ben Rask", "score": "5"},
                {"number": "K2", "owner": "Cy Tran"},
                {"number": "K3", "owner": "Dee Voss"},
            ],
            id="x-risk-risk",
        ),
        pytest.param(
            "film/risks.csv",
            _X_RISK,
            "acceptance",
            [{"risk": "K2", "by": "Ada Pohl", "accepted": "2026-01-21", "until": "2027-01-21"}],
            id="x-risk-acceptance",
        ),
        pytest.param(
            "film/risks.csv",
            _X_RISK,
            "treatment",
            [{"risk": "K1"}, {"risk": "K2"}, {"risk": "K3"}],
            id="x-risk-treatment",
        ),
        pytest.param(
            "zoo/risk register.md",
            _Y_RISK,
            "risk",
            [
                {"number": "Z1", "owner": "Uma Ek", "score": "10"},
                {"number": "Z2", "owner": "Ivo Maas"},
                {"number": "Z3"},
            ],
            id="y-risk-risk",
        ),
        pytest.param(
            "zoo/risk register.md",
            _Y_RISK,
            "acceptance",
            [{"risk": "Z2", "by": "Lea Fuchs", "accepted": "2026-02-17", "until": "2027-02-17"}],
            id="y-risk-acceptance",
        ),
        pytest.param(
            "zoo/risk register.md",
            _Y_RISK,
            "treatment",
            [{"risk": "Z1", "due": "2026-05-31"}, {"risk": "Z2"}, {"risk": "Z3", "due": "2026-09-30"}],
            id="y-risk-treatment",
        ),
    ],
)
def test_a_risk_register_in_any_words(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_OBJ_BUS = (
    "Code,What we are after,Told by,Number by end of 2026,Belongs to,How are we doing\n"
    "A1,Fewer late buses,K3,under 4%,Rosa Hald,on track\n"
    "A2,Less diesel,K7,210 kl or less,Tomas Birk,behind\n"
    "A3,All drivers trained on the route planner,K9,100%,HR Manager,on track\n"
)
_OBJ_SCHOOL = (
    "# Objectives 2026/27\n"
    "\n"
    "| # | Objective | Watched by | Figure at the end of the year | Lead | When |\n"
    "|---|---|---|---|---|---|\n"
    "| 1 | Marking feedback within a week | share of scripts back in 5 days | 90 % | A. Brandt | 31 July 2027 |\n"
    "| 2 | No pupil data in public chatbots | incidents | 0 | Data Protection Officer | 31 July 2027 |\n"
)
_OBJ_CLINIC = (
    "Objective no,Aim,Seen in,Level to reach,Person,Ready by\n"
    "O1,Shorter waiting time,KPI-4,12 min,Sara Lind,31/12/2026\n"
    "O2,Fewer wrong labels,KPI-6,2 a month,Omar Nasser,30/06/2026\n"
    "O3,Safe use of dictation tool,KPI-8,no unsigned letters,Sara Lind,30/09/2026\n"
)
_OBJ_PORT = (
    "Nr,We want,Read from,Reach,In whose hands,Before\n"
    "Z1,Fewer oil spills,spills a year,2 or fewer,Per Dahl,31/12/2026\n"
    "Z2,Faster turn round,hours at berth,under 14,Mina Roy,30/09/2026\n"
    "Z3,Everyone trained in the planner,share trained,100%,Lars Holt,30/06/2026\n"
)
_X_OBJ = (
    "# Objectives 2026\n"
    "\n"
    "| Ref | Goal | Counted by | Target | Driven by | Date |\n"
    "|---|---|---|---|---|---|\n"
    "| G1 | More young guests | tickets under 25 | 8,000 | Cy Tran | 31 December 2026 |\n"
    "| G2 | Fewer wrong prices | complaints | 5 | Ben Rask | 30 June 2026 |\n"
)
_Y_OBJ = (
    "Aim no,Aim,Measured through,Figure to reach by December,Falls to,Ready by\n"
    "A1,Healthy herd,vet visits,under 40,Uma Ek,31/12/2026\n"
    "A2,Shorter queues,minutes,8,Ivo Maas,30/06/2026\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "objectives/what we want 2026.csv",
            _OBJ_BUS,
            "objective",
            [
                {"number": "A1", "owner": "Rosa Hald", "target": "under 4%", "kpi": "K3"},
                {"number": "A2", "owner": "Tomas Birk", "kpi": "K7"},
                {"number": "A3", "owner": "HR Manager"},
            ],
            id="obj-bus-objective",
        ),
        pytest.param("objectives/what we want 2026.csv", _OBJ_BUS, "risk", [], id="obj-bus-risk"),
        pytest.param(
            "School objectives.md",
            _OBJ_SCHOOL,
            "objective",
            [
                {
                    "number": "1",
                    "kpi": "share of scripts back in 5 days",
                    "target": "90 %",
                    "owner": "A. Brandt",
                    "due": "2027-07-31",
                },
                {"number": "2", "owner": "Data Protection Officer", "target": "0"},
            ],
            id="obj-school-objective",
        ),
        pytest.param(
            "OBJ/Objectives list.csv",
            _OBJ_CLINIC,
            "objective",
            [
                {"number": "O1", "owner": "Sara Lind", "target": "12 min", "kpi": "KPI-4", "due": "2026-12-31"},
                {"number": "O2", "owner": "Omar Nasser"},
                {"number": "O3"},
            ],
            id="obj-clinic-objective",
        ),
        pytest.param(
            "port/Objectives 2026.csv",
            _OBJ_PORT,
            "objective",
            [
                {"number": "Z1", "owner": "Per Dahl", "target": "2 or fewer", "due": "2026-12-31"},
                {"number": "Z2", "owner": "Mina Roy"},
                {"number": "Z3", "owner": "Lars Holt"},
            ],
            id="obj-port-objective",
        ),
        pytest.param(
            "film/objectives 2026.md",
            _X_OBJ,
            "objective",
            [{"number": "G1", "owner": "Cy Tran", "target": "8,000"}, {"number": "G2", "owner": "Ben Rask"}],
            id="x-obj-objective",
        ),
        pytest.param(
            "zoo/aims 2026.csv",
            _Y_OBJ,
            "objective",
            [
                {"number": "A1", "owner": "Uma Ek", "target": "under 40"},
                {"number": "A2", "owner": "Ivo Maas", "due": "2026-06-30"},
            ],
            id="y-obj-objective",
        ),
    ],
)
def test_objectives_typed_by_their_values(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_NCR_BREWERY = (
    "NCR,Date,Where found,What is wrong,Root of it,Put right by,Who,Wanted by,Done,Did it hold?\n"
    "N-21,03/02/2026,internal audit,labels without batch number,printer skipped,new printer check,Ida Quist,31/03/2026,20/03/2026,yes 02/06/2026\n"
    "N-22,10/03/2026,customer,short fill,worn seal,seal replaced,P Anker,30/04/2026,,\n"
)
_CA_BUS = (
    "# Corrective action log\n"
    "\n"
    "| CA | From | Problem | Why it happened | Fix | Owner | Promised | Finished | Works? |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
    "| CA-1 | IA-26/3 | no logbook in bus 14 | drawer missing | drawers fitted | T. Birk | 1 May 2026 | 28 April 2026 | yes, checked 30 June 2026 |\n"
    "| CA-2 | complaint 88 | planner sent bus over weak bridge | map not updated | weekly map update | R. Hald | 1 June 2026 | | |\n"
)
_NC_MUSEUM = (
    "# Nonconformities 2026\n"
    "\n"
    "| Nr | Raised | By | Deviation | Clause | Answerable | Target | Closed | Effective |\n"
    "|---|---|---|---|---|---|---|---|---|\n"
    "| NC1 | 4 March 2026 | external auditor | no review of the audio guide | 9.3 | Digital Lead | 30 April 2026 | 22 April 2026 | yes |\n"
    "| NC2 | 4 March 2026 | external auditor | training record missing | 7.2 | Head of People | 31 May 2026 | | |\n"
)
_NCR_FARM = (
    "# Non-conformities\n"
    "\n"
    "| NCR | Seen on | Seen by | What went wrong | Because | Cure | In charge | Wanted for | Sorted | Held? |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
    "| 1/26 | 3 March 2026 | inspector | calf without ear tag | tags ran out | stock of 50 tags | Ola Vik | 15 March 2026 | 12 March 2026 | yes |\n"
    "| 2/26 | 9 April 2026 | Kari Lie | dose not written down | tablet broken | paper book | Anna Moe | 30 April 2026 | | |\n"
)
_X_NCR = (
    "CAR,Opened,Trigger,Fault,Root cause,Corrective action,Handler,Promised for,Completed,Effective?\n"
    "C-1,04/02/2026,audit 3,no backup of till,forgotten,nightly job,Cy Tran,28/02/2026,20/02/2026,yes\n"
    "C-2,09/03/2026,complaint 7,wrong price shown,typo,second reader,Ben Rask,31/03/2026,,\n"
)
_Y_NCR = (
    "# Log of nonconformities\n"
    "\n"
    "| NC no. | Noticed | Origin | What happened | Why did it happen | Remedy | Given to | Deadline | Finished | Has it worked? |\n"
    "|---|---|---|---|---|---|---|---|---|---|\n"
    "| NC-7 | 16 Feb 2026 | audit | gate log empty | pen lost | pen on chain | Uma Ek | 28 Feb 2026 | 20 Feb 2026 | yes |\n"
    "| NC-8 | 3 Mar 2026 | keeper | app not checked | new staff | checklist | Ivo Maas | 31 Mar 2026 | | |\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "quality/NCR log.csv",
            _NCR_BREWERY,
            "finding",
            [
                {
                    "number": "N-21",
                    "text": "labels without batch number",
                    "owner": "Ida Quist",
                    "closed": "2026-03-20",
                    "due": "2026-03-31",
                },
                {"number": "N-22", "owner": "P Anker", "due": "2026-04-30"},
            ],
            id="ncr-brewery-finding",
        ),
        pytest.param(
            "quality/NCR log.csv",
            _NCR_BREWERY,
            "corrective_action",
            [
                {"for": "N-21", "text": "new printer check", "owner": "Ida Quist", "closed": "2026-03-20"},
                {"for": "N-22", "text": "seal replaced"},
            ],
            id="ncr-brewery-corrective_action",
        ),
        pytest.param(
            "CA register.md",
            _CA_BUS,
            "corrective_action",
            [
                {
                    "number": "CA-1",
                    "for": "IA-26/3",
                    "text": "drawers fitted",
                    "owner": "T. Birk",
                    "due": "2026-05-01",
                    "closed": "2026-04-28",
                },
                {"number": "CA-2", "owner": "R. Hald", "due": "2026-06-01"},
            ],
            id="ca-bus-corrective_action",
        ),
        pytest.param(
            "audit/nonconformity list.md",
            _NC_MUSEUM,
            "finding",
            [
                {
                    "number": "NC1",
                    "text": "no review of the audio guide",
                    "owner": "Digital Lead",
                    "closed": "2026-04-22",
                    "due": "2026-04-30",
                    "raised": "2026-03-04",
                },
                {"number": "NC2", "owner": "Head of People"},
            ],
            id="nc-museum-finding",
        ),
        pytest.param(
            "farm/Non-conformity list.md",
            _NCR_FARM,
            "finding",
            [
                {
                    "number": "1/26",
                    "text": "calf without ear tag",
                    "owner": "Ola Vik",
                    "closed": "2026-03-12",
                    "due": "2026-03-15",
                },
                {"number": "2/26", "owner": "Anna Moe", "due": "2026-04-30"},
            ],
            id="ncr-farm-finding",
        ),
        pytest.param(
            "farm/Non-conformity list.md",
            _NCR_FARM,
            "corrective_action",
            [
                {"for": "1/26", "text": "stock of 50 tags", "owner": "Ola Vik", "closed": "2026-03-12"},
                {"for": "2/26", "text": "paper book"},
            ],
            id="ncr-farm-corrective_action",
        ),
        pytest.param(
            "film/CAR log.csv",
            _X_NCR,
            "corrective_action",
            [
                {
                    "number": "C-1",
                    "text": "nightly job",
                    "owner": "Cy Tran",
                    "due": "2026-02-28",
                    "closed": "2026-02-20",
                },
                {"number": "C-2", "owner": "Ben Rask", "due": "2026-03-31"},
            ],
            id="x-ncr-corrective_action",
        ),
        pytest.param(
            "zoo/NC log.md",
            _Y_NCR,
            "finding",
            [
                {
                    "number": "NC-7",
                    "text": "gate log empty",
                    "owner": "Uma Ek",
                    "due": "2026-02-28",
                    "closed": "2026-02-20",
                },
                {"number": "NC-8", "owner": "Ivo Maas", "due": "2026-03-31"},
            ],
            id="y-ncr-finding",
        ),
        pytest.param(
            "zoo/NC log.md",
            _Y_NCR,
            "corrective_action",
            [
                {"for": "NC-7", "text": "pen on chain", "owner": "Uma Ek", "closed": "2026-02-20"},
                {"for": "NC-8", "text": "checklist"},
            ],
            id="y-ncr-corrective_action",
        ),
    ],
)
def test_a_log_of_nonconformities_and_actions(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_YAML_INV = (
    "# AI we use\n"
    "systems:\n"
    "  - id: S1\n"
    "    called: Route planner\n"
    "    does: plans bus routes overnight\n"
    "    owner: Rosa Hald\n"
    "    made_by: Kartverk AS\n"
    "    live_since: 2024-03-01\n"
    "    impact_assessment: 2025-11-20\n"
    "  - id: S2\n"
    "    called: Chat tool\n"
    "    does: drafts replies to passengers\n"
    "    owner: Jens Moe\n"
    "    made_by: Ordbruk\n"
    "    live_since: 2025-06-15\n"
    "    impact_assessment: none yet\n"
)
_JSON_INV = (
    '{"ai_systems": [\n'
    ' {"name": "Triage bot", "purpose": "sorts calls", "responsible": "Dr Lena Foss", "in_use_since": "2025-09-01", "status": "in use", "vendor": "Vetsoft"},\n'
    ' {"name": "X-ray reader", "purpose": "marks fractures", "responsible": "Dr Karl Imhof", "in_use_since": "2026-01-10", "status": "pilot", "vendor": "Raymark"}\n'
    "]}"
)
_YAML_MAP_INV = (
    "algorithms:\n"
    "  audio-guide:\n"
    "    title: Audio guide\n"
    "    what_it_does: tells about pictures\n"
    "    owned_by: Ulf Dahl\n"
    "    status: live\n"
    "    go_live: 12 May 2025\n"
    "  crowd-count:\n"
    "    title: Crowd counter\n"
    "    what_it_does: counts visitors in rooms\n"
    "    owned_by: Eva Strand\n"
    "    status: trial\n"
    "    go_live: 1 March 2026\n"
)
_YAML_PORT = (
    "- name: Berth Planner\n"
    "  use: plans berths\n"
    "  looked_after_by: Mina Roy\n"
    "  supplier: Kaiworks\n"
    "  in_service_since: 2 March 2025\n"
    "  stage: production\n"
    "  ai: true\n"
    "- name: Tide Model\n"
    "  use: forecasts tides\n"
    "  looked_after_by: Per Dahl\n"
    "  supplier: own\n"
    "  in_service_since: 4 May 2024\n"
    "  stage: retired\n"
    "  ai: true\n"
)
_JSON_PORT = '{"register": "AI systems", "entries": {"A1": {"called": "Berth Planner", "what_for": "plans berths", "accountable": "Mina Roy", "live_since": "2025-03-02", "version": "4.2"}, "A2": {"called": "Tide Model", "what_for": "forecasts tides", "accountable": "Per Dahl", "live_since": "2024-05-04", "version": "1.0"}}}'
_X_YAML = (
    "ai_systems:\n"
    "  - ref: B1\n"
    "    title: Ticket bot\n"
    "    purpose: sells tickets\n"
    "    responsible: Ben Rask\n"
    "    vendor: Seatly\n"
    "    status: live\n"
    "    since: 2025-03-14\n"
    "    last_assessed: 2026-01-20\n"
    "  - ref: B2\n"
    "    title: Seat planner\n"
    "    purpose: fills rows\n"
    "    responsible: Cy Tran\n"
    "    vendor: own\n"
    "    status: pilot\n"
    "    since: 2026-02-16\n"
)
_Y_YAML = (
    "- id: T1\n"
    "  known_as: Feeding app\n"
    "  does: plans feeding\n"
    "  run_by: Ivo Maas\n"
    "  made_by: Zooware\n"
    "  live_since: 2025-05-17\n"
    "  state: in use\n"
    "- id: T2\n"
    "  known_as: Path counter\n"
    "  does: counts guests\n"
    "  run_by: Uma Ek\n"
    "  made_by: own\n"
    "  live_since: 2024-08-21\n"
    "  state: stopped\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "ai/systems.yaml",
            _YAML_INV,
            "system",
            [
                {
                    "number": "S1",
                    "name": "Route planner",
                    "owner": "Rosa Hald",
                    "since": "2024-03-01",
                    "assessed": "2025-11-20",
                    "supplier": "Kartverk AS",
                },
                {"number": "S2", "name": "Chat tool", "owner": "Jens Moe", "since": "2025-06-15", "assessed": ""},
            ],
            id="yaml-inv-system",
        ),
        pytest.param(
            "inventory/ai.json",
            _JSON_INV,
            "system",
            [
                {
                    "name": "Triage bot",
                    "owner": "Dr Lena Foss",
                    "since": "2025-09-01",
                    "supplier": "Vetsoft",
                    "stage": "in use",
                },
                {"name": "X-ray reader", "owner": "Dr Karl Imhof", "stage": "pilot"},
            ],
            id="json-inv-system",
        ),
        pytest.param(
            "registers/algorithms.yml",
            _YAML_MAP_INV,
            "system",
            [
                {"name": "Audio guide", "owner": "Ulf Dahl", "stage": "live"},
                {"name": "Crowd counter", "owner": "Eva Strand", "stage": "trial"},
            ],
            id="yaml-map-inv-system",
        ),
        pytest.param(
            "it/tools.yaml",
            _YAML_PORT,
            "system",
            [
                {"name": "Berth Planner", "owner": "Mina Roy", "since": "2025-03-02"},
                {"name": "Tide Model", "owner": "Per Dahl", "stage": "retired"},
            ],
            id="yaml-port-system",
        ),
        pytest.param(
            "registers/ai systems.json",
            _JSON_PORT,
            "system",
            [
                {"name": "Berth Planner", "owner": "Mina Roy", "since": "2025-03-02", "version": "4.2"},
                {"name": "Tide Model", "owner": "Per Dahl"},
            ],
            id="json-port-system",
        ),
        pytest.param(
            "ai/register.yaml",
            _X_YAML,
            "system",
            [
                {
                    "number": "B1",
                    "name": "Ticket bot",
                    "owner": "Ben Rask",
                    "since": "2025-03-14",
                    "assessed": "2026-01-20",
                },
                {"number": "B2", "name": "Seat planner", "owner": "Cy Tran"},
            ],
            id="x-yaml-system",
        ),
        pytest.param(
            "zoo/ai_tools.yml",
            _Y_YAML,
            "system",
            [
                {"number": "T1", "name": "Feeding app", "owner": "Ivo Maas", "since": "2025-05-17"},
                {"number": "T2", "name": "Path counter", "owner": "Uma Ek"},
            ],
            id="y-yaml-system",
        ),
    ],
)
def test_an_inventory_kept_as_data(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_APPR_USE_1 = (
    "# Route planner 3.2 test report\n"
    "\n"
    "System: Route planner 3.2\n"
    "Tested by: T. Birk, 12/12/2025\n"
    "\n"
    "2 of 400 routes were wrong.\n"
    "\n"
    "Cleared for service: R. Hald, Operations Director, 19/01/2026\n"
)
_APPR_USE_2 = (
    "Validation of Triage bot v1.4\n"
    "\n"
    "Done by: Dr Karl Imhof, 3 February 2026\n"
    "Cases: 600\n"
    "Sensitivity: 97.5 %\n"
    "\n"
    "Released for use: Dr Lena Foss, Partner, 10 February 2026\n"
)
_APPR_USE_3 = (
    "# Impact assessment: Audio guide\n"
    "\n"
    "| | |\n"
    "|---|---|\n"
    "| System | Audio guide |\n"
    "| Done by | Ulf Dahl, 4 March 2026 |\n"
    "| Seen by | Eva Strand |\n"
    "| Approved for use by | Greta Holm, Director, 9 March 2026 |\n"
    "\n"
    "Visitors may hear a wrong date. Harm is small.\n"
)
_USE_PORT = (
    "# Validation report: Berth Planner 4.2\n"
    "\n"
    "Run by: Per Dahl, 2 March 2026\n"
    "\n"
    "4 of 300 plans were wrong. Limit 5.\n"
    "\n"
    "Passed for service by Mina Roy, Berth Manager, on 9 March 2026\n"
)
_Y_VAL = (
    "# Validation report: Feeding app 2.0\n"
    "\n"
    "Tested by: Uma Ek, 16 April 2026\n"
    "\n"
    "| Right rations | 388 of 400 (97.0 %) |\n"
    "|---|---|\n"
    "| Late rations | 1.5 % |\n"
    "\n"
    "Cleared for use by: Lea Fuchs, Director, 23 April 2026\n"
)


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "ai/Planner test report.md",
            _APPR_USE_1,
            "approval",
            [{"approver": "R. Hald", "approved": "2026-01-19", "role": "Operations Director"}],
            id="appr-use-1-approval",
        ),
        pytest.param(
            "val/Triage bot validation.txt",
            _APPR_USE_2,
            "validation",
            [{"validator": "Dr Karl Imhof", "validated": "2026-02-03"}],
            id="appr-use-2-validation",
        ),
        pytest.param(
            "val/Triage bot validation.txt",
            _APPR_USE_2,
            "approval",
            [{"approver": "Dr Lena Foss", "approved": "2026-02-10"}],
            id="appr-use-2-approval",
        ),
        pytest.param(
            "ai/Audio guide impact assessment.md",
            _APPR_USE_3,
            "assessment",
            [{"assessor": "Ulf Dahl", "assessed": "2026-03-04", "approver": "Greta Holm"}],
            id="appr-use-3-assessment",
        ),
        pytest.param(
            "ai/Berth Planner 4.2 validation.md",
            _USE_PORT,
            "validation",
            [{"validator": "Per Dahl", "validated": "2026-03-02"}],
            id="use-port-validation",
        ),
        pytest.param(
            "ai/Berth Planner 4.2 validation.md",
            _USE_PORT,
            "approval",
            [{"approver": "Mina Roy", "approved": "2026-03-09"}],
            id="use-port-approval",
        ),
        pytest.param(
            "zoo/Feeding app trial.md",
            _Y_VAL,
            "validation",
            [{"validator": "Uma Ek", "validated": "2026-04-16"}],
            id="y-val-validation",
        ),
        pytest.param(
            "zoo/Feeding app trial.md", _Y_VAL, "test", [{"value": "97.0 %"}, {"value": "1.5 %"}], id="y-val-test"
        ),
        pytest.param(
            "zoo/Feeding app trial.md",
            _Y_VAL,
            "approval",
            [{"approver": "Lea Fuchs", "approved": "2026-04-23"}],
            id="y-val-approval",
        ),
    ],
)
def test_approved_for_use(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)


_X_TESTS = (
    "TICKET BOT MONTHLY CHECKS,,,\n"
    "month,prices looked at,wrong %,who\n"
    "Jan 2026,300,0.3,BR\n"
    "Feb 2026,300,0.7,BR\n"
    "Mar 2026,300,,\n"
)
_X_NOTESTS = "# Weekly checks procedure\n\n| Week of | Error rate |\n|---|---|\n| 1 | 5 |\n"


@pytest.mark.parametrize(
    ("path", "text", "kind", "wanted"),
    [
        pytest.param(
            "ai/monthly checks.csv", _X_TESTS, "test", [{"value": "0.3"}, {"value": "0.7"}], id="x-tests-test"
        ),
        pytest.param("lab/Weekly checks procedure.md", _X_NOTESTS, "test", [], id="x-notests-test"),
    ],
)
def test_checks_made_again_and_again(path: str, text: str, kind: str, wanted: list[Row]) -> None:
    same(text, path, kind, wanted)
