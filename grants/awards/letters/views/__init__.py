"""The pages of letters, and the blueprint they share."""
