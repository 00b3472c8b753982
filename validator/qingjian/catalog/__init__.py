"""schemas/ as typed, immutable objects."""
