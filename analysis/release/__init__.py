"""The derived tables, as rows and as bytes."""
