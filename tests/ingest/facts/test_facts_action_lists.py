"""Lists of tasks as people write them: a name, a dash and the task with its day; mails; columns with other names."""

from __future__ import annotations

from tests.support.made_up import Row, hold

_HEAD = "# Carrier review meeting, 12 June 2031\n\nPresent: Ewa Nowak (EN), Finn Holt (FH), Gita Rao (GR)\n\n"
_NO: list[Row] = []


def test_a_piece_with_what_is_to_be_done_is_not_its_day() -> None:
    words = (
        "Next steps:\n- Finn – collect the photos by 20 June 2031\n- Gita – tell the carrier\n- Ewa -> mend the form\n"
    )
    wanted: list[Row] = [
        {"owner": "Finn", "text": "~collect the photos", "due": "2031-06-20"},
        {"owner": "Gita", "text": "tell the carrier", "due": ""},
        {"owner": "Ewa", "text": "mend the form"},
    ]
    hold(_HEAD + words, "co/minutes.md", {"action": wanted})


def test_the_number_of_a_list_is_no_part_of_a_name() -> None:
    words = "Carrier review meeting 12 June 2031\n\nPresent: Ewa Nowak (EN), Finn Holt (FH)\n\nACTION POINTS\n1. EN - order the labels - 20 June 2031\n2. FH/EN - write to the port - done\n"
    wanted: list[Row] = [
        {"owner": "EN", "text": "order the labels", "due": "2031-06-20"},
        {"owner": "FH/EN", "text": "~write to the port", "status": "done"},
    ]
    hold(words, "co/notes.txt", {"action": wanted})


def test_who_has_agreed_to_do_something_is_to_do_it() -> None:
    words = "Gita has agreed to draft a note for the drivers. Finn would let the lender know.\n"
    hold(_HEAD + words, "co/minutes.md", {"action": [{"owner": "Gita", "text": "~draft a note"}]})


def test_a_mail_lists_tasks_below_its_own_words_for_them() -> None:
    mail = (
        "From: Olga Brandt <olga@pier.example>\nTo: Ken Fry <ken@pier.example>, Lea Noor <lea@pier.example>\n"
        "Date: Wed, 4 Jun 2031 10:00:00 +0000\nSubject: This morning\n\nHi both,\n\n{label}\n\n"
        "1. Draft the visitor notice (Ken, by 11 June 2031)\n2. Check the alarm contract (Lea)\n3. I will update the plan.\n\nBest,\nOlga Brandt\n"
    )
    wanted: list[Row] = [
        {"owner": "Ken", "text": "~Draft the visitor notice", "due": "2031-06-11"},
        {"owner": "Lea", "text": "~alarm contract", "due": ""},
        {"owner": "Olga Brandt", "text": "~update the plan"},
    ]
    hold(mail.format(label="action items from today:"), "mail/today.eml", {"action": wanted})
    hold(mail.format(label="some ideas for the summer:"), "mail/today.eml", {"action": _NO})


def test_columns_that_say_action_and_day_in_other_words() -> None:
    table = (
        "| Date raised | Issue | Action required | Action by | Completion date |\n|---|---|---|---|---|\n"
        "| 2031-03-18 | Ladder bent | Scrap the ladder | Finn Holt | 1 July 2031 |\n\n"
        "| Item | Discussion / recommendation | Action by / date |\n|---|---|---|\n| Dock | Repaint the lines | Gita Rao / 1 October 2031 |\n"
    )
    wanted: list[Row] = [
        {"owner": "Finn Holt", "text": "Scrap the ladder", "due": "2031-07-01"},
        {"owner": "Gita Rao", "text": "Repaint the lines", "due": "2031-10-01"},
    ]
    hold(_HEAD + table, "safety/minutes.md", {"action": wanted})


def test_a_list_may_call_itself_a_list_of_actions_of_somebody() -> None:
    table = (
        "| No | Action | Officer responsible | Timescale | Status |\n|---|---|---|---|---|\n"
        "| 1 | Replace the switches | Hanna Weiss | 31 March 2031 | In progress |\n"
    )
    wanted: list[Row] = [{"owner": "Hanna Weiss", "due": "2031-03-31", "status": "In progress"}]
    hold(f"# Outstanding actions: steering group\n\n{table}", "logs/list.md", {"action": wanted})
    hold(f"# Corrective actions: steering group\n\n{table}", "logs/list.md", {"action": _NO})


def test_a_task_with_labels_in_its_own_line() -> None:
    words = "## Actions\n\n- [x] Write the guide — Owner: Gita — Due: 2031-07-12\n- [ ] Count the crates — Owner: Finn — Due: 2031-07-19\n"
    wanted: list[Row] = [
        {"owner": "Gita", "text": "Write the guide", "due": "2031-07-12", "status": "done"},
        {"owner": "Finn", "text": "Count the crates", "due": "2031-07-19", "status": "open"},
    ]
    hold(_HEAD + words, "co/minutes.md", {"action": wanted})


def test_several_tasks_behind_one_label() -> None:
    words = "Actions arising: Gita to write the guide; Finn to ask the bank.\n\nTo be actioned by Ewa: mend the form.\n"
    wanted: list[Row] = [
        {"owner": "Gita", "text": "Gita to write the guide"},
        {"owner": "Finn", "text": "Finn to ask the bank"},
        {"owner": "Ewa", "text": "mend the form"},
    ]
    hold(_HEAD + words, "co/minutes.md", {"action": wanted})


def test_the_day_may_stand_behind_a_word_of_its_own() -> None:
    words = "**AP1** Gita to write the guide. **By:** 12 July 2031\n"
    hold(_HEAD + words, "co/minutes.md", {"action": [{"number": "AP1", "owner": "Gita", "due": "2031-07-12"}]})
