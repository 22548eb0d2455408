"""What letters say: the words of the service for every kind of letter, which an official may put in their own."""
