import subprocess
import sys

import pytest

HEAVY = ("chromadb", "llama_index", "unstructured", "onnxruntime", "openpyxl", "docx", "pptx", "pdfplumber", "ollama")


@pytest.mark.parametrize("room", ["evidence", "evidence.archive", "vouch.cli.main", "assistant.ask"])
def test_importing_a_room_loads_nothing_heavy(room: str) -> None:
    program = f"import sys, {room}; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
