"""The release as a reader meets it: loaded, named, put into words."""
