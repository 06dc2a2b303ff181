"""The chapter on who speaks: its rows, its sentences and its charts."""
