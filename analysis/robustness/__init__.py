"""How far the sentences of the book depend on choices: each is asked under every specification."""
