"""Qt models of a workspace: exact row signals from edit sets, no widgets."""
