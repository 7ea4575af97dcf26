"""``python -m vouch``."""

from vouch.cli.main import run

run()
