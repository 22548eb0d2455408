"""Batches: one message to many, looked at before it goes; the request writes one row, the worker the messages."""
