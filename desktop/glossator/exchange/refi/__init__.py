"""REFI-QDA, the exchange format of the programs for qualitative analysis."""
