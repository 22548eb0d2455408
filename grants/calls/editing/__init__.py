"""Editing a rules document: what of it an official writes, where that stands, and what differs between two of them.

`paths` leads to a place, `details` are the values that stand there, `parts` and `items` say which details a page edits,
`changes` adds, moves and removes; `labels` has the words. Nothing here stores anything.
"""
