#!/usr/bin/env python3
"""Data for ICU4X without dictionaries: lists of Chinese, Japanese, Thai, Khmer, Lao and Burmese words
by which lines in those languages are broken. Slint asks for them and has no feature to leave them
out; on a phone they take 3 MB, and nothing that the app shows is written in those languages.
Vietnamese is broken at its spaces, by rules that stay.

    icu.py DIR      writes DIR/mod.rs, to which ICU4X_DATA_DIR then points when cargo builds

ICU4X's own way of taking other data: its crates read DIR/mod.rs instead of their own, all of them
the same file. A dictionary that isn't there is one of the answers they expect (`IdentifierNotFound`).
"""

import json
import os
import pathlib
import re
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# The two kinds of dictionaries: the file's name, and what it is in `icu_segmenter`.
LEFT_OUT = {
    "segmenter_dictionary_auto_v2": "SegmenterDictionaryAutoV2",
    "segmenter_dictionary_extended_v2": "SegmenterDictionaryExtendedV2",
}
WITHOUT = """
#[doc(hidden)]
#[macro_export]
macro_rules! __impl_{name} {{
    ($provider:ty) => {{
        impl icu_provider::DataProvider<icu::segmenter::provider::{marker}> for $provider {{
            fn load(
                &self,
                request: icu_provider::DataRequest,
            ) -> Result<
                icu_provider::DataResponse<icu::segmenter::provider::{marker}>,
                icu_provider::DataError,
            > {{
                Err(icu_provider::DataErrorKind::IdentifierNotFound.with_req(
                    <icu::segmenter::provider::{marker} as icu_provider::DataMarker>::INFO,
                    request,
                ))
            }}
        }}
    }};
}}
#[doc(inline)]
pub use __impl_{name} as impl_{name};
"""


def data_folders():
    """The folders with the data of every ICU4X crate in Cargo.lock."""
    cargo = os.environ.get("CARGO", "cargo")
    command = [cargo, "metadata", "--locked", "--format-version", "1"]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    packages = json.loads(told)["packages"]
    folders = sorted(
        pathlib.Path(package["manifest_path"]).parent / "data"
        for package in packages
        if re.fullmatch("icu_.*_data", package["name"])
    )
    if not folders:
        sys.exit("icu.py: no crate of ICU4X brings data any more; take this step out.")
    return folders


def main():
    folders, out = data_folders(), pathlib.Path(sys.argv[1])
    files = [file for folder in folders for file in sorted(folder.glob("*.rs.data"))]
    absent = set(LEFT_OUT) - {file.name.removesuffix(".rs.data") for file in files}
    if absent:
        sys.exit(f"icu.py: ICU4X calls them otherwise now: {', '.join(sorted(absent))}")
    make_provider = re.search(
        r"#\[doc\(hidden\)\]\n#\[macro_export\]\nmacro_rules! __make_provider .*?;\n}\n"
        r".*?pub use __make_provider as make_provider;\n",
        (folders[0] / "mod.rs").read_text(),
        re.DOTALL,
    )
    if not make_provider:
        sys.exit("icu.py: ICU4X's data have another form now.")
    text = make_provider[0]
    for file in files:
        name = file.name.removesuffix(".rs.data")
        if name in LEFT_OUT:
            text += WITHOUT.format(name=name, marker=LEFT_OUT[name])
        else:
            text += f"include!({json.dumps(str(file))});\n"
    out.mkdir(parents=True, exist_ok=True)
    target = out / "mod.rs"
    # Written anew, it would be built anew.
    if not target.exists() or target.read_text() != text:
        target.write_text(text)


main()
