"""What the bot says that is no answer: refusals, help, offers and excuses. One place, so that none reveals anything."""

from __future__ import annotations

from integrations.slack.blocks.rich import Json, Message, actions, bullets, button, context, emoji, line, rich, text

LONGEST = 4_000
"""Characters of the longest question."""

_REFUSALS = {
    "guest": "I answer members of this organisation; guest accounts have no access to its evidence. "
    "Please ask your contact here.",
    "stranger": "I answer members of this organisation only. Please ask your contact here.",
    "bot": "I answer people, not apps.",
    "gone": "This account is deactivated, so I cannot answer it.",
    "unknown": "I cannot tell who you are: your Slack profile has no confirmed e-mail address that I know. "
    "An administrator of Vouch can help.",
}
_EXAMPLES = (
    "Is our AI policy approved?",
    "What is overdue before the surveillance audit?",
    "Which accepted risks have no management decision?",
)
PROMPTS = (
    ("Approved?", "Is our AI policy approved and signed?"),
    ("Overdue", "What is overdue before the surveillance audit?"),
    ("Risks", "Which accepted risks have no management decision behind them?"),
    ("Management review", "When was the last management review held, and what was decided?"),
)
"""What the assistant pane suggests: general questions, the same for everybody."""


def said(words: str, *more: Json) -> Message:
    """A plain message."""
    return Message(words, (*rich(line(text(words))), *more))


def refusal(problem: str) -> Message:
    """Why somebody is not answered."""
    return said(_REFUSALS.get(problem, _REFUSALS["unknown"]))


def help_message() -> Message:
    """What can be asked, and how."""
    lines = [line(text(each)) for each in _EXAMPLES]
    verbs = (
        ("/vouch ask …", "an answer that only you see"),
        ("/vouch status", "how far the evidence goes"),
        ("/vouch overdue", "reviews, actions and treatments past their date"),
        ("/vouch summary Q1 2026", "what leadership did in a period, with a chart"),
    )
    blocks = rich(
        line(
            text("Ask me what the organisation's documents say. "), text("I show the exact words for every sentence.")
        ),
        bullets(lines),
        line(text("Mention me in a channel, write to me directly, or use:")),
        bullets([line(text(name, code=True), text(f" {what}")) for name, what in verbs]),
    )
    return Message("Ask me what the organisation's documents say.", tuple(blocks))


def empty(files: int) -> Message:
    """A message without a question in it."""
    helped = help_message()
    if not files:
        return helped
    words = "I cannot read attached files; I answer from the evidence on file. Write your question as text."
    return Message(words, (*rich(line(text(words))), *helped.blocks))


def too_long(characters: int) -> Message:
    """A question beyond what can be read as one."""
    return said(
        f"That is {characters:,} characters; a question may have {LONGEST:,}. "
        "Please ask what you want to know in a sentence or two."
    )


def files_note() -> list[Json]:
    """Below an answer to a message with files."""
    return context(text("Attached files were not read; the answer rests on the evidence on file."))


def offer(key: str, *, nothing_here: bool) -> Message:
    """The private offer. It depends on who is there and who asks, never on what was found."""
    words = (
        "Not everyone here may see the organisation's evidence, so I answer this only privately."
        if nothing_here
        else "In this channel I use what everyone here may see. You may see more by yourself; "
        "whether there is more to this question I do not say here."
    )
    return said(words, actions(button("Ask privately", "ask_privately", key, "primary")))


def waiting() -> str:
    """Shown while an answer is worked out."""
    return "Looking through the evidence …"


def excuse() -> Message:
    """Shown when the program stops before the answer is there."""
    return said("I am being restarted. Your question is kept; the answer follows here.")


def failure(reference: str) -> Message:
    """Something went wrong; nothing of it is shown but a reference for the administrator."""
    words = f"Something went wrong on my side, and I could not answer. An administrator can look it up: {reference}."
    return Message(words, tuple(rich(line(emoji("warning"), text(f" {words}")))))


def unreadable(reason: str, remedy: str = "") -> Message:
    """A question that cannot be read as one; both parts are sentences of ours."""
    return said(f"{reason[:1].upper()}{reason[1:]}.{f' {remedy}' if remedy else ''}")


def thanks(verdict: str) -> str:
    """After a press of a feedback button."""
    return {
        "helpful": "Thank you: noted as helpful.",
        "wrong": "Thank you: noted as wrong. Somebody will look at it.",
        "missing": "Thank you: the missing evidence is noted.",
    }[verdict]
