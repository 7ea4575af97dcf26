"""Labelling as a conversation: lines in, screens out; no terminal needed.

``Labelling`` asks for a question, shows excerpts of the documents, takes the numbers of those that answer it, then the
answer and its facts, and shows the row before it is saved. What is typed at each step is in ``docs/labelling.md``.
A saved row has passed ``load_set``; a quote is always words of the document, never what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from evals.label_desk import Desk, Excerpt
from evals.label_fields import FIELDS, Mistake, set_field
from evals.label_file import LabelFile, Row
from evals.label_screens import (
    ASKS,
    HELP,
    Line,
    Screen,
    Step,
    Style,
    guess_kind,
    notes_on,
    same_fact,
    show_entry,
    show_line,
    show_place,
    show_row,
)
from evidence.errors import VouchError

_PASSAGES = 5  # shown at a time
_LISTED = 15
_TELLING = 20  # characters from which the same words elsewhere are no accident
_NUMBERS = re.compile(r"\d+(?:\s*-\s*\d+)?(?:[\s,]+\d+(?:\s*-\s*\d+)?)*[\s,]*")
_HELP_ELSE = ("Enter leaves it empty; `cancel` gives the question up.",)
_RANGE = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")


@dataclass(slots=True)
class _Draft:
    """The row in hand, the id of the row that it will stand for, and what is on the table."""

    row: Row
    replaces: str | None = None
    query: str = ""
    k: int = _PASSAGES
    shown: list[Excerpt] = field(default_factory=list)
    places: list[Excerpt] = field(default_factory=list)


class Labelling:
    """One session over one file of labels. ``enter`` never raises for what a person types."""

    def __init__(self, file: LabelFile, desk: Desk) -> None:
        """``file`` is where rows go; ``desk`` where evidence is looked up."""
        self._file, self._desk = file, desk
        self._step: Step = "question"
        self._draft: _Draft | None = None
        self._out: list[Line] = []
        self._done = False
        self._helped: set[Step] = set()
        self._steps: Mapping[Step, Callable[[str], None]] = {
            "question": self._on_question,
            "marks": self._on_marks,
            "place": self._on_place,
            "answer": self._on_answer,
            "facts": self._on_facts,
            "review": self._on_review,
            "sure": self._on_sure,
        }

    def start(self) -> Screen:
        """The first screen; goes on with the row that an earlier session left unfinished."""
        self._say(f"{len(self._file.rows)} labelled questions in {self._file.path}.", "title")
        left = self._file.draft()
        if left is not None:
            self._draft = _Draft({"answerable": True, "gold": [], **left["row"]}, left.get("replaces"))
            self._say("An unfinished question was kept; here it is.", "note")
            self._review()
        else:
            self._help("question")
        return self._screen()

    def enter(self, text: str) -> Screen:
        """The screen after ``text`` was typed."""
        text = text.strip()
        try:
            if text in ("help", "?"):
                self._helped.discard(self._step)
                self._help(self._step)
            elif text == "cancel":
                self._forget("Nothing was changed.")
            else:
                self._steps[self._step](text)
            if self._draft is not None:
                self._file.keep_draft({"row": self._draft.row, "replaces": self._draft.replaces})
        except Mistake as mistake:
            self._say(str(mistake), "error")
        except VouchError as error:
            self._say(f"{error}", "error")
            if error.remedy:
                self._say(error.remedy, "dim")
        return self._screen()

    def leave(self) -> Screen:
        """The last screen; a question in hand is kept for the next session."""
        self._done = True
        if self._draft is not None:
            self._say("The question in hand is kept; it comes back next time.", "note")
        return self._screen()

    # Steps -----------------------------------------------------------------------------------

    def _on_question(self, text: str) -> None:
        command, _, rest = text.partition(" ")
        if not text.startswith("/"):
            self._begin(text)
        elif command == "/list":
            for row in self._file.rows[-_LISTED:]:
                self._say(f"{row['id']}  {row['question']}" + ("" if row["answerable"] else "  (not answerable)"))
        elif command == "/edit":
            self._edit(rest.strip())
        elif command == "/undo":
            self._say(f"Take out: {self._last()['id']}  {self._last()['question']}", "note")
            self._step = "sure"
        elif command == "/quit":
            self._done = True
        else:
            raise Mistake(f"{command} is no command here; `help` lists them.")

    def _begin(self, question: str) -> None:
        if not any(character.isalnum() for character in question):
            raise Mistake("Type a question, or /quit.")
        if any(str(row["question"]).casefold() == question.casefold() for row in self._file.rows):
            self._say("The same question stands already; go on if its asker or date differs.", "note")
        row: Row = {"id": self._file.next_id(), "question": question, "answerable": True, "gold": [], "also": []}
        self._draft = _Draft(row, query=question)
        self._step = "marks"
        self._search(question)
        self._help("marks")

    def _edit(self, identity: str) -> None:
        row = self._file.row(identity) if identity else self._last()
        if row is None:
            raise Mistake(f"There is no question {identity}.")
        self._draft = _Draft({"gold": [], "also": [], **row, "id": str(row["id"])}, str(row["id"]))
        self._review()

    def _on_sure(self, text: str) -> None:
        self._step = "question"
        if text.casefold() not in ("y", "yes"):
            self._say("It stays.")
            return
        identity = str(self._last()["id"])
        self._file.remove(identity)
        self._say(f"{identity} was taken out.", "note")

    def _on_marks(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        if not text:
            self._marked()
        elif _NUMBERS.fullmatch(text):
            for excerpt in self._chosen(text):
                self._mark(excerpt)
        elif text.startswith("/"):
            self._draft_now().k = _PASSAGES
            self._search(text[1:].strip())
        elif word in ("q", "open", "file", "also", "drop") and rest.strip():
            self._marking()[word](rest.strip())
        elif text == "more":
            self._draft_now().k += _PASSAGES
            self._search(self._draft_now().query)
        elif text == "none":
            self._unanswerable()
        else:
            raise Mistake("Type numbers, /words to search again, or `help`.")

    def _marking(self) -> Mapping[str, Callable[[str], None]]:
        return {"q": self._quote, "open": self._open, "file": self._whole, "also": self._also, "drop": self._drop}

    def _marked(self) -> None:
        if not self._row()["gold"]:
            raise Mistake("Nothing is marked yet; `none` if the documents do not answer it.")
        self._row()["answerable"] = True
        if self._row().get("kind") in ("unanswerable", "restricted"):
            del self._row()["kind"]
        if self._draft_now().replaces is not None or "answer" in self._row():
            self._review()
        else:
            self._step = "answer"

    def _unanswerable(self) -> None:
        row = self._row()
        kind = row.get("kind") if row.get("kind") in ("restricted", "injected") else "unanswerable"
        row.update(answerable=False, gold=[], kind=kind)
        for key in ("answer", "answer_facts"):
            row.pop(key, None)
        self._say("Not answerable: the right reply is a refusal.", "note")
        self._review()

    def _on_place(self, text: str) -> None:
        places = self._draft_now().places
        if text and not (text.isdecimal() and 1 <= int(text) <= len(places)):
            raise Mistake(f"Type a number from 1 to {len(places)}, or Enter for none of them.")
        self._step = "marks"
        if text:
            self._mark(places[int(text) - 1])

    def _on_answer(self, text: str) -> None:
        self._row()["answer"] = text
        self._step = "facts"

    def _on_facts(self, text: str) -> None:
        self._set("facts", text)
        self._review()

    def _on_review(self, text: str) -> None:
        word, _, rest = text.partition(" ")
        if not text:
            self._save()
        elif word == "marks":
            self._step = "marks"
            self._search(rest.strip() or str(self._row()["question"]))
        elif word == "none":
            self._unanswerable()
        elif word in FIELDS:
            self._set(word, rest.strip())
            self._review()
        else:
            raise Mistake(f"{word} is nothing that can be set; `help` lists what can.")

    def _save(self) -> None:
        draft = self._draft_now()
        self._file.save(draft.row, draft.replaces)
        self._forget(f"Saved {draft.row['id']} ({len(self._file.rows)} questions).")

    # Searching and marking -------------------------------------------------------------------

    def _search(self, words: str) -> None:
        draft = self._draft_now()
        found = list(self._desk.search(words, draft.k))
        draft.query, draft.shown = words, found
        if not found:
            self._say("Nothing was found.", "note")
        heading = None
        for number, excerpt in enumerate(found, 1):
            if (excerpt.doc_id, excerpt.passage) != heading:
                self._say(show_place(excerpt), "title")
                heading = (excerpt.doc_id, excerpt.passage)
            self._say(f"{number:>4}  {show_line(excerpt.text)}", "marked" if self._is_marked(excerpt) else "")

    def _chosen(self, text: str) -> list[Excerpt]:
        """The excerpts that numbers and ranges name; a range within one passage is one excerpt."""
        chosen: list[Excerpt] = []
        for match in _RANGE.finditer(text):
            first, last = int(match[1]), int(match[2] or match[1])
            if last < first:
                raise Mistake(f"{match[0]} runs backwards.")
            self._excerpt(last)
            run = [self._excerpt(number) for number in range(first, last + 1)]
            for passage in dict.fromkeys((each.doc_id, each.passage) for each in run):
                own = [each for each in run if (each.doc_id, each.passage) == passage]
                chosen.append(self._desk.stretch(own[0], own[-1]))
        return chosen

    def _excerpt(self, number: int) -> Excerpt:
        shown = self._draft_now().shown
        if not 1 <= number <= len(shown):
            raise Mistake(f"There is no {number}; the numbers go from 1 to {len(shown)}.")
        return shown[number - 1]

    def _one(self, text: str) -> Excerpt:
        if not text.isdecimal():
            raise Mistake("Type one number.")
        return self._excerpt(int(text))

    def _mark(self, excerpt: Excerpt) -> None:
        entry: dict[str, Any] = {"doc_id": excerpt.doc_id, "quote": excerpt.text}
        if excerpt.page is not None:
            entry["page"] = excerpt.page
        if entry in self._row()["gold"]:
            self._say("That is marked already.", "note")
            return
        self._row()["gold"].append(entry)
        self._say(f"Mark {len(self._row()['gold'])}: {show_entry(entry)}", "marked")
        times = self._desk.count(excerpt)
        if times > 1:
            self._say(f"These words stand {times} times there, and any of them will count as right.", "note")
            self._say("If only one is, mark more words around it.", "dim")
        if len(excerpt.text) >= _TELLING:
            for other in self._desk.find(excerpt.text, ()):
                if other.doc_id not in {gold["doc_id"] for gold in self._row()["gold"]}:
                    self._say(
                        f"The same words stand in {other.doc_id}: mark it too, or `also`, if it may be cited.", "note"
                    )

    def _whole(self, text: str) -> None:
        entry = {"doc_id": self._one(text).doc_id}
        self._row()["gold"].append(entry)
        self._say(f"Mark {len(self._row()['gold'])}: {show_entry(entry)}", "marked")

    def _also(self, text: str) -> None:
        entry = {"doc_id": self._one(text).doc_id}
        if entry not in self._row().setdefault("also", []):
            self._row()["also"].append(entry)
        self._say(f"May be cited too: {entry['doc_id']}", "marked")

    def _drop(self, text: str) -> None:
        gold = self._row()["gold"]
        if not (text.isdecimal() and 1 <= int(text) <= len(gold)):
            raise Mistake(f"There are {len(gold)} marks.")
        self._say(f"Taken back: {show_entry(gold.pop(int(text) - 1))}", "note")
        for number, entry in enumerate(gold, 1):
            self._say(f"Mark {number}: {show_entry(entry)}", "marked")

    def _open(self, text: str) -> None:
        excerpt = self._one(text)
        before, after = self._desk.around(excerpt)
        self._say(show_place(excerpt), "title")
        parts: tuple[tuple[str, Style], ...] = ((before, "dim"), (excerpt.text, "marked"), (after, "dim"))
        for part, style in parts:
            for line in part.strip("\n").split("\n"):
                self._say(line, style)

    def _quote(self, words: str) -> None:
        """The person's own choice of words; the mark is made of the document's characters."""
        draft = self._draft_now()
        near = list(dict.fromkeys(excerpt.doc_id for excerpt in draft.shown))
        draft.places = list(self._desk.find(words, near))
        if not draft.places:
            raise Mistake("These words stand in no document. Copy them from `open`, or search with /words.")
        if len(draft.places) == 1:
            self._mark(draft.places[0])
            return
        self._say("They stand in several documents:", "title")
        for number, place in enumerate(draft.places, 1):
            self._say(f"{number:>4}  {show_place(place)}")
        self._step = "place"

    def _is_marked(self, excerpt: Excerpt) -> bool:
        return any(
            entry["doc_id"] == excerpt.doc_id and excerpt.text in str(entry.get("quote") or "")
            for entry in self._row()["gold"]
        )

    # Showing ---------------------------------------------------------------------------------

    def _review(self) -> None:
        row = self._row()
        self._step = "review"
        self._suggest(row)
        self._say("This will be saved:", "title")
        self._out += show_row(row)
        for note in notes_on(row, self._file.rows):
            self._say(note, "note")
        for entry in [*row["gold"], *(row.get("also") or ())]:
            if not self._desk.knows(str(entry["doc_id"])):
                self._say(f"There is no document {entry['doc_id']} any more.", "error")
        self._help("review")

    def _suggest(self, row: Row) -> None:
        """Fill in kind and split where they can be told from the question and from rows about the same words."""
        if not row.get("kind"):
            row["kind"] = guess_kind(str(row["question"])) if row["answerable"] else "unanswerable"
        if not row.get("split"):
            parent = self._file.row(str(row.get("follow_up_of") or "")) or {}
            related = [other for other in self._file.rows if str(other["id"]) != row["id"] and same_fact(other, row)]
            splits = [str(other["split"]) for other in [parent, *related] if other.get("split")]
            self._set("split", splits[0] if splits else "")

    def _set(self, name: str, text: str) -> None:
        note = set_field(self._row(), name, text, {str(row["id"]) for row in self._file.rows})
        if note:
            self._say(note, "note")

    def _help(self, step: Step) -> None:
        """What can be typed at ``step``: once a session, and when it is asked for."""
        if step not in self._helped:
            self._helped.add(step)
            for line in HELP.get(step, _HELP_ELSE):
                self._say(line, "dim")

    def _say(self, text: str, style: Style = "") -> None:
        self._out.append(Line(text, style))

    def _screen(self) -> Screen:
        lines, self._out = tuple(self._out), []
        return Screen(lines, ASKS[self._step], self._done)

    # The row in hand -------------------------------------------------------------------------

    def _draft_now(self) -> _Draft:
        if self._draft is None:
            raise Mistake("There is no question in hand.")
        return self._draft

    def _row(self) -> Row:
        return self._draft_now().row

    def _last(self) -> Row:
        rows = self._file.rows
        if not rows:
            raise Mistake("There is no row yet.")
        return rows[-1]

    def _forget(self, why: str) -> None:
        self._file.keep_draft(None)
        self._draft, self._step = None, "question"
        self._say(why, "note")
