"""The sample organisation's questions (development split) in Slack: the same claims and citations as on the web?

python -m benchmarks.slack_organisation [--home DIR]   (an ingested home; else one is made, which takes minutes)
"""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
from pathlib import Path

from assistant.service import Service
from ingest.remember import default_groups
from tests.support.slack_questions import compare, slack_style
from vouch.app import App
from vouch.settings import load_settings

_SET = Path(__file__).parents[1] / "samples" / "organisation"


def main() -> int:
    """Print what differs; the exit status tells whether anything does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--home", type=Path)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if given.home:
            shutil.copytree(given.home, home)
        else:
            _ingest(home)
        return _compared(home, Path(folder) / "slack")


def _ingest(home: Path) -> None:
    from typer.testing import CliRunner

    from vouch.cli.main import app

    ran = CliRunner().invoke(app, ["ingest", str(_SET / "docs"), "--home", str(home)])
    if ran.exit_code:
        raise SystemExit(ran.output)


def _compared(home: Path, slack_home: Path) -> int:
    lines = (_SET / "questions.jsonl").read_text("utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("split") == "dev"]
    styled = {str(row["id"]) for row in rows if slack_style(row)}
    app = App(load_settings(home))
    with app.archive() as archive, app.record() as record:
        day = app.today()
        service = Service(
            archive, app.assistant(), app.embedder, record, lambda: day, lambda: default_groups(home), app.composer()
        )
        found = list(compare(service, service, slack_home, rows))
    for each in found:
        if each.difference:
            print(f"  {each.id} ({each.status}): {each.difference}")
    differ = [each for each in found if each.difference]
    chat = [each for each in found if each.id in styled]
    print(f"{len(found)} questions, {len(differ)} that differ; {len(chat)} written as in a chat, "
          f"{sum(bool(each.difference) for each in chat)} of them differ")  # fmt: skip
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())
