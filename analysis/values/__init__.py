"""What a cell means: a date, a quantity, a coding."""
