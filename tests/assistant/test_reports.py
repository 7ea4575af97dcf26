from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from assistant.clause_answers import clause_answer
from assistant.query import Period
from assistant.reports import REPORTS, Report, Request, make
from assistant.reports.auditing import covers
from assistant.reports.comparing import before
from assistant.reports.gaps import gaps
from assistant.reports.report import EMPTY, Row
from assistant.understand import understand
from evidence.errors import QuestionError
from evidence.frameworks import load
from evidence.record import Decision
from evidence.view import View
from tests.support.harbour import TODAY, harbour
from tests.support.noted import note, noted, shelf


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    with shelf(tmp_path_factory.mktemp("reports"), *harbour()) as view:
        yield view


def made(view: View, name: str, period: Period | None = None, framework: str = "iso42001") -> Report:
    return make(name, Request(view, TODAY, (load(framework),), period))


def row(report: Report, first: str) -> Row:
    return next(row for row in report.rows if row.cells[0] == first)


def cells(report: Report, first: str) -> dict[str, str]:
    section = next(section for section in report.sections for row in section.rows if row.cells[0] == first)
    return dict(zip(section.columns, row(report, first).cells, strict=True))


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_rests_on_verbatim_words(view: View, name: str) -> None:
    report = made(view, name)
    told = [*report.rows, *(sentence for section in report.sections for sentence in section.sentences)]
    for section in report.sections:
        assert all(len(row.cells) == len(section.columns) for row in section.rows)
    for words in (words for each in told for words in each.citations):
        text = view.text(view.document(words.doc_id).rowid)
        assert text[words.start : words.end] == words.quote != ""
    assert "secret" not in str(report.as_json())


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_of_nothing_is_a_report(tmp_path: Path, name: str) -> None:
    with shelf(tmp_path, noted("a.md", "Tides", ["The tide turns at noon."], [])) as view:
        assert made(view, name).sections is not None


@pytest.mark.parametrize("said", ["The tide turns at noon.", "We work by ISO/IEC 42001."])
def test_general_records_show_no_management_system(tmp_path: Path, said: str) -> None:
    """A club that keeps minutes has no AI management system; one that names the standard may."""
    words = ["Summer party on 1 March 2026, told by Ola Berg to all members.", "The broken fence was mended.", said]
    facts = [
        note("communication", words[0], topic="Summer party", sender="Ola Berg", audience="members", sent="2026-03-01"),
        note("corrective_action", words[1], text="Mend the fence", cause="Wind", status="closed", closed="2026-03-09"),
    ]
    with shelf(tmp_path, noted("club.md", "Club papers", words, facts)) as view:
        rows = made(view, "gap-analysis").rows
    general = "42001" not in said
    assert ({each.cells[2] for each in rows} == {"Not assessed"}) is general
    assert any("general records" in each.cells[3] for each in rows) is general


def test_an_unknown_report_names_those_that_there_are(view: View) -> None:
    with pytest.raises(QuestionError) as caught:
        made(view, "weather")
    assert "traceability" in caught.value.remedy


def test_the_index_lists_evidence_by_clause_and_shows_empty_clauses(view: View) -> None:
    report = made(view, "evidence-index")
    review = [row.cells for row in report.rows if row.cells[0] == "9.3.1"]
    assert [cell[4] for cell in review if "held" in cell[2]] == ["2025-10-02", "2024-10-04"]
    assert cells(report, "A.3.3")["Evidence"] == EMPTY


def test_the_matrix_keeps_empty_cells_visible(view: View) -> None:
    report = made(view, "traceability")
    assert cells(report, "9.3.1")["Meeting or decision"] == "2"
    assert cells(report, "9.3.1")["Resource"] == EMPTY
    assert "objectives" in cells(report, "6.2")["Not found"]


def test_the_crosswalk_shows_one_document_in_several_standards(view: View) -> None:
    report = make("crosswalk", Request(view, TODAY))
    audit = next(row for row in report.rows if row.cells[1] == "audit.md")
    assert "9.2.1" in audit.cells[2]
    assert "9.2" in audit.cells[4]


def test_gaps_are_proposed_not_decided(view: View) -> None:
    report = made(view, "gap-analysis")
    assert cells(report, "A.10.3")["Proposed status"] == "Partially compliant"
    assert cells(report, "A.10.3")["Owner"] == "Eva Novak"
    assert cells(report, "A.10.3")["Due"] == "2026-07-31"
    assert cells(report, "A.6.2.2")["Proposed status"] == "Not applicable"
    assert cells(report, "A.3.3")["Proposed status"] == "Not assessed"
    assert cells(report, "9.3.1")["Signed off"] == EMPTY
    assert any("signed" in note for note in report.notes)


def test_a_claim_alone_is_not_compliance(view: View) -> None:
    report = made(view, "gap-analysis")
    only_stated = cells(report, "A.6.2.2")["Why"]
    assert only_stated == "excluded: nothing is developed here"


