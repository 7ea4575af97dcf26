from pathlib import Path

from vouch.cli.reference import reference


def test_the_written_reference_is_that_of_the_program() -> None:
    assert (Path(__file__).parents[2] / "docs" / "cli.md").read_text("utf-8") == reference(), "run `make docs`"
