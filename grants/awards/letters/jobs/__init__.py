"""What takes longer than a request: signed letters that came back are verified, letters to be printed are joined.

A worker does a part of a job in each transaction, so that it may be stopped anywhere and begun again; the page of the
job shows how far it has come, and can be left.
"""
