"""The written procedure: members answer by a link within a date, beside sittings or in their place."""
