"""What is made of applications to be read or kept: the copy, its text for a message, the register, the record."""
