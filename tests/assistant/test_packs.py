"""Evidence packs: the same bytes for the same request, every changed byte found, and no more than may be seen."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.ask import Assistant
from assistant.originals import FolderOriginals, Pictures
from assistant.packs import AnswerOf, ClauseOf, ConversationOf, Pack, Packer, ReportOf, Wanted, replay, verify_pack
from assistant.packs import standalone as script
from assistant.packs.checking import unpack
from assistant.packs.packing import PURPOSE
from assistant.packs.sources import file_name
from assistant.packs.zipping import write_zip
from assistant.retrieve import Retriever
from assistant.service import Asked, Identity, Refused, Service
from evidence.archive import Archive
from evidence.errors import QuestionError, TooLarge
from evidence.record import Missing, Record
from evidence.signing import Signer
from tests.support.embedders import FakeEmbedder
from tests.support.evidence_room import MINUTES, NOTES, POLICY, SECRET, files, policy_pdf
from tests.support.ingestion import Ingestion, write

TODAY = date(2026, 6, 15)
ADMIN = Identity("admin", None, "admin", "cli")
JO = Identity("jo", ("staff",), "reader", "token")
KIM = Identity("kim", ("staff", "board"), "reader", "token")
AUDITOR = Identity("ada", ("staff",), "auditor", "token")


class Office:
    """A service over the small organisation, and a packer."""

    def __init__(self, home: Path, docs: Path, archive: Archive, record: Record, pictures: Pictures) -> None:
        self.home, self.docs, self.record = home, docs, record
        embedder = FakeEmbedder()
        self.service = Service(
            archive, Assistant(embedder, Retriever()), embedder, record, lambda: TODAY, lambda: ("staff",)
        )
        self.signer = Signer.at(home)
        self.originals = FolderOriginals(archive)
        self.pictures = pictures
        self.packer = Packer(self.service, self.originals, pictures, self.signer, "9.9")

    def ask(self, question: str, who: Identity = JO, conversation: str | None = None) -> int:
        return self.service.ask(who, Asked(question, conversation=conversation)).sequence

    def pack(self, wanted: Wanted, who: Identity = JO) -> dict[str, bytes]:
        return unpack(self.packer.pack(who, wanted).data)


@pytest.fixture(name="pictures", scope="module")
def _pictures() -> Iterator[Pictures]:
    with Pictures() as pictures:
        yield pictures


@pytest.fixture(name="template", scope="module")
def _template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    base = tmp_path_factory.mktemp("packs")
    docs = write(base / "docs", files())
    ingestion = Ingestion(base / "home")
    ingestion.run(docs)
    return ingestion.home, docs


@pytest.fixture(name="office", scope="module")
def _office(template: tuple[Path, Path], pictures: Pictures) -> Iterator[Office]:
    home, docs = template
    embedder = FakeEmbedder()
    with Archive.open(home, embedder.id, embedder.dimensions) as archive, Record(home) as record:
        yield Office(home, docs, archive, record, pictures)


@pytest.fixture(name="packed", scope="module")
def _packed(office: Office) -> Pack:
    """A conversation of two questions, packed."""
    told = office.service.ask(JO, Asked("Who approved the AI policy?"))
    office.service.ask(JO, Asked("Who owns the AI policy?", conversation=told.conversation))
    assert told.conversation is not None
    return office.packer.export(JO, ConversationOf(told.conversation))


def doctored(packed: Pack, change: Callable[[dict[str, bytes]], None], signer: Signer | None = None) -> bytes:
    """The pack with its files changed, zipped again as packs are; with ``signer`` its manifest made and signed anew."""
    held = unpack(packed.data)
    change(held)
    manifest = json.loads(held["manifest.json"])
    if signer:
        import hashlib

        manifest["files"] = [
            {"path": path, "bytes": len(held[path]), "sha256": hashlib.sha256(held[path]).hexdigest()}
            for path in sorted(set(held) - {"manifest.json", "manifest.sig"})
        ]
        held["manifest.json"] = json.dumps(manifest).encode()
        held["manifest.sig"] = signer.sign(PURPOSE + held["manifest.json"])
    return write_zip(held, date.fromisoformat(manifest["as_of"]))


def problems(raw: bytes) -> str:
    """What both checkers say is wrong; they must agree on whether anything is."""
    ours = verify_pack(raw).problems
    try:
        theirs = script.check(raw)
    except Exception as error:
        theirs = [str(error)]
    assert bool(ours) == bool(theirs), (ours, theirs)
    return "; ".join(ours)


# What is in it ------------------------------------------------------------------------------------


def test_a_pack_holds_the_words_the_pages_the_originals_and_the_proof(office: Office, packed: Pack) -> None:
    held = unpack(packed.data)
    assert {"index.html", "index.pdf", "answers.json", "ledger.json", "manifest.json", "manifest.sig", "public.key",
            "verify.py", "evidence.json"} <= set(held)  # fmt: skip
    sources = json.loads(held["evidence.json"])
    by_document = {each["doc_id"]: each for each in sources}
    assert by_document.keys() >= {POLICY}
    policy = by_document[POLICY]
    assert held[policy["original"]] == (office.docs / POLICY).read_bytes()
    assert held[policy["pages"][0]["path"]].startswith(b"\x89PNG")
    text = held[policy["text"]].decode()
    assert text[policy["start"] : policy["end"]] == policy["quote"]
    for path in held:
        if path.startswith("originals/"):
            assert any(path == each["original"] for each in sources), "an original that nothing cites"
    page = held["index.html"].decode()
    assert (
        "Who approved the AI policy?" in page and "<script" not in page and f"key <code>{office.signer.key_id}" in page
    )
    with pypdfium2.PdfDocument(held["index.pdf"]) as document:
        assert "Who approved the AI policy?" in document[0].get_textpage().get_text_range()


def test_the_same_request_gives_the_same_bytes(office: Office, packed: Pack) -> None:
    conversation = office.service.conversations(JO)[0].id
    again = office.packer.pack(JO, ConversationOf(conversation))
    assert again.data == packed.data
    office.ask("Who granted money for training?")  # another entry in the ledger
    assert office.packer.pack(JO, ConversationOf(conversation)).data == packed.data
    fresh = Packer(office.service, office.originals, office.pictures, office.signer, "9.9")
    assert fresh.pack(JO, ConversationOf(conversation)).data == packed.data


def test_a_pack_is_entered_in_the_ledger(office: Office, packed: Pack) -> None:
    entry = office.record.ledger.entries(kind="export")[0]
    assert entry.asker == "jo" and entry.content is not None and entry.content["pack"] == packed.sha256


def test_a_clause_and_a_report_are_packed_with_what_they_cite(office: Office) -> None:
    for wanted in (ClauseOf("iso42001", "5.2"), ReportOf("leadership", period="2026"), ReportOf("findings")):
        made = office.packer.pack(JO, wanted)
        assert problems(made.data) == "" and made.data == office.packer.pack(JO, wanted).data
    held = office.pack(ClauseOf("iso42001", "5.2"))
    assert any(each["doc_id"] == POLICY for each in json.loads(held["evidence.json"]))
    with pytest.raises(QuestionError):
        office.pack(ReportOf("no-such-report"))
    with pytest.raises(Missing):
        office.pack(ClauseOf("iso42001", "99.9"))


def test_an_answer_that_found_nothing_is_packed_as_such(office: Office) -> None:
    held = office.pack(AnswerOf(office.ask("What is the boiling point of tungsten?")))
    assert json.loads(held["evidence.json"]) == [] and b"Not found" in held["index.html"]


# Who may ask for it --------------------------------------------------------------------------------


def test_answers_of_others_are_for_who_may_audit_and_see_as_much(office: Office) -> None:
    jos, kims = office.ask("Who approved the AI policy?"), office.ask("When was the merger agreed?", KIM)
    assert office.pack(AnswerOf(jos), AUDITOR) and office.pack(AnswerOf(kims), ADMIN)
    for who, sequence in ((KIM, jos), (JO, kims), (AUDITOR, kims), (JO, 10_000), (JO, 0), (JO, -1), (ADMIN, 2**70)):
        with pytest.raises(Missing) as missing:
            office.pack(AnswerOf(sequence), who)
        assert str(missing.value) == f"there is no answer {sequence}"
    export = office.packer.export(JO, AnswerOf(jos))
    assert export
    last = office.record.ledger.head()[0]
    with pytest.raises(Missing):
        office.pack(AnswerOf(last), ADMIN)  # an entry, but no answer


def test_a_conversation_of_somebody_else_does_not_exist(office: Office, packed: Pack) -> None:
    conversation = office.service.conversations(JO)[0].id
    with pytest.raises(Missing):
        office.pack(ConversationOf(conversation), KIM)


def test_rights_lost_since_take_the_original_and_leave_what_was_shown(office: Office) -> None:
    sequence = office.ask("When was the merger with Nordhaven agreed?", KIM)
    before = json.loads(office.pack(AnswerOf(sequence), KIM)["evidence.json"])
    assert SECRET in {each["doc_id"] for each in before} and all(each["original"] for each in before)
    made = office.packer.pack(replace(KIM, groups=("staff",)), AnswerOf(sequence))
    after = json.loads(unpack(made.data)["evidence.json"])
    secret = next(each for each in after if each["doc_id"] == SECRET)
    assert secret["original"] == "" and unpack(made.data)[secret["text"]].decode() == secret["quote"]
    assert problems(made.data) == ""


def test_the_proof_shows_nothing_of_other_askers_to_a_reader(office: Office) -> None:
    sequence = office.ask("Who owns the AI policy?")
    office.ask("When was the merger agreed?", KIM)
    told = json.loads(office.pack(AnswerOf(sequence))["ledger.json"])
    assert [each["sequence"] for each in told["entries"]] == [sequence] and told["links"] == []
    audited = json.loads(office.pack(AnswerOf(sequence), AUDITOR)["ledger.json"])
    assert len(audited["links"]) >= 2 and audited["checkpoint"]["sequence"] >= sequence + 1
    assert all("content" not in each and "asker" not in each for each in audited["links"])


def test_who_may_not_export_gets_no_pack(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Identity, "may", lambda self, act: act != "export")
    with pytest.raises(Refused):
        office.packer.export(JO, ClauseOf("iso42001", "5.2"))


def test_a_pack_beyond_its_bound_is_refused_plainly(office: Office) -> None:
    small = Packer(office.service, office.originals, office.pictures, office.signer, "9.9", limit=1_000)
    with pytest.raises(TooLarge, match="more than 0 MB"):
        small.pack(JO, ClauseOf("iso42001", "5.2"))


# What is found -------------------------------------------------------------------------------------


def test_a_pack_is_intact_under_both_checkers(office: Office, packed: Pack, tmp_path: Path) -> None:
    found = verify_pack(packed.data, [office.signer.public])
    assert found.intact and found.trusted and found.key == office.signer.key_id and found.entries == 2 and found.proved
    file = tmp_path / "pack.zip"
    file.write_bytes(packed.data)
    run = subprocess.run(
        [sys.executable, "-I", script.__file__, str(file), str(office.home / "signing.pub")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0 and "intact" in run.stdout, run.stderr
    file.write_bytes(packed.data[:-1])
    run = subprocess.run(
        [sys.executable, "-I", script.__file__, str(file)], capture_output=True, text=True, check=False
    )
    assert run.returncode == 1 and "not an intact" in run.stderr
    assert len(Path(script.__file__).read_text().splitlines()) <= 60
    assert unpack(packed.data)["verify.py"] == Path(script.__file__).read_bytes()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.data())
def test_one_changed_byte_anywhere_is_found(packed: Pack, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(packed.data) - 1))
    flip = data.draw(st.integers(1, 255))
    changed = bytearray(packed.data)
    changed[at] ^= flip
    assert problems(bytes(changed))


def test_every_byte_of_the_zip_s_own_structures_counts(packed: Pack) -> None:
    with zipfile.ZipFile(io.BytesIO(packed.data)) as archive:
        members = archive.infolist()
    directory = packed.data.rindex(b"PK\x05\x06") - sum(46 + len(member.filename) for member in members)
    places = {*range(members[1].header_offset, members[1].header_offset + 30 + len(members[1].filename))}
    places |= {*range(directory, directory + 46 + len(members[0].filename))}
    places |= {*range(len(packed.data) - 22, len(packed.data))}
    for at in sorted(places):
        changed = bytearray(packed.data)
        changed[at] ^= 0x01
        assert verify_pack(bytes(changed)).problems, f"byte {at}"


@pytest.mark.parametrize("extra", [b"x", b"PK\x05\x06" + b"\0" * 18])
def test_bytes_before_and_behind_are_found(packed: Pack, extra: bytes) -> None:
    assert problems(packed.data + extra) and problems(extra + packed.data)


def test_a_missing_and_a_foreign_file_are_named(packed: Pack) -> None:
    assert "index.pdf is missing" in problems(doctored(packed, lambda held: held.__delitem__("index.pdf")))
    assert "extra.txt is not listed" in problems(doctored(packed, lambda held: held.update({"extra.txt": b"x"})))
    changed = doctored(packed, lambda held: held.update({"index.html": held["index.html"].replace(b"Board", b"Bored")}))
    assert "index.html was changed" in problems(changed)
    assert "no evidence pack" in problems(write_zip({"a.txt": b"a"}, TODAY))


def test_names_that_lead_out_of_a_folder_are_refused() -> None:
    for name in ("../evil.sh", "/etc/passwd", "a/../../b", "a\\b", "C:evil", "a//b", "..", "a/.b"):
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr(name, b"x")
        assert "unsafe name" in problems(stream.getvalue()), name


def test_what_a_stranger_signs_anew_is_signed_by_a_stranger(office: Office, packed: Pack, tmp_path: Path) -> None:
    stranger = Signer.at(tmp_path)

    def forge(held: dict[str, bytes]) -> None:
        held["index.html"] = held["index.html"].replace(b"Board", b"Bored")
        held["public.key"] = stranger.public_pem.encode()

    forged = doctored(packed, forge, stranger)
    assert verify_pack(forged).intact, "by itself it holds together"
    found = verify_pack(forged, [office.signer.public])
    assert found.trusted is False and "another key" in found.problems[0]
    assert script.check(forged, (office.home / "signing.pub").read_bytes()) == [
        "signed with another key than the one given"
    ]


def test_the_signer_s_own_changes_are_found_in_quotes_and_ledger(office: Office, packed: Pack) -> None:
    def text(held: dict[str, bytes]) -> None:
        path = json.loads(held["evidence.json"])[0]["text"]
        held[path] = b" " + held[path]

    def entry(held: dict[str, bytes]) -> None:
        held["ledger.json"] = held["ledger.json"].replace(b"Who owns", b"Who sold")

    def answer(held: dict[str, bytes]) -> None:
        held["answers.json"] = held["answers.json"].replace(b'"withheld": 0', b'"withheld": 1')

    def chain(held: dict[str, bytes]) -> None:
        told = json.loads(held["ledger.json"])
        told["entries"][0]["chain"] = told["entries"][0]["chain"][::-1]
        held["ledger.json"] = json.dumps(told).encode()

    for change, what in ((text, "do not stand"), (entry, "digest"), (answer, "not what the ledger"), (chain, "chain")):
        assert what in "; ".join(verify_pack(doctored(packed, change, office.signer)).problems), what


def test_hostile_json_is_an_answer_not_a_crash(office: Office, packed: Pack) -> None:
    for name in ("evidence.json", "ledger.json", "answers.json"):
        for hostile in (b"[[]]", b"{}", b"null", b"[" * 100_000, b'[{"text": 1}]', b"\xff"):
            raw = doctored(packed, lambda held, n=name, h=hostile: held.update({n: h}), office.signer)  # type: ignore[misc]
            assert not verify_pack(raw).intact, (name, hostile[:20])
    for raw in (b"", b"PK", b"\0" * 100, packed.data[:200]):
        assert not verify_pack(raw).intact


# Replayed -------------------------------------------------------------------------------------------


def test_a_pack_asked_again_of_the_same_archive_is_equal(office: Office, packed: Pack) -> None:
    assert [each.result for each in replay(office.service, ADMIN, packed.data)] == ["equal", "equal"]
    clause = office.packer.pack(JO, ClauseOf("iso42001", "5.2"))
    report = office.packer.pack(JO, ReportOf("leadership", period="2026"))
    assert [replay(office.service, ADMIN, each.data)[0].result for each in (clause, report)] == ["equal", "equal"]


def test_changed_and_gone_documents_show_when_it_is_asked_again(tmp_path: Path, pictures: Pictures) -> None:
    docs = write(tmp_path / "docs", files())
    ingestion = Ingestion(tmp_path / "home")
    ingestion.run(docs)
    embedder = FakeEmbedder()

    def at_work(work: Callable[[Office], list[str]]) -> list[str]:
        with (
            Archive.open(ingestion.home, embedder.id, embedder.dimensions) as archive,
            Record(ingestion.home) as record,
        ):
            return work(Office(ingestion.home, docs, archive, record, pictures))

    made: list[bytes] = []

    def first(office: Office) -> list[str]:
        made.append(office.packer.export(JO, AnswerOf(office.ask("Who approved the AI policy?"))).data)
        made.append(
            office.packer.export(KIM, AnswerOf(office.ask("When was the merger with Nordhaven agreed?", KIM))).data
        )
        return []

    at_work(first)
    (docs / POLICY).write_bytes(policy_pdf("The AI policy was approved by the Executive Committee on 12 May 2026."))
    (docs / SECRET).unlink()
    ingestion.run(docs, prune=True)

    def second(office: Office) -> list[str]:
        told = []
        for raw in made:
            (found,) = replay(office.service, ADMIN, raw)
            told.append(found.result)
            told += [f"{each.what}: {each.before} -> {each.after}" for each in found.changes]
        sealed = office.pack(AnswerOf(1))
        told.append(next(each["missing"] for each in json.loads(sealed["evidence.json"]) if each["doc_id"] == POLICY))
        return told

    told = "\n".join(at_work(second))
    assert told.count("document gone") == 2
    assert "replaced by another version" in told and "withdrawn" in told
    assert "citation:" in told and told.endswith("another version of the document is in the archive now")


def test_replay_sees_no_more_than_who_asks_may(office: Office) -> None:
    made = office.packer.pack(KIM, AnswerOf(office.ask("When was the merger with Nordhaven agreed?", KIM)))
    (found,) = replay(office.service, replace(ADMIN, groups=("staff",)), made.data)
    assert found.result == "document gone"
    assert not any("Nordhaven" in change.after for change in found.changes)


# Small parts ----------------------------------------------------------------------------------------


@given(st.text(max_size=80))
def test_file_names_are_safe_and_nothing_runs_by_a_double_click(name: str) -> None:
    found = file_name(name)
    assert found and set(found) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-.")
    assert not found.startswith(".") and ".." not in found and len(found) < 140
    for ending in ("exe", "html", "HTM", "js", "svg", "bat", "xlsm", "docm"):
        assert file_name(f"{name}.{ending}").endswith(".original")


def test_titles_and_names_are_text_in_the_index(office: Office) -> None:
    sequence = office.ask("What does the scope cover <img src=x onerror=alert(1)>?")
    held = office.pack(AnswerOf(sequence))
    page = held["index.html"].decode()
    assert "<img src=x" not in page and "&lt;img src=x" in page
    assert NOTES not in page and MINUTES.split("/")[1] not in held


@given(st.dictionaries(st.from_regex(r"[a-z]{1,8}(/[a-z]{1,8})?", fullmatch=True), st.binary(max_size=50), max_size=6))
def test_the_zip_is_one_that_others_read(held: dict[str, bytes]) -> None:
    raw = write_zip(held, TODAY)
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        assert archive.testzip() is None and {name: archive.read(name) for name in archive.namelist()} == held
    assert script.written_again(held, TODAY.isoformat()) == raw
