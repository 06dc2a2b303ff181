"""The whole book as one file: a PDF and an e-book, made from its built pages."""
