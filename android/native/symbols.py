"""The names that a phone's own libraries give to an app: makes stand-ins for those libraries out
of them, and finds each name that a linked library asks for among them.

    symbols.py stubs DECLARED... --rest FILE --triple TRIPLE --clang CLANG --out DIR
    symbols.py audit LIBRARY DECLARED... --rest FILE --newer FILE

DECLARED are the crates `libc` and `ndk-sys` as the compiler sees them for the target, with macros
expanded and what isn't for the target left out. FILE `rest` holds the few names that neither of
them declares, FILE `newer` those that the oldest phone doesn't have.

It refuses to guess: a name that stands nowhere is an error, and so is a library that no phone has.
Stand-ins have names and no code; what was linked against them must never be called a release.
"""

import argparse
import fnmatch
import pathlib
import re
import subprocess
import sys

# Libraries that every Android since 8 lets apps use, and which names each of them has.
# https://developer.android.com/ndk/guides/stable_apis
PREFIXES = [
    ("aaudio", ("AAudio",)),
    ("mediandk", ("AMedia", "AImage")),
    ("jnigraphics", ("AndroidBitmap_",)),
    ("log", ("__android_log_",)),
    ("nativewindow", ("AHardwareBuffer_",)),
]
LIBRARIES = ["aaudio", "android", "c", "dl", "jnigraphics", "log", "m", "mediandk", "nativewindow"]
# Asked for weakly by a program that does without: an address of 0.
NOBODY = "nobody"
# C99's <math.h>, but for what bionic has in its C library.
OF_M = re.compile(
    "(acos|asin|atan|atan2|cbrt|ceil|copysign|cos|erf|erfc|exp|exp2|expm1|fabs|fdim|floor|fma|fmax"
    "|fmin|fmod|hypot|lgamma|log|log10|log1p|log2|lrint|lround|llround|nearbyint|nextafter|pow"
    "|remainder|rint|round|sin|sincos|sqrt|tan|tgamma|trunc|(a?(cos|sin|tan)h)|lgamma_r|lgammaf_r)[fl]?"
)
OF_DL = {"dlopen", "dlclose", "dlerror", "dlsym", "dladdr", "dl_iterate_phdr", "dlvsym"}


def declared(source):
    """Functions and variables in the `extern` blocks of a crate's expanded source, as a mapping
    from name to `function` or `object`."""
    names = {}
    text = source.read_text()
    for block in re.finditer(r'extern "C" \{\n(.*?)\n\s*\}\n', text, re.DOTALL):
        for kind, name in re.findall(r"\bpub (fn|static(?: mut)?) (\w+)", block[1]):
            names[name] = "function" if kind == "fn" else "object"
    if len(names) < 500:
        sys.exit(f"{source} declares only {len(names)} names: has the compiler's output changed?")
    return names


def table(path):
    """The rows of a text file of ours: words, without empty lines and what follows a `#`."""
    rows = (line.split("#")[0].split() for line in path.read_text().splitlines())
    return [row for row in rows if row]


def library_of(name):
    """The phone's library that has this name."""
    for library, prefixes in PREFIXES:
        if name.startswith(prefixes):
            return library
    if name in OF_DL:
        return "dl"
    if OF_M.fullmatch(name):
        return "m"
    # `ndk-sys` declares a good part of the C library besides Android's own.
    return "android" if re.match("A[A-Z]", name) else "c"


def known(options):
    """Every name of the phone's libraries: name to (library, kind, who says so)."""
    found = {}
    for source in options.declared:
        for name, kind in declared(source).items():
            found.setdefault(name, (library_of(name), kind, source.stem))
    for name, library, kind in table(options.rest):
        if name in found:
            sys.exit(f"{options.rest}: {name} is declared by {found[name][2]} as well")
        found[name] = (library, kind, options.rest.name)
    return found


def stubs(options):
    options.out.mkdir(parents=True, exist_ok=True)
    by_library = {library: [] for library in LIBRARIES}
    for name, (library, kind, _) in sorted(known(options).items()):
        if library == NOBODY:
            continue
        by_library[library].append(f".globl {name}\n.type {name}, %{kind}\n{name}: .zero 8\n")
    for library, names in by_library.items():
        source = options.out / f"{library}.s"
        source.write_text(".data\n" + "".join(names))
        soname = f"lib{library}.so"
        command = [options.clang, f"--target={options.triple}", "-fuse-ld=lld", "-nostdlib"]
        command += ["-shared", f"-Wl,-soname,{soname}", "-o", options.out / soname, source]
        subprocess.run(command, check=True)


def readelf(library, *what):
    command = ["llvm-readelf-19", *what, library]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def undefined(library):
    """Names that the library asks for, weak ones too."""
    names = {}
    for line in readelf(library, "--dyn-syms", "--wide").splitlines():
        cells = line.split()
        if len(cells) >= 8 and cells[6] == "UND":
            names[cells[7].split("@")[0]] = cells[4]
    return names


def audit(options):
    found, newer = known(options), table(options.newer)
    needed = re.findall(r"\(NEEDED\).*\[lib(.+)\.so\]", readelf(options.library, "--dynamic"))
    faults = [f"lib{name}.so isn't for apps" for name in needed if name not in LIBRARIES]
    counts = {}
    for name, binding in sorted(undefined(options.library).items()):
        since = [level for pattern, level in newer if fnmatch.fnmatchcase(name, pattern)]
        if name not in found:
            faults.append(f"{name} stands in neither crate, nor in {options.rest.name}")
        elif since and binding != "WEAK":
            faults.append(f"{name} is there only since API level {since[0]}")
        elif found[name][0] == NOBODY:
            if binding == "WEAK":
                print(f"{name}\t-\t{found[name][2]}\tweak")
            else:
                faults.append(f"{name} is asked for, and nobody has it")
        elif found[name][0] not in needed:
            faults.append(f"{name} is of lib{found[name][0]}.so, which isn't asked for")
        else:
            library, _, says = found[name]
            counts[says] = counts.get(says, 0) + 1
            print(f"{name}\tlib{library}.so\t{says}\t{binding.lower()}")
    for says, count in sorted(counts.items()):
        print(f"{count} names declared by {says}", file=sys.stderr)
    print(f"needs {', '.join(f'lib{name}.so' for name in sorted(needed))}", file=sys.stderr)
    if not counts:
        faults.append("it asks for no name at all: was it linked?")
    sys.exit("\n".join(faults) if faults else 0)


def main():
    parser = argparse.ArgumentParser()
    parts = parser.add_subparsers(required=True)
    for job in (stubs, audit):
        part = parts.add_parser(job.__name__)
        part.set_defaults(job=job)
        if job is audit:
            part.add_argument("library", type=pathlib.Path)
            part.add_argument("--newer", type=pathlib.Path, required=True)
        else:
            part.add_argument("--triple", required=True)
            part.add_argument("--clang", default="clang-19")
            part.add_argument("--out", type=pathlib.Path, required=True)
        part.add_argument("declared", type=pathlib.Path, nargs="+")
        part.add_argument("--rest", type=pathlib.Path, required=True)
    options = parser.parse_args()
    options.job(options)


main()
