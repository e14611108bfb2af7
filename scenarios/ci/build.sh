#!/bin/sh
# build.sh - builds chargeplan in the folder build of its source, on Debian or Ubuntu, with what
# it needs and no tests.
set -eu
cd "$(dirname "$0")/../.."
. tests/setup.sh
need $build_packages
cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >/dev/null
cmake --build build --target chargeplan -j "$jobs"
build/chargeplan --version
