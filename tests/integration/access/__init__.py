"""Every endpoint asked for real, by everybody there is."""
