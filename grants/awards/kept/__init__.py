"""What a ranking came to, kept under a digest of everything it was made of, so that a page need not rank again."""
