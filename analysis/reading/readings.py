"""The two readings of the evidence: the five documents alone, and these with follow-up."""

import pandas as pd

CORPUS, BOTH = "corpus", "corpus_and_follow_up"  # codes of vocabulary `evidence`
READINGS = {CORPUS: "The five texts", BOTH: "With follow-up"}


def of_reading(claims: pd.DataFrame, evidence: str) -> pd.DataFrame:
    """Return the claims that count in a reading."""
    layers = ["corpus"] if evidence == CORPUS else ["corpus", "follow_up"]
    return claims[claims["layer"].isin(layers)]
