"""How the outbox stands, for operators: on a page of administrators and on the command line."""
