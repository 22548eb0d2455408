"""The awards stage: ranking, ties, decisions, letters, public results."""
