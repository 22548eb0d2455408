"""What the scores of a call are worth: computed beside the ranking once its rules say so, and deciding nothing."""
