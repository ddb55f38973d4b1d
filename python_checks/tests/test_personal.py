"""Personal columns are tagged wherever they are, and published only where a reason is written down."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from python_checks.personal import MAY_BE_PUBLISHED, OTHER_MEANING, personal_columns, raw_names
from python_checks.tests.manifest import PROJECT, layer, manifest, models

TEXT_TYPES = ("text", "id")
NOT_ABOUT_PEOPLE = {
    "crm.accounts.account_name": "names a company; where customers are people, docs/privacy.md says what to do",
    "crm.account_pulses.reason_codes": "codes of a list",
    "billing.subscriptions.product": "names a product",
    "billing.subscriptions.plan": "names a plan",
}
"""Raw text columns without a tag, with what they hold. Keys are not personal, and source_relation names a connection."""


def output_columns() -> Iterator[tuple[str, str, str]]:
    """Layer, model and column of every item in the last select list of every SQL model."""
    for node in models().values():
        final = re.search(r"final as \(\s*select\b(.*?)\bfrom\b", node["raw_code"], re.DOTALL)
        if node["language"] == "sql" and final:
            for item in final[1].split(",\n"):
                name = re.findall(r"\w+", item)
                yield from [(layer(node), node["name"], name[-1])] if name else []


def tagged() -> set[tuple[str, str]]:
    return {(each.relation, each.column) for each in personal_columns(manifest())}


def test_the_select_lists_are_read() -> None:
    found = set(output_columns())
    assert {("staging", "base_crm__contacts", "email"), ("marts", "fct_account_health", "override_owner")} <= found
    assert len(found) > 500


def test_a_column_named_as_a_personal_raw_column_is_tagged_too() -> None:
    names = raw_names(manifest())
    untagged = [
        f"{model}.{column}"
        for layer_name, model, column in output_columns()
        if column in names and (layer_name, column) not in OTHER_MEANING and (model, column) not in tagged()
    ]
    assert untagged == [], "tag them in the YAML with config: {meta: {personal: true}}, or say in python_checks/personal.py what else they hold"


def test_published_personal_columns_have_a_reason() -> None:
    published = {each.column for each in personal_columns(manifest()) if each.layer == "published"}
    assert published == set(MAY_BE_PUBLISHED)
    carried = [f"{model}.{column}" for layer_name, model, column in output_columns() if layer_name == "published" and column in raw_names(manifest())]
    assert carried == []


def test_the_customer_view_names_nobody() -> None:
    assert not [each for each in personal_columns(manifest()) if "customer_view" in each.relation]


def test_every_raw_text_is_tagged_or_said_not_to_be_about_people() -> None:
    untagged = {
        f"{source['source_name']}.{source['name']}.{name}"
        for source in manifest()["sources"].values()
        for name, column in source["columns"].items()
        if column["config"]["meta"]["type"] in TEXT_TYPES
        and not column["config"]["meta"].get("personal")
        and not name.endswith("_id")
        and name != "source_relation"
    }
    assert untagged == set(NOT_ABOUT_PEOPLE)


@pytest.mark.parametrize("column", ["crm.contacts.email", "usage.events.user_id", "support.messages.body"])
def test_the_list_names_what_everybody_would_expect(column: str) -> None:
    assert column in {f"{each.relation}.{each.column}" for each in personal_columns(manifest())}


def test_bodies_of_texts_are_not_copied_into_tables_beyond_staging() -> None:
    kept = [
        f"{each.relation}.{each.column}"
        for each in personal_columns(manifest())
        for node in models().values()
        if node["name"] == each.relation
        and each.layer != "staging"
        and node["config"]["materialized"] != "view"
        and each.column in ("body", "text_body", "comment")
    ]
    assert kept == []


def test_the_privacy_page_names_every_personal_raw_column() -> None:
    page = (Path(PROJECT) / "docs/privacy.md").read_text(encoding="utf-8")
    assert [each for each in personal_columns(manifest()) if each.layer == "raw" and not re.search(rf"`{each.relation}`[^\n]*`{each.column}`", page)] == []
