"""Paper sheets of members who use no screen, typed in by an official."""
