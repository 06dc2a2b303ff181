"""The colophon: what the book was made with, from which data, by whom, and how to cite it."""
