"""Register, clauses, gaps, findings, leadership, relations and reports as a browser without JavaScript gets them."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from docx import Document
from lxml import html as lxml_html
from openpyxl import load_workbook

from assistant.packs import verify_pack
from assistant.reports import REPORTS
from tests.support.web_rooms import HOSTILE, PAGES, REVIEW, RISKS


def tree(response: httpx.Response) -> Any:
    assert response.status_code == 200, response.text
    return lxml_html.fromstring(response.text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def secret(served: Any, name: str, groups: tuple[str, ...] | None, role: str = "reader", **more: Any) -> str:
    return str(served.service.record.tokens.create(name, name, groups, role, **more)[1])


def bearer(served: Any, name: str, groups: tuple[str, ...] | None, role: str = "reader", **more: Any) -> httpx.Client:
    token = secret(served, name, groups, role, **more)
    client: httpx.Client = served.client(headers={"Authorization": f"Bearer {token}"})
    return client


# Every page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", PAGES)
def test_pages_carry_no_script_and_name_their_parts(rooms: Any, path: str) -> None:
    with rooms.client() as client:
        response = client.get(path)
    page = tree(response)
    policy = response.headers["content-security-policy"]
    assert "script-src 'self'" in policy and "'unsafe" not in policy
    assert page.xpath("//script[not(@src)] | //style | //@style | //*[@*[starts-with(name(), 'on')]]") == []
    assert len(page.xpath("//main")) == 1 and len(page.xpath("//h1")) == 1
    assert page.xpath("//nav[@aria-label='Pages']//a[@aria-current='page']")
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        assert control.xpath("ancestor::label") or control.get("aria-label"), lxml_html.tostring(control)
    for control in page.xpath("//button | //a[@href] | //summary"):
        assert words(control) or control.get("aria-label"), lxml_html.tostring(control)
    for drawn in page.xpath("//main//*[local-name()='svg'][not(@aria-hidden)]"):
        assert drawn.get("aria-label") or drawn.get("aria-labelledby"), lxml_html.tostring(drawn)[:200]
    identities = page.xpath("//@id")
    assert len(identities) == len(set(identities))


@pytest.mark.parametrize("path", PAGES)
def test_what_documents_say_is_never_markup(rooms: Any, path: str) -> None:
    with rooms.client() as client:
        response = client.get(path)
    assert HOSTILE not in response.text


# The register -------------------------------------------------------------------------------------


def rows(page: Any) -> list[list[str]]:
    return [[words(cell) for cell in row] for row in page.xpath("//div[@id='list']//tbody/tr")]


def test_kinds_are_counted_and_lead_to_their_tables(rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.get("/register"))
        tile = page.xpath("//a[@href='/register/risk']")[0]
        assert words(tile).startswith("4 Risk")
        assert client.get("/register/spoons").status_code == 404


def test_facts_are_filtered_sorted_and_open_their_words(rooms: Any) -> None:
    def numbers(query: str) -> list[str]:
        return [row[0] for row in rows(tree(client.get(f"/register/risk?{query}")))]

    with rooms.client() as client:
        assert numbers("") == ["R-07", "R-08", "R-09", "R-66"]
        assert numbers("f.treatment=Accept") == ["R-07", "R-09"]
        assert numbers("f.text=provider") == ["R-09"]
        assert numbers("q=outage+service") == ["R-08"]
        assert numbers("sort=-score") == ["R-66", "R-09", "R-07", "R-08"]
        assert numbers("sort=owner") == ["R-09", "R-08", "R-07", "R-66"]
        assert "No fact passes" in client.get("/register/risk?q=zebra").text
        page = tree(client.get("/register/risk?f.text=provider"))
        link = page.xpath("//div[@id='list']//tbody//a[@data-source]/@href")[0]
        assert link.startswith(f"/evidence/{quote(RISKS)}?start=")
        read = tree(client.get(link.replace("#mark", "&show=text")))
        assert "Dependency on one cloud provider" in words(read.xpath("//tr[.//mark]")[0])


def test_dates_narrow_and_a_day_shows_what_held_then(rooms: Any) -> None:
    with rooms.client() as client:
        held = rows(tree(client.get("/register/acceptance?as_of=2026-04-15")))
        assert [row[0] for row in held] == ["R-07", "R-07"]
        early = rows(tree(client.get("/register/acceptance?on=accepted&until=2025-12-31")))
        assert [row[0] for row in early] == ["R-09"]
        assert client.get("/register/acceptance?since=yesterday").status_code in (400, 422)


def test_the_register_is_taken_away_as_it_is_filtered_and_the_ledger_notes_it(rooms: Any) -> None:
    with rooms.client() as client:
        links = tree(client.get("/register/risk?f.treatment=Accept")).xpath("//a[@download]/@href")
        made = [client.get(link) for link in links]
        assert client.get("/register/risk/download?form=exe").status_code in (400, 422)
    assert [each.headers["content-disposition"].rpartition(".")[2] for each in made] == ['csv"', 'xlsx"']
    table = list(csv.DictReader(io.StringIO(made[0].content.decode("utf-8-sig"))))
    assert [row["Number"] for row in table] == ["R-07", "R-09"]
    sheet = load_workbook(io.BytesIO(made[1].content)).worksheets[0]
    assert "R-09" in [str(cell.value) for row in sheet.iter_rows() for cell in row]
    entries = rooms.service.record.ledger.entries(kind="export")
    assert entries[-1].content["register"] == "risk" and entries[-1].content["rows"] == 2


# Clauses and gaps ---------------------------------------------------------------------------------


def test_the_matrix_shows_empty_cells_and_leads_to_the_evidence(rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.get("/clauses?framework=iso42001"))
        row = page.xpath("//tr[@id='r-5.2']")[0]
        assert row.xpath("./td[contains(@class,'nothing')]") and words(row).count("none") >= 1
        link = row.xpath("./td[contains(@class,'cell')]/a/@href")[0]
        path, _, anchor = link.partition("#")
        clause = tree(client.get(path))
        assert clause.xpath(f"//section[@id='{anchor}']//a[@data-source]")
        other = tree(client.get("/clauses?framework=iso27001"))
        assert "ISO/IEC 27001" in words(other.xpath("//table[contains(@class,'matrix')]/caption")[0])
        assert client.get("/clauses?framework=iso1").status_code == 404
        assert client.get("/clauses/iso42001/99.9").status_code == 404


def test_a_clause_with_parts_leads_to_them(rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.get("/clauses/iso42001/9.3"))
        parts = page.xpath("//nav[@aria-label='Parts of 9.3']//a/@href")
        assert parts == [f"/clauses/iso42001/9.3.{number}" for number in (1, 2, 3)]
        assert all(client.get(path).status_code == 200 for path in parts)
        assert not tree(client.get(parts[0])).xpath("//nav[starts-with(@aria-label, 'Parts of')]")


def test_a_requirement_is_signed_and_flagged_when_its_evidence_changes(rooms: Any) -> None:
    path = "/clauses/iso42001/5.2"
    with rooms.client() as client:
        form = tree(client.get(path)).xpath(f"//form[@action='{path}/signoff']")[0]
        assert {"status", "owner", "due", "reason"} <= {each.get("name") for each in form.xpath(".//*[@name]")}
        said = {"status": "compliant", "reason": "Seen & heard", "owner": "Helena Okafor"}
        assert client.post(f"{path}/signoff", data=said).headers["location"] == f"{path}#signed"
        signed = words(tree(client.get(path)).xpath("//section[@id='signed']")[0])
        assert "Compliant" in signed and "Seen & heard" in signed and "changed since" not in signed
        taken = {"document": "policies/AI policy 2.1.md", "counts": "no", "reason": "a copy"}
        assert client.post(f"{path}/mapping", data=taken).status_code == 303
        after = tree(client.get(path))
        assert "the evidence has changed since" in words(after.xpath("//section[@id='signed']")[0])
        assert "does not count" in words(after.xpath("//section[@id='corrections']")[0])
        stale = tree(client.get("/clauses?framework=iso42001&show=stale")).xpath("//tbody/tr/@id")
        assert "r-5.2" in stale
        client.post(f"{path}/mapping", data={**taken, "counts": "yes"})
        assert "changed since" not in words(tree(client.get(path)).xpath("//section[@id='signed']")[0])
        assert client.post(f"{path}/signoff", data={"status": "perfect"}).status_code in (400, 422)
        assert client.post(f"{path}/mapping", data={**taken, "document": "no/such.md"}).status_code == 404


def test_a_passage_is_added_to_a_requirement_and_taken_out_by_its_words(rooms: Any) -> None:
    path = "/clauses/iso42001/A.3.3"
    said = {"document": "policies/AI policy 2.1.md", "words": "Version: 2.1\nOwner: **Helena** Okafor"}
    with rooms.client() as client:
        assert "Helena Okafor" not in words(tree(client.get(path)).xpath("//section[@class='kindof']")[0])
        assert client.post(f"{path}/mapping", data={**said, "counts": "yes"}).status_code == 303
        page = tree(client.get(path))
        (piece,) = page.xpath("//section[@id='k0']//li[contains(., 'says that it counts')]")
        assert "Version: 2.1 Owner: Helena Okafor" in words(piece)
        assert client.get(piece.xpath(".//a[@data-source]/@href")[0]).status_code == 200
        form = page.xpath("//section[@id='corrections']//form[.//input[@value='no']]")[0]
        again = {each.get("name"): each.get("value") for each in form.xpath(".//input")}
        assert client.post(f"{path}/mapping", data=again).status_code == 303
        page = tree(client.get(path))
        assert not page.xpath("//li[contains(., 'says that it counts')]")
        assert "does not count" in words(page.xpath("//section[@id='corrections']")[0])
        absent = {**said, "words": "words that nobody wrote", "counts": "yes"}
        assert client.post(f"{path}/mapping", data=absent).status_code == 400


def test_passages_that_speak_to_a_requirement_stand_on_its_page_and_open(rooms: Any) -> None:
    path = "/clauses/iso42001/A.6.2.8"
    with rooms.client() as client:
        (piece,) = tree(client.get(path)).xpath("//section[@id='passages']//ul[@class='pieces']/li")
        assert f"the log of {HOSTILE} was looked at" in words(piece)
        assert "it names A.6.2.8 · weight 0.90" in words(piece)
        opened = tree(client.get(piece.xpath(".//a/@href")[0]))
        assert "A.6.2.8" in words(opened.xpath("//mark")[0])
        form = {each.get("name"): each.get("value") for each in piece.xpath(".//form/input")}
        assert client.post(f"{path}/mapping", data={**form, "counts": "no"}).status_code == 303
        assert not tree(client.get(path)).xpath("//section[@id='passages']")
        client.post(f"{path}/mapping", data={**form, "counts": "yes"})
        page = tree(client.get(path))
        assert not page.xpath("//section[@id='passages']")
        assert page.xpath("//section[@id='k0']//li[contains(., 'says that it counts')]")


def test_a_requirement_is_taken_away_as_a_pack_that_verifies(rooms: Any) -> None:
    with rooms.client() as client:
        form = tree(client.get("/clauses/iso42001/9.3.2")).xpath("//form[@action='/packs']")[0]
        made = client.post("/packs", data={each.get("name"): each.get("value") for each in form.xpath(".//input")})
    assert made.headers["content-type"] == "application/zip"
    assert not verify_pack(made.content).problems


def test_a_gap_is_signed_where_it_stands(rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.get("/gaps?framework=iso42001&show=open"))
        first = page.xpath("//li[contains(@class,'row')]")[0]
        form = first.xpath(".//form[contains(@action,'/signoff')]")[0]
        data = {each.get("name"): each.get("value", "") for each in form.xpath(".//input")}
        sent = client.post(form.get("action"), data={**data, "status": "not_compliant", "reason": "Not yet"})
        assert sent.headers["location"] == f"/gaps?framework=iso42001&show=open#{first.get('id')}"
        again = tree(client.get(sent.headers["location"].partition("#")[0]))
        line = words(again.xpath(f"//li[@id='{first.get('id')}']")[0])
        assert "Not compliant" in line and "Signed:" in line and "Not yet" in line
        said = again.xpath(f"//li[@id='{first.get('id')}']//span[@class='signed']/span/@class")[0]
        assert "bad" in said  # never in the colour of what is well
        elsewhere = {**data, "status": "partial", "next": "https://evil.example/"}
        assert client.post(form.get("action"), data=elsewhere).headers["location"].startswith("/clauses/")
        backlog = client.get(page.xpath("//a[@download][contains(@href,'backlog')]/@href")[0])
        assert backlog.status_code == 200 and len(backlog.content) > 1_000


def test_the_gaps_are_shown_first_and_every_requirement_on_demand(rooms: Any) -> None:
    def statuses(client: httpx.Client, query: str = "") -> list[str]:
        page = tree(client.get(f"/gaps?framework=iso42001{query}"))
        return [words(each) for each in page.xpath("//p[@class='marks']/span[1]")]

    with rooms.client() as client:
        first, all_of, compliant = (
            statuses(client),
            statuses(client, "&show=all"),
            statuses(client, "&status=Compliant"),
        )
    assert first and not {"Compliant", "Not applicable"} & set(first)
    assert len(all_of) > len(first) and {"Compliant", *first} <= {*all_of, *first}
    assert set(compliant) == {"Compliant"}


# Findings -----------------------------------------------------------------------------------------


def test_a_finding_shows_both_sides_and_is_decided_with_a_reason(rooms: Any) -> None:
    def card(client: httpx.Client, query: str = "") -> Any:
        return tree(client.get(f"/findings?{query}")).xpath("//li[.//h2[contains(.,'acceptance of R-09')]]")[0]

    with rooms.client() as client:
        shown = card(client)
        assert len(shown.xpath(".//figure[@class='facing-side']//a[@data-source]")) >= 2
        assert "Why it matters" in words(shown) and "Proposed owner" in words(shown)
        action = shown.xpath(".//form[contains(@action,'/decide')]/@action")[0]
        assert client.post(action, data={"state": "accepted", "reason": " "}).status_code in (400, 422)
        said = {"state": "accepted", "reason": "The board knows.", "owner": "Amir Rahman", "due": "2026-09-30"}
        sent = client.post(action, data={**said, "next": "/findings?severity=high"})
        assert sent.headers["location"] == f"/findings?severity=high#f-{shown.get('data-finding')}"
        decided = words(card(client, "state=accepted"))
        assert "The board knows." in decided and "due 30 September 2026" in decided
        client.post(action, data={"state": "open", "reason": "It came back."})
        again = words(card(client, "state=open"))
        assert "It came back." in again and "The board knows." in again
        assert client.post("/findings/0000/decide", data=said).status_code == 404


def test_findings_are_filtered(rooms: Any) -> None:
    with rooms.client() as client:
        everything = tree(client.get("/findings")).xpath("//li[@data-finding]")
        medium = tree(client.get("/findings?severity=medium")).xpath("//li[@data-finding]")
        assert 0 < len(medium) < len(everything)
        found = tree(client.get("/findings?q=cloud+provider")).xpath("//li[@data-finding]//h2")
        assert [words(each)[:22] for each in found] == ["The acceptance of R-09"]


# Leadership, relations, reports ---------------------------------------------------------------------


def test_leadership_is_drawn_and_listed_and_compared(rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.get("/leadership?period=2026"))
        events = page.xpath("//ul[@class='events']/li")
        dots = page.xpath("//*[local-name()='circle'][@class='dot']")
        assert len(events) == len(dots) > 4
        assert all(event.xpath(".//a[@data-source]") for event in events)
        compared = {words(row.xpath("./th")[0]): words(row) for row in page.xpath("//figure//tr[th[@scope='row']]")}
        assert "same" in compared["Risks accepted"] or "+1" in compared["Risks accepted"]
        assert page.xpath("//*[local-name()='svg'][@class='trend']/@aria-label")[0].startswith("Approval-rate ratio: ")
        assert "R-66" in words(page.xpath("//table[@class='heat']//td[@class='heat-high'][last()]")[0])
        alone = tree(client.get("/leadership?period=2026&kind=acceptance")).xpath("//ul[@class='events']/li")
        assert len(alone) == 1 and "R-07" in words(alone[0])
        empty = tree(client.get("/leadership?period=2031"))
        assert not empty.xpath("//ul[@class='events']/li")
        hint = empty.xpath("//*[@id='events']//p")[0]
        assert "Nothing was found in this period. The newest that is known is of " in words(hint)
        assert "period=2026" in hint.xpath(".//a/@href")[0]
        assert client.get("/leadership?period=whenever").status_code in (400, 422)
        assert client.get("/leadership?period=").status_code == 200


def test_relations_lead_from_one_thing_to_the_next_and_open_their_evidence(rooms: Any) -> None:
    def edges(node: str) -> dict[str, Any]:
        page = tree(client.get("/explorer", params={"node": node}))
        return {words(each.xpath("./span[@class='edge']")[0]): each for each in page.xpath("//ul[@class='edges']/li")}

    with rooms.client() as client:
        assert "Approval-rate ratio measures O-1 Fair lending decisions" in edges("kpi:approval-rate ratio")
        assert "Board of Directors approves AI Policy" in edges("document:ai policy")
        accepted = edges("risk:r-07")["R-07 Biased scoring is accepted by Helena Okafor"]
        link = accepted.xpath(".//a[@data-source]/@href")[0]
        assert link.startswith(f"/evidence/{quote(REVIEW)}?start=")
        by_decision = [each for name, each in edges("risk:r-07").items() if "accepted risk R-07" in name]
        onward = by_decision[0].xpath(".//span[@class='edge']//a/@href")[0]
        assert client.get(onward).status_code == 200
        grants = [name for name in edges("resource:95000eur") if "grants EUR 95,000 for cloud exit plan" in name]
        assert any(name.startswith("The Executive Committee approved") for name in grants)
        listed = tree(client.get("/explorer?kind=risk&q=cloud")).xpath("//a[contains(@class,'node')]")
        assert [words(each)[:4] for each in listed] == ["R-09"]
        assert client.get("/explorer?node=person:nobody").status_code == 404


@pytest.mark.parametrize("name", list(REPORTS))
def test_every_report_is_a_page_and_offers_every_form(rooms: Any, name: str) -> None:
    with rooms.client() as client:
        page = tree(client.get(f"/reports/{name}"))
        files = page.xpath("//details[@class='files']//a/@href")
    assert {link.rpartition("form=")[2].partition("&")[0] for link in files} == {
        "docx", "pdf", "xlsx", "csv", "md", "html", "json",
    }  # fmt: skip


def test_a_report_keeps_its_period_in_its_files(rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.get("/reports/leadership?period=Q1+2026&framework=iso9001&as_of=2026-04-30"))
        link = next(each for each in page.xpath("//a[@download]/@href") if "form=md" in each)
        assert "period=Q1+2026" in link and "as_of=2026-04-30" in link and "framework=iso9001" in link
        assert "Q1 2026" in client.get(link).text
        assert client.get("/reports/horoscope").status_code == 404


@pytest.mark.parametrize("audience", ["board", "management", "auditor", "staff"])
def test_a_summary_is_made_for_its_audience(rooms: Any, audience: str) -> None:
    with rooms.client() as client:
        page = tree(client.get(f"/summary?audience={audience}&period=2026&framework=iso42001"))
        titles = [words(each) for each in page.xpath("//article//h2")]
        links = dict(zip(("docx", "pdf", "md", "html"), page.xpath("//a[@download]/@href"), strict=True))
        made = {form: client.get(link).content for form, link in links.items()}
    assert titles[0] == "At a glance"
    assert any(title.startswith("Open findings") for title in titles) == (audience != "staff")
    text = "\n".join(paragraph.text for paragraph in Document(io.BytesIO(made["docx"])).paragraphs)
    assert "At a glance" in text and made["pdf"].startswith(b"%PDF-")
    assert "R-09" in made["md"].decode() or audience == "staff"
    assert rooms.service.record.ledger.entries(kind="export")[-1].content["audience"] == audience


def test_every_sentence_of_a_summary_opens_its_words_or_names_its_rule(rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.get("/summary?audience=board&period=2026"))
    told = page.xpath("//article//ul[@class='told']/li")
    assert told and all(line.xpath(".//a[@data-source]") or line.get("title") for line in told)


# Who sees and does what -----------------------------------------------------------------------------


def test_readers_see_their_own_world_alone_and_change_nothing(guarded_rooms: Any) -> None:
    with bearer(guarded_rooms, "ida", ("staff",)) as client:
        for path in PAGES[:13]:
            response = client.get(path)
            assert response.status_code == 200 and "Merger" not in response.text, path
            assert "/signoff" not in response.text and "/decide" not in response.text, path
        assert words(tree(client.get("/register")).xpath("//a[@href='/register/approval']")[0]).startswith("1 ")
        assert client.get("/explorer?node=document:merger policy").status_code == 404
        for path in ("/ledger", "/admin", "/admin/tokens", "/admin/feedback", "/admin/ingest"):
            assert client.get(path).status_code == 403, path
            assert f'href="{path}"' not in client.get("/").text
        forms = (
            ("/clauses/iso42001/5.2/signoff", {"status": "compliant"}),
            ("/clauses/iso42001/5.2/mapping", {"document": "x", "counts": "no"}),
            ("/findings/68e86aded0bd68f5/decide", {"state": "accepted", "reason": "x"}),
            ("/admin/tokens", {"name": "x", "person": "x"}),
            ("/admin/ingest", {"path": "/"}),
        )
        assert [client.post(path, data=data).status_code for path, data in forms] == [403] * len(forms)
    with bearer(guarded_rooms, "bea", ("board", "staff")) as client:
        assert "Merger" in client.get("/register/approval").text


def test_an_auditor_keeps_to_the_frameworks_given(guarded_rooms: Any) -> None:
    token = {"frameworks": ("iso27001",), "expires": "2099-01-01T00:00:00Z"}
    with bearer(guarded_rooms, "ann", ("staff",), "auditor", **token) as client:
        page = tree(client.get("/clauses"))
        assert [each.get("value") for each in page.xpath("//select[@name='framework']/option")] == ["iso27001"]
        assert client.get("/clauses?framework=iso42001").status_code == 403
        assert client.get("/gaps?framework=iso42001").status_code == 403
        assert client.get("/clauses/iso42001/5.2").status_code == 403
        assert client.get("/ledger").status_code == 200


def test_the_ledger_is_shown_and_verified(rooms: Any) -> None:
    with rooms.client() as client:
        client.post("/ask", data={"question": f"Who accepted R-07? {HOSTILE}"})
        pack = client.post("/packs", data={"kind": "clause", "framework": "iso42001", "ref": "5.2"})
        assert pack.status_code == 200
        assert "evidence pack: " in words(tree(client.get("/ledger?kind=export")).xpath("//tbody/tr[1]")[0])
        page = client.get("/ledger?verify=1")
        assert "The ledger holds" in page.text and HOSTILE not in page.text
        listed = rows(tree(client.get("/ledger?kind=answer")))
        assert listed and {row[2] for row in listed} == {"answer"}


# Administration and evaluation ----------------------------------------------------------------------


def test_a_token_is_made_shown_once_used_and_revoked(rooms: Any, guarded_rooms: Any) -> None:
    with rooms.client() as client:
        page = tree(client.post("/admin/tokens", data={"name": "Audit <b>", "person": "jo", "groups": "staff, board"}))
        shown = page.xpath("//code[@class='shown-once']")[0].text
        assert shown not in client.get("/admin/tokens").text
        with guarded_rooms.client(headers={"Authorization": f"Bearer {shown}"}) as other:
            assert "Merger" in other.get("/register/approval").text
            action = tree(client.get("/admin/tokens")).xpath("//form[contains(@action,'/revoke')]/@action")[0]
            assert client.post(action).status_code == 303
            assert other.get("/register").status_code == 303
        assert client.post("/admin/tokens", data={"name": "x", "person": "y", "role": "king"}).status_code in (400, 422)
        assert client.post("/admin/tokens", data={"name": "x", "person": "y", "role": "auditor"}).status_code >= 400


def test_an_administrator_gives_away_no_more_than_is_theirs(guarded_rooms: Any) -> None:
    with bearer(guarded_rooms, "sam", ("staff",), "admin") as client:
        more = {"name": "x", "person": "y", "groups": "staff, board"}
        assert client.post("/admin/tokens", data=more).status_code == 403
        assert client.post("/admin/tokens", data={**more, "groups": "staff", "everything": "yes"}).status_code == 403


def test_an_ingestion_is_begun_watched_and_cancelled(rooms: Any) -> None:
    with rooms.client() as client:
        assert "It needs a password" in client.get("/admin").text
        assert client.post("/admin/ingest", data={"path": "/srv/documents", "prune": "yes"}).status_code == 303
        assert rooms.admin.asked[-1] == (("/srv/documents",), True, "operator")
        part = client.get("/admin/ingest", headers={"HX-Request": "true"})
        assert "3 of 8 files" in part.text and 'hx-trigger="every 2s"' in part.text and "<html" not in part.text
        client.post("/admin/ingest/cancel")
        assert "cancelled" in words(tree(client.get("/admin")).xpath("//section[@id='ingestion']")[0])


def test_feedback_is_listed_for_administrators(rooms: Any) -> None:
    with rooms.client() as client:
        sent = client.post("/ask", data={"question": "Who accepted risk R-09?"})
        sequence = sent.headers["location"].rpartition("-")[2]
        client.post("/feedback", data={"sequence": sequence, "verdict": "wrong", "note": f"no {HOSTILE}"})
        page = client.get("/admin/feedback?verdict=wrong")
        assert "Who accepted risk R-09?" in page.text and HOSTILE not in page.text
        assert client.get("/api/v1/feedback/questions.jsonl").status_code == 200


def test_an_evaluation_is_shown_and_its_page_runs_nothing_here(organised: Any, tmp_path: Path) -> None:
    from tests.web.conftest import served

    figure = {"mean": 0.9, "low": 0.8, "high": 0.95, "n": 20}
    log = (
        '{"set": {"name": "ours", "questions": 20, "documents": 7}, "started": "2026-06-01T08:00:00+00:00",'
        ' "summary": {"overall": {"correct_rate": %s}, "by_kind": {"who": {"correct_rate": %s}}}}'
    )
    filled = log % ((str(figure).replace("'", '"'),) * 2)
    (tmp_path / "ours.json").write_text(filled)
    (tmp_path / "ours.html").write_text("<!doctype html><script>window.pwned = 1</script>")
    (tmp_path / "broken.json").write_text("[1, 2")
    (tmp_path.parent / "outside.html").write_text("outside")
    with served(*organised, reports=str(tmp_path)) as server, server.client() as client:
        page = tree(client.get("/evaluation"))
        assert "90.0%" in words(page.xpath("//table")[0]) and "who (20)" in words(page)
        report = client.get(page.xpath("//a[starts-with(@href,'/evaluation/')]/@href")[0])
        assert report.status_code == 200 and report.headers["content-security-policy"].startswith("sandbox")
        assert "script" not in report.headers["content-security-policy"]
        for name in ("..%2Foutside", "broken", "nothing", "%2e%2e/outside"):
            assert client.get(f"/evaluation/{name}/report").status_code == 404


def test_without_evaluations_the_page_says_how_to_make_one(rooms: Any) -> None:
    with rooms.client() as client:
        assert "vouch eval" in client.get("/evaluation").text
