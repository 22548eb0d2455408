"""Interests: what officials declare, which conflicts are likely, who was helped, and conflicts others report."""
