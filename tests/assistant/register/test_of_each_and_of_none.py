"""When each of a set was assessed, and what is not said of all: no assessment, a chair, a yes. A rope works."""

from __future__ import annotations

from datetime import date

from assistant.columns import columns
from assistant.register.bodies import is_another
from evidence.view import View
from ingest.facts.mentions import someone
from tests.support.asking import answered, view_of

TODAY = date(2031, 6, 20)
view = view_of(
    {
        "AI systems.csv": "System,Purpose,Owner,Stage,Last impact assessment,Next impact assessment\n"
        "StrandEye,finds broken strands,Ada Quill,live,2031-02-03,2032-02-03\n"
        "HempCast,forecasts hemp,Bo Lind,live,,\nKnotBot,answers sailors,Bo Lind,pilot,,2031-09-01\n"
        "TarSense,smells tar,Ada Quill,live,2030-11-05,2031-11-05\nMailSift,sorts mail,Bo Lind,live,2031-01-09,\n",
        "safety committee.md": "# Safety committee\n\nMinutes of the meeting of 3 June 2031\n\nChair: Ada Quill\n"
        "Present: Ada Quill, Bo Lind\n\n1. Floors were swept.\n",
    }
)
bare_view = view_of(
    {
        "AI systems.csv": "System,Purpose,Owner,Stage,Next impact assessment\n"
        "StrandEye,finds broken strands,Ada Quill,live,2032-02-03\n"
        "HempCast,forecasts hemp,Bo Lind,live,\nKnotBot,answers sailors,Bo Lind,pilot,\n"
        "TarSense,smells tar,Ada Quill,live,2031-11-05\nMailSift,sorts mail,Bo Lind,live,\n",
    },
    "bare_view",
)

signed_view = view_of(
    {
        "environmental policy.md": "# Environmental policy\n\nVersion 3\n\nThe works spare the harbour.\n\n"
        "Signed: Ada Quill, Managing Director, 4 May 2031\n",
        "AI policy.md": "# AI policy\n\n| Owner | Bo Lind |\n|---|---|\n| Version | 1 |\n| Approved by | Board |\n"
        "| Approved | 5 May 2031 |\n\nMachines advise and people decide.\n",
    },
    "signed_view",
)

named_view = view_of(
    {
        "policies/machines.md": "# Policy on the use of artificial intelligence\n\n| Owner | Bo Lind |\n|---|---|\n"
        "| Version | 2 |\n| Approved by | Board |\n| Approved | 5 May 2031 |\n\nMachines advise, people decide.\n",
        "policies/incidents.md": "# Incidents of information security and AI: procedure\n\n"
        "| Owner | Ada Quill |\n|---|---|\n"
        "| Version | 4 |\n| Approved by | Board |\n| Approved | 6 May 2031 |\n\nIncidents are reported.\n",
    },
    "named_view",
)
unstaged_view = view_of(
    {
        "AI systems.csv": "System,Purpose,Owner,Stage\nStrandEye,finds broken strands,Ada Quill,in use\n"
        "HempCast,forecasts hemp,Bo Lind,\nKnotBot,answers sailors,Bo Lind,\n"
        "TarSense,smells tar,Ada Quill,in use\nMailSift,sorts mail,Bo Lind,in use\n",
    },
    "unstaged_view",
)


def test_when_each_was_assessed_is_told_of_each(view: View) -> None:
    told = answered(view, "When was each AI system last assessed?", TODAY)
    assert "StrandEye: assessed 3 February 2031" in told
    assert "HempCast: no day of an assessment given" in told


def test_an_inventory_is_no_assessment_itself(view: View) -> None:
    assert not view.facts("assessment")


def test_a_system_lacks_an_assessment_only_where_its_row_tells_of_none(view: View) -> None:
    told = answered(view, "Which systems have no impact assessment?", TODAY)
    assert "HempCast" in told
    assert "StrandEye" not in told and "KnotBot" not in told


def test_an_inventory_that_keeps_no_assessments_tells_of_none(bare_view: View) -> None:
    assert "no assessment" not in answered(bare_view, "Which systems have no impact assessment?", TODAY)


def test_the_committee_of_another_matter_is_another(view: View) -> None:
    assert is_another(view, ("ai", "committe"), "Safety committee")
    assert not is_another(view, ("safeti", "committe"), "Safety committee")
    assert not is_another(view, ("rope", "committe"), "Safety committee")
    assert "Ada Quill" not in answered(view, "Who chairs the AI committee?", TODAY)
    assert "Ada Quill" in answered(view, "Who chairs the safety committee?", TODAY)


def test_columns_of_each() -> None:
    assert columns("When was each AI system last assessed?") == ("list all AI system", ("last",))
    assert columns("When does every contract expire?") == ("list all contract", ("until",))
    assert columns("When was each chair painted?") == ("When was each chair painted?", ())


def test_a_signature_under_another_policy_signs_no_other(signed_view: View) -> None:
    assert "Yes" in answered(signed_view, "Is the environmental policy signed?", TODAY)
    assert "Yes" not in answered(signed_view, "Is the AI policy signed?", TODAY)


def test_a_policy_on_artificial_intelligence_is_the_ai_policy(named_view: View) -> None:
    assert answered(named_view, "Do we have an AI policy?", TODAY).startswith("Yes.")


def test_that_no_paper_keeps_a_record_of_itself_is_no_no(named_view: View) -> None:
    assert not answered(named_view, "Do we have an AI charter?", TODAY).startswith(("No", "None"))


def test_systems_whose_row_does_not_say_whether_they_are_in_use_are_counted_apart(unstaged_view: View) -> None:
    told = answered(unstaged_view, "Which AI systems are in use?", TODAY)
    assert "StrandEye" in told and "HempCast" not in told
    assert "Of 2 others the records do not say it either way." in told


def test_words_that_go_on_are_nobody() -> None:
    assert someone("of manager rank") is None
    assert someone("for each system the board") is None
    assert someone("Head of Ropes") is not None
