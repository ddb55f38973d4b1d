"""`./run owners`, and the last step of `./run build`: writes build/<company>_owners.html and sends the digests of what changed."""

from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

from python_checks.exits import Exit
from python_checks.owners.content import Standing, read_standing
from python_checks.owners.digests import send_digests
from python_checks.project import ROOT, checked_company, company_of_environment
from python_checks.release_store import ReleaseStore
from python_checks.report.html import Bundle, page_html
from python_checks.report.write import open_report, opened_tables, owners_path, report_path

PAGE = Path(__file__).resolve().parent / "page"
OF_THE_REPORT = Path(__file__).resolve().parent.parent / "report" / "page"
BUNDLE = Bundle(
    scripts=(
        *(OF_THE_REPORT / name for name in ("base.js", "csv.js", "theme.js", "shapes.js")),
        *(PAGE / name for name in ("data.js", "parts.js", "finding.js", "sources.js", "owner.js", "main.js")),
    ),
    styles=(OF_THE_REPORT / "base.css", OF_THE_REPORT / "overview.css", PAGE / "owners.css", PAGE / "finding.css", OF_THE_REPORT / "print.css"),
)


def run_owners(company: str | None, is_opened: bool, root: Path = ROOT) -> Exit:
    """Writes the page of the data owners anew, says where it is, and sends the digests of what changed.

    Raises InputError where there is no build file to read.
    """
    company = checked_company(company) if company else company_of_environment()
    path, sentences = write_owners(company, root)
    print(path.as_uri(), *sentences, sep="\n")
    if is_opened:
        open_report(owners_path(company, root))
    return Exit.DONE


def write_owners(company: str, root: Path = ROOT, today: date | None = None) -> tuple[Path, list[str]]:
    """The path of the page, complete or as it was before, and what became of the digests: one per owner for whom something changed.

    Raises InputError where there is no build file to read.
    """
    today = today or datetime.now(UTC).date()
    with closing(opened_tables(root / "build" / f"{company}.duckdb", root)) as build:
        standing = read_standing(build, today, root)
    path = owners_path(company, root)
    unfinished = path.with_suffix(".tmp")
    unfinished.write_text(page_html(f"Data quality: {company}", _content(company, standing, today, root), [], BUNDLE), encoding="utf-8")
    unfinished.replace(path)
    return path, send_digests(company, standing.owners, today, root)


def _content(company: str, standing: Standing, today: date, root: Path) -> dict[str, object]:
    release = ReleaseStore(root / "releases" / company).current()
    return {
        "company": company,
        "written_on": today.isoformat(),
        "release": release,
        "report": report_path(company, root).name if release else None,
        "last_run": standing.last_run,
        "not_measured": standing.not_measured,
        "owners": [owner.as_json() for owner in standing.owners],
    }
