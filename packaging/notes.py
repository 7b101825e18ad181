#!/usr/bin/env python3
"""Writes what the packages say about releases, from CHANGELOG.md: Debian changelogs, and the
releases in the app's AppStream data.

A heading is `## VERSION - YYYY-MM-DD`, or `## Unreleased`, which stands for VERSION as it is being
made. Refuses any other heading, and a changelog without one: nothing is made up.

    notes.py VERSION DATE MAINTAINER OUT      DATE: seconds since 1970, of the last change
"""

import email.utils
import pathlib
import re
import sys
import xml.sax.saxutils as xml
from datetime import datetime, timezone

ROOT = pathlib.Path(__file__).resolve().parent.parent
METAINFO = ROOT / "packaging/app/vn.camtay.camtay.metainfo.xml.in"
# Which readers of CHANGELOG.md a package is for.
PACKAGES = {"camtay": ("For learners", "For teachers"), "camtay-hub": ("For hub keepers",)}


class Release:
    """A version, when it was made, and what changed for each kind of reader."""

    def __init__(self, version, moment, is_finished):
        self.version, self.moment, self.is_finished = version, moment, is_finished
        self.changes = {}


def read(text, version, moment):
    releases, reader = [], None
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("## "):
            heading = re.fullmatch(r"## (\d[\w.]*) - (\d{4}-\d\d-\d\d)", line)
            if line == "## Unreleased":
                releases.append(Release(version, moment, False))
            elif heading:
                day = datetime.fromisoformat(heading[2]).replace(tzinfo=timezone.utc)
                releases.append(Release(heading[1], day.timestamp(), True))
            else:
                sys.exit(f"CHANGELOG.md:{number}: neither Unreleased nor VERSION - YYYY-MM-DD")
        elif line.startswith("### "):
            reader = line[4:]
            releases[-1].changes[reader] = []
        elif line.startswith("- "):
            releases[-1].changes[reader].append(line[2:])
    return releases or sys.exit("CHANGELOG.md has no release")


def plain(text):
    """Markdown's emphasis and code marks, taken off."""
    return re.sub(r"[*`]", "", text)


def wrapped(text, width=76):
    words, line, lines = text.split(), "  *", []
    for word in words:
        if len(line) + 1 + len(word) > width:
            lines.append(line)
            line = "   "
        line += " " + word
    return "\n".join([*lines, line])


def debian(package, releases, maintainer):
    entries = []
    for release in releases:
        changes = [c for reader in PACKAGES[package] for c in release.changes.get(reader, [])]
        changes = changes or ["Nothing that its readers would notice."]
        when = email.utils.formatdate(release.moment)
        suite = "unstable" if release.is_finished else "UNRELEASED"
        body = "\n".join(wrapped(plain(change)) for change in changes)
        entries.append(
            f"{package} ({release.version}) {suite}; urgency=medium\n\n{body}\n\n"
            f" -- {maintainer}  {when}\n"
        )
    return "\n".join(entries)


def appstream(releases):
    lines = ["<releases>"]
    for release in releases:
        kind = "stable" if release.is_finished else "development"
        day = datetime.fromtimestamp(release.moment, timezone.utc).date()
        lines.append(f'    <release version="{release.version}" date="{day}" type="{kind}">')
        changes = [c for r in PACKAGES["camtay"] for c in release.changes.get(r, [])]
        if changes:
            lines += ["      <description>", "        <ul>"]
            lines += [f"          <li>{xml.escape(plain(change))}</li>" for change in changes]
            lines += ["        </ul>", "      </description>"]
        lines.append("    </release>")
    return "\n".join([*lines, "  </releases>"])


def main():
    version, moment, maintainer, out = sys.argv[1:]
    out = pathlib.Path(out)
    out.mkdir(parents=True, exist_ok=True)
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    releases = read(text, version, int(moment))
    for package in PACKAGES:
        notes = debian(package, releases, maintainer)
        (out / f"{package}.changelog").write_text(notes, encoding="utf-8")
    metainfo = METAINFO.read_text(encoding="utf-8").replace("@RELEASES@", appstream(releases))
    (out / METAINFO.name.removesuffix(".in")).write_text(metainfo, encoding="utf-8")


main()