def test_a_signed_status_stands(view: View) -> None:
    decision = Decision("signoff", "iso42001|9.3.1", "not_compliant", "Kofi Mensah", "2026-06-01T09:00:00+00:00")
    signed = {("iso42001", "9.3.1"): decision}
    report = make("gap-analysis", Request(view, TODAY, (load("iso42001"),), signed=signed))
    assert cells(report, "9.3.1")["Proposed status"] == "Not compliant"
    assert cells(report, "9.3.1")["Signed off"] == "Kofi Mensah, 2026-06-01"
    stale = {("iso42001", "9.3.1"): replace(decision, evidence="0" * 32)}
    report = make("gap-analysis", Request(view, TODAY, (load("iso42001"),), signed=stale))
    assert cells(report, "9.3.1")["Signed off"].endswith("(the evidence has changed since)")


def test_the_backlog_has_the_most_urgent_first(view: View) -> None:
    priorities = [row.cells[3] for row in made(view, "backlog").rows]
    assert priorities == sorted(priorities, key=["high", "medium", "low"].index)
    assert "NC-1" in next(row.cells[0] for row in made(view, "backlog").rows if row.cells[1] == "A.10.3")


def test_the_statement_of_applicability_is_drafted_from_what_is_decided(view: View) -> None:
    report = made(view, "soa")
    assert cells(report, "A.2.2")["Justification"] == "we use AI"
    assert cells(report, "A.6.2.2")["Applicable"] == "no"
    assert cells(report, "A.4.3")["Applicable"] == EMPTY
    assert any(note.startswith("2 of ") for note in report.notes)


def test_document_control_finds_what_is_overdue(view: View) -> None:
    policy = next(row for row in made(view, "document-control").rows if row.cells[1] == "AI Policy")
    assert policy.cells[-1] == "review overdue since 2026-05-03"
    assert policy.tone == "bad"


def test_an_earlier_edition_is_superseded_and_not_overdue(tmp_path: Path) -> None:
    def edition(path: str, version: str, approved: str) -> object:
        words = f"Mooring Policy {version}"
        return noted(
            path,
            "Mooring Policy",
            [words],
            [
                note(
                    "document",
                    words,
                    title="Mooring Policy",
                    version=version,
                    owner="A",
                    approved=approved,
                    review="2025-01-01" if version == "1" else "2027-01-01",
                )
            ],
        )

    with shelf(tmp_path, edition("one.md", "1", "2024-01-01"), edition("two.md", "2", "2026-01-01")) as view:  # type: ignore[arg-type]
        states = {row.cells[2]: (row.cells[3], row.cells[-1]) for row in made(view, "document-control").rows}
    assert states == {"1": ("superseded by 2", ""), "2": ("", "")}


def test_the_risk_board_shows_what_has_run_out(view: View) -> None:
    report = made(view, "risks")
    assert cells(report, "R-1")["Remarks"] == "acceptance expired on 2026-05-31"
    assert cells(report, "R-2")["Remarks"] == ""
    assert [row.cells[0] for row in report.rows] == ["R-1", "R-2", "R-3"]


@pytest.mark.parametrize(
    ("status", "remarks"), [("closed", ""), ("closed, reopened in May", "no owner"), ("not closed", "no owner")]
)
def test_a_risk_that_is_opened_again_needs_an_owner(tmp_path: Path, status: str, remarks: str) -> None:
    risk = note("risk", "R-7 The pier sinks", number="R-7", text="The pier sinks", status=status)
    with shelf(tmp_path, noted("risks.md", "Risk register", ["R-7 The pier sinks"], [risk])) as view:
        assert cells(made(view, "risks"), "R-7")["Remarks"] == remarks


def test_the_kpi_board_has_the_latest_value_and_the_one_before(view: View) -> None:
    shown = cells(made(view, "kpis"), "Forecast error")
    assert (shown["Latest"], shown["Before"], shown["Trend"], shown["Target"]) == ("8", "7", "up", "5")
    assert shown["Status"] == ""


def test_the_training_matrix_marks_what_has_expired(view: View) -> None:
    report = made(view, "training")
    assert row(report, "Eva Novak").cells[2] == "expired 2026-01-10"
    assert row(report, "Jun Park").cells[2] == "2026-01-10, until 2028-01-10"


def test_corrective_actions_tell_open_from_closed_without_evidence(view: View) -> None:
    report = made(view, "corrective-actions")
    assert cells(report, "NC-1")["State"] == "open"
    assert cells(report, "NC-2")["State"] == "closed"
    assert cells(report, "CA-1")["State"] == "closed without evidence of effect"


@pytest.mark.parametrize(
    ("status", "is_open"),
    [
        ("re-opened 11 May 2026", True),
        ("nearly done", True),
        ("not effective", True),
        ("closed", False),
        ("void", False),
    ],
)
def test_a_finding_stands_as_its_status_says_in_every_report(tmp_path: Path, status: str, is_open: bool) -> None:
    words = "NC-9 on A.10.3: the ferryman was never assessed. ISO/IEC 42001."
    dates = {"closed": "2026-04-02"} if is_open else {}
    said = note("finding", words, number="NC-9", text="Ferryman", clause="A.10.3", status=status, **dates)
    with shelf(tmp_path, noted("log.md", "Findings", [words], [said])) as view:
        assert (cells(made(view, "corrective-actions"), "NC-9")["State"] == "open") is is_open
        (gap,) = [
            each for each in gaps(Request(view, TODAY), load("iso42001")) if each.mapped.requirement.ref == "A.10.3"
        ]
        assert [fact.get("number") for fact in gap.findings] == ["NC-9"] * is_open
        answer = clause_answer(understand("Are we ready for A.10.3 of ISO 42001?"), view, TODAY)
        assert answer is not None
        assert ("Open:" in answer.text) is is_open


