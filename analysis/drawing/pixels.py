"""Places marks by pixels, for drawings whose heights and widths stand for no quantity."""

import altair as alt


def x(field: str, width: float) -> alt.X:
    """Return an encoding that reads a column as pixels from the left of a drawing."""
    return alt.X(f"{field}:Q", axis=None, scale=alt.Scale(domain=[0, width], nice=False))


def y(field: str, height: float) -> alt.Y:
    """Return an encoding that reads a column as pixels from the top of a drawing."""
    return alt.Y(f"{field}:Q", axis=None, scale=alt.Scale(domain=[height, 0], nice=False))


def paint(field: str = "paint") -> alt.Color:
    """Return an encoding that reads a column as the colour itself."""
    return alt.Color(f"{field}:N", scale=None)
