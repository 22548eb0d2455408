"""Tests of who scores what, computed."""
