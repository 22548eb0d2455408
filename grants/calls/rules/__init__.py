"""The rules of a call: a typed document, what must hold in it, and how it is read, written and compared."""
