"""The chapter on the repertoire and the kinds of charge: its rows, its sentences and its charts."""
