"""Windows of days and exact quotients."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.contenders.rulebook import VALUE

DAY = pd.Timedelta(days=1)
# By measure: value in parts, day it was seen, sample; each by account.
Measured = dict[str, tuple[pd.Series, pd.Series | pd.Timestamp, pd.Series | int]]
# Rows per account of a frame, or the sum of a column; 0 where there are none.
Sums = Callable[..., pd.Series]


def quotient(top: pd.Series, bottom: pd.Series | int) -> pd.Series:
    """top / bottom of whole numbers in parts of a value, rounded half away from zero; missing where either is, or the bottom is 0."""
    bottom = pd.Series(bottom, top.index) if isinstance(bottom, int) else bottom
    is_known = top.notna() & bottom.notna() & (bottom != 0)
    size, divisor = top.where(is_known, 0).abs().astype("int64"), bottom.where(is_known, 1).astype("int64")
    first, rest = size // divisor, size % divisor * 10**5
    second, rest = rest // divisor, rest % divisor * 10**5
    parts = first * VALUE + second * 10**5 + (2 * rest + divisor) // (2 * divisor)
    return (parts * np.sign(top.fillna(0))).where(is_known)


def last(days: pd.Series, date: pd.Timestamp, count: int) -> pd.Series:
    """True for the last `count` days up to the date."""
    return (days > date - count * DAY) & (days <= date)
