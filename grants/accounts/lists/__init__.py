"""The views of lists that people keep for themselves, whatever the list is of."""
