"""How a call is decided, in the words of its own rules, for everybody."""
