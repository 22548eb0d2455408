"""The record-keeping numbers of decisions, letters and minutes: each given once, in a row, by a format."""
