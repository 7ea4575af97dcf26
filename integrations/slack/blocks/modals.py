"""Modals: which source is missing, which colleague to ask, and a colleague's answer."""

from __future__ import annotations

from integrations.slack.blocks.rich import Json, line, rich, short, text


def missing_source(key: str) -> Json:
    """Where the right words stand."""
    return _modal(
        "missing_source",
        "Missing evidence",
        key,
        [
            *rich(line(text("Which document should have been found? A path, a title or a link to the evidence page."))),
            _input("source", "Document", "policies/ai-policy.docx", optional=True, most=500),
            _input("note", "What should it have said?", "It was approved on …", optional=True, most=2_000, lines=True),
        ],
        "Send",
    )


def colleague(key: str, question: str, proposed: str, about: str) -> Json:
    """Whom to ask: ``proposed`` is the user who answers for the clause, if one is known."""
    choice: Json = {"type": "users_select", "action_id": "colleague"}
    if proposed:
        choice["initial_user"] = proposed
    blocks = [
        *rich(line(text("The question goes to one colleague, with your name: ")), line(text(short(question, 600)))),
        *(rich(line(text(about, italic=True))) if about else []),
        {"type": "input", "block_id": "colleague", "label": _plain("Colleague"), "element": choice},
        _input("note", "A word to them", "We need this for the audit.", optional=True, most=1_000, lines=True),
    ]
    return _modal("ask_colleague", "Ask a colleague", key, blocks, "Ask")


def colleague_answer(referral: int, question: str) -> Json:
    """What a colleague knows."""
    return _modal(
        "colleague_answer",
        "Your answer",
        str(referral),
        [
            *rich(line(text(short(question, 600)))),
            _input("answer", "Answer", "…", optional=False, most=2_500, lines=True),
            _input("source", "Where it stands", "Document, page", optional=True, most=500),
        ],
        "Send",
    )


def _modal(callback: str, title: str, private: str, blocks: list[Json], submit: str) -> Json:
    return {
        "type": "modal", "callback_id": callback, "private_metadata": private[:3_000], "title": _plain(title[:24]),
        "submit": _plain(submit), "close": _plain("Cancel"), "blocks": blocks,
    }  # fmt: skip


def _input(name: str, label: str, example: str, *, optional: bool, most: int, lines: bool = False) -> Json:
    element = {
        "type": "plain_text_input", "action_id": name, "multiline": lines, "max_length": most,
        "placeholder": _plain(example),
    }  # fmt: skip
    return {"type": "input", "block_id": name, "label": _plain(label), "element": element, "optional": optional}


def _plain(words: str) -> Json:
    return {"type": "plain_text", "text": words}
