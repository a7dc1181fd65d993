"""Widgets: they place, paint and forward, and decide nothing."""
