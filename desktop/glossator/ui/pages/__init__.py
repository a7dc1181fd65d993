"""The pages of one report: painted, scrolled, selected in, read aloud."""
