"""The command line: what the window can do to a project, without Qt."""

from glossator.cli.program import main

__all__ = ["main"]
