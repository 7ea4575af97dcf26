from assistant.statements import plain, statements
from evidence.model import Origin
from tests.support.passages import passage


def test_every_statement_is_exactly_its_span() -> None:
    text = "The board met on Monday. It approved the plan.\n\n- first item\n- second item\n- third item\n"
    for statement in statements(passage(text, start=100)):
        assert plain(text[statement.start - 100 : statement.end - 100]) == statement.plain


def test_items_are_statements_and_the_list_with_its_lead_in_is_one_more() -> None:
    text = "Attendees:\n\n- Amara Diallo\n- Jun Park\n- Eva Novak\n"
    found = statements(passage(text))
    whole = [statement for statement in found if statement.kind == "list"]
    assert [statement.plain for statement in whole] == ["Attendees: - Amara Diallo - Jun Park - Eva Novak"]
    assert sum(statement.kind == "sentence" for statement in found) >= 3


def test_a_row_is_quoted_as_it_stands_and_read_under_its_columns() -> None:
    text = "R-1 | Fire | Jun Park\nR-2 | Flood | Eva Novak"
    body = "Risk: R-1; Hazard: Fire; Owner: Jun Park\nRisk: R-2; Hazard: Flood; Owner: Eva Novak"
    first, second = statements(passage(text, origin=Origin.CELL, body=body))
    assert text[second.start : second.end] == "R-2 | Flood | Eva Novak"
    assert second.plain == "Risk: R-2; Hazard: Flood; Owner: Eva Novak"
    assert first.kind == second.kind == "row"


def test_the_reading_names_the_section() -> None:
    (statement,) = statements(passage("Reviewed every spring.", section="4 Boiler > 4.2 Inspection"))
    assert statement.reading == "4.2 Inspection: Reviewed every spring."


def test_headings_and_questions_are_told_from_statements() -> None:
    found = statements(passage("# Boiler policy\n\nWho inspects it?\n\nJun Park inspects it every spring."))
    assert [statement.kind for statement in found] == ["title", "title", "sentence"]
    (asked,) = statements(passage("- For how long is the boiler to be lent? (6 months, 1\n  year, or 3 years)"))
    assert asked.kind == "title"
