"""The correlators: each ``correlate(context)`` yields findings of one field."""
