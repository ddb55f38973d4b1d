"""How the customer's own words sound."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from benchmarks.contenders.in_pandas.rows import Rows


def polarities(rows: Rows, seeds: Path) -> pd.DataFrame:
    """One row per text with a known word: a, day and polarity in ten-thousandths."""
    written = pd.concat([
        rows.messages[rows.messages.author_role == "customer"].rename(columns={"sent_on": "day"})[["a", "day", "body", "language"]],
        rows.responses.dropna(subset=["answered_on"]).rename(columns={"answered_on": "day", "comment": "body"})[["a", "day", "body", "language"]],
        rows.mentions.rename(columns={"published_on": "day"})[["a", "day", "body", "language"]],
    ]).dropna(subset="body").reset_index(drop=True)  # fmt: skip
    language = written.language.str.replace("_", "-").str.strip().str.lower().str.split("-").str[0]
    written["language"] = language.where(language != "", None).fillna("en")
    body = written.body.str.lower().str.replace("['\u2019]", "", regex=True)
    words = written[["language"]].assign(word=body.str.findall(r"[^\W\d_]+")).explode("word").rename_axis("text").reset_index()
    known = pd.read_csv(seeds / "reference/sentiment_words.csv").query("not is_domain_word")
    negations = pd.read_csv(seeds / "reference/negation_words.csv").assign(negates=True)
    words = words.merge(negations, on=["language", "word"], how="left").merge(known[["language", "word", "polarity"]], on=["language", "word"], how="left")
    negates = words.negates.notna()
    by_text = negates.groupby(words.text)
    is_negated = by_text.shift(1, fill_value=False) | by_text.shift(2, fill_value=False)
    hundredths = words.polarity.mul(100).round()
    judged = hundredths.where(~is_negated, -hundredths).groupby(words.text).agg(["sum", "count"]).query("count > 0").astype("int64")
    size = (200 * judged["sum"].abs() + judged["count"]) // (2 * judged["count"])
    return written.loc[judged.index, ["a", "day"]].assign(polarity=size.where(judged["sum"] >= 0, -size))


def competitor_messages(rows: Rows, seeds: Path) -> pd.DataFrame:
    """Messages of customers that name a competitor as a whole word."""
    names = "|".join(pd.read_csv(seeds / "reference/competitor_words.csv").word)
    messages = rows.messages[(rows.messages.author_role == "customer") & rows.messages.body.notna()]
    return messages[messages.body.str.lower().str.contains(rf"\b(?:{names})\b", regex=True)]
