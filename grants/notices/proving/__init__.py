"""Proving what was sent: messages of a call found again, with every try and the journal behind them, and printed."""
