"""Reports of incidents in other houses' words: their numbers, headlines, causes; lists of incidents in minutes."""

from __future__ import annotations

from ingest.facts.incidents import facts
from tests.support.readings import found, of


def test_a_file_with_a_number_of_its_own_letters_and_a_severity_without_a_colon() -> None:
    text = (
        "INCIDENT FILE P-2031-07                                Severity 2 of 4\nTitle: Wrong berth for two ferries\n"
        "Opened 3 March 2031 10:15 by Ann Orme (harbour clerk). Closed 17 March 2031 by Per Lund.\n\n"
        "Facts. From 2 March the tide table was in feet.\nRoot cause. No range check at the input.\nCost: 2,900 crowns.\n"
    )
    assert of(found(facts, text, "P-2031-07.txt"), "incident") == [
        {"number": "P-2031-07", "title": "Wrong berth for two ferries", "severity": "2", "reporter": "Ann Orme",
         "cause": "No range check at the input.", "reported": "2031-03-03", "closed": "2031-03-17"}
    ]  # fmt: skip


def test_the_headline_below_the_number_says_what_happened_and_when() -> None:
    text = (
        "# Post-incident report INC-2031-041\n\n**Radar failed open, Saturday 4 October 2031**\nAuthor: Ann Orme. Final version 16 October 2031.\n\n"
        "## Cause\nThe certificate was in no inventory.\n"
    )
    (one,) = of(found(facts, text, "INC-2031-041.md"), "incident")
    assert one["title"].startswith("Radar failed open") and one["occurred"] == "2031-10-04"
    event = (
        "INCIDENT REPORT ENV-2031-17\nBlocked drain at pad 2\n\nDate of report: 7 January 2032.\n"
        "Event: 28 December 2031, 06:35. Reported by: Per Lund, foreman.\n\nClassification: minor.\n"
    )
    (one,) = of(found(facts, event, "incident-drain.md"), "incident")
    assert (one["number"], one["title"], one["occurred"]) == ("ENV-2031-17", "Blocked drain at pad 2", "2031-12-28")


def test_the_first_sentence_that_begins_with_a_day_dates_the_incident() -> None:
    text = (
        "# Incident report INC-31-19\n\n**Title:** Initials typed into a public tool\n**Severity:** 2\n\n"
        "On 17 October 2031 at 16:20 a clerk pasted a letter into a public tool.\n\n**Cause.** Clerks were left out of the training.\n"
    )
    assert of(found(facts, text, "inc.md"), "incident") == [
        {"number": "INC-31-19", "title": "Initials typed into a public tool", "severity": "2",
         "cause": "Clerks were left out of the training.", "occurred": "2031-10-17"}
    ]  # fmt: skip


def test_minutes_may_list_incidents() -> None:
    text = (
        "# Security Forum, 24 February 2031\n\nPresent: Ann Orme, Per Lund\n\n**Incidents since the last forum.**\n"
        "- INC-31-01, 12 January: lost phone in Wick, wiped within 40 minutes\n- INC-30-09, 29 December 2030: letter sent to the wrong house\n"
        "- INC-31-02 was discussed at length: nobody knows more\n"
    )
    assert of(found(facts, text, "forum.md"), "incident") == [
        {"number": "INC-31-01", "title": "lost phone in Wick, wiped within 40 minutes", "occurred": "2031-01-12"},
        {"number": "INC-30-09", "title": "letter sent to the wrong house", "occurred": "2030-12-29"},
    ]
