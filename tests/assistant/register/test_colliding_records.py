"""Records that are easily taken for one another: the same number, surname, role word or name in two places.

A harbour whose files collide where those of the ferry company do not.
"""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2026, 9, 1)
FILES = {
    "org/chart 2026-01.csv": (
        "Role,Name,Reports to,From\n"
        "Crew Manager,Bram Visser,Managing Director,2026-01-01\n"
        "Data Steward,Odile Marchetti,Managing Director,2026-01-01\n"
        "Network Engineer,Kaja Lund,Technical Director,2026-01-01\n"
        "Welder,Per Holm,Technical Director,2026-01-01\n"
        "Site Manager,Ann Ross,Managing Director,2024-01-01\n"
        "Site Manager,Bob Kent,Managing Director,2025-03-01\n"
    ),
    "registers/Actions.csv": (
        "No.,Action,Owner,Due,Status,Closed on\n"
        "A-1,Light the quay,Tomas Brandt,2026-05-01,closed,2026-04-28\n"
        "A-2,Widen the ramp,Tomas Brandt,2026-10-01,open,\n"
        "A-3,Paint the pier,Anna Brandt,2026-09-20,open,\n"
        "A-4,Buy rope,Jo Lee,2026-09-20,open,\n"
        "A-5,Oil the crane,Rolf Leeming,2026-09-20,open,\n"
    ),
    "registers/Risk register AI.md": (
        "# AI risk register\n"
        "\n"
        "Date: 1 October 2025\n"
        "\n"
        "| Risk no. | Risk | Owner | Likelihood | Impact | Score | Treatment |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| R-02 | Model favours lorries | Ines Ortega | 3 | 4 | 12 | Reduce |\n"
        "| R-05 | Prompt leaks | Ines Ortega | 2 | 2 | 4 | Accept |\n"
        "| R-06 | Rope breaks | Tomas Brandt | 2 | 4 | 8 | Reduce |\n"
    ),
    "registers/Information security risks.md": (
        "# Information security risks\n"
        "\n"
        "Date: 1 June 2026\n"
        "\n"
        "| Risk no. | Risk | Owner | Likelihood | Impact | Score | Treatment |\n"
        "| --- | --- | --- | --- | --- | --- | --- |\n"
        "| R-01 | Laptop stolen | Tomas Brandt | 2 | 5 | 10 | Reduce |\n"
        "| R-02 | Backup fails | Odile Marchetti | 4 | 4 | 16 | Reduce |\n"
        "| R-03 | Phishing | Odile Marchetti | 3 | 3 | 9 | Accept |\n"
    ),
    "registers/Objectives 2026.csv": (
        "No.,Objective,KPI,Target,Status,Owner\n"
        "OB-4,Quieter engines,Noise at the quay,at most 62 dB,not started,Tomas Brandt\n"
        "OB-5,Fair bookings,Share refused,at most 2 %,no data yet,Odile Marchetti\n"
        "OB-6,Clean water,Oil in bilge water,at most 5 ppm,partly met,Tomas Brandt\n"
        "OB-7,Happy crew,Crew leaving,at most 5 %,unlikely to be met,Tomas Brandt\n"
        "OB-8,Trained crew,Crew trained,at least 95 %,achieved,Tomas Brandt\n"
    ),
    "registers/KPI report 2026-06.csv": (
        "KPI,Period,Target,Value,Owner\n"
        'Pallets moved at the quay,2026-06,"at least 1,000",998,Tomas Brandt\n'
        "Time to restore service,2026-06,at most 1 hour,30 minutes,Tomas Brandt\n"
        'Guests,2026-06,"at least 12,000","9,400",Tomas Brandt\n'
        "Late sailings,2026-06,at most 4 %,5 %,Tomas Brandt\n"
    ),
    "registers/Statement of applicability ISO 27001.csv": (
        "Control,Title,Applicable,Justification,Status\n"
        "A.5.1,Policies for information security,Yes,Needed,Implemented\n"
        "A.7.4,Physical security monitoring,Yes,Terminals are open at night,Implemented\n"
        "A.8.30,Outsourced development,No,Nothing is developed by others,-\n"
    ),
    "registers/Algorithms.csv": (
        "No.,System,Purpose,Owner,Supplier,Status\n"
        "AI-1,Berthwise,Orders the queue at the quay,Ines Ortega,Quaymetrics AB,in use\n"
        "AI-2,Rotamind,Draws up the crew rota,Odile Marchetti,Data Science team,under evaluation\n"
        "AI-3,Tidebot,Tells the tide,Odile Marchetti,self-developed,proposed\n"
        "AI-4,Chatpilot,Answers mail,Odile Marchetti,-,on hold\n"
    ),
    "mail/new berth policy.eml": (
        "From: Ines Ortega <ines@ferry.example>\n"
        "To: All crew <crew@ferry.example>\n"
        "Date: Tue, 10 Mar 2026 09:00:00 +0000\n"
        "Subject: New berth policy in force\n"
        "\n"
        "Dear all,\n"
        "\n"
        "The new berth policy 2.0 is in force. Please read it.\n"
        "\n"
        "Ines Ortega\n"
        "Managing Director\n"
    ),
    "systems/Berthwise impact assessment.md": (
        "# AI impact assessment: Berthwise\n"
        "\n"
        "| System | Berthwise |\n"
        "| --- | --- |\n"
        "| Assessed on | 12 January 2026 |\n"
        "| Assessed by | Odile Marchetti |\n"
        "| Outcome | may be used while refusals are read weekly |\n"
    ),
    "systems/Berthwise fairness test 2026 Q1.md": (
        "# Fairness test of Berthwise, first quarter 2026\n"
        "\n"
        "Date: 10 April 2026\n"
        "System: Berthwise\n"
        "\n"
        "| Measure | Value | Limit | Result |\n"
        "| --- | --- | --- | --- |\n"
        "| Refusal ratio, small to large | 0.61 | 0.80 | fail |\n"
        "| Refusal ratio, new to regular | 0.84 | 0.80 | pass |\n"
    ),
    "systems/Berthwise fairness test 2026 Q2.md": (
        "# Fairness test of Berthwise, second quarter 2026\n"
        "\n"
        "Date: 10 July 2026\n"
        "System: Berthwise\n"
        "\n"
        "| Measure | Value | Limit | Result |\n"
        "| --- | --- | --- | --- |\n"
        "| Refusal ratio, small to large | 0.91 | 0.80 | pass |\n"
        "| Refusal ratio, new to regular | 0.84 | 0.80 | pass |\n"
    ),
    "systems/Rotamind accuracy test.md": (
        "# Accuracy test of Rotamind\n"
        "\n"
        "Date: 10 July 2026\n"
        "System: Rotamind\n"
        "\n"
        "| Measure | Value | Threshold | Result |\n"
        "| --- | --- | --- | --- |\n"
        "| Accuracy on night shifts | 0.71 | 0.80 | below threshold |\n"
        "| Accuracy on day shifts | 0.70 | 0.80 | below threshold |\n"
    ),
    "systems/Tidebot accuracy test.md": (
        "# Accuracy test of Tidebot\n"
        "\n"
        "Date: 10 July 2026\n"
        "System: Tidebot\n"
        "\n"
        "| Measure | Value | Threshold | Passed |\n"
        "| --- | --- | --- | --- |\n"
        "| Accuracy at spring tide | 0.91 | 0.80 | yes |\n"
        "| Accuracy at neap tide | 0.90 | 0.80 | yes |\n"
    ),
    "systems/Berthwise data sheet.csv": (
        "Data set,Use,Source,Period,Licence,Owner\n"
        "Bookings,Training,Own ticket office,2019-2025,own data,Odile Marchetti\n"
        "Tides,Training,Hydrographic office,2010-2025,open data,Ines Ortega\n"
        "Holdout 2025,Test,Own ticket office,2025,own data,Odile Marchetti\n"
    ),
    "registers/Nonconformities.csv": (
        "NC no.,Source,Nonconformity,Grade,Owner,Due,Closed on,Status\n"
        "NC-11,Internal audit February 2026,Rest hours not recorded,major,Tomas Brandt,2026-04-30,,open\n"
        "NC-12,Internal audit June 2026,Life jackets past their date,minor,Tomas Brandt,2026-08-15,"
        "2026-08-01,closed\n"
        "NC-13,Internal audit June 2026,No list of refused bookings,minor,Odile Marchetti,2026-10-30,"
        "2026-08-01,closed\n"
    ),
    "audits/Internal audit August 2026.md": (
        "# Internal audit report, August 2026\n"
        "\n"
        "Date: 20 August 2026\n"
        "Auditor: Odile Marchetti\n"
        "Scope: Ticketing\n"
        "\n"
        "No nonconformities were found.\n"
    ),
    "minutes/Harbour Council 2026-05-04.md": (
        "# Harbour Council, 4 May 2026\n"
        "\n"
        "Present: Ines Ortega (chair), Tomas Brandt, Odile Marchetti\n"
        "Apologies: none\n"
        "\n"
        "1. The lamps were discussed.\n"
    ),
    "minutes/Harbour Council 2026-03-02.md": (
        "# Harbour Council, 2 March 2026\n"
        "\n"
        "Present: Ines Ortega (chair), Tomas Brandt, Odile Marchetti\n"
        "Apologies: none\n"
        "\n"
        "1. Decided: the quay is lit until midnight.\n"
    ),
    "mail/incident.eml": (
        "From: Ines Ortega <ines@ferry.example>\n"
        "To: All crew <crew@ferry.example>\n"
        "Date: Tue, 10 Mar 2026 09:00:00 +0000\n"
        "Subject: Incident on the quay: party on Friday\n"
        "\n"
        "Dear all,\n"
        "\n"
        "Thanks for the help.\n"
        "\n"
        "Ines Ortega\n"
        "Managing Director\n"
    ),
}
view = view_of(FILES)


