"""Where pages, their pictures and what is on them stand."""
