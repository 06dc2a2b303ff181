"""Charts, tables and figures as parts of a page."""
