"""What the command line says of settings and of files that are not there, in words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.batch import read_rows
from evidence.errors import QuestionError
from vouch.cli.upkeep import _settings_lines


def test_a_file_of_questions_that_is_not_there_is_called_that(tmp_path: Path) -> None:
    with pytest.raises(QuestionError) as told:
        list(read_rows(tmp_path / "absent.jsonl"))
    assert "there is no file" in str(told.value) and "Errno" not in str(told.value)


def test_settings_are_a_line_each() -> None:
    told = _settings_lines(json.dumps({"home": "/srv/vouch", "serve": {"port": 8321, "hosts": ["a", "ä"]}, "none": {}}))
    assert told.split("\n      ") == [
        "",
        'home = "/srv/vouch"',
        "serve.port = 8321",
        'serve.hosts = ["a", "ä"]',
        "none = {}",
    ]
