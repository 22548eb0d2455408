"""The form engine: questions from the rules, answers as typed, answers as understood. Pure: no Flask, no database."""
