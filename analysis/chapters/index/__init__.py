"""The title page: the parts of the book and where each leads."""
