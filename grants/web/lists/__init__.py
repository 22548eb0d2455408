"""Lists that are narrowed, sorted, shown with chosen columns and taken along, by what their address asks for.

`asked` reads the address; `rows` does it with rows that are read already; `shown` is what the page and its file need.
A list of so many rows that a database has to do it reads the same address in queries of its own.
"""
