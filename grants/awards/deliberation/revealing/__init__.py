"""What may be told to an applicant, and the words in it that would reveal who evaluated."""
