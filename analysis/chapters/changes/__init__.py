"""The page of changes: what was corrected in the data, from the log."""
