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

echo "== clang: no warnings"
# nothing of it is run: no links, no debugging tables
CC=clang cmake -S . -B build-clang -DCMAKE_BUILD_TYPE=Debug -DCHARGEPLAN_WERROR=ON \
    -DCMAKE_C_LINK_EXECUTABLE=true -DCMAKE_C_FLAGS_DEBUG= >/dev/null
cmake --build build-clang -j "$jobs" >/dev/null

echo "== sanitizers: unit and command-line tests"
CC=gcc cmake --preset asan $link >/dev/null
cmake --build --preset asan -j "$jobs" >/dev/null
LSAN_OPTIONS=suppressions="$PWD/tests/lsan.supp" \
    ctest --test-dir build-asan --output-on-failure -j "$jobs" -L 'unit|cli' -LE 'slow|known'

echo "== gcc: all tests"
CC=gcc cmake --preset ci $link >/dev/null
cmake --build --preset ci -j "$jobs" >/dev/null
ctest --test-dir build-ci --output-on-failure -j "$jobs" $without
