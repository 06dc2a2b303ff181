"""What everything stands on: places, problems, files, the schema and its tables."""
