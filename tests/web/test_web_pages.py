"""Pages as a browser without JavaScript gets them: what they show, to whom, and that they carry no script."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from lxml import html as lxml_html

from assistant.api.parts import Auth
from assistant.packs import verify_pack
from assistant.service import OPERATOR
from assistant.web.pages.preferences import inside
from evidence.archive import Archive
from evidence.record import Record

QUESTION = "Who approved the AI policy?"
PDF = "policies/AI policy 2.1.pdf"
DOCX = "minutes/2026-03-18 management review.docx"


def tree(response: httpx.Response) -> Any:
    return lxml_html.fromstring(response.text)


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def ask(client: httpx.Client, question: str, **fields: str) -> httpx.Response:
    answer = client.post("/ask", data={"question": question, **fields})
    assert answer.status_code == 303, answer.text
    return client.get(answer.headers["location"].partition("#")[0])


def text_of(served: Any, doc_id: str) -> str:
    view = served.service.view(OPERATOR)
    return str(view.text(view.document(doc_id).rowid))


def secret(served: Any, name: str, groups: tuple[str, ...], role: str = "reader") -> str:
    return str(served.service.record.tokens.create(name, name, groups, role)[1])


# Every page ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "path",
    ["/", "/conversations", "/documents", f"/documents/{quote(PDF)}", f"/evidence/{quote(PDF)}", "/login", "/nowhere"],
)
def test_no_page_has_a_script_a_style_or_a_handler_of_its_own(server: Any, path: str) -> None:
    with server.client() as client:
        ask(client, QUESTION)
        response = client.get(path)
    page = tree(response)
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert "'unsafe" not in response.headers["content-security-policy"]
    assert page.xpath("//script[not(@src)] | //style | //@style | //*[@*[starts-with(name(), 'on')]]") == []
    fetched = page.xpath("//script/@src | //link/@href | //img/@src | //*[local-name()='image']/@href")
    assert fetched and all(link.startswith("/") and not link.startswith("//") for link in fetched)


@pytest.mark.parametrize("path", ["/", "/conversations", "/documents", "/login"])
def test_pages_name_their_parts_for_those_who_do_not_see_them(server: Any, path: str) -> None:
    with server.client() as client:
        page = tree(client.get(path))
    assert page.get("lang") == "en" and page.findtext(".//title").strip(" ·")
    assert len(page.xpath("//main")) == 1 and len(page.xpath("//h1")) == 1
    assert page.xpath("//a[@class='skip'][@href='#main']")
    for control in page.xpath("//input[not(@type='hidden')] | //select | //textarea"):
        name = control.get("id")
        labelled = control.xpath("ancestor::label") or page.xpath(f"//label[@for='{name}']")
        assert labelled or control.get("aria-label") or control.get("aria-hidden"), lxml_html.tostring(control)
    for button in page.xpath("//button | //a[@href]"):
        assert words(button) or button.get("aria-label"), lxml_html.tostring(button)


def test_static_files_stay_only_under_their_digest(server: Any) -> None:
    with server.client() as client:
        style = tree(client.get("/")).xpath("//link[@rel='stylesheet']/@href")[0]
        found = client.get(style)
        assert found.headers["content-type"].startswith("text/css") and "immutable" in found.headers["cache-control"]
        assert client.get(re.sub(r"/static/\w+/", "/static/0000/", style)).status_code == 404
        assert client.get(style.rpartition("/")[0] + "/../../../pyproject.toml").status_code == 404


def test_errors_are_pages_for_browsers_and_problems_for_programs(server: Any) -> None:
    with server.client() as client:
        page = client.get("/nowhere")
        assert (page.status_code, words(tree(page).find(".//h1"))) == (404, "Not found")
        problem = client.get("/api/v1/documents/nowhere")
        assert problem.headers["content-type"] == "application/problem+json"
        assert client.get("/evidence/nowhere.pdf").status_code == 404
        assert client.get(f"/evidence/{quote(PDF)}?start=x&end=2").status_code == 400
        assert client.get("/documents?since=yesterday").status_code == 400
        assert client.post("/ask", data={"question": "  "}).status_code == 400
        assert "Retry-After" not in page.headers


def test_a_write_from_another_site_is_refused(server: Any) -> None:
    with server.client(headers={"Sec-Fetch-Site": "cross-site"}) as client:
        refused = client.post("/ask", data={"question": QUESTION})
    assert refused.status_code == 403 and "another site" in refused.text


# Asking ---------------------------------------------------------------------------------------------


def test_an_answer_shows_claims_with_numbered_sources_that_open_at_their_words(server: Any) -> None:
    with server.client() as client:
        page = tree(ask(client, QUESTION))
        claim = page.xpath("//li[contains(@class,'claim')]")[0]
        assert words(claim.xpath(".//p")[0]) == "Board of Directors approved AI Policy 2.1 on 10 December 2025."
        source = claim.xpath(".//a[@data-source]")[0]
        assert source.get("href").startswith(f"/evidence/{quote(PDF)}?start=") and "sha=" in source.get("href")
        assert "AI policy 2.1.pdf · page 1" in words(source)
        assert "understood as: who" in words(page.xpath("//p[@class='understood']")[0])
        read = tree(client.get(source.get("href").replace("#mark", "&show=text")))
    marked = words(read.xpath("//mark[@id='mark']/ancestor::p")[0])
    assert "Approved by the Board of Directors on 10 December 2025" in marked


def test_what_is_not_there_is_said_with_what_was_searched_and_what_would_count(server: Any) -> None:
    with server.client() as client:
        page = tree(ask(client, "What is the parental leave of astronauts in weeks?"))
    article = page.xpath("//article[@data-answer]")[0]
    assert "a-not_found" in article.get("class")
    near = article.findall(".//*[@class='trail']//li")
    assert near and all(words(each.find(".//q")) for each in near), "near misses show their words"
    assert re.search(r"Looked through [45] documents", words(article))
    assert "What would count as evidence" in words(article)


def test_a_conversation_goes_on_is_renamed_and_deleted(server: Any) -> None:
    with server.client() as client:
        first = client.post("/ask", data={"question": QUESTION}).headers["location"].partition("#")[0]
        identity = first.rpartition("/")[2]
        second = ask(client, "When?", conversation=identity)
        assert len(tree(second).xpath("//div[@id='turns']//article")) == 2
        client.post(f"{first}/rename", data={"title": "Board <b>questions</b>"})
        listed = client.get("/conversations")
        assert "Board &lt;b&gt;questions&lt;/b&gt;" in listed.text
        assert client.post(f"{first}/delete").headers["location"] == "/conversations"
        assert client.get(first).status_code == 404


def test_the_day_and_the_mode_of_a_question_are_kept(server: Any) -> None:
    with server.client() as client:
        page = tree(ask(client, QUESTION, as_of="2026-01-31", mode="extractive"))
    assert "as of 31 January 2026" in words(page.xpath("//p[@class='understood']")[0])


def test_feedback_is_kept_with_the_source_that_was_marked(server: Any) -> None:
    with server.client() as client:
        page = ask(client, QUESTION)
        sequence = tree(page).xpath("//article/@data-sequence")[0]
        link = f"/evidence/{quote(DOCX)}?start=0&end=10"
        data = {"sequence": sequence, "verdict": "missing", "note": "the minutes", "source": ["", link]}
        sent = client.post("/feedback", data=data, headers={"Referer": str(page.url)})
        assert sent.headers["location"].endswith(f"#answer-{sequence}")
        helpful = {"sequence": sequence, "verdict": "helpful"}
        part = client.post("/feedback", data=helpful, headers={"HX-Request": "true"})
        assert "It is kept in the ledger" in part.text
        assert client.post("/feedback", data={"sequence": "1", "verdict": "odd"}).status_code in (400, 404)
        assert client.post("/feedback", data={**data, "source": "https://elsewhere.example/x"}).status_code == 400
    kept = server.service.record.feedback.list(int(sequence))[0]
    assert (kept.verdict, kept.note) == ("missing", "the minutes")
    assert [(each.doc_id, each.quote) for each in kept.sources] == [(DOCX, "Management")]


def test_questions_that_are_hostile_are_only_words(server: Any) -> None:
    with server.client() as client:
        page = ask(client, '"><script>window.pwned=1</script>\u202e')
    assert tree(page).xpath("//script[not(@src)]") == []
    assert "\u202e" not in page.text and r"\u202e" in page.text


def test_an_answer_and_its_conversation_are_taken_away_as_packs_that_verify(server: Any) -> None:
    with server.client() as client:
        page = tree(ask(client, QUESTION))
        forms = page.xpath("//form[@action='/packs']")
        assert len(forms) == 2
        for form in forms:
            made = client.post(
                "/packs", data={field.get("name"): field.get("value") for field in form.xpath(".//input")}
            )
            assert (
                made.headers["content-type"] == "application/zip"
                and "attachment" in made.headers["content-disposition"]
            )
            assert not verify_pack(made.content).problems
        assert client.post("/packs", data={"kind": "answer", "sequence": "999999"}).status_code == 404
        assert client.post("/packs", data={"kind": "odd"}).status_code == 400


# Sources ------------------------------------------------------------------------------------------


def test_a_document_is_read_with_headings_tables_and_the_words_marked(server: Any) -> None:
    with server.client() as client:
        text = text_of(server, DOCX)
        start = text.index("Helena Okafor accepted")
        page = tree(client.get(f"/evidence/{quote(DOCX)}?start={start}&end={start + 22}"))
    title = words(page.xpath("//div[@data-document]//*[@class='h1']")[0])
    assert title == "Management review of the AI management system"
    assert [words(mark) for mark in page.xpath("//mark")] == ["Helena Okafor accepted"]
    assert [words(cell) for cell in page.xpath("//table[@class='grid']//td")][-2:] == ["Close NC-1", "Mei Tanaka"]
    assert re.fullmatch(r"[0-9a-f]{64}", words(page.xpath("//dl//code")[0]))


def test_a_page_of_a_pdf_is_shown_with_its_highlights(server: Any) -> None:
    with server.client() as client:
        text = text_of(server, PDF)
        start = text.index("Chief Risk Officer")
        page = tree(client.get(f"/evidence/{quote(PDF)}?start={start}&end={start + 18}"))
        picture = page.xpath("//*[local-name()='svg']/*[local-name()='image']/@href")[0]
        assert client.get(picture).content.startswith(b"\x89PNG")
    assert page.xpath("//*[@id='mark'][local-name()='rect']")
    assert "page 2 of 2" in words(page.xpath("//header[@class='pane-top']")[0])


def test_a_version_that_changed_since_is_said_to_have(server: Any) -> None:
    with server.client() as client:
        page = client.get(f"/evidence/{quote(DOCX)}?start=0&end=10&sha={'0' * 64}")
    assert "has changed since these words were cited" in page.text


def test_documents_are_filtered(server: Any) -> None:
    def listed(client: httpx.Client, query: str) -> list[str]:
        rows = tree(client.get(f"/documents?{query}")).xpath("//div[@id='list']//tbody//small")
        return [words(row) for row in rows]

    with server.client() as client:
        assert DOCX in listed(client, "")
        assert listed(client, "folder=minutes") == [DOCX]
        assert listed(client, "kind=pdf") == [PDF]
        assert listed(client, "q=merger") == ["restricted/board.md"]
        assert DOCX in listed(client, "since=2026-03-01&until=2026-03-31")
        assert "No document passes" in client.get("/documents?q=zebra").text


# Who sees what ------------------------------------------------------------------------------------


def test_strangers_sign_in_first_and_come_back_to_where_they_wanted(guarded: Any) -> None:
    token = secret(guarded, "mia", ("staff",))
    with guarded.client() as client:
        sent = client.get("/documents?folder=minutes")
        assert sent.status_code == 303 and sent.headers["location"].startswith("/login?next=")
        page = tree(client.get(sent.headers["location"]))
        back = page.xpath("//form[@action='/login']//input[@name='next']/@value")[0]
        wrong = client.post("/login", data={"token": "vouch_wrong", "next": back})
        assert wrong.status_code == 401 and "not valid" in wrong.text
        right = client.post("/login", data={"token": token, "next": back})
        assert (right.status_code, right.headers["location"]) == (303, "/documents?folder=minutes")
        assert "mia" in client.get("/").text


def test_changes_carry_the_page_s_own_word(guarded: Any) -> None:
    token = secret(guarded, "noa", ("staff",))
    with guarded.client() as client:
        client.post("/login", data={"token": token, "next": "/"})
        assert client.post("/ask", data={"question": QUESTION}).status_code == 403
        page = tree(client.get("/"))
        forms = page.xpath("//form[@method='post']")
        assert forms and all(form.xpath(".//input[@name='csrf_token']") for form in forms)
        word = page.xpath("//input[@name='csrf_token']/@value")[0]
        answer = client.post("/ask", data={"question": QUESTION, "csrf_token": word})
        assert answer.status_code == 303
        shown = tree(client.get(answer.headers["location"].partition("#")[0]))
        assert all(form.xpath(".//input[@name='csrf_token']") for form in shown.xpath("//form[@method='post']"))
        assert client.post("/auth/logout", data={"csrf_token": word}).status_code == 303
        assert client.get("/").status_code == 303


def test_what_a_reader_may_not_see_is_on_no_page(guarded: Any) -> None:
    with guarded.client(headers={"Authorization": f"Bearer {secret(guarded, 'ida', ('staff',))}"}) as client:
        pages = [client.get(path).text for path in ("/", "/documents", "/conversations", "/documents?q=merger")]
        assert not any("erger" in re.sub('q=merger|value="merger"', "", page) for page in pages)
        assert "secret-plan" not in pages[1]
        missing = client.get("/evidence/restricted/board.md"), client.get("/evidence/restricted/nothing.md")
        assert [each.status_code for each in missing] == [404, 404]
        assert missing[0].text.replace("board.md", "") == missing[1].text.replace("nothing.md", "")
        assert client.get("/documents/restricted/board.md").status_code == 404
    with guarded.client(headers={"Authorization": f"Bearer {secret(guarded, 'bea', ('board', 'staff'))}"}) as client:
        assert "Merger" in client.get("/documents").text


def test_conversations_and_failures_are_for_those_they_concern(guarded: Any, server: Any) -> None:
    with server.client() as client:
        theirs = client.post("/ask", data={"question": QUESTION}).headers["location"].partition("#")[0]
        assert "secret-plan.pdf" in client.get("/documents").text
    with guarded.client(headers={"Authorization": f"Bearer {secret(guarded, 'kim', ('staff',))}"}) as client:
        assert client.get(theirs).status_code == 404
        assert client.post(f"{theirs}/delete").status_code == 404
        assert QUESTION not in client.get("/conversations").text


def test_an_empty_archive_says_what_to_do(tmp_path: Any) -> None:
    from tests.support.embedders import FakeEmbedder
    from tests.web.conftest import served

    embedder = FakeEmbedder()
    with (
        Archive.open(tmp_path, embedder.id, embedder.dimensions) as archive,
        Record(tmp_path) as record,
        served(archive, record, tmp_path, Auth()) as empty,
        empty.client() as client,
    ):
        assert "vouch ingest" in client.get("/").text and "vouch ingest" in client.get("/documents").text


def test_light_and_dark_are_remembered_and_nobody_is_sent_elsewhere(server: Any) -> None:
    with server.client() as client:
        changed = client.post("/theme", data={"theme": "dark", "next": "/documents"})
        assert changed.headers["location"] == "/documents"
        assert tree(client.get("/")).get("data-theme") == "dark"
        client.post("/theme", data={"theme": "none"})
        assert tree(client.get("/")).get("data-theme") is None
    assert [inside(path) for path in ("//evil.example", "https://evil.example", "/\\evil", "/a\nb")] == ["/"] * 4