def ask(view: View, text: str) -> str:
    return answered(view, text, TODAY)


@pytest.mark.parametrize(
    ("question", "opening", "told", "untold"),
    [
        ("Who reports to the Managing Director?", "", "Bram Visser", "Kaja Lund"),
        ("Who reports directly to the Technical Director?", "", "Kaja Lund", "Bram Visser"),
        ("What actions does Anna Brandt have?", "", "A-3", "A-2"),
        ("What actions does Jo Lee have?", "", "A-4", "A-5"),
        ("Who was the Site Manager in 2025?", "Ann Ross and Bob Kent", "Bob Kent", "then"),
        (
            "Tell me about R-02",
            "",
            "Odile Marchetti owns risk R-02 Backup fails",
            "owns risk R-02 Model favours lorries. Score 16",
        ),
        ("Which objectives were met in 2026?", "", "OB-8", "OB-6"),
        ("Which objectives are on track?", "", "OB-8", "OB-7"),
        ("Did we meet the target for pallets moved at the quay in June 2026?", "No", "998", "Yes"),
        ("Did we meet the target for time to restore service in June 2026?", "Yes", "30 minutes", "No."),
        ("Did we meet the target for guests in June 2026?", "No", "9,400", "Yes"),
        ("Did we meet the target for late sailings in June 2026?", "No", "5 %", "Yes"),
        ("What AI systems do we use?", "", "Berthwise", "Rotamind"),
        ("Which systems are supplied by third parties?", "", "Quaymetrics AB", "self-developed"),
        ("Did Berthwise ever fail a fairness test?", "Yes", "0.61", "0.91"),
        ("Has Berthwise passed all fairness tests in 2026?", "No", "0.61", "0.91"),
        ("Did Berthwise pass the last fairness test?", "Yes", "0.91", "0.61"),
        ("Did Tidebot pass the accuracy test?", "Yes", "Passed: yes", "No."),
        ("Did Tidebot fail the accuracy test?", "No", "Passed: yes", "Yes."),
        ("What was decided in the last 8 months?", "", "the quay is lit", "lamps"),
        ("When was the berth policy communicated to all crew?", "", "10 March 2026", "Incident"),
    ],
)
def test_the_one_that_is_meant_is_told(view: View, question: str, opening: str, told: str, untold: str) -> None:
    text = ask(view, question)
    assert text.startswith(opening)
    assert told in text
    assert untold not in text


@pytest.mark.parametrize(
    "question",
    [
        "How has the score of R-02 changed?",  # two registers number their risks alike
        "How has the residual score of R-02 changed?",
        "Which objectives were missed in 2026?",  # four say neither that nor the contrary
        "Which controls are carried out?",
        "Why are controls out of date?",
        "When was the berth policy communicated to the customers?",
        "How are incidents communicated to the authorities?",
        "When were the customers informed about the incident?",
        "Has Berthwise been risk assessed?",
        "Has Rotamind been risk-assessed?",
        "What data was Berthwise tested on?",
        "Did Rotamind pass the accuracy test?",  # nothing says which side of its threshold is good
        "What did the internal audit find?",
        "What did the last internal audit find?",  # the one of August found nothing
        "Which major nonconformities did the last audit raise?",
        "What did the Harbour Council decide at its last meeting?",  # in May it decided nothing
        "What does the impact assessment procedure say about systems?",
    ],
)
def test_what_another_record_says_is_no_answer(view: View, question: str) -> None:
    assert ask(view, question) == ""
