"""Deciding: every way in which a decision on an application comes about, and the one place that stores it."""
