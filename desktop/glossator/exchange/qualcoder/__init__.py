"""Projects of QualCoder."""
