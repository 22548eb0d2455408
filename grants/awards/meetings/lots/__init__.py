"""Drawing lots: by the service before the eyes of the sitting, or in public by RFC 3797."""
