"""Puts libraries into a compiled APK, as a release would have them: not compressed, and beginning at
a multiple of 16 KiB, so that a phone can use them where they lie.

    pack.py add APK OUT ABI=LIBRARY...
    pack.py check APK

It refuses to sign anything; `apksigner` keeps the alignment that the extra field asks for.
"""

import pathlib
import struct
import sys
import zipfile

ALIGNMENT = 16 * 1024
# The extra field in which Android's tools note an entry's alignment: number, length, alignment,
# zeros. https://source.android.com/docs/core/architecture/16kb-page-size
FIELD = 0xD935


def extra(offset, name, alignment):
    """An extra field after which the entry's bytes begin at a multiple of the alignment."""
    padding = -(offset + 30 + len(name.encode()) + 6) % alignment
    return struct.pack("<HHH", FIELD, 2 + padding, alignment) + bytes(padding)


def begin_of(archive, entry):
    """Where the entry's bytes begin in the file."""
    archive.fp.seek(entry.header_offset)
    header = archive.fp.read(30)
    name, more = struct.unpack("<HH", header[26:30])
    return entry.header_offset + 30 + name + more


def add(apk, out, libraries):
    with zipfile.ZipFile(apk) as source, zipfile.ZipFile(out, "w") as target:
        for entry in source.infolist():
            # Android reads what isn't compressed, the table of resources, where it lies.
            stored = entry.compress_type == zipfile.ZIP_STORED
            entry.extra = extra(target.fp.tell(), entry.filename, 4) if stored else b""
            target.writestr(entry, source.read(entry))
        for library in libraries:
            abi, path = library.split("=", 1)
            name = f"lib/{abi}/{pathlib.Path(path).name}"
            entry = zipfile.ZipInfo(name)
            entry.extra = extra(target.fp.tell(), name, ALIGNMENT)
            target.writestr(entry, pathlib.Path(path).read_bytes())


def check(apk):
    with zipfile.ZipFile(apk) as archive:
        libraries = [entry for entry in archive.infolist() if entry.filename.endswith(".so")]
        faults = [
            f"{entry.filename} begins at {begin_of(archive, entry)}, or is compressed"
            for entry in libraries
            if begin_of(archive, entry) % ALIGNMENT or entry.compress_type != zipfile.ZIP_STORED
        ]
    sys.exit("\n".join(faults) if faults else 0 if libraries else "there is no library in it")


def main():
    job, *arguments = sys.argv[1:] or ["help"]
    if job == "add" and len(arguments) >= 3:
        add(arguments[0], arguments[1], arguments[2:])
    elif job == "check" and len(arguments) == 1:
        check(arguments[0])
    else:
        sys.exit(__doc__)


main()
