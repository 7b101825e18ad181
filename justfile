# Every command beside `./run` and `./test`; `just` alone lists them.

_list:
    @just --list

# Everything that CI checks.
check:
    .ci/run

# Every test, with each lesson in every look, where `./test` takes one of each.
everything *ARGS:
    CAMTAY_EVERYTHING=1 ./test {{ARGS}}

# Writes the generated text files anew from i18n/.
texts:
    cargo run --quiet -p xtask -- texts

# Makes the spoken clips that are missing and lists stale ones; recordings in DIR win.
narration *ARGS:
    cargo run --quiet -p xtask -- narration {{ARGS}}

# Type-checks the app for Android, with no SDK needed.
android-check:
    android/check

# Makes the Debian packages of the app and the hub.
package *NAMES:
    packaging/build {{NAMES}}

# Makes the packages quickly, and proves them in a clean Debian.
package-check:
    packaging/check

# Builds the APKs for phones; where something is missing, says what.
apk *ARGS:
    android/release {{ARGS}}

# Links and packs a test APK, with no SDK needed; docs/android.md says what that proves.
test-apk DIR="target/test-apk":
    android/test-apk {{DIR}}

# Plays the interface into pictures, in DIR.
tour DIR="target/tour" *ARGS:
    ./run tour --out {{DIR}} {{ARGS}}

# Measures what docs/performance.md says.
bench:
    scripts/bench

# Fuzzes one target (lesson, engine, segment, sync_request, sync_response, enrol, code) for some seconds, from the committed corpus.
fuzz TARGET="lesson" SECONDS="60":
    cd fuzz && cargo +nightly fuzz run {{TARGET}} -- -max_total_time={{SECONDS}}

# Runs every fault that has to be survived, with so many seeds; 500 kills take longest.
faults SEEDS="20" *ARGS:
    cargo run --quiet -p simulation -- faults --seeds {{trim_start_match(SEEDS, "SEEDS=")}} {{ARGS}}

# Accepts changed snapshots after you have read them.
snapshots:
    INSTA_UPDATE=always cargo test --workspace
