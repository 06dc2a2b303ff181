"""The chapter on the data: what the archive holds and how to load it."""
