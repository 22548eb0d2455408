"""Applications to be read away from the screen: one PDF, or one ZIP with a folder for each.

Both are made while they are handed out, of what the reader may read at that moment; nothing is kept of them. `zipping`
packs without knowing what, `reading` says what a reader may take along, `packing` makes files of it.
"""
