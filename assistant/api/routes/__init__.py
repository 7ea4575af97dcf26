"""The routes of ``/api/v1``: a file a subject, each with a ``router``."""
