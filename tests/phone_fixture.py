"""How wide a chart on a phone is at the least."""

import re

TEXT_AT_360 = 328  # px: the text of a page 360 px wide


def lowest_widths(html: str) -> list[int]:
    """The least width of each drawing in a figure, in px; a narrower place makes it scroll."""
    return [int(width) for width in re.findall(r"--lowest-width:(\d+)px", html)]
