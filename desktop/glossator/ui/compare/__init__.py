"""Themes by reports as a table, over time as a plot, and the passages behind each figure."""
