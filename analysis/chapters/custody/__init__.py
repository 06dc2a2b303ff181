"""The chapter on custody and lead times: its rows, its sentences and its charts."""
