"""``vouch serve`` as a program: started, stopped, killed, and used by the other commands."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

import httpx
import pytest
from typer.testing import CliRunner

from tests.support.ingestion import write
from vouch.cli.main import app

QUESTION = "Who approved the AI policy?"
_ENVIRONMENT = {"VOUCH_TODAY": "2026-06-15", "VOUCH_INGEST__WORKERS": "1"}
_FILES = {
    "policies/ai-policy.md": "# AI Policy\n\nThe AI policy was approved by the Board of Directors on 3 May 2025.\n",
    "registers/risks.csv": "Risk ID,Risk,Owner,Status\nR-4,Model drift,Jun Park,accepted\n",
    "restricted/pay.md": "# Pay\n\nThe pay of the chair was approved by Amara Diallo on 9 May 2025.\n",
    "access.json": json.dumps({"default": ["staff"], "rules": [{"path": "restricted/**", "groups": ["legal"]}]}),
}


@dataclass(frozen=True)
class Ended:
    """A command that has ended."""

    returncode: int
    stdout: str
    stderr: str


def vouch(*words: str, **more: str) -> Ended:
    """A command run to its end, in this process."""
    result = CliRunner().invoke(app, list(words), env={**_ENVIRONMENT, **more})
    return Ended(result.exit_code, result.stdout, result.stderr)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents and a home that holds them."""
    folder = tmp_path_factory.mktemp("program")
    write(folder / "docs", _FILES)
    assert vouch("ingest", str(folder / "docs"), "--home", str(folder / "home")).returncode == 0
    return folder


@dataclass
class Program:
    """A server as a process of its own."""

    home: Path
    process: subprocess.Popen[str]
    lines: list[str]
    address: str

    @property
    def api(self) -> str:
        """Where its API is."""
        return f"{self.address}/api/v1"


