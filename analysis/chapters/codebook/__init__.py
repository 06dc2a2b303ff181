"""The codebook: every table, column and code, as the schema and the vocabularies describe them."""
