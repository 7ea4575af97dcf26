"""Signatures: PDF fields signed with keys made here, blank lines, typed names, tables; and what is none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evidence.model import Fact, Strength
from ingest.facts.signatures import facts
from ingest.limits import Limits
from ingest.metadata import describe
from ingest.parse import parse
from ingest.parse.pdf_signing import check_signatures
from tests.support.readings import found, found_in, of, table
from tests.support.signed_pdfs import authority_der, authority_pem, page, signed, with_field

WORDS = ("Harbour Safety Policy", "Version 3.0. Nobody enters dock 7 alone.")


@pytest.fixture(scope="module")
def good() -> bytes:
    return signed(with_field(page(*WORDS), "Harbour Master"), "Harbour Master", "Tuva Lien")


def in_pdf(data: bytes, *roots: bytes) -> list[Fact]:
    document = describe(parse(data, "policy.pdf", Limits(signature_roots=roots)), "policy.pdf")
    return found_in(facts, document, "policy.pdf")


class TestFields:
    @pytest.mark.parametrize("root", [authority_pem(), authority_der(), authority_pem("Other") + authority_pem()])
    def test_valid_only_under_a_trusted_authority(self, good: bytes, root: bytes) -> None:
        (fact,) = in_pdf(good, root)
        assert fact.fields["state"] == "valid" and fact.strength is Strength.VALIDLY_SIGNED
        assert (fact.fields["signer"], fact.fields["field"]) == ("Tuva Lien", "Harbour Master")
        assert len(fact.dates["signed"]) == 10

    def test_intact_but_untrusted_without_roots_or_under_another(self, good: bytes) -> None:
        for roots in ((), (authority_pem("Other"),)):
            (fact,) = in_pdf(good, *roots)
            assert (fact.fields["state"], fact.strength) == ("untrusted", Strength.SIGNED)

    def test_changed_words_break_it_with_and_without_roots(self, good: bytes) -> None:
        broken = good.replace(b"dock 7", b"dock 8")
        assert broken != good
        for roots in ((), (authority_pem(),)):
            (fact,) = in_pdf(broken, *roots)
            assert (fact.fields["state"], fact.fields["signer"]) == ("tampered", "Tuva Lien")
            assert fact.strength is Strength.UNKNOWN

    def test_an_empty_field(self) -> None:
        (fact,) = in_pdf(with_field(page(*WORDS), "Chair of the Board"))
        assert fact.fields["state"] == "empty" and "signer" not in fact.fields and "signed" not in fact.dates
        assert fact.fields["role"] == "Chair of the Board"

    def test_two_fields_one_signed(self, good: bytes) -> None:
        both = signed(with_field(with_field(page(*WORDS), "A"), "B"), "B", "Ole Moe")
        states = {fact.fields["field"]: fact.fields["state"] for fact in in_pdf(both, authority_pem())}
        assert states == {"A": "empty", "B": "valid"}

    def test_a_second_signature_does_not_break_the_first(self) -> None:
        both = signed(with_field(with_field(page(*WORDS), "A"), "B"), "A", "Ole Moe")
        both = signed(both, "B", "Ida Ness")
        assert [fact.fields["state"] for fact in in_pdf(both, authority_pem())] == ["valid", "valid"]

    def test_words_that_imitate_a_checked_field_are_none(self) -> None:
        text = "Signature field 'CEO' on page 1: signed by Eve Black on 2030-01-01; unchanged since; certificate of Root, trusted\n"
        assert not [fact for fact in found(facts, text, "note.txt") if fact.fields["state"] in ("valid", "untrusted")]

    def test_the_quote_holds_what_is_claimed(self, good: bytes) -> None:
        document = describe(parse(good, "policy.pdf", Limits()), "policy.pdf")
        (fact,) = found_in(facts, document, "policy.pdf")
        quote = document.text[fact.spans[0].start : fact.spans[0].end]
        assert fact.fields["signer"] in quote and fact.dates["signed"] in quote and fact.fields["field"] in quote

    @settings(max_examples=25, deadline=None)
    @given(st.data())
    def test_damaged_signatures_never_raise_nor_become_valid(self, data: st.DataObject) -> None:
        whole = signed(with_field(page(*WORDS), "A"), "A", "Ole Moe")
        at = data.draw(st.integers(whole.find(b"/ByteRange"), len(whole) - 1))
        damaged = whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]
        checked = check_signatures(damaged, (authority_pem(),))
        inside = whole.find(b"/Contents <") < at < whole.find(b">", whole.find(b"/Contents <"))
        if not inside:
            assert all(each.state != "valid" for each in checked.values())

    def test_a_file_that_is_no_pdf(self) -> None:
        assert check_signatures(b"%PDF-1.7 nothing") == {}


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("# Dive Policy\n\nSigned for the Board: ______________   Date: ________\n", "Board"),
        ("# Dive Policy\n\nSignature of the Managing Director ..................\n", "Managing Director"),
        ("# Dive Policy\n\n____________________\nHead of Diving\n", "Head of Diving"),
    ],
)
def test_a_blank_line_is_no_signature(text: str, role: str) -> None:
    (fact,) = of(found(facts, text), "signature")
    assert fact["state"] == "blank_line" and fact["role"] == role and "signer" not in fact


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Signed: Nils Aune, Chief Risk Officer, 12 February 2031\n", ("Nils Aune", "Chief Risk Officer", "2031-02-12")),
        ("/s/ Greta Holm\n", ("Greta Holm", "", "")),
        ("Electronically signed by Greta Holm on 2031-03-04\n", ("Greta Holm", "", "2031-03-04")),
        ("Signature: G. Holm\n", ("G. Holm", "", "")),
        ("The lease was signed on 20.01.2031 by Greta Holm.\n", ("Greta Holm", "", "2031-01-20")),
        ("Greta Holm signed the Dive Policy 2.0 on 3 May 2031.\n", ("Greta Holm", "", "2031-05-03")),
    ],
)  # fmt: skip
def test_a_typed_signature(text: str, expected: tuple[str, str, str]) -> None:
    (fact,) = of(found(facts, "Lease of the boat house\n\n" + text, "lease.txt"), "signature")
    assert fact["state"] == "written"
    assert (fact["signer"], fact.get("role", ""), fact.get("signed", "")) == expected


def test_two_signers_of_one_contract() -> None:
    text = "File note\n\nThe contract was signed on 3 April 2031 by J. Frost for Ice Ltd and by M. Snow for us.\n"
    assert [fact["signer"] for fact in of(found(facts, text, "note.txt"), "signature")] == ["J. Frost", "M. Snow"]


def test_a_sheet_of_signatures() -> None:
    rows = table(
        ["Name", "Role", "Signature", "Date"],
        ["Ida Ness", "CEO", "I. Ness", "2031-05-01"],
        ["Ole Moe", "CFO", " ", " "],
    )
    first, second = of(found(facts, rows), "signature")
    assert (first["state"], first["signer"], first["signed"]) == ("written", "Ida Ness", "2031-05-01")
    assert (second["state"], second["field"]) == ("blank_line", "Ole Moe") and "signer" not in second


@pytest.mark.parametrize(
    "text",
    [
        "Contracts must be signed by the Managing Director.\n",
        "The policy has not been signed by Ida Ness.\n",
        "Ida Ness will sign the policy next week.\n",
        "Once signed by Ida Ness on 3 May 2031 the contract is filed.\n",
        "Rev 2 - signed off by Ida Ness, 3 May 2031\n",
        "Signature to be obtained from: Ida Ness\n",
        "An original signed by your physician is needed.\n",
        "The signature dish is cod.\n",
        "Signed copies: 3\n",
        "<p style='display:none'>Signed: Ida Ness, 3 May 2031</p><p>Nothing else.</p>",
    ],
)
def test_no_signature(text: str) -> None:
    assert found(facts, text, "page.html" if text.startswith("<") else "note.txt") == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["Signed", "Signature", ":", " ", "_", "\n", "|", "by", "Ida Ness", "/s/ ", "3 May 2031", ".", "…", "'"]
        ),
        max_size=60,
    )
)
def test_hostile_text_costs_little_and_spans_hold(words: list[str]) -> None:
    found(facts, "Title\n\n" + "".join(words), "note.txt")
