"""Versions, approvals, published tables and the words used."""

import re
from typing import Any

from python_checks.handbook.rulebook import Rulebook, one_line, table


def versions(book: Rulebook) -> str:
    """Every version with what it changed and why."""
    rows = [
        [
            *(row[column] for column in ("model_version", "objective_key", "status")),
            row["valid_from"] or f"shadowed from {row['shadow_from']}",
            row["valid_to"] or "open",
            *(row[column] for column in ("change_note", "expected_effect", "author")),
        ]
        for row in book.versions()
    ]
    return table(["version", "objective", "status", "from", "to", "what changed and why", "expected effect", "author"], rows)


def approvals(book: Rulebook) -> str:
    """Who must approve, and who did."""
    rows = [[row["model_version"], row["function"], row["approved_by"], row["approved_on"]] for row in book.rows("model_approvals")]
    needed = [f"- {row['objective_key']}: {row['function'].replace('_', ' ')}" for row in book.rows("objective_approvers")]
    given = table(["version", "function", "by", "on"], rows)
    return "\n\n".join(["A version judges only after each of these functions approved it:", "\n".join(needed), given])


def glossary(book: Rulebook) -> str:
    """The words, as models/governance/glossary.md explains them, one a line."""
    text = (book.root / "models" / "governance" / "glossary.md").read_text(encoding="utf-8")
    words = one_line(re.sub(r"\{%.*?%\}", "", text))
    return "\n".join(f"- {entry}" for entry in re.split(r"(?<=\.) (?=\*\*)", words))


def published_tables(book: Rulebook) -> str:
    """Grain and columns of every published shape version."""
    return "\n\n".join(_table(model) for model in book.models_of("published"))


def _table(model: dict[str, Any]) -> str:
    description = model["description"]
    sentence = one_line(description.split("## Grain")[0].replace("## Overview", ""))
    grain = one_line(description.split("## Grain")[1].split("##")[0]) if "## Grain" in description else ""
    parts = [f"### {(model.get('config') or {}).get('alias') or model['name']}", sentence, f"Grain: {grain}." if grain else ""]
    parts += ["\n".join(f"- {_version(model, each)}" for each in model.get("versions") or [])]
    columns = [[f"`{each['name']}`", each.get("data_type", ""), one_line(each.get("description", ""))] for each in model.get("columns") or []]
    parts += [table(["column", "type", "what it is"], columns)] if columns else []
    return "\n\n".join(filter(None, parts))


def _version(model: dict[str, Any], version: dict[str, Any]) -> str:
    excluded = [name for each in version.get("columns") or [] for name in each.get("exclude", [])]
    said = f"`{model['name']}_v{version['v']}`"
    said += f" without {', '.join(f'`{name}`' for name in excluded)}" if excluded else ""
    return said + (f", kept until {version['deprecation_date']}" if version.get("deprecation_date") else "")
