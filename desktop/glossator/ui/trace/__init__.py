"""Passages that recur over the years, sections held against each other, and who is named."""

FAMILIES, SECTIONS, MENTIONS = range(3)
"""The pages of the trace view."""
