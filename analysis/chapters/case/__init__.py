"""The chapters on the cases: one template, filled from the rows of each case."""
