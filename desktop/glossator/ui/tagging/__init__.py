"""Tagging a passage: the small box with the themes, the digits, the drop."""
