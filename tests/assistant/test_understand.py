from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.understand import MAX_CHARACTERS, questions, understand
from evidence.errors import QuestionError


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("Who signed the retention schedule?", "who"),
        ("when does the lease end", "when"),
        ("On which date was the audit closed?", "when"),
        ("What is the deadline for objections?", "when"),
        ("How many complaints were upheld?", "count"),
        ("Was the pump inspected?", "yesno"),
        ("Hasn't the permit lapsed?", "yesno"),
        ("List the overdue reviews", "list"),
        ("Which suppliers have no contract?", "list"),
        ("How are spills reported?", "how"),
        ("What evidence is there for clause 7.5?", "clause"),
        ("Summarise the year for the trustees", "summary"),
        ("What did the trustees decide about the boiler?", "what"),
    ],
)
def test_the_form_of_a_question_decides_its_kind(question: str, kind: str) -> None:
    assert understand(question).kind == kind


def test_identifiers_numbers_and_names_become_anchors() -> None:
    query = understand("Did Amara Diallo accept risk R-14 and the 30 open items of ISO 9001?")
    assert "R-14" in query.identifiers
    assert "30" in query.numbers
    assert {"Amara", "Diallo", "ISO"} <= set(query.names)
    assert "Did" not in query.names


def test_a_day_a_month_a_quarter_and_a_year_become_periods() -> None:
    def bounds(question: str) -> list[tuple[date, date]]:
        return [(period.first, period.last) for period in understand(question).periods]

    assert bounds("Who chaired on 3 May 2024?") == [(date(2024, 5, 3), date(2024, 5, 3))]
    assert bounds("Who chaired in February 2024?") == [(date(2024, 2, 1), date(2024, 2, 29))]
    assert bounds("What happened in Q4 2023?") == [(date(2023, 10, 1), date(2023, 12, 31))]
    assert bounds("What happened in 2023?") == [(date(2023, 1, 1), date(2023, 12, 31))]


@pytest.mark.parametrize(
    ("question", "subject"),
    [
        ("Which accepted risks have no owner?", "accepted risks have no owner"),
        ("Who approved the travel policy?", "the travel policy"),
        ("Who is responsible for the pump tests?", "the pump tests"),
        ("Who signed off on v2.1?", "v2.1"),
        ("Who are the members of the works council?", "members of the works council"),
        ("Who of the owners voted against the plan?", "of the owners voted against the plan"),
        ("When was the ferry budget last approved?", "the ferry budget"),
        ("When did the ferry sail?", "ferry sail"),
        ("How many complaints were received in May?", "complaints received in May"),
        ("Which complaints are overdue for an answer?", "complaints overdue for an answer"),
        ("How many hours of leave do nurses get?", "hours of leave that nurses get"),
        ("What evidence is there for clause 9.3?", "evidence for clause 9.3"),
        ("What happens if it is not met?", "happens if it is not met"),
        ("How long does the port keep the log?", "port keep the log"),
    ],
)
def test_the_subject_is_a_noun_phrase_where_the_question_offers_one(question: str, subject: str) -> None:
    assert understand(question).subject == subject


def test_a_follow_up_takes_over_what_was_asked_before() -> None:
    query = understand("and who signed it?", ["When was permit P-9 renewed?"])
    assert query.kind == "who"
    assert query.identifiers == ("P-9",)
    assert {"permit", "renew"} <= set(query.terms)


def test_a_question_of_its_own_takes_over_nothing() -> None:
    assert understand("Who owns the boiler?", ["When was permit P-9 renewed?"]).identifiers == ()


@pytest.mark.parametrize("question", ["", "   ", "?!…", "\x00\x07", "🙂🙂", "x " * MAX_CHARACTERS])
def test_no_question_at_all_is_refused_with_a_remedy(question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        understand(question)
    assert caught.value.remedy


@given(st.text(max_size=300))
def test_any_text_is_understood_or_refused(text: str) -> None:
    try:
        query = understand(text)
    except QuestionError:
        return
    assert query.terms or query.text


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Who owns R-3?", ("Who owns R-3?",)),
        ("who owns R-3 and when is it due?", ("who owns R-3", "when is it due?")),
        ("When was it approved? Who signed it?", ("When was it approved?", "Who signed it?")),
        ("Who approved the plan and when?", ("Who approved the plan", "when approved the plan")),
        (
            "When did they meet, who chaired it and who was absent?",
            ("When did they meet", "who chaired it", "who was absent?"),
        ),
        ("The board met in May. Who chaired it?", ("The board met in May. Who chaired it?",)),
        ("Who approved the plan, and in what capacity?", ("Who approved the plan, and in what capacity?",)),
        ("Which systems are in use and have no owner?", ("Which systems are in use and have no owner?",)),
        ("Did Ana, who left in May, sign it?", ("Did Ana, who left in May, sign it?",)),
        ("list the overdue actions", ("list the overdue actions",)),
    ],
)
def test_several_questions_in_one_are_parted(text: str, parts: tuple[str, ...]) -> None:
    assert questions(text) == parts


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("berthing policy 2.1 - is it signed yet", "yesno"),
        ("whos got R-9", "who"),
        ("On whose decision was it closed?", "who"),
        ("crane contract: when does it end", "when"),
    ],
)
def test_a_topic_before_the_question_does_not_hide_its_kind(question: str, kind: str) -> None:
    assert understand(question).kind == kind
