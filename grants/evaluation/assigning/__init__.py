"""Who of the committee scores which application, where the rules assign a number of members to each."""
