"""Applicants see who evaluates, and may object to a member with a reason, where the rules let them."""
