"""What single chapters of the book need and no other chapter does: a folder for each."""
