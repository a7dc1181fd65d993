"""Reports: their structure, symbols and citations, and what is said of them."""
