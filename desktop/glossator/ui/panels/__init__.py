"""The panels beside the pages: themes, reports, contents, passages."""
