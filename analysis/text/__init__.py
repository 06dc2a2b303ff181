"""Words, sentences, and how they are found again."""
