"""Tests of who scores what, where the rules assign."""
