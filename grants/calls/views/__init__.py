"""The pages of calls: what everybody reads, and what officials do."""
