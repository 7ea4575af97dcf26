"""The one place that imports Slack's libraries. Their types and exceptions stay here."""
