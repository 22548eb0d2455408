"""Messages in the words of officials: which can be, what can stand in them, and the words in force."""
