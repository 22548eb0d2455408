"""A page asks the database as often for sixty rows as for three.

Seen elsewhere: a list of proposals ran 2,400 statements.
"""
