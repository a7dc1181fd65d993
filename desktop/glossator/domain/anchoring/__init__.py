"""Passages that find their text again, in the same file or in a new edition."""
