"""The chapter on escalation across the cases: its rows, its sentences and its charts."""
