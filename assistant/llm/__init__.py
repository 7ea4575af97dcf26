"""Answers in a language model's words, each sentence checked against the words it cites before it is shown."""
