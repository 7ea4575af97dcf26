"""The Northern Benefits Agency of Valdria: an invented organisation."""
