"""How the customer's own words sound."""

from __future__ import annotations

from pathlib import Path

import polars as pl
from polars import col

from benchmarks.contenders.in_polars.rows import Rows


def polarities(rows: Rows, seeds: Path) -> pl.DataFrame:
    """One row per text with a known word: a, day and polarity in ten-thousandths."""
    written = pl.concat([
        rows.messages.filter(col("author_role") == "customer").select("a", col("sent_on").alias("day"), "body", "language"),
        rows.responses.filter(col("answered_on").is_not_null()).select("a", col("answered_on").alias("day"), col("comment").alias("body"), "language"),
        rows.mentions.select("a", col("published_on").alias("day"), "body", "language"),
    ]).filter(col("body").is_not_null()).with_row_index("text")  # fmt: skip
    language = col("language").str.replace_all("_", "-").str.strip_chars().str.to_lowercase().str.split("-").list.first()
    language = pl.when(language != "").then(language).fill_null("en")
    words = written.select(
        "text", "a", "day", language=language, word=col("body").str.to_lowercase().str.replace_all("['\u2019]", "").str.extract_all(r"\p{L}+")
    ).explode("word")  # fmt: skip
    known = pl.read_csv(seeds / "reference/sentiment_words.csv").filter(~col("is_domain_word")).select("language", "word", "polarity")
    negations = pl.read_csv(seeds / "reference/negation_words.csv").with_columns(negates=True)
    words = words.join(negations, on=["language", "word"], how="left", maintain_order="left").join(
        known, on=["language", "word"], how="left", maintain_order="left"
    )
    negates = col("negates").fill_null(False)
    is_negated = negates.shift(1, fill_value=False).over("text") | negates.shift(2, fill_value=False).over("text")
    hundredths = (col("polarity") * 100).round().cast(pl.Int64)
    judged = words.with_columns(hundredths=pl.when(is_negated).then(-hundredths).otherwise(hundredths)).filter(col("hundredths").is_not_null())
    summed = judged.group_by("text", "a", "day").agg(total=col("hundredths").sum(), count=pl.len().cast(pl.Int64))
    size = (200 * col("total").abs() + col("count")) // (2 * col("count"))
    return summed.select("a", "day", polarity=size * col("total").sign())


def competitor_messages(rows: Rows, seeds: Path) -> pl.DataFrame:
    """Messages of customers that name a competitor as a whole word."""
    names = "|".join(pl.read_csv(seeds / "reference/competitor_words.csv")["word"])
    return rows.messages.filter(col("author_role") == "customer", col("body").str.to_lowercase().str.contains(rf"\b(?:{names})\b"))
