"""The OpenAPI document holds: requests made from it, right and wrong, meet no failure and nothing undescribed."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import checks
from schemathesis.generation.modes import GenerationMode

import assistant.api.errors
from assistant.api.parts import ApiLimits
from tests.support.api_server import ODD, PDF, Server, copied, served

_EXAMPLES = 6  # an operation and way of making requests
_CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
    checks.unsupported_method,
]


@pytest.fixture(scope="module")
def described(ingested: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Any]]:
    """A server without accounts, and its description."""
    home = copied(ingested, tmp_path_factory.mktemp("schema"))
    with served(home, limits=ApiLimits(workers=2, queue=64)) as server:
        schema = schemathesis.openapi.from_url(f"{server.url}/api/v1/openapi.json")
        yield server, schema


@pytest.fixture(scope="module")
def known(described: tuple[Server, Any]) -> dict[str, list[Any]]:
    """Values of path parameters that name something."""
    server, _ = described
    with server.client() as client:
        asked = [client.post("/ask", json={"question": "Who approved the AI policy?"}).json() for _ in range(3)]
        client.post("/feedback", json={"ledger": asked[0]["ledger"], "verdict": "helpful"})
        token = client.post("/tokens", json={"name": "n", "person": "p"}).json()["id"]
        findings = [each["id"] for each in client.get("/findings").json()["items"]]
    return {
        "doc_id": ["policies/ai-policy.md", "registers/risks.csv", ODD, PDF],
        "page": [1],
        "kind": ["risk", "approval"],
        "finding": findings,
        "framework": ["iso42001"],
        "ref": ["9.3.2", "A.2.2"],
        "name": ["risks", "findings"],
        "conversation": [each["conversation"] for each in asked],
        "sequence": [1, 2],
        "token": [token],
    }


def test_every_route_is_described_with_its_errors(described: tuple[Server, Any]) -> None:
    server, _ = described
    told = server.app.openapi()
    schemas = told["components"]["schemas"]
    assert "Problem" in schemas and "HTTPValidationError" not in schemas
    for path, item in told["paths"].items():
        for method, operation in item.items():
            assert operation.get("description") or operation.get("summary"), (method, path)
            if path.startswith("/api/v1"):
                described_errors = {int(status) for status in operation["responses"] if status[0] in "45"}
                assert described_errors >= {400, 401, 403, 404, 408, 413, 421, 422, 429, 500, 503, 504}, (method, path)
                for status in described_errors:
                    content = operation["responses"][str(status)]["content"]
                    assert list(content) == ["application/problem+json"], (method, path, status)
    names = [operation["operationId"] for item in told["paths"].values() for operation in item.values()]
    assert len(names) == len(set(names))


def test_the_page_about_the_api_names_every_route(described: tuple[Server, Any]) -> None:
    page = (Path(__file__).parents[2] / "docs" / "api.md").read_text("utf-8")
    named = set(re.findall(r"/[a-z][^\s`,?]*", page))
    paths = {path.removeprefix("/api/v1") for path in described[0].app.openapi()["paths"]}
    assert {path for path in paths if path not in named} == set()
    errors = inspect.getsource(assistant.api.errors)
    assert {code for code in re.findall(r'code = "(.+)"', errors) if f"`{code}`" not in page} == {"method_not_allowed"}


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize("real", [True, False])
def test_requests_made_from_the_description(
    described: tuple[Server, Any], known: dict[str, list[Any]], mode: GenerationMode, real: bool
) -> None:
    _, schema = described
    made = 0
    for result in schema.get_all_operations():
        operation = result.ok()
        if real and not any(each.name in known for each in operation.path_parameters):
            continue
        wrong = [] if real else [checks.negative_data_rejection]
        made += _try(operation, mode, known if real else {}, [*_CHECKS, *wrong])
    assert made >= 50


def _try(operation: Any, mode: GenerationMode, known: dict[str, list[Any]], wanted: list[Any]) -> int:
    """Requests to one operation; how many were made."""
    made = 0

    @seed(20260615)
    @settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def run(case: Any, data: st.DataObject) -> None:
        nonlocal made
        made += 1
        for name, values in known.items():
            if case.path_parameters and name in case.path_parameters:
                case.path_parameters[name] = data.draw(st.sampled_from(values))
        response = case.call()
        case.validate_response(response, checks=wanted)

    try:
        run()
    except Exception as error:
        if type(error).__name__ in ("Unsatisfiable", "SkipTest"):  # nothing can be wrong with it
            return made
        raise
    return made
