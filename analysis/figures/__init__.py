"""What a reader takes from a figure: its data, a picture of it, its metadata, its citation."""
