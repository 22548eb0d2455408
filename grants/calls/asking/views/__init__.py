"""The pages of questions and of following."""
