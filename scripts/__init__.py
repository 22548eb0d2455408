"""Hold the steps of the Makefile's commands."""
