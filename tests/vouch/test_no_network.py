"""No command opens a connection, other than to addresses that the settings name."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

# Runs before anything else in the child and, through PYTHONPATH, in its parser processes.
_HOOK = """
import os, sys

def _audit(event, arguments):
    if event == "socket.connect" and not isinstance(arguments[1], tuple):
        return  # a local socket between the program's own processes
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto", "socket.gethostbyname"):
        with open(os.environ["AUDIT_FILE"], "a") as file:
            file.write(f"{event} {arguments[1:] if event == 'socket.connect' else arguments}\\n")

sys.addaudithook(_audit)
"""


_SILENCING = ("SCARF_NO_ANALYTICS", "DO_NOT_TRACK", "HF_HUB_OFFLINE", "ORT_DISABLE_TELEMETRY", "ORT_TELEMETRY_DISABLED")
_QUIET_BY_THEMSELVES = ("CI", "GITHUB_ACTIONS", "ORT_RUNNING_UNIT_TESTS")  # where libraries report nothing anyway


def _run(arguments: list[str], tmp_path: Path) -> str:
    hooks = tmp_path / "hooks"
    hooks.mkdir(exist_ok=True)
    (hooks / "sitecustomize.py").write_text(_HOOK)
    audit = tmp_path / "audit.txt"
    audit.touch()
    root = str(Path(__file__).parents[2])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("VOUCH_")}
    for name in (*_SILENCING, *_QUIET_BY_THEMSELVES):
        kept.pop(name, None)  # the program itself must see to it
    (tmp_path / "user").mkdir(exist_ok=True)
    kept |= {"HOME": str(tmp_path / "user"), "XDG_CACHE_HOME": str(tmp_path / "user" / ".cache")}
    environment = kept | {"PYTHONPATH": os.pathsep.join([str(hooks), root]), "AUDIT_FILE": str(audit)}
    done = subprocess.run(
        [sys.executable, "-m", "vouch", *arguments],
        capture_output=True,
        check=False,
        text=True,
        env=environment,
        cwd=tmp_path,
        timeout=240,
    )
    assert done.returncode == 0, done.stderr
    return audit.read_text()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    from docx import Document

    folder = tmp_path / "evidence"
    folder.mkdir()
    (folder / "log.md").write_text("# Log\n\nThe boiler was inspected by Amara Diallo on 4 May 2024.\n")
    (folder / "page.html").write_text("<html><body><h1>Notice</h1><p>The gate is closed at night.</p></body></html>")
    document = Document()
    document.add_paragraph("The roof was repaired by Jun Park.")
    document.save(str(folder / "roof.docx"))
    (folder / "questions.jsonl").write_text(json.dumps({"id": "a", "question": "Who inspected the boiler?"}) + "\n")
    return folder


def test_no_command_opens_a_connection(tmp_path: Path, folder: Path) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert _run(["ingest", str(folder), *home], tmp_path) == ""
    assert _run(["ask", "Who inspected the boiler?", *home], tmp_path) == ""
    assert _run(["search", "gate", *home], tmp_path) == ""
    assert _run(["status", *home], tmp_path) == ""
    assert _run(["doctor", *home], tmp_path) == ""
    assert _run(["reindex", *home], tmp_path) == ""


def test_no_library_gathers_data_for_its_maker(tmp_path: Path, folder: Path) -> None:
    """What native code sends no hook sees; ONNX Runtime first writes it to the user's folder, with a device's id."""
    home = ["--home", str(tmp_path / "home")]
    _run(["ingest", str(folder), *home], tmp_path)
    _run(["ask", "Who inspected the boiler?", *home], tmp_path)
    told = [path for path in (tmp_path / "user").rglob("*") if "onnx" in path.name or path.name == "deviceid"]
    assert told == []


def test_the_hook_sees_a_connection(tmp_path: Path) -> None:
    """The test above can fail."""
    hooks = tmp_path / "hooks"
    hooks.mkdir()
    (hooks / "sitecustomize.py").write_text(_HOOK)
    audit = tmp_path / "audit.txt"
    audit.touch()
    program = "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9), 0.2)\nexcept OSError:\n    pass"
    environment = dict(os.environ) | {"PYTHONPATH": str(hooks), "AUDIT_FILE": str(audit)}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)
    assert "127.0.0.1" in audit.read_text()
