"""The chapter on sensitivity: its rows, its sentences and its charts."""
