"""What recurs in the reports: passages, families of them, and who is named."""
