# Sourced by run, test and .ci/run: what this machine lacks is set up here, and only that.
# Speaks on standard error; never asks a question.

root="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"

say() { printf '%s\n' "$*" >&2; }

# install_packages NAME...: those Debian packages that are not there yet.
install_packages() {
    local missing=()
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing+=("$package")
    done
    [ ${#missing[@]} -eq 0 ] && return
    command -v apt-get >/dev/null || {
        say "These are missing, and this machine has no apt-get to install them: ${missing[*]}"
        exit 1
    }
    local as_root=()
    [ "$(id -u)" -eq 0 ] || as_root=(sudo -n)
    say "Installing: ${missing[*]}"
    {
        "${as_root[@]}" apt-get update -q &&
            "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
                apt-get install -y -q --no-install-recommends "${missing[@]}"
    } >&2 || {
        say "They could not be installed. Please run: sudo apt-get install ${missing[*]}"
        exit 1
    }
}

# What the app needs to be built and to run.
setup_app() {
    install_packages gcc pkg-config libfontconfig-dev libasound2-dev libfontconfig1 \
        libxkbcommon0 libxkbcommon-x11-0 libx11-6 libx11-xcb1 libxcursor1 libxi6 libxcb-xkb1
    command -v cargo >/dev/null || {
        say "Rust is missing. Please install it from https://rustup.rs, then run this again."
        exit 1
    }
}

# What the tests need besides: an engine that reads the screens, a desk without a screen, what a
# screen reader needs, and the other database of the hub.
setup_tests() {
    install_packages tesseract-ocr tesseract-ocr-vie tesseract-ocr-eng \
        xvfb xdotool dbus at-spi2-core postgresql
}

# build PACKAGE BINARY: builds it and sets $program to its path.
build() {
    cargo build --quiet --locked --manifest-path "$root/Cargo.toml" --package "$1" --bin "$2" >&2 || {
        say "It could not be built; what the compiler said stands above."
        exit 1
    }
    program="${CARGO_TARGET_DIR:-$root/target}/debug/$2"
}
