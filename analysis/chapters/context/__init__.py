"""The chapter on the national context: its rows, its sentences and its charts."""
