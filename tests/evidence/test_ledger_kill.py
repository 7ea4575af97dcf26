"""What was acknowledged is there after ``kill -9``."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from evidence.record import Record

ROOT = Path(__file__).parents[2]
VICTIM = """
import os, sys, threading
from pathlib import Path
from evidence.record import Record
record = Record(Path(sys.argv[1]))
def work(name):
    while True:
        entry = record.ledger.append("answer", name, ("staff",), {"question": name * 300})
        os.write(1, f"{entry.sequence} {entry.chain} {name}\\n".encode())
for name in "abc":
    threading.Thread(target=work, args=(name,)).start()
"""


def test_every_printed_entry_is_there_after_kill_9(tmp_path: Path) -> None:
    told: list[tuple[int, str, str]] = []
    for lines in (1, 40, 90):
        command = [sys.executable, "-c", VICTIM, str(tmp_path)]
        with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            read = [process.stdout.readline() for _ in range(lines)]
            process.kill()
            read += process.stdout.readlines()  # acknowledged before it died
        for sequence, chain, name in (line.split() for line in read if line.endswith("\n")):
            told.append((int(sequence), chain, name))
        with Record(tmp_path) as record:
            assert record.ledger.verify().holds
            kept = {entry.sequence: entry for entry in record.ledger.entries(limit=100_000)}
        assert sorted(kept) == list(range(1, len(kept) + 1))
        for number, chain, name in told:
            assert (kept[number].chain, kept[number].asker) == (chain, name)
            assert kept[number].content == {"question": name * 300}
    assert len(told) >= 131
