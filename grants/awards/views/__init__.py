"""The pages of the decision: the ranking, the confirmation, the letters, the public results."""
