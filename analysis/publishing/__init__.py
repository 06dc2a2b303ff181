"""How the book is cited and found."""