@contextmanager
def serving(home: Path, *flags: str, **environment: str) -> Iterator[Program]:
    """``vouch serve`` on a free port until the block ends."""
    process = subprocess.Popen(
        [sys.executable, "-m", "vouch", "serve", "--port", "0", "--home", str(home), *flags],
        env={**os.environ, **_ENVIRONMENT, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout
    try:
        lines = [process.stdout.readline().strip() for _ in range(2)]
        address = json.loads((home / "serving.json").read_text())["address"]
        wait_for(address)
        yield Program(home, process, lines, address)
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def wait_for(address: str) -> None:
    """Until it answers."""
    transport = httpx.HTTPTransport(retries=20)
    with httpx.Client(transport=transport, trust_env=False) as client:
        assert client.get(f"{address}/readyz").status_code == 200


@pytest.fixture(scope="module")
def server(made: Path) -> Iterator[Program]:
    """A server on a copy of the home."""
    home = Path(shutil.copytree(made / "home", made / "served"))
    with serving(home) as program:
        yield program


def test_it_says_where_it_answers_and_that_no_account_is_needed(server: Program) -> None:
    assert server.lines[0].endswith(server.address)
    assert "No account is needed on this machine" in server.lines[1]
    secret = server.home / "serving.secret"
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert secret.read_text() not in (server.home / "serving.json").read_text()


_COMMANDS: list[Sequence[str]] = [
    ("ask", QUESTION, "--json"),
    ("ask", "Who approved the pay of the chair?", "--json"),
    ("ask", "Who approved the pay of the chair?", "--json", "--groups", "legal"),
    ("ask", QUESTION, "--json", "--as-of", "2025-01-01", "--mode", "extractive"),
    ("search", "policy approved", "-k", "2", "--json"),
    ("register", "--json"),
    ("register", "risk", "--json", "--filter", "owner~Park"),
    ("register", "approval", "--as-of", "2026-01-01", "--json"),
    ("report", "gap-analysis", "--json", "--framework", "iso42001"),
    ("report", "risks", "--format", "csv", "--period", "2026"),
]


@pytest.mark.parametrize("words", _COMMANDS, ids=" ".join)
def test_commands_go_through_the_server_with_the_same_results(
    server: Program, made: Path, words: Sequence[str]
) -> None:
    through = vouch(*words, "--home", str(server.home))
    direct = vouch(*words, "--home", str(made / "home"))
    assert through.returncode == direct.returncode == 0, through.stderr
    assert plain(through.stdout) == plain(direct.stdout)


def plain(text: str) -> Any:
    """Output without what every run has anew."""
    try:
        told = json.loads(text)
    except ValueError:
        return text
    if isinstance(told, dict):
        told.pop("timings_ms", None)
    return told


def test_commands_for_people_go_through_the_server_too(server: Program) -> None:
    home = str(server.home)
    assert "Board of Directors" in vouch("ask", QUESTION, "--home", home).stdout
    assert "R-4" in vouch("register", "risk", "--home", home).stdout
    assert "ai-policy.md" in vouch("search", "policy", "--home", home).stdout
    assert vouch("report", "risks", "--home", home).stdout.startswith("#")
    status = json.loads(vouch("status", "--json", "--home", home).stdout)
    assert status["documents"] == 3 and status["home"] == home


def test_a_batch_goes_through_the_server(server: Program, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "question": QUESTION},
        {"id": "b", "question": "Who approved the pay of the chair?", "groups": ["legal"]},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    told = vouch("ask", "--questions", str(file), "--home", str(server.home))
    assert [json.loads(line)["id"] for line in told.stdout.splitlines()] == ["a", "b"]
    assert "Amara Diallo" in told.stdout.splitlines()[1]
    found = vouch("search", "--questions", str(file), "-k", "1", "--home", str(server.home))
    assert [json.loads(line)["id"] for line in found.stdout.splitlines()] == ["a", "b"]


def test_follow_ups_of_a_batch_go_through_the_server(server: Program, made: Path, tmp_path: Path) -> None:
    rows = [
        {"id": "a", "question": QUESTION},
        {"id": "b", "question": "and when?", "follow_up_of": "a"},
        {"id": "c", "question": "who was it?", "follow_up_of": "b"},
    ]
    file = tmp_path / "questions.jsonl"
    file.write_text("\n".join(map(json.dumps, rows)))
    through, direct = (
        [plain(line) for line in vouch("ask", "--questions", str(file), "--home", str(home)).stdout.splitlines()]
        for home in (server.home, made / "home")
    )
    assert through == direct and "3 May 2025" in json.dumps(through[1])


def test_an_ingestion_goes_through_the_server(made: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(made / "home", tmp_path / "home"))
    access = json.dumps({"default": ["staff"]})
    files = {
        "access.json": access,
        "a.md": "# A\n\nThe new plan was approved by Jun Park on 1 June 2026.\n",
        "actions.csv": "Action ID,Action,Owner,Due,Status\nA-1,Train the staff,Jun Park,2026-01-01,open\n",
        "b.pdf": b"%PDF-1.4 broken",
    }
    docs = write(tmp_path / "more", files)
    words = ("ingest", str(docs), "--json", "--home")
    direct = json.loads(vouch(*words, str(Path(shutil.copytree(home, tmp_path / "other")))).stdout)
    with serving(home) as program:
        told = json.loads(vouch(*words, str(home)).stdout)
        assert {**told, "seconds": 0} == {**direct, "seconds": 0}
        assert told["added"] == 2 and [each["path"] for each in told["failed"]] == ["b.pdf"]
        assert "Jun Park" in vouch("ask", "Who approved the new plan?", "--home", str(home)).stdout
        again = vouch("ingest", str(docs), "--home", str(home))
        assert again.returncode == 0 and "still failing" in again.stdout
        gone = vouch("ingest", str(tmp_path / "nowhere"), "--home", str(home))
        assert gone.returncode == 1 and "nowhere" in gone.stderr
        labelled = vouch("ingest", str(docs), "--access", "x.json", "--home", str(home))
        assert labelled.returncode == 1 and "access.json" in labelled.stderr
        _decisions_go_through(program)


def _decisions_go_through(program: Program) -> None:
    """One server serves both tests: what is decided at the command line is the person's, in the ledger too."""
    home = str(program.home)
    with httpx.Client(base_url=program.api, trust_env=False, timeout=60) as client:
        finding = client.get("/findings").json()["items"][0]["id"]
    by = ("--by", "Zoë", "--json", "--home", home)
    decided = json.loads(vouch("decide", finding, "--state", "accepted", "--reason", "known", *by).stdout)
    assert (decided["state"], decided["by"]) == ("accepted", "Zoë")
    signed = json.loads(vouch("signoff", "5.2", "--status", "partial", "--due", "2026-12-31", *by).stdout)
    assert (signed["ref"], signed["status"], signed["by"]) == ("5.2", "partial", "Zoë") and signed["pieces"] >= 1
    document = "docs:policies/ai-policy.md"
    mapped = json.loads(vouch("mapping", "5.2", document, "--does-not-count", *by).stdout)
    assert (mapped["document"], mapped["counts"]) == (document, False)
    with httpx.Client(base_url=program.api, trust_env=False, timeout=60) as client:
        entries = client.get("/ledger", params={"kind": "decision"}).json()["items"]
    assert [each["asker"] for each in entries] == ["Zoë"] * 3
    wrong = vouch("decide", "no-such", "--state", "accepted", "--by", "Zoë", "--home", home)
    assert wrong.returncode == 1 and "there is no finding" in wrong.stderr
    yaml = vouch("signoff", "5.2", "--status", "partial", "--by", "Zoë", "--home", home, "--framework", "own.yaml")
    assert yaml.returncode == 1
    other = vouch("signoff", "5.2", "--status", "partial", "--by", "Zoë", "--home", home, "--token", "vouch_wrong")
    assert other.returncode == 1 and "token is not valid" in other.stderr


def test_errors_of_the_server_are_told_as_the_commands_own(server: Program) -> None:
    answer = vouch("register", "risk", "--filter", "colour=red", "--home", str(server.home))
    assert answer.returncode == 1 and "has no field 'colour'" in answer.stderr
    refused = vouch("ask", QUESTION, "--home", str(server.home), "--token", "vouch_wrong")
    assert refused.returncode == 1 and "token is not valid" in refused.stderr


def test_a_second_server_and_a_taken_port_are_refused(server: Program, made: Path) -> None:
    again = vouch("serve", "--port", "0", "--home", str(server.home))
    assert again.returncode == 1 and "is in use by process" in again.stderr
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        answer = vouch("serve", "--port", port, "--home", str(made / "home"))
        assert answer.returncode == 1 and f"127.0.0.1:{port} is taken" in answer.stderr


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.0.2.7", "example.org"])
def test_strangers_machines_need_accounts(made: Path, host: str) -> None:
    answer = vouch("serve", "--host", host, "--home", str(made / "home"))
    assert answer.returncode == 1 and "can be reached from other machines" in answer.stderr
    assert "serve.auth" in answer.stderr


@pytest.mark.parametrize(
    ("environment", "words"),
    [
        ({"VOUCH_SERVE__AUTH": "oidc"}, "serve.oidc needs"),
        (
            {"VOUCH_SERVE__AUTH": "oidc", "VOUCH_SERVE__OIDC": '{"issuer": "http://id.example", "client_id": "x"}'},
            "https",
        ),
        ({"VOUCH_SERVE__AUTH": "header"}, "serve.header.proxies"),
        ({"VOUCH_SERVE__AUTH": "header", "VOUCH_SERVE__HEADER": '{"proxies": ["nonsense"]}'}, "no address or network"),
        ({"VOUCH_SERVE__PUBLIC_URL": "ftp://vouch.example"}, "serve.public_url"),
    ],
)
def test_settings_that_cannot_be_are_explained(made: Path, environment: dict[str, str], words: str) -> None:
    answer = vouch("serve", "--port", "0", "--home", str(made / "home"), **environment)
    assert answer.returncode == 1 and words in answer.stderr and "Traceback" not in answer.stderr


def test_with_accounts_the_same_person_needs_no_token_on_the_machine(made: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(made / "home", tmp_path / "home"))
    created = vouch("token", "create", "--help")
    assert created.returncode == 0
    with serving(home, VOUCH_SERVE__AUTH="token") as program:
        assert "sign in" in program.lines[1]
        assert httpx.get(f"{program.api}/me", trust_env=False).status_code == 401
        assert "Board" in vouch("ask", QUESTION, "--home", str(home)).stdout
        secret = (home / "serving.secret").read_text()
        headers = {"Authorization": f"Bearer {secret}"}
        body = {"name": "n", "person": "ana", "groups": ["legal"]}
        token = httpx.post(f"{program.api}/tokens", json=body, headers=headers, trust_env=False).json()["secret"]
        (home / "serving.secret").chmod(0)
        told = vouch("ask", "Who approved the pay of the chair?", "--home", str(home), VOUCH_TOKEN=token)
        assert "Amara Diallo" in told.stdout


def test_nothing_that_was_acknowledged_is_lost_when_it_is_killed(made: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(made / "home", tmp_path / "home"))
    docs = Path(shutil.copytree(made / "docs", tmp_path / "docs"))
    write(docs, {"policies/new.md": "# New\n\nThe new policy was approved by Jun Park on 1 June 2026.\n"})
    with (
        serving(home, VOUCH_SERVE__INGEST_ROOTS=json.dumps([str(docs)])) as program,
        httpx.Client(base_url=program.api, trust_env=False, timeout=60) as client,
    ):
        told = client.post("/ask", json={"question": QUESTION}).json()
        said = client.post("/feedback", json={"ledger": told["ledger"], "verdict": "helpful"}).json()
        signed = "/frameworks/iso42001/clauses/5.2/signoffs"
        assert client.post(signed, json={"status": "partial"}).status_code == 201
        begun = client.post("/admin/ingest", json={"paths": [str(docs)]}).json()
        assert begun["state"] in ("running", "done")
        with client.stream("GET", "/admin/ingest/events") as events:
            last = [line for line in events.iter_lines() if line.startswith("data: ")][-1]
        assert json.loads(last[6:])["state"] == "done" and json.loads(last[6:])["report"]["failed"] == 0
        os.kill(program.process.pid, signal.SIGKILL)
        program.process.wait()
    with serving(home) as program, httpx.Client(base_url=program.api, trust_env=False, timeout=60) as client:
        assert client.get(f"/ledger/{told['ledger']}").json()["content"]["answer"]["text"] == told["text"]
        assert client.get(f"/conversations/{told['conversation']}").json()["turns"][0]["question"] == QUESTION
        assert said["id"] in [each["id"] for each in client.get("/feedback").json()["items"]]
        assert client.get("/frameworks/iso42001/clauses/5.2").json()["signed"]["verdict"] == "partial"
        assert "policies/new.md" in json.dumps(client.get("/documents").json())
        assert client.get("/ledger/verify").json()["holds"]


def test_no_address_that_a_request_or_a_document_names_is_opened(made: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(made / "home", tmp_path / "home"))
    with socket.socket() as canary:
        canary.bind(("127.0.0.1", 0))
        canary.listen()
        canary.setblocking(False)
        url = f"http://127.0.0.1:{canary.getsockname()[1]}/x.pdf"
        docs = write(
            tmp_path / "more",
            {
                "page.html": f'<html><head><link rel="stylesheet" href="{url}"></head><body><img src="{url}">'
                f'<iframe src="{url}"></iframe><p>The gate is closed.</p></body></html>',
                "note.md": f"# Note\n\n![a picture]({url})\n\nSee [the file]({url}).\n",
            },
        )
        quoted = quote(url, safe="")
        with (
            serving(home, VOUCH_SERVE__INGEST_ROOTS=json.dumps([str(docs)])) as program,
            httpx.Client(base_url=program.api, trust_env=False, timeout=60) as client,
        ):
            told = client.post("/ask", json={"question": f"What does {url} say?"}).json()
            headers = {"X-Forwarded-Host": url, "Forwarded": f"host={url}", "X-Forwarded-For": url}
            answers = [
                client.post("/search", json={"question": url}),
                client.post("/ask", json={"question": QUESTION, "framework": url}),
                client.get("/documents", params={"doc_id": url}, headers=headers),
                client.get(f"/documents/{quoted}/original"),
                client.get(f"/documents/{quoted}/pages/1.png"),
                client.get(f"/frameworks/{quoted}/clauses"),
                client.get("/reports/executive", params={"framework": url}),
                client.post("/packs", json={"kind": "report", "report": "findings", "framework": url}),
                client.post(
                    "/feedback",
                    json={
                        "ledger": told["ledger"],
                        "verdict": "wrong",
                        "sources": [{"doc_id": url, "start": 0, "end": 1}],
                    },
                ),
                client.post("/admin/ingest", json={"paths": [url]}),
                client.post("/admin/ingest", json={"paths": [f"//127.0.0.1:{canary.getsockname()[1]}/share"]}),
                client.get("/admin/folders", params={"path": url}),
            ]
            assert all(each.status_code < 500 for each in answers), [each.text for each in answers]
            assert client.post("/admin/ingest", json={"paths": [str(docs)]}).status_code == 202
            with client.stream("GET", "/admin/ingest/events") as events:
                last = [line for line in events.iter_lines() if line.startswith("data: ")][-1]
            assert json.loads(last[6:])["report"]["failed"] == 0
            assert client.get("/documents/page.html/reading").status_code == 200
        with pytest.raises(BlockingIOError):  # nobody has come
            canary.accept()


def test_stopping_finishes_what_runs_and_gives_the_home_back(made: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(made / "home", tmp_path / "home"))
    with serving(home) as program:
        with httpx.stream("POST", f"{program.api}/ask/stream", json={"question": QUESTION}, trust_env=False) as answer:
            program.process.send_signal(signal.SIGTERM)
            assert "event: answer" in answer.read().decode()
        assert program.process.wait(60) == 0
    assert not list(home.glob("serving.*"))
    assert vouch("status", "--json", "--home", str(home)).returncode == 0


def test_an_address_file_without_a_server_is_not_believed(made: Path, tmp_path: Path) -> None:
    home = Path(shutil.copytree(made / "home", tmp_path / "home"))
    (home / "serving.json").write_text(json.dumps({"address": "http://127.0.0.1:9", "pid": 1}))
    assert vouch("status", "--json", "--home", str(home)).returncode == 0


def test_administrators_have_only_open_folders_ingested(server: Program, tmp_path: Path) -> None:
    write(tmp_path / "private", {"a.md": "# A\n\nSecret."})
    with httpx.Client(base_url=server.api, trust_env=False, timeout=60) as client:
        for path in (str(tmp_path / "private"), "/etc/passwd", "/", "../..", "\0", str(server.home)):
            answer = client.post("/admin/ingest", json={"paths": [path]})
            assert answer.status_code == 400 and answer.json()["code"] == "settings", path
        assert client.get("/admin/folders", params={"path": "/etc"}).status_code == 400
        assert client.get("/admin/folders").json() == {"items": []}


def test_a_killed_servers_address_is_not_taken_for_another_owners(made: Path, tmp_path: Path) -> None:
    from evidence.lock import OwnerLock

    home = Path(shutil.copytree(made / "home", tmp_path / "home"))
    (home / "serving.json").write_text(json.dumps({"address": "http://127.0.0.1:9", "pid": 1}))
    lock = OwnerLock(home / "owner.lock")
    try:
        answer = vouch("status", "--json", "--home", str(home))
        assert answer.returncode == 1 and "is in use by process" in answer.stderr
    finally:
        lock.release()
