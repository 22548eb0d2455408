"""Extending: the last lawful day to decide on each application, and the notice that moves it."""
