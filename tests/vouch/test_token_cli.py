from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from evidence.record import Record
from vouch.cli.main import app


def run(*arguments: str, home: Path, code: int = 0) -> Result:
    result = CliRunner().invoke(app, ["token", *arguments, "--home", str(home)])
    assert result.exit_code == code, result.output
    assert "Traceback" not in result.output
    return result


def test_a_token_is_made_listed_and_revoked_while_a_server_runs(tmp_path: Path) -> None:
    with Record(tmp_path) as server:
        made = run("create", "laptop", "--person", "Ida Berg", "--groups", "staff, legal", home=tmp_path)
        secret = made.stdout.strip()  # nothing else, so that a script can take it
        found = server.tokens.find(secret)
        assert found is not None
        assert (found.person, found.groups, found.role) == ("Ida Berg", ("staff", "legal"), "reader")
        shown = json.loads(run("list", "--json", home=tmp_path).stdout)
        assert [(each["id"], each["state"], each["groups"]) for each in shown] == [
            (found.id, "valid", ["staff", "legal"])
        ]
        listed = run("list", home=tmp_path).stdout
        assert found.id in listed and secret not in listed
        assert "no longer" in run("revoke", found.id, home=tmp_path).stdout
        assert server.tokens.find(secret) is None
        told = [entry.asker for entry in server.ledger.entries(kind="access")]
        assert told == ["operator", "operator"]
    assert json.loads(run("revoke", found.id, "--json", home=tmp_path).stdout)["state"] == "revoked"
    assert "no token" in run("revoke", "none", home=tmp_path, code=1).stderr


def test_an_auditor_has_frameworks_and_an_end(tmp_path: Path) -> None:
    day = (datetime.now(UTC) + timedelta(days=30)).date()
    flags = ("--person", "Ada", "--role", "auditor", "--groups", "", "--framework", "9001", "--framework", "iso42001")
    told = json.loads(
        run("create", "audit", *flags, "--expires", day.isoformat(), "--json", home=tmp_path).stdout,
    )
    assert told["frameworks"] == ["iso9001", "iso42001"] and told["groups"] == []
    assert told["expires"] == f"{day + timedelta(days=1)}T00:00:00.000+00:00"  # to the end of that day
    assert told["secret"].startswith("vouch_")
    with Record(tmp_path) as record:
        assert record.tokens.find(told["secret"]) is not None
    moment = f"{day}T12:00:00+02:00"
    told = json.loads(run("create", "audit", *flags, "--expires", moment, "--json", home=tmp_path).stdout)
    assert told["expires"] == f"{day}T10:00:00.000+00:00"


def test_an_admins_token_without_groups_sees_everything(tmp_path: Path) -> None:
    told = json.loads(run("create", "ops", "--person", "Eva", "--role", "admin", "--json", home=tmp_path).stdout)
    assert told["groups"] is None
    assert "everything" in run("list", home=tmp_path).stdout


@pytest.mark.parametrize(
    "flags",
    [
        ("--person", "Ida"),  # no groups
        ("--person", " ", "--groups", "a"),
        ("--person", "Ida", "--groups", "a", "--role", "king"),
        ("--person", "Ida", "--groups", "a", "--role", "auditor"),
        ("--person", "Ida", "--groups", "a", "--expires", "2020-01-01"),
        ("--person", "Ida", "--groups", "a", "--expires", "soon"),
        ("--person", "Ida", "--groups", "a", "--framework", "iso31337"),
    ],
)
def test_what_makes_no_sense_makes_no_token(tmp_path: Path, flags: tuple[str, ...]) -> None:
    assert run("create", "laptop", *flags, home=tmp_path, code=1).stderr.startswith("vouch: ")
    assert "No tokens" in run("list", home=tmp_path).stdout
