"""landing.yml, options and environment."""

from datetime import date
from pathlib import Path

import pytest

from python_checks.contract import read_contract
from python_checks.problems import InputError
from python_checks.settings import Settings, read_settings
from python_checks.tests.conftest import write


def settings_of(project: Path, landing: Path | None, as_of: str | None = None) -> Settings:
    return read_settings(read_contract(project), str(landing) if landing else None, as_of, project)


def test_a_landing_folder_says_who_and_when(project: Path, landing: Path) -> None:
    settings = settings_of(project, landing)
    assert settings == Settings("acme", landing, date(2026, 6, 30), "EUR", frozenset())
    assert settings.environment() == {"HEALTH_COMPANY": "acme", "HEALTH_LANDING": str(landing), "HEALTH_AS_OF": "2026-06-30"}


def test_without_a_folder_it_is_the_sample(project: Path) -> None:
    assert settings_of(project, None) == Settings("sample")


def test_the_option_comes_before_the_environment_before_landing_yml(project: Path, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_AS_OF", "2026-06-29")
    assert settings_of(project, landing).as_of_date == date(2026, 6, 29)
    assert settings_of(project, landing, "2026-06-28").as_of_date == date(2026, 6, 28)


def test_a_relative_folder_is_seen_from_the_caller(project: Path, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_CALLER_FOLDER", str(landing.parent))
    assert settings_of(project, Path("acme")).landing == landing


def test_a_source_off_switches_its_tables_off(project: Path, landing: Path) -> None:
    write(landing / "landing.yml", "company: acme\nswitched_off: [usage, billing.invoices]\n")
    settings = settings_of(project, landing)
    assert settings.is_off("usage", "events")
    assert settings.is_off("billing", "invoices")
    assert not settings.is_off("billing", "subscriptions")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("company: acme\nas_of: 2026-06-30\n", 'landing.yml has the unknown key "as_of". Did you mean "as_of_date"?'),
        ("as_of_date: 2026-06-30\n", "landing.yml does not say the company: add a line like `company: nova`."),
        ("company: Acme & Sons\n", "lower-case letters, digits, - and _ only"),
        ("company: acme\nas_of_date: 30.06.2026\n", "landing.yml: as_of_date is not a date: write it like 2026-06-30."),
        ("company: acme\nas_of_date: 2026-02-30\n", "landing.yml holds a date that is not in the calendar"),
        ("company: acme\nreporting_currency: euro\n", "landing.yml: reporting_currency is not a three-letter code"),
        ("company: acme\nswitched_off: usage\n", "landing.yml: switched_off is not a list"),
        ("company: acme\nswitched_off: [usages]\n", 'switched_off names "usages", which is no source or table. Did you mean "usage"?'),
        ("company: acme\nswitched_off: [usage.event]\n", 'Did you mean "usage.events"?'),
        ("company: acme\nswitched_off: [crm]\n", "switched_off covers crm.accounts, without which no account can be scored"),
        ("company: [acme\n", "landing.yml is not valid YAML near line 2"),
        ("- company\n", "landing.yml is not a list of `key: value` lines"),
    ],
)
def test_landing_yml_is_corrected_in_a_sentence(project: Path, landing: Path, text: str, sentence: str) -> None:
    write(landing / "landing.yml", text)
    with pytest.raises(InputError) as raised:
        settings_of(project, landing)
    assert any(sentence in each for each in raised.value.sentences), raised.value.sentences


def test_every_problem_is_said_at_once(project: Path, landing: Path) -> None:
    write(landing / "landing.yml", "company: acme\nreporting_currency: euro\nswitched_off: [usages]\nas: 1\n")
    with pytest.raises(InputError) as raised:
        settings_of(project, landing, "tomorrow")
    assert len(raised.value.sentences) == 4


def test_a_missing_folder_or_file_is_named(project: Path, landing: Path) -> None:
    with pytest.raises(InputError, match="The landing folder nowhere does not exist"):
        settings_of(project, landing.parent / "nowhere")
    (landing / "landing.yml").unlink()
    with pytest.raises(InputError, match=r"acme/landing.yml is missing"):
        settings_of(project, landing)


def test_two_company_names_are_refused(project: Path, landing: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_COMPANY", "nova")
    with pytest.raises(InputError, match="name two different companies"):
        settings_of(project, landing)


def test_a_company_name_cannot_leave_its_folder(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HEALTH_COMPANY", "../other")
    with pytest.raises(InputError, match="lower-case letters"):
        settings_of(project, None)
