"""What only the chapter on the documents needs: what of each text was coded, and what was left."""
