"""The report on an awarded project: remind those who owe it, as the rules say when it is due."""
