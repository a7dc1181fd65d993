"""Panes beside each other: each one report with its head, find bar and map."""
