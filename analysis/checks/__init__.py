"""Everything that is demanded of the data before anything is derived."""
