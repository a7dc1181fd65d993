"""The words of a report: canonical text, selecting, finding, and how wordings differ."""
