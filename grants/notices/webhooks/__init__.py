"""Webhooks as a further channel: signed, to addresses of the open network alone, with the rules of the outbox."""
