"""The evaluation stage: administrative checks, the committee, conflicts of interest, score sheets."""
