"""Vouch in Slack: questions in threads, direct messages and the assistant pane; answers with links to the words.

``part.SlackPart`` is the whole of it. ``bolt/`` is the only place that imports Slack's libraries.
"""
