"""Glossator: a desktop reading room for long reports."""

__version__ = "0.1.0"
