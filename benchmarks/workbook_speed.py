"""A workbook of 1.5 million characters: hidden sheets and rows, title rows, formulas without cached values.

Seconds and peak memory of a process that parses it, beside those of passes by openpyxl in the same run: one
streaming pass reads the formulas only, two read formulas and cached values, the full model knows what is hidden,
too. Our parser gives all of that at once.
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

CHARACTERS, SECONDS, MEGABYTES = 1_500_000, 20.0, 300.0
_SHEETS, _ROWS = 12, 1_000
_NAMES = ("Entry", "Booked on", "Purpose", "Owner", "Amount", "Rate", "Total", "Check")
_WORDS = "risk supplier model drift review approve budget owner control policy evidence audit treat accept".split()


def main() -> int:
    """Print a line a reader; 1 when ours is over its bounds."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ledger.xlsx"
        write_workbook(path)
        print(f"workbook: {path.stat().st_size / 1e6:.1f} MB, {_SHEETS} sheets of {_ROWS:,} records")
        found = {name: _measured(name, path) for name in _READERS}
    streaming = found["openpyxl, one streaming pass"][0]
    for name, (seconds, megabytes, note) in found.items():
        print(f"{name:32} {seconds:6.2f} s  {seconds / streaming:5.2f} x  {megabytes:5.0f} MB  {note}")
    seconds, megabytes, note = found["vouch"]
    characters = int(note.split()[0].replace(",", ""))
    return int(characters < CHARACTERS or seconds > SECONDS or megabytes > MEGABYTES)


def write_workbook(path: Path) -> None:
    """Write the workbook; the same each time."""
    from openpyxl import Workbook

    source = random.Random(7)
    book = Workbook(write_only=True)
    for month in range(_SHEETS):
        sheet = book.create_sheet(f"Month {month + 1}")
        sheet.sheet_state = "hidden" if month % 3 == 2 else "visible"
        for row in range(20, 400, 20):
            sheet.row_dimensions[row].hidden = True
        for title in ("Northwind Ltd", "General ledger", f"Month {month + 1}", "Amounts in euros"):
            sheet.append([title])
        sheet.append(_NAMES)
        for number in range(6, _ROWS + 6):
            sheet.append(_record(source, month, number))
    book.save(path)


def _record(source: random.Random, month: int, number: int) -> list[object]:
    booked = date(2026, 1, 1) + timedelta(days=30 * month + number % 28)
    purpose = " ".join(source.choices(_WORDS, k=9))
    amount, rate = source.randint(1, 10**7) / 100, round(source.random(), 4)
    total, check = f"=E{number}*F{number}", f'=IF(G{number}>1000,"high","low")'
    return [f"L-{number:05d}", booked, purpose, source.choice(("Jane Doe", "John Roe")), amount, rate, total, check]


def _measured(name: str, path: Path) -> tuple[float, float, str]:
    """Seconds, peak megabytes and a note, from a process that does nothing else."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.workbook_speed", name, str(path)], capture_output=True, text=True, check=True
    )
    seconds, megabytes, note = done.stdout.strip().split("\t")
    return float(seconds), float(megabytes), note


def _vouch(path: Path) -> str:
    from ingest.limits import Limits
    from ingest.parse.sheets import parse_xlsx

    document = parse_xlsx(path.read_bytes(), path.name, Limits())
    records = sum(len(table.rows) for table in document.tables if table.header == _NAMES)
    hidden = sum(row.hidden for table in document.tables for row in table.rows)
    return f"{len(document.text):,} characters, {records:,} records under their names, {hidden:,} hidden"


def _streaming(*views: bool) -> Callable[[Path], str]:
    def read(path: Path) -> str:
        from openpyxl import load_workbook

        cells = 0
        for values in views:
            for sheet in load_workbook(path, read_only=True, data_only=values):
                cells += sum(cell.value is not None for row in sheet.iter_rows() for cell in row)
        return f"{cells:,} cells"

    return read


def _full(path: Path) -> str:
    from openpyxl import load_workbook

    return f"{len(load_workbook(path).worksheets)} sheets"


_READERS: dict[str, Callable[[Path], str]] = {
    "vouch": _vouch,
    "openpyxl, one streaming pass": _streaming(False),
    "openpyxl, two streaming passes": _streaming(False, True),
    "openpyxl, full model": _full,
}


def _report(name: str, path: Path) -> int:
    started = time.perf_counter()
    note = _READERS[name](path)
    seconds = time.perf_counter() - started
    print(f"{seconds}\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}\t{note}")
    return 0


if __name__ == "__main__":
    sys.exit(_report(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) == 3 else main())
