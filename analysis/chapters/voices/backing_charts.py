"""The charts of what stands behind measures: a word of the acting body or none, and the roots."""

import altair as alt
import pandas as pd

from analysis.chapters.voices.backing import WORDS
from analysis.drawing import theme
from analysis.drawing.lanes import TALL_ROW, broken, by_code, finished, lane_title, names, places
from analysis.reading.readings import CORPUS, READINGS

# What a measure has of the state, as a shape. A short dash is nothing.
MARKS = {"body": "square", "state": "diamond", "register": "cross"}
MARKS["none"] = "M-0.55,-0.14H0.55V0.14H-0.55Z"
LAYERS = {"corpus": "square", "follow_up": "circle"}  # the shape of a root by its layer
CASES, TARGETS = 168, 200  # px: the names of the rows
MEASURE, ROOT, NUMBERS = 15, 17, 92  # px: the most room of a mark, and a column
ABREAST, BEFORE_NUMBERS = 400, 190  # px: all measures of one case in both readings; all roots
LONGEST, LONGEST_CASE = 32, 26  # letters of a name in one line


def silence(rows: pd.DataFrame, description: str, caption: str, id: str) -> alt.HConcatChart:
    """Draw a mark for each measure, by case: whose word of the state there is on it, or none.

    ``rows`` as `backing.silence` gives them, the five documents beside both layers.
    """
    rows = rows.assign(
        place=rows.groupby(["evidence", "case"]).cumcount(),
        words=[
            f"{row.event_id}, {row.summary}: {WORDS[row.word]}"
            + (f" ({row.whose})" if row.whose else "")
            for row in rows.itertuples()
        ],
        meaning=rows["word"].map(WORDS),
        case=[broken(case, LONGEST_CASE) for case in rows["case"]],
    )
    cases = list(rows["case"].unique())
    most = rows.groupby("evidence", observed=True)["place"].max().sum() + len(READINGS)
    room = min(MEASURE, ABREAST / most)
    panels = [
        _silence_panel(
            rows[rows["evidence"] == reading], label, cases, room, shown=reading == CORPUS
        )
        for reading, label in READINGS.items()
    ]
    drawn = alt.hconcat(*panels, spacing=24).resolve_scale(shape="shared")
    return finished(drawn, description, caption, id)


def _silence_panel(
    own: pd.DataFrame, label: str, cases: list[str], room: float, shown: bool
) -> alt.Chart:
    ink = theme.colour("ink")
    last = int(own["place"].max())
    shapes = alt.Scale(domain=list(WORDS.values()), range=[MARKS[word] for word in WORDS])
    legend = alt.Legend(title=None, orient="top", columns=1, symbolFillColor=ink)
    return (
        alt.Chart(own)
        .mark_point(opacity=1, size=85 * room / MEASURE, strokeWidth=1.5, fill=ink, stroke=ink)
        .encode(
            x=places("place", last),
            y=names("case", cases, CASES, shown=shown),
            shape=alt.Shape("meaning:N", scale=shapes, legend=legend),
            href="href:N",
            description="words:N",
        )
        .properties(width=room * (last + 1), height=TALL_ROW * len(cases), title=lane_title(label))
    )


def roots(
    rows: pd.DataFrame, counts: pd.DataFrame, description: str, caption: str, id: str
) -> alt.LayerChart:
    """Draw the roots behind the measures on each target of the corpus, those of a strand on a bar.

    ``rows`` as `backing.roots` and ``counts`` as `backing.root_counts` give them. A bar is one
    witness; what stands on no bar could not be judged. Squares reach us through the five documents,
    circles through follow-up alone. The numbers are independent roots out of all.
    """
    told = counts.index[counts[(CORPUS, "roots")].notna()]
    shown = rows[rows["unit"].isin(told)]
    shown = shown.assign(
        x=shown["place"] + 0.5 * shown["group"],
        label=[broken(target, LONGEST) for target in shown["target"]],
        words=[
            f"{row.root_id}, {row.label}: read in {row.documents}, "
            + ("strand not judged" if pd.isna(row.strand) else f"strand {row.strand}")
            for row in shown.itertuples()
        ],
    )
    most = shown["x"].max()
    room = min(ROOT, BEFORE_NUMBERS / (most + 1.2))
    x, y = places("x", most), names("label", list(shown["label"].unique()), TARGETS)
    ink = theme.colour("ink")
    drawn = alt.layer(
        alt.Chart(_strands(shown))
        .mark_bar(height=20, cornerRadius=10, color=theme.colour("context"), opacity=0.3)
        .encode(x=x, x2="end:Q", y=y, description="words:N"),
        alt.Chart(shown)
        .mark_point(opacity=1, size=70 * room / ROOT, strokeWidth=1.5, fill=ink, stroke=ink)
        .encode(x=x, y=y, shape=by_code("shape", "layer", LAYERS), description="words:N"),
        *_root_numbers(shown.drop_duplicates("unit"), counts, y, room * (most + 1.2) + 16),
    ).properties(width=room * (most + 1.2), height=alt.Step(TALL_ROW))
    return finished(drawn, description, caption, id)


def _strands(rows: pd.DataFrame) -> pd.DataFrame:
    """Return where the bar of each strand begins and ends."""
    bars = rows[rows["strand"].notna()].groupby(["label", "group", "strand"])["x"]
    bars = bars.agg(["min", "max"]).reset_index()
    return bars.assign(
        x=bars["min"] - 0.55, end=bars["max"] + 0.55, words="One strand: " + bars["strand"]
    )


def _root_numbers(
    targets: pd.DataFrame, counts: pd.DataFrame, y: alt.Y, left: float
) -> list[alt.Chart]:
    """Write beside each target how many roots are independent, out of all, in both readings."""
    layers = [_head("Independent roots out of all", left, 30)]
    for place, (reading, label) in enumerate(READINGS.items()):
        at = left + NUMBERS * place
        own = counts.loc[targets["unit"], reading]
        said = own["independent_roots"].astype(str) + " of " + own["roots"].astype(str)
        numbers = alt.Chart(targets.assign(said=said.to_numpy()))
        layers.append(numbers.mark_text(align="left").encode(x=alt.value(at), y=y, text="said:N"))
        layers.append(_head(label, at, 10))
    return layers


def _head(text: str, left: float, above: int) -> alt.Chart:
    """Write the head of a column, so many px above the rows."""
    head = alt.Chart(pd.DataFrame({"said": [text]})).mark_text(
        align="left", color=theme.colour("muted")
    )
    return head.encode(x=alt.value(left), y=alt.value(-above), text="said:N")
