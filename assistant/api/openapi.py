"""The API's description of itself."""

from __future__ import annotations

from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from assistant.api.parts import Parts
from assistant.api.problems import Problem

_ABOUT = """Questions about an organisation's management systems, answered from its own documents with the exact words.

Every answer is recorded before it is shown. What you may see decides what exists for you: a document that you may not
read is answered exactly as one that never was. Errors are problem details (RFC 9457). Lists come a page at a time:
send `next` as `cursor`. Writes take an `Idempotency-Key`. Every response carries `X-Request-ID`; send your own to
have it in the server's log."""

_TAGS = {
    "questions": "Ask, and search.",
    "conversations": "Your own questions and the answers that you were shown.",
    "documents": "What was ingested: documents, their passages, text, pages and original files.",
    "register": "Facts that documents state, by kind; findings: what does not fit together.",
    "reports": "Reports made from the register, in any form.",
    "frameworks": "Standards, their clauses, and the evidence mapped to each.",
    "decisions": "What people decided about findings and requirements.",
    "feedback": "What people say of answers.",
    "ledger": "Every question, answer, decision and export, chained.",
    "packs": "Evidence packs, which anybody can check offline.",
    "tokens": "Access tokens.",
    "admin": "Ingestion and the state of the archive.",
    "you": "Who you are to this server.",
    "health": "For those who watch over the server.",
}


def install(app: FastAPI, parts: Parts) -> None:
    """Have ``app`` describe itself, made once on first use."""
    made: dict[str, Any] = {}

    def describe() -> dict[str, Any]:
        if not made:
            made.update(_described(app, parts))
        return made

    app.openapi = describe  # type: ignore[method-assign]


def _described(app: FastAPI, parts: Parts) -> dict[str, Any]:
    told = get_openapi(
        title=parts.title,
        version=parts.version,
        description=_ABOUT,
        routes=app.routes,
        tags=[{"name": name, "description": about} for name, about in _TAGS.items()],
    )
    schemas = told.setdefault("components", {}).setdefault("schemas", {})
    problem = Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    schemas.update(problem.pop("$defs", {}))
    schemas["Problem"] = problem
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    for name in ("Ask", "Search"):
        if name in schemas:
            schemas[name]["properties"]["question"]["maxLength"] = parts.limits.question_characters
    told["components"]["securitySchemes"] = {
        "token": {"type": "http", "scheme": "bearer", "description": "A token from an administrator."}
    }
    if parts.auth.mode != "none":
        told["security"] = [{"token": []}]
        for path, item in told["paths"].items():
            if not path.startswith("/api/"):
                for operation in item.values():
                    operation["security"] = []
    return told
