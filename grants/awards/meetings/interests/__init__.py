"""Substitutes who are called in declare about each application themselves, before they come into a sitting."""
