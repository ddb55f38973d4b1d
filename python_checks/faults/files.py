"""Faults of files: how a table arrives, whatever its rows say."""

import shutil

import duckdb

from python_checks.faults.catalogue import Injection
from python_checks.faults.grid import Scene
from python_checks.faults.kinds import bytes_of_files
from python_checks.readers import literal


def _text(scene: Scene, fault: Injection) -> str:
    return scene.path(fault.table).read_text(encoding="utf-8")


def _write(scene: Scene, fault: Injection, content: str | bytes) -> None:
    raw = content.encode("utf-8") if isinstance(content, str) else content
    scene.path(fault.table).write_bytes(raw)


@bytes_of_files
def absent(scene: Scene, fault: Injection) -> None:
    """The file is not there."""
    scene.path(fault.table).unlink()


@bytes_of_files
def misnamed(scene: Scene, fault: Injection) -> None:
    """The file has another name."""
    path = scene.path(fault.table)
    path.rename(path.with_name(f"{path.stem}_export.csv"))


@bytes_of_files
def zero_bytes(scene: Scene, fault: Injection) -> None:
    """The file is empty."""
    _write(scene, fault, b"")


@bytes_of_files
def header_only(scene: Scene, fault: Injection) -> None:
    """The file has its first line and no other."""
    _write(scene, fault, _text(scene, fault).split("\n", 1)[0] + "\n")


@bytes_of_files
def no_header(scene: Scene, fault: Injection) -> None:
    """The first line is a row."""
    _write(scene, fault, _text(scene, fault).split("\n", 1)[1])


@bytes_of_files
def garbage(scene: Scene, fault: Injection) -> None:
    """The file is no text at all, whatever its name says."""
    _write(scene, fault, bytes(range(256)) * 64)


@bytes_of_files
def folder_instead(scene: Scene, fault: Injection) -> None:
    """A folder has the name of the file."""
    absent(scene, fault)
    scene.path(fault.table).mkdir()


@bytes_of_files
def landed_twice(scene: Scene, fault: Injection) -> None:
    """The table is there as CSV and as Parquet."""
    _write_parquet(scene, fault, str(scene.path(fault.table).with_suffix(".parquet")))


@bytes_of_files
def damaged_parquet(scene: Scene, fault: Injection) -> None:
    """The Parquet file ends too early."""
    target = scene.path(fault.table).with_suffix(".parquet")
    _write_parquet(scene, fault, str(target))
    target.write_bytes(target.read_bytes()[:-20])
    absent(scene, fault)


@bytes_of_files
def as_parquet(scene: Scene, fault: Injection) -> None:
    """The same rows as Parquet."""
    _write_parquet(scene, fault, str(scene.path(fault.table).with_suffix(".parquet")))
    absent(scene, fault)


@bytes_of_files
def as_parts(scene: Scene, fault: Injection) -> None:
    """The same rows as two Parquet parts; `overlap` rows are in both of them."""
    overlap = int(fault.arguments.get("overlap", "0"))
    folder = scene.path(fault.table).with_suffix("")
    folder.mkdir()
    half = f"(select count(*) // 2 from {_reader(scene, fault)})"
    numbered = f"(select *, row_number() over () as line from {_reader(scene, fault)})"
    for name, condition in (("part-1", f"line <= {half}"), ("part-2", f"line > {half} - {overlap}")):
        duckdb.sql(f"select * exclude (line) from {numbered} where {condition}").write_parquet(str(folder / f"{name}.parquet"))
    absent(scene, fault)


@bytes_of_files
def encoded(scene: Scene, fault: Injection) -> None:
    """Another encoding; a letter that it writes in another way is put into the first row's text."""
    encoding = fault.arguments["encoding"]
    text = _text(scene, fault)
    if fault.arguments.get("letter"):
        head, first, rest = text.split("\n", 2)
        text = "\n".join([head, first.replace(",", f"{fault.arguments['letter']},", 1), rest])
    _write(scene, fault, text.encode(encoding, "replace"))


@bytes_of_files
def line_ends(scene: Scene, fault: Injection) -> None:
    """Windows line ends, in every line or in some."""
    text = _text(scene, fault)
    _write(scene, fault, text.replace("\n", "\r\n") if fault.arguments["which"] == "all" else text.replace("\n", "\r\n", 1))


@bytes_of_files
def separator(scene: Scene, fault: Injection) -> None:
    """Another separator than the comma."""
    _write(scene, fault, _text(scene, fault).replace(",", fault.arguments["character"]))


@bytes_of_files
def ragged(scene: Scene, fault: Injection) -> None:
    """One line has a value too many."""
    lines = _text(scene, fault).split("\n")
    lines[3] += ",one too many"
    _write(scene, fault, "\n".join(lines))


@bytes_of_files
def open_quote(scene: Scene, fault: Injection) -> None:
    """A quote is opened and not closed."""
    lines = _text(scene, fault).split("\n")
    lines[3] = f'"{lines[3].replace(chr(34), "")}'
    _write(scene, fault, "\n".join(lines))


@bytes_of_files
def stray_file(scene: Scene, fault: Injection) -> None:
    """A file that no table of the contract has."""
    shutil.copyfile(scene.path(fault.table), scene.path(fault.table).with_name("backup_of_yesterday.csv"))


def _reader(scene: Scene, fault: Injection) -> str:
    return f"read_csv({literal(scene.path(fault.table))}, all_varchar = true, header = true, delim = ',', quote = '\"', escape = '\"')"


def _write_parquet(scene: Scene, fault: Injection, target: str) -> None:
    duckdb.sql(f"select * from {_reader(scene, fault)}").write_parquet(target)
