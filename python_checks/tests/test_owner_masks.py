"""What looks like an address or a telephone number is masked; keys, dates and amounts are not."""

import pytest

from python_checks.owners.mask import MASK, masked_columns, masked_text

COLUMNS = [("row_key", "VARCHAR"), ("account_id", "VARCHAR"), ("problem", "VARCHAR"), ("email", "VARCHAR"), ("stage", "VARCHAR"), ("amount", "DECIMAL(18,2)")]


@pytest.mark.parametrize(
    "text",
    [
        *("ada@example.com", "Ada.L+crm@mail.example.co.uk", "+49 170 555 01 99", "+14155550199", "(415) 555-0199", "0170/555-01-99", "415.555.01.99"),
        *("0049 30 123456", "030 1234567"),
    ],
)
def test_personal_texts_are_masked(text: str) -> None:
    assert masked_text(f"call {text} today") == f"call {MASK} today"


@pytest.mark.parametrize(
    "text",
    [
        *("2026-06-30", "2026-06-30T10:00:00Z", "2026-06-30 10:00:00", "INV-00191X", "ACC-1066", "0012345678", "1234567.89", "-12.5", "1,234,567"),
        *("row 3f2a9c0b11d84e", "6a4b1c8e-1111-4222-8333-944455556666", "2026-06-30-b09e42504147", "@finance", "10 of 12 rows, 3.00 %"),
    ],
)
def test_keys_dates_and_numbers_are_not(text: str) -> None:
    assert masked_text(text) == text


@pytest.mark.parametrize("key", ["2024-001-0045", "0170-5550199", "00 49 30 123"])
def test_keys_made_of_digits_stay_readable(key: str) -> None:
    assert masked_text(key, is_key=True) == key
    assert masked_text(f"{key} +49 170 555 01 99 ada@example.com", is_key=True) == f"{key} {MASK} {MASK}"


def test_tagged_columns_are_masked_whatever_they_hold() -> None:
    assert masked_columns(COLUMNS, "", frozenset({"email"})) == ["email"]


def test_of_a_check_of_a_personal_column_only_keys_and_numbers_are_shown() -> None:
    assert masked_columns(COLUMNS, "email", frozenset({"email"})) == ["email", "stage"]


def test_where_nothing_is_tagged_no_other_text_is_shown() -> None:
    assert masked_columns(COLUMNS, "amount", frozenset()) == ["email", "stage"]
