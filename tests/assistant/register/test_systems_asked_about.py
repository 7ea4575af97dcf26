"""What inventories and registers say of a system, its supplier and its assessments. An invented ferry line."""

from __future__ import annotations

from datetime import date

import pytest

from evidence.view import View
from tests.support.asking import answered, view_of

TODAY = date(2031, 5, 20)
_PAPER = "# {title}\n\nThis paper is for everybody on our ferries and says how we work on board of the ferries.\n"
view = view_of(
    {
        "registers/ai-systems.csv": (
            "No,System,What it does,Business owner,Supplier,Risk class,Live since,"
            "Last impact assessment,Next impact assessment,Last validation,Status\n"
            "S-1,Tidecast,forecasts berthing times,Ada Krone,Havn Data,high,2029-03-04,"
            "2030-02-11,2031-02-11,2030-01-09,in use on berths 3 and 4\n"
            "S-2,Crewmix,proposes rosters,Tor Lie,own build,low,2030-06-01,2030-11-30,2032-11-30,,in use\n"
            "S-3,Farewell,sets fares,Mia Dahl,Havn Data,high,2028-01-07,,,,switched off 2030-09-01\n"
        ),
        "registers/suppliers.csv": (
            "Supplier,Service,Critical,Our contact,Last review,Next review,Contract until\n"
            "Havn Data,hosting of forecasts,yes,Ada Krone,2031-02-26,2032-02-26,2033-12-31\n"
            "Lyng Cloud,mail,no,Tor Lie,2029-10-02,2031-10-02,2032-06-30\n"
            "Skrog Works,hull cleaning,no,Tor Lie,2030-01-15,2032-01-15,2031-09-30\n"
        ),
        "registers/actions.csv": (
            "No,Action,Owner,Due,Status\n"
            "1,Fix the gangway alarm,Tor Lie,2031-04-01,open\n"
            "2,Impact assessment Quaymap,Mia Dahl,2031-06-15,open\n"
        ),
        "security/risks.md": (
            "# Harbour security risks\n\n"
            "| Risk | Description | Owner | Likelihood | Impact | Residual score |\n|---|---|---|---|---|---|\n"
            "| R-01 | Old gate controller fails | Tor Lie | 3 | 5 | 15 |\n"
            "| R-02 | Keys are copied | Mia Dahl | 2 | 3 | 6 |\n"
            "| R-03 | Forecasts leak | Ada Krone | 2 | 4 | 8 |\n"
        ),
        "registers/incidents.csv": (
            "No,Date,What happened,Reported by,Cause,Closed\n"
            "IN-1,2030-10-04,Tidecast stood still for an hour,Ada Krone,expired certificate of the gateway,2030-10-20\n"
            "IN-2,2031-01-19,Crewmix lost the leave of two crews,Tor Lie,wrong column after an update,\n"
        ),
        "policies/supplier-policy.md": (
            "# Supplier policy\n\n| | |\n|---|---|\n| Owner | Ada Krone |\n| Last reviewed | 4 March 2031 |\n"
            "| Next review | 4 March 2032 |\n\nSuppliers are reviewed once a year.\n"
        ),
        **{f"papers/{name}.md": _PAPER.format(title=name) for name in ("mooring", "tickets", "galley", "lifeboats")},
    }
)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ("Which AI systems are in use in the ferries?", "Tidecast"),
        ("Which AI systems are in use in the ferries today?", "Crewmix"),
        ("Which AI systems are high risk?", "Tidecast"),
        ("Which AI systems are no longer in use?", "Farewell"),
        ("What risk class does Tidecast have?", "high"),
        ("Who is the business owner of Crewmix?", "Tor Lie"),
        ("When is Tidecast due for its next impact assessment?", "11 February 2031"),
        ("When was Tidecast last validated?", "9 January 2030"),
        ("When was Havn Data last reviewed?", "26 February 2031"),
        ("When was the supplier Lyng Cloud last reviewed?", "2 October 2029"),
        ("When was the supplier policy last reviewed?", "4 March 2031"),
        ("Has Tidecast had an impact assessment?", "Yes"),
        ("Has Crewmix been assessed for its impact on crews?", "Yes"),
        ("Has an impact assessment been done for Crewmix?", "Yes"),
        ("Has Havn Data been reviewed as a supplier this year?", "Yes"),
        ("Is the impact assessment of Tidecast up to date?", "No"),
        ("Is the impact assessment of Crewmix up to date?", "Yes"),
        ("Is Tidecast still in use?", "Yes"),
        ("Is Farewell still in use?", "No"),
        ("What is our highest security risk?", "R-01"),
        ("Which risk has the highest residual score?", "R-01"),
        ("What caused the Tidecast incident in October 2030?", "expired certificate"),
    ],
)
def test_what_registers_say(view: View, asked: str, told: str) -> None:
    assert told in answered(view, asked, TODAY)


@pytest.mark.parametrize(
    "asked",
    [
        "Has an impact assessment been done for Quaymap?",  # a task to do it does not say that it was not done
        "Has Lyng Cloud been reviewed as a supplier this year?",  # the register may be older than the last review
        "Has Farewell had an impact assessment by the data officer?",
        "When did Tidecast go live on berth 4?",  # the whole of it is told of
        "Which AI systems are in use in the galley?",  # one part of the house, which no record names
        "What is our highest catering risk?",
        "When was the contract with Havn Data last reviewed?",
    ],
)
def test_what_registers_do_not_say(view: View, asked: str) -> None:
    assert answered(view, asked, TODAY) == ""


def test_only_those_of_the_class(view: View) -> None:
    said = answered(view, "Which AI systems are high risk?", TODAY)
    assert "Farewell" in said
    assert "Crewmix" not in said


def test_the_task_itself_may_be_asked_about(view: View) -> None:
    assert answered(view, "Has action 2 been completed?", TODAY).startswith("No")
