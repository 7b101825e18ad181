# Sourced by check, resources and test-apk: what they need of this machine, and how cargo builds for
# a phone without SDK and NDK. Speaks on standard error; never asks a question. It refuses to do any
# work twice, and to change anything of rustup's toolchain.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
android=$root/android
target_dir=${CAMTAY_ANDROID_TARGET_DIR:-$root/target/android-check}
# The oldest Android the app is for: 26 is Android 8, the first with AAudio.
api_level=26
# Debian's own compiler comes with the standard library's sources; rustup's needs
# a component that new machines lack. Debian moves these versions: none is named.
compiler_packages=(rustc-web cargo-web rust-web-src clang-19 llvm-19 python3 ca-certificates)
# C headers and the unwinder's sources are the only things taken from this wheel.
ziglang=0.17.1
wheel_folders=(libc/include/{aarch64-linux-musl,arm-linux-musl,generic-musl}
    libc/include/{aarch64-linux-any,arm-linux-any,any-linux-any} libunwind)

say() { printf 'android/%s: %s\n' "$(basename "$0")" "$*" >&2; }
fail() { say "$*"; exit 1; }

install_missing() {
    local missing=() package state
    for package in "$@"; do
        state=$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)
        [[ $state == installed ]] || missing+=("$package")
    done
    (( ${#missing[@]} == 0 )) || install_newest "${missing[@]}"
}

install_newest() {
    local as_root=()
    command -v apt-get >/dev/null || fail "needs Debian 12 for: $*"
    (( EUID == 0 )) || as_root=(sudo)
    say "installing $*"
    "${as_root[@]}" apt-get -q -o DPkg::Lock::Timeout=300 update >&2
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
        -o DPkg::Lock::Timeout=300 install --no-install-recommends "$@" >&2
}

# unpack_wheel FOLDER: some folders of the wheel; it holds a whole compiler besides.
unpack_wheel() {
    local folder=$1 unpacking=$1.part.$$
    [[ -d $folder ]] && return 0
    /usr/bin/python3 -m pip --version >/dev/null 2>&1 || install_missing python3-pip
    say "fetching C headers (ziglang $ziglang)"
    mkdir -p "$unpacking"
    /usr/bin/python3 -m pip --quiet --disable-pip-version-check download \
        --no-deps --only-binary :all: --dest "$unpacking" "ziglang==$ziglang" >&2
    /usr/bin/python3 - "$unpacking" "${wheel_folders[@]}" <<'PYTHON'
import pathlib, sys, zipfile

folder, wanted = pathlib.Path(sys.argv[1]), sys.argv[2:]
(wheel,) = folder.glob("*.whl")
with zipfile.ZipFile(wheel) as archive:
    for name in archive.namelist():
        inside = name.removeprefix("ziglang/lib/")
        if inside.startswith(tuple(f"{each}/" for each in wanted)) and not name.endswith("/"):
            path = folder / inside
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(archive.read(name))
wheel.unlink()
absent = [each for each in wanted if not (folder / each).is_dir()]
sys.exit(f"the ziglang wheel has no {absent}" if absent else 0)
PYTHON
    # Fails if another one was quicker, and then theirs will do.
    mv -T "$unpacking" "$folder" 2>/dev/null || { rm -rf "$unpacking"; [[ -d $folder ]]; }
}

version_of() { "$1" --version | cut -d' ' -f2 | cut -d- -f1; }

# Sets cargo, rustc and rustdoc: Debian's, or rustup's where Debian's is too old.
choose_toolchain() {
    local wanted found sysroot
    wanted=$(sed -n 's/^rust-version *= *"\(.*\)"/\1/p' "$root/Cargo.toml" | head -n 1)
    cargo=/usr/bin/cargo rustc=/usr/bin/rustc rustdoc=/usr/bin/rustdoc
    is_new_enough "$(version_of "$rustc")" "$wanted" && return 0
    install_newest "${compiler_packages[@]}"
    found=$(version_of "$rustc")
    is_new_enough "$found" "$wanted" && return 0

    say "Debian's rustc is $found, but the workspace wants $wanted;" \
        "is bookworm-security among the sources of apt? Trying rustup's instead."
    command -v rustup >/dev/null || fail "there is no rustup either"
    cargo=$(rustup which cargo) rustc=$(rustup which rustc) rustdoc=$(rustup which rustdoc)
    found=$(version_of "$rustc")
    is_new_enough "$found" "$wanted" || fail "rustup's rustc is $found, too old as well"
    sysroot=$("$rustc" --print sysroot)
    [[ -f $sysroot/lib/rustlib/src/rust/library/Cargo.lock ]] ||
        rustup component add rust-src >&2 || fail "rustup's toolchain lacks rust-src"
}

is_new_enough() { [[ $(printf '%s\n' "$2" "$1" | sort -V | head -n 1) == "$2" ]]; }

# c_flags TRIPLE: for the app's C (SQLite, Zstandard, ring). Quoted, as a clone's path may hold
# spaces. What clang calls the processor differs from what Rust calls it.
c_flags() {
    local clang=$1 machine=aarch64 set
    [[ $1 == arm* ]] && clang=armv7a-linux-androideabi machine=arm
    printf -- '--target=%s%s -nostdlibinc' "$clang" "$api_level"
    for set in "$machine-linux-musl" generic-musl "$machine-linux-any" any-linux-any; do
        printf -- ' -isystem %q' "$wheel/libc/include/$set"
    done
}

# Readies this machine for cargo_for_phones.
set_up_compilers() {
    install_missing "${compiler_packages[@]}"
    choose_toolchain
    mkdir -p "$target_dir"
    target_dir=$(cd "$target_dir" && pwd)
    wheel=$target_dir/ziglang-$ziglang
    unpack_wheel "$wheel"
    icu=$target_dir/icu
    CARGO=$cargo python3 "$android/native/icu.py" "$icu"
}

# cargo_for_phones COMMAND ARGUMENT...: cargo for the targets that the arguments name, in
# target_dir. CC_SHELL_ESCAPED_FLAGS and what follows is for the crate `cc`.
# What a caller's own cargo leaves in the environment would change the build.
# Nothing built here runs but the build scripts, once: optimising them takes longer than they do.
# RUSTC_BOOTSTRAP lets a stable compiler build the standard library from source.
cargo_for_phones() {
    local command=$1
    shift
    env -C "$root" -u CARGO_BUILD_TARGET -u CARGO_ENCODED_RUSTFLAGS -u LD_LIBRARY_PATH \
        -u RUSTFLAGS -u RUSTC_WORKSPACE_WRAPPER -u RUSTC_WRAPPER -u RUSTUP_TOOLCHAIN \
        RUSTC="$rustc" RUSTDOC="$rustdoc" RUSTC_BOOTSTRAP=1 \
        CARGO_TARGET_DIR="$target_dir" CARGO_INCREMENTAL=0 \
        CARGO_PROFILE_DEV_DEBUG=none CARGO_PROFILE_DEV_BUILD_OVERRIDE_OPT_LEVEL=0 \
        CARGO_PROFILE_SHIP_BUILD_OVERRIDE_OPT_LEVEL=0 \
        ICU4X_DATA_DIR="$icu" CC_SHELL_ESCAPED_FLAGS=1 \
        CC_aarch64_linux_android=/usr/bin/clang-19 AR_aarch64_linux_android=/usr/bin/llvm-ar-19 \
        CFLAGS_aarch64_linux_android="$(c_flags aarch64-linux-android) ${extra_c_flags:-}" \
        CC_armv7_linux_androideabi=/usr/bin/clang-19 AR_armv7_linux_androideabi=/usr/bin/llvm-ar-19 \
        CFLAGS_armv7_linux_androideabi="$(c_flags armv7-linux-androideabi) ${extra_c_flags:-}" \
        "$cargo" "$command" --locked -Zbuild-std=std,panic_abort "$@"
}
