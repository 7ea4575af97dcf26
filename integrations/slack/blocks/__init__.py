"""Messages as Block Kit: pure functions from answers and reports to blocks within Slack's limits."""
