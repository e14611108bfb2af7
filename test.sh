#!/bin/sh
# Runs all tests: ./test.sh; with --all also those labelled slow.
set -eu
cd "$(dirname "$0")"
. tests/setup.sh
need $build_packages $test_packages
export CMAKE_GENERATOR=Ninja # of 890 targets make alone takes 30 s of computing, ninja 6, in each build

without='-LE slow'
if [ "${1:-}" = --all ]; then
    without=
    need $cluster_packages
fi

link= # hundreds of test programs: gold, where there is one, links them in half of the time
if command -v ld.gold >/dev/null; then
    link=-DCMAKE_EXE_LINKER_FLAGS=-fuse-ld=gold
fi

build() { # FOLDER: says what failed and nothing else
    cmake --build "$1" -j "$jobs" >"$1/log" || { tail -n 40 "$1/log"; exit 1; }
}

echo "== clang: no warnings"
# nothing of it is run: the compiler reads and makes nothing
CC=clang cmake -S . -B build-clang -DCMAKE_BUILD_TYPE=Debug -DCHARGEPLAN_WERROR=ON \
    -DCMAKE_C_LINK_EXECUTABLE=true -DCMAKE_C_CREATE_SHARED_MODULE=true \
    -DCMAKE_C_ARCHIVE_CREATE=true -DCMAKE_C_ARCHIVE_APPEND=true -DCMAKE_C_ARCHIVE_FINISH=true \
    -DCMAKE_C_FLAGS_DEBUG=-fsyntax-only >/dev/null
build build-clang

echo "== sanitizers: unit and command-line tests"
CC=gcc cmake --preset asan $link >/dev/null
build build-asan
LSAN_OPTIONS=suppressions="$PWD/tests/lsan.supp" \
    ctest --test-dir build-asan --output-on-failure -j "$jobs" -L 'unit|cli' -LE 'slow|known'

echo "== gcc: all tests"
CC=gcc cmake --preset ci $link >/dev/null
build build-ci
ctest --test-dir build-ci --output-on-failure -j "$jobs" $without
