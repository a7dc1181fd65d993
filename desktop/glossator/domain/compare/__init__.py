"""Passages counted: themes by reports, over time, and against each other."""
