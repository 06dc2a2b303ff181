"""Measures what pages of the book cost a reader: bytes, requests and time."""
