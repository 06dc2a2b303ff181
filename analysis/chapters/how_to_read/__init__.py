"""How to read the book: its signs, its numbers, its layers, and the way to the evidence."""
