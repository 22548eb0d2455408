"""The spreadsheet of a member: their sheets of a call to fill in without the page, read back with care.

`layout` says what stands where, `writing` makes the file, `archive` opens what comes back without trusting it,
`reading` understands it; `making`, `seals` and `words` tie these to a call and to the reader's language.
"""
