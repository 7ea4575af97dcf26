from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.ask import Assistant, Question
from assistant.retrieve import Retriever
from assistant.summaries import summary
from assistant.understand import understand
from assistant.verify import verify
from evidence.embedders import MiniLM
from evidence.view import View
from tests.support.noted import Note, note, noted, shelf

TODAY = date(2025, 9, 30)
SPRING = [
    "Minutes of the Weir Board, 4 March 2025",
    "Present: Ada Holm (chair), Bo Lind, Cy Marsh and Dora Penn.",
    "The minutes of the meeting of 2 December were agreed without change.",
    "The board approved a second patrol boat at a cost of 41,000 crowns.",
    "Bo Lind said that the ducks on the north bank look well fed this spring.",
    "The auditor found one nonconformity: nobody tests the flood alarm at night.",
    "Cy Marsh will write a procedure for testing the flood alarm by 1 May.",
    "The chair thanked Dora Penn for the sandwiches and the strong coffee.",
    "A camera that counts salmon with machine learning was refused, as nobody could say who answers for it.",
]
AUTUMN = [
    "Minutes of the Weir Board, 2 September 2025",
    "The board noted that the second patrol boat was delivered in July.",
    "It decided to keep the weir shut until the eels have passed.",
    "Dora Penn asked for a new kettle for the lock house this winter.",
]
COMMITTEE = [
    "Minutes of the Weir Board Safety Committee, 20 September 2025",
    "The committee decided that rowers must wear a whistle after dark.",
    "It asked the keeper to count the whistles twice in a year.",
]
POLICY = [
    "Camera Policy",
    "Owner: Cy Marsh, keeper of the weir",
    "Cameras on the river must never film the towpath or the houses behind it.",
    "Pictures are deleted after nine days unless the police ask for them.",
    "The keeper answers for every camera and lists it before it is switched on.",
    "A camera that learns is tried for a month on the far bank first.",
]
MAIL = ["Camera policy", "The camera policy is out, says Cy, and please could everybody read it before Friday."]


def _meeting(words: str, body: str, held: str) -> Note:
    return note("meeting", words, body=body, title=words, state="held", held=held)


@pytest.fixture(name="view", scope="module")
def _view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[View]:
    spring = [
        _meeting(SPRING[0], "Weir Board", "2025-03-04"),
        note("decision", SPRING[3], text=SPRING[3], body="Weir Board", outcome="approved", held="2025-03-04"),
        note("finding", SPRING[5], text="nobody tests the flood alarm at night"),
    ]
    with shelf(
        tmp_path_factory.mktemp("summed"),
        noted("minutes/board march.md", SPRING[0], SPRING[1:] + SPRING[:1], spring),
        noted("minutes/board sept.md", AUTUMN[0], AUTUMN, [_meeting(AUTUMN[0], "Weir Board", "2025-09-02")]),
        noted(
            "minutes/safety.md", COMMITTEE[0], COMMITTEE,
            [_meeting(COMMITTEE[0], "Weir Board Safety Committee", "2025-09-20")],
        ),
        noted("policies/cameras.md", "Camera Policy", POLICY, []),
        noted("mail/cameras.eml", "Camera policy", MAIL, []),
    ) as view:  # fmt: skip
        yield view


def _summed(view: View, question: str) -> Answer | None:
    return summary(understand(question), view, TODAY, MiniLM())


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the board meeting of 4 March 2025.",
        "tldr of the weir board in march 2025",
        "Give me the March 2025 board in a few lines",
        "what are the main points of the board of 4 March 2025",
    ],
)
def test_a_meeting_is_summed_up_in_its_own_words(view: View, question: str) -> None:
    answer = _summed(view, question)
    assert answer is not None
    assert {claim.citations[0].doc_id for claim in answer.claims} == {"minutes/board march.md"}
    assert [claim.citations[0].start for claim in answer.claims] == sorted(c.citations[0].start for c in answer.claims)
    assert all(verify(claim, view) for claim in answer.claims)
    told = answer.text
    assert SPRING[3] in told
    assert SPRING[5] in told
    assert SPRING[1] not in told
    assert SPRING[2] not in told
    assert answer.interpretation.kind == "summary"


def test_the_newest_of_a_body_is_meant_where_no_day_is_named(view: View) -> None:
    answer = _summed(view, "quick recap of the last board meeting")
    assert answer is not None
    assert answer.claims[0].citations[0].doc_id == "minutes/board sept.md"


def test_one_subject_of_a_paper_leaves_out_the_others(view: View) -> None:
    answer = _summed(view, "Summarise the board meeting of 4 March 2025 on the flood alarm")
    assert answer is not None
    assert SPRING[5] in answer.text
    assert SPRING[7] not in answer.text


def test_a_policy_is_meant_and_not_the_message_about_it(view: View) -> None:
    answer = _summed(view, "sum up the camera policy please")
    assert answer is not None
    assert {claim.citations[0].doc_id for claim in answer.claims} == {"policies/cameras.md"}
    assert POLICY[1] not in answer.text
    mail = _summed(view, "sum up the mail on the camera policy")
    assert mail is not None
    assert mail.claims[0].citations[0].doc_id == "mail/cameras.eml"


@pytest.mark.parametrize(
    "question",
    [
        "Summarise the board meeting of 5 May 2025.",
        "Summarise the harbour tariff.",
        "In short, who owns the camera policy?",
        "Give me an overview of our suppliers",
        "Summarise how the camera trial went",
        "What does the camera policy say about houses?",
        "Summarise",
    ],
)
def test_what_is_no_paper_or_no_summary_is_left_to_others(view: View, question: str) -> None:
    assert _summed(view, question) is None


def test_what_its_reader_may_not_see_is_not_summed_up(tmp_path: Path) -> None:
    with shelf(tmp_path, noted("policies/cameras.md", "Camera Policy", POLICY, []), groups=("nobody",)) as view:
        assert _summed(view, "Summarise the camera policy") is None


def test_the_assistant_answers_so(view: View) -> None:
    answer = Assistant(MiniLM(), Retriever()).ask(view, Question("Summarise the camera policy"), TODAY)
    assert answer.status == "answered"
    assert answer.text.startswith("From Camera Policy, in its own words (")
    assert POLICY[3] in answer.text
