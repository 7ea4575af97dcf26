"""500 events from Slack in ten seconds, 30 % of them repetitions, out of order, across ``kill -9`` and a restart.

Each question must be answered once. The real slack-bolt over Socket Mode, against the tests' local Slack.

python -m benchmarks.slack_storm [--events 500] [--seconds 10] [--kills 0.3 0.7]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.support.slack_app import local_slack
from tests.support.slack_storm import Storm, weather


def main() -> int:
    """Print what came of it; the exit status tells whether each question was answered once."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--events", type=int, default=500)
    parser.add_argument("--seconds", type=float, default=10.0)
    parser.add_argument("--kills", type=float, nargs="*", default=[0.3, 0.7], help="shares of the events sent by then")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home, local_slack() as slack:
        slack.retries = 10
        storm = Storm(events=given.events, seconds=given.seconds, kills=tuple(given.kills))
        outcome = weather(slack, Path(home), storm)
    times = outcome.acknowledged
    print(f"{storm.events} events in {storm.seconds:g} s, {outcome.questions} questions, {len(storm.kills)} kill -9")
    print(f"  acknowledged and not answered when killed: {', '.join(map(str, outcome.open_at_kill)) or '-'}")
    print(f"  sent again because not acknowledged: {outcome.again}")
    print(f"  seconds to acknowledge: median {times[len(times) // 2]:.3f}, longest {times[-1]:.3f}")
    print(f"  answered once {outcome.answers[1]}, never {outcome.lost}, more than once {outcome.twice}")
    return 1 if outcome.lost or outcome.twice else 0


if __name__ == "__main__":
    sys.exit(main())
