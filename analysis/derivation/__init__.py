"""What follows from the coding: when, in what conflict, how well founded."""
