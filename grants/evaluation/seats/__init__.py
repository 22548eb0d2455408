"""Taking a seat in a committee: its holder signs what every member promises, or declines it with a reason."""
