# Sourced by test-apk: what the NDK would bring along and this machine doesn't have, made from
# sources. The unwinder is LLVM's, out of the ziglang wheel; the object is what the NDK's
# crtbegin_so.o is for. It makes nothing that is of use outside a test.

# make_unwinder TRIPLE FOLDER: libunwind.a and begin.o.
make_unwinder() {
    local triple=$1 folder=$2 sources=$wheel/libunwind/src file objects=()
    local -a flags
    mkdir -p "$folder"
    eval "flags=($(c_flags "$triple"))"
    flags+=(-Os -fPIC -DNDEBUG -fvisibility=hidden -funwind-tables -I "$wheel/libunwind/include"
        -D_LIBUNWIND_IS_NATIVE_ONLY -D_LIBUNWIND_DISABLE_VISIBILITY_ANNOTATIONS
        -D__errno_location=__errno)
    for file in UnwindLevel1.c UnwindLevel1-gcc-ext.c UnwindRegistersRestore.S UnwindRegistersSave.S; do
        clang-19 "${flags[@]}" -c "$sources/$file" -o "$folder/$file.o"
        objects+=("$folder/$file.o")
    done
    clang-19 "${flags[@]}" -nostdinc++ -fno-exceptions -fno-rtti -std=c++17 \
        -c "$sources/libunwind.cpp" -o "$folder/libunwind.o"
    rm -f "$folder/libunwind.a"
    llvm-ar-19 rcs "$folder/libunwind.a" "${objects[@]}" "$folder/libunwind.o"
    echo '__attribute__((visibility("hidden"))) void *__dso_handle = &__dso_handle;' |
        clang-19 "${flags[@]}" -x c -c - -o "$folder/begin.o"
}
