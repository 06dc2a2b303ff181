"""The data as a zip to keep: put together, verified, compared with another, and never renamed."""
