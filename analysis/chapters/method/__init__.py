"""The chapter on method: how words become claims, claims events, and events results."""
