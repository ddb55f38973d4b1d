"""The releases of one company on disk: releases/<company>/<release id>/ and the symlink `current`, which is what readers open."""

import fcntl
import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

TEMPORARY = ".tmp-"
INSTEAD = f"{TEMPORARY}instead-"
"""A complete folder that takes the place of a kept release: whoever finds one finishes the exchange."""
RELEASE_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")


@dataclass(frozen=True)
class Release:
    """One row of published.releases, without `is_current`. `released_at` is UTC without zone; `model_versions` a text with commas."""

    release_id: str
    as_of_date: date
    content_hash: str
    released_at: datetime
    accounts: int
    scored_accounts: int
    model_versions: str

    def as_json(self) -> dict[str, Any]:
        """The release for manifest.json."""
        return {**asdict(self), "as_of_date": self.as_of_date.isoformat(), "released_at": self.released_at.isoformat()}

    @classmethod
    def of_json(cls, content: dict[str, Any]) -> "Release":
        """The release of a manifest; its other keys are left aside."""
        fields = {name: content[name] for name in cls.__dataclass_fields__}
        dates = {"as_of_date": date.fromisoformat(fields["as_of_date"]), "released_at": datetime.fromisoformat(fields["released_at"])}
        return cls(**{**fields, **dates})


class ReleaseStore:
    """Every change of the folder `releases/<company>`. Each step leaves what readers see complete, wherever it is interrupted."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @contextmanager
    def locked(self) -> Iterator[None]:
        """One writer at a time; waits for the other."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("a") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def current(self) -> str | None:
        """The release readers see; None before the first one."""
        link = self.folder / "current"
        return str(link.readlink()).removeprefix(INSTEAD) if link.is_symlink() and (link / "manifest.json").is_file() else None

    def kept(self) -> list[Release]:
        """Complete releases, newest release time first."""
        manifests = [path for path in self.folder.glob("*/manifest.json") if not path.parent.is_symlink()]
        found = [Release.of_json(json.loads(path.read_text())) for path in manifests if not path.parent.name.startswith(TEMPORARY)]
        return sorted(found, key=lambda release: (release.released_at, release.release_id), reverse=True)

    def clean(self) -> None:
        """Finishes an exchange that was interrupted and removes what else a killed run left behind."""
        for instead in sorted(self.folder.glob(f"{INSTEAD}*")):
            self._exchange(instead)
        for path in self.folder.glob(f"{TEMPORARY}*"):
            shutil.rmtree(path) if path.is_dir() and not path.is_symlink() else path.unlink()

    def new_folder(self, release_id: str) -> Path:
        """An empty folder that readers do not see."""
        if not RELEASE_ID.fullmatch(release_id):
            raise ValueError("a release id may have letters, digits, dots, - and _ only")
        folder = self.folder / f"{TEMPORARY}{release_id}"
        folder.mkdir(parents=True)
        return folder

    def add(self, temporary: Path) -> None:
        """Makes a folder written under a temporary name a kept release, on disk before its name is."""
        for path in [*temporary.rglob("*"), temporary]:
            sync(path)
        temporary.rename(temporary.with_name(temporary.name.removeprefix(TEMPORARY)))
        sync(self.folder)

    def replace(self, temporary: Path) -> None:
        """Puts a folder written under a temporary name in the place of the kept release of its name."""
        for path in [*temporary.rglob("*"), temporary]:
            sync(path)
        instead = temporary.with_name(INSTEAD + temporary.name.removeprefix(TEMPORARY))
        temporary.rename(instead)
        sync(self.folder)
        self._exchange(instead)

    def _exchange(self, instead: Path) -> None:
        """Two folders cannot change places in one step: readers see the new one under its passing name until its own is free."""
        kept = instead.with_name(instead.name.removeprefix(INSTEAD))
        if self.current() == kept.name:
            self._link(instead.name)
        if kept.is_dir():
            shutil.rmtree(self._leave(kept))
        copy = self.folder / f"{TEMPORARY}copy-{kept.name}"
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(instead, copy, copy_function=linked_or_copied)
        copy.rename(kept)
        sync(self.folder)
        if self.current() == kept.name:
            self._link(kept.name)
        shutil.rmtree(self._leave(instead))

    def _leave(self, kept: Path) -> Path:
        """Takes a release out of the kept ones in one step; what is left is to be deleted."""
        leaving = self.folder / f"{TEMPORARY}leaving-{kept.name}"
        shutil.rmtree(leaving, ignore_errors=True)
        kept.rename(leaving)
        return leaving

    def point_to(self, release_id: str) -> None:
        """Readers see that release from now on."""
        self._link(release_id)

    def _link(self, folder: str) -> None:
        """The symlink is replaced in one step."""
        link = self.folder / f"{TEMPORARY}current"
        link.unlink(missing_ok=True)
        link.symlink_to(folder)
        link.replace(self.folder / "current")
        sync(self.folder)

    def retire(self, keep: int) -> None:
        """Removes all but the `keep` newest releases; never the one readers see."""
        for release in self.kept()[max(keep, 1) :]:
            if release.release_id != self.current():
                shutil.rmtree(self._leave(self.folder / release.release_id))


def linked_or_copied(source: str, target: str) -> None:
    """A second name for a file, or its copy where the disk knows no second names."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def sync(path: Path) -> None:
    """Waits until a file, or the names in a folder, are on disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
