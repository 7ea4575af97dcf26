"""Answers from the register of facts: who, when, yes or no, how many, which, and what is missing."""
