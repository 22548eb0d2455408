"""The case file: everything there is about one application, in one archive, as a court or an auditor asks for it.

`documents` writes what has no file yet, `packing` puts it together with what has one.
"""
