"""docs/api.md against the OpenAPI document: every route, every field, and nothing that is not there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tests.support.api_server import Server
from vouch.settings import Settings

_DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
_PREFIX = "/api/v1"
_METHODS = ("get", "post", "put", "patch", "delete")
_ROW = re.compile(r"^\| `([A-Z]+ /\S*)` \| (.*?) \| (.*?) \|$", re.M)
_NAMES = re.compile(r"`([^`]+)`")


def _resolved(description: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    while "$ref" in schema:
        schema = description["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _fields(description: dict[str, Any], schema: dict[str, Any]) -> set[str]:
    """The fields of an object, or of any of several."""
    schema = _resolved(description, schema)
    found = set(schema.get("properties", {}))
    for each in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        found |= _fields(description, each)
    return found


def _described(description: dict[str, Any]) -> dict[str, tuple[set[str], set[str]]]:
    """By method and path, the fields that a route takes (in its address and body), and those that it gives."""
    found = {}
    for path, item in description["paths"].items():
        for method in _METHODS:
            if method not in item:
                continue
            operation = item[method]
            takes = {each["name"] for each in operation.get("parameters", ()) if each["in"] == "query"}
            body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
            takes |= _fields(description, body.get("schema", {}))
            gives: set[str] = set()
            for status, response in operation["responses"].items():
                content = response.get("content", {}).get("application/json", {})
                gives |= _fields(description, content.get("schema", {})) if status.startswith("2") else set()
            found[f"{method.upper()} {path.removeprefix(_PREFIX)}"] = takes, gives
    return found


@pytest.fixture(name="described", scope="module")
def _description(open_server: Server) -> dict[str, tuple[set[str], set[str]]]:
    with open_server.client() as client:
        return _described(client.get("/openapi.json").json())


def test_every_route_stands_there_with_every_field(described: dict[str, tuple[set[str], set[str]]]) -> None:
    section = _DOCS.partition("## Fields")[2]
    told = {
        route: (set(_NAMES.findall(takes)), set(_NAMES.findall(gives))) for route, takes, gives in _ROW.findall(section)
    }
    assert told == described


def test_every_route_is_named_where_it_is_told_what_it_does(described: dict[str, tuple[set[str], set[str]]]) -> None:
    before, _, after = _DOCS.partition("## Fields")
    paths, told = {route.partition(" ")[2] for route in described}, set[str]()
    for part, pattern in (
        (before.partition("## Routes")[2], r"([A-Z]+ )?/"),
        (after.partition("## In common")[2], "GET /"),
    ):
        named = {name.rpartition(" ")[2].partition("?")[0] for name in _NAMES.findall(part) if re.match(pattern, name)}
        assert named - {_PREFIX} <= paths
        told |= named
    assert paths <= told


def test_every_setting_that_is_named_exists() -> None:
    for name in re.findall(r"`(serve(?:\.[a-z_]+)+)`", _DOCS):
        model: Any = Settings
        for part in name.split("."):
            assert part in model.model_fields, name
            model = model.model_fields[part].annotation
