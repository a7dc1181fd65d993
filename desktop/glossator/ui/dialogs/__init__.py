"""Dialogs: they ask, and decide nothing."""
