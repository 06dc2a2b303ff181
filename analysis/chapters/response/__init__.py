"""The chapter on measures and responses: its rows, its sentences and its charts."""
