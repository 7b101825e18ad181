#!/usr/bin/env python3
"""Gives the bundled fonts the two-storey a by default.

Be Vietnam Pro draws its a as a round bowl with a stem. At the sizes of a phone, and to eyes that
are not young any more, it looks like an o: *ban* like *bon*. The font has the other a as well, the
one of books and newspapers, with all its Vietnamese marks, but only behind the feature ss01, which
a text layout has to be able to switch on. This exchanges the two: the two-storey letters become
what a, à, ă, ấ … mean, with their own widths, kerning and anchors; ss01 then gives the round ones.
It draws nothing and changes no outline. Capitals, æ and ª stay as they are.

Run it again after taking a new version of the fonts; a file that has been through it is left alone:

    python3 -m venv /tmp/fonts && /tmp/fonts/bin/pip install fonttools
    /tmp/fonts/bin/python scripts/two-storey-a.py ui/fonts/BeVietnamPro-*.ttf
"""

import sys

from fontTools.ttLib import TTFont

NOTE = "two-storey a by default, for Cam Tay"


def exchange(path):
    font = TTFont(path)
    if NOTE in font["name"].getDebugName(5):
        print(f"{path}: has it already")
        return
    round_ones = {n.removesuffix(".ss01"): n for n in font.getGlyphOrder() if n.endswith(".ss01")}
    for letter in "aàáảãạăằắẳẵặâầấẩẫậ":
        if font.getBestCmap()[ord(letter)] not in round_ones:
            sys.exit(f"{path}: there is no two-storey {letter} in this version")
    other = round_ones | {two_storey: plain for plain, two_storey in round_ones.items()}

    def swapped(name):
        return other.get(name, name)

    # Which drawing a character gets …
    for table in font["cmap"].tables:
        table.cmap = {code: swapped(name) for code, name in table.cmap.items()}
    # … and what becomes of it afterwards: marks that are typed after their letter, and ss01.
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            subtable = getattr(subtable, "ExtSubTable", subtable)
            if hasattr(subtable, "mapping"):
                subtable.mapping = {swapped(a): swapped(b) for a, b in subtable.mapping.items()}
            elif hasattr(subtable, "alternates"):
                subtable.alternates = {
                    swapped(a): [swapped(b) for b in those] for a, those in subtable.alternates.items()
                }
            elif hasattr(subtable, "ligatures"):
                subtable.ligatures = {swapped(a): b for a, b in subtable.ligatures.items()}
                for ligature in sum(subtable.ligatures.values(), []):
                    ligature.LigGlyph = swapped(ligature.LigGlyph)
                    ligature.Component = [swapped(part) for part in ligature.Component]
    for record in font["name"].names:
        if record.nameID == 3:
            record.string = f"{record.toUnicode()};{NOTE}"
        elif record.nameID == 5:
            record.string = f"{record.toUnicode()}; {NOTE}"
    font.save(path)
    print(f"{path}: {len(round_ones)} letters exchanged")


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit("usage: two-storey-a.py FONT.ttf ...")
    for path in sys.argv[1:]:
        exchange(path)
