"""The pages of deciding otherwise than the ranking, and of deciding anew."""
