"""Tasks of several steps: what is asked, what is done, what is said."""
