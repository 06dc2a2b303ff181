"""The chapter on how the ladder works: its rows, its sentences and its charts."""
