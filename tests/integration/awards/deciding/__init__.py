"""Tests of the ways in which a decision comes about."""
