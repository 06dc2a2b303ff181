"""The chapter on contested facts: its rows, its sentences and its charts."""
