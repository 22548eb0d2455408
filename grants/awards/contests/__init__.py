"""Complaints: what is said against a decision, until it stands or is made anew. `connecting` connects the pages."""
