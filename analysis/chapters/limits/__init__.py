"""The chapter on what cannot be said: its rows, its sentences and its charts."""