def test_an_action_without_a_status_is_not_called_overdue(tmp_path: Path) -> None:
    minutes = noted(
        "m.md",
        "Minutes",
        ["Eva paints the mast by 1 May 2026."],
        [note("action", "Eva paints the mast", text="paint the mast", owner="Eva", due="2026-05-01")],
    )
    with shelf(tmp_path, minutes) as view:
        assert made(view, "corrective-actions").rows[0].cells[-1] == "no closure found"


def test_the_review_pack_gathers_since_the_last_review(view: View) -> None:
    report = made(view, "management-review")
    said = {section.title: " ".join(each.text for each in section.sentences) for section in report.sections}
    assert "2 October 2025" in said["Management reviews held"]
    assert "2026-04-01" not in said["Management reviews held"]
    assert "Internal audit" in said["Input: audit results"]
    assert "objectives are renewed" in said["Output: decisions"]
    assert "NC-2" not in said["Input: nonconformities and corrective actions"]


def test_coverage_is_by_scope_or_finding(view: View) -> None:
    report = made(view, "audit-coverage")
    assert cells(report, "9.3.1")["Audits whose scope names it"].startswith("Internal audit")
    assert cells(report, "A.10.3")["Findings"] == "NC-1"


def test_communication_measures_the_days_from_approval(view: View) -> None:
    report = made(view, "communication")
    assert cells(report, "AI Policy")["Days"] == "2"
    assert cells(report, "Information Security Policy")["First message"] == EMPTY


def test_leadership_of_a_period_counts_and_cites(view: View) -> None:
    period = Period(date(2025, 1, 1), date(2025, 12, 31), "2025")
    report = made(view, "leadership", period)
    said = " ".join(sentence.text for section in report.sections for sentence in section.sentences)
    assert "Policies and other matters approved: 2." in said
    assert "Meetings and reviews held: 1." in said
    assert "Money granted: EUR 5,000." in said
    assert "makes Information Security Policy known" in said
    assert "2024-10-04" not in said
    assert {bar.label: bar.value for bar in report.sections[0].bars}["Risks accepted"] == 1


def test_leadership_is_compared_with_the_period_before(view: View) -> None:
    report = made(view, "leadership", Period(date(2025, 1, 1), date(2025, 12, 31), "2025"))
    section = next(each for each in report.sections if each.title == "Compared with 2024-01-01 to 2024-12-31")
    by_title = {row.cells[0]: row for row in section.rows}
    now, then, change = (int(cell) for cell in by_title["Policies and other matters approved"].cells[1:])
    assert (now, change) == (2, now - then)
    assert "Compared" not in str(made(view, "leadership").as_json())


@pytest.mark.parametrize(
    ("first", "last", "today", "told"),
    [
        (date(2026, 1, 1), date(2026, 3, 31), date(2026, 6, 1), "2025-10-01 to 2025-12-31"),
        (date(2026, 3, 1), date(2026, 3, 31), date(2026, 6, 1), "2026-02-01 to 2026-02-28"),
        (date(2026, 1, 1), date(2026, 12, 31), date(2026, 6, 15), "2025-01-01 to 2025-06-15"),
        (date(2026, 3, 10), date(2026, 3, 19), date(2026, 6, 1), "2026-02-28 to 2026-03-09"),
    ],
)
def test_the_period_before_has_the_same_length(first: date, last: date, today: date, told: str) -> None:
    assert before(Period(first, last, "x"), today).text == told


def test_readiness_counts_the_stages(view: View) -> None:
    report = made(view, "readiness")
    assert [row.cells[0][0] for row in report.rows] == ["1", "2", "3", "4"]
    assert report.sections[-1].sentences[0].text == "No certificate or external audit was found."


@pytest.mark.parametrize(
    ("scope", "ref", "covered"),
    [
        ("clauses 4 to 10", "9.3.1", True),
        ("Clauses 6, 8 and 9; suppliers", "8.2", True),
        ("Clauses 6, 8 and 9; suppliers", "7.2", False),
        ("clause 9.3", "9.3.1", True),
        ("clause 9.3", "9.1", False),
        ("clauses 4–10 and Annex A", "A.5.2", True),
        ("clauses 4 to 10", "A.5.2", False),
        ("all clauses", "A.5.2", True),
        ("10 sites in 4 countries", "10.2", False),
        ("", "4.1", False),
    ],
)
def test_a_scope_covers_what_it_names(scope: str, ref: str, covered: bool) -> None:
    requirement = load("iso42001").get(ref)
    assert requirement is not None
    assert covers(scope, requirement) is covered
