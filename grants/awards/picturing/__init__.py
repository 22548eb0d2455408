"""Pictures of one call for its officials, from twenty applications on: nothing in them decides."""
