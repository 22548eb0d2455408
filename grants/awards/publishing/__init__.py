"""When the results become public, and what everybody then reads."""
