"""What is dragged within the window, as names of data types."""

THEME_MIME = "application/x-glossator-theme"
"""The id of a theme, UTF-8."""

REPORT_MIME = "application/x-glossator-report"
"""The id of a report, UTF-8."""

PASSAGE_MIME = "application/x-glossator-passage"
"""The current selection of a page view; the data says nothing more."""

PANE_MIME = "application/x-glossator-pane"
"""The pane that is the source of the drag; the data says nothing more."""
