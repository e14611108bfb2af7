#!/bin/sh
# Builds chargeplan and runs the shipped demo city: ./demo.sh [NEW-FOLDER]
set -eu
cd "$(dirname "$0")"
. tests/setup.sh
need $build_packages

echo "Building ..."
cmake -S . -B build -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF >build.log 2>&1 &&
    cmake --build build -j "$jobs" >>build.log 2>&1 || {
    tail -n 30 build.log >&2
    echo "The build failed; build.log has it all." >&2
    exit 1
}
rm -f build.log

out=${1:-out-demo}
if [ -z "${1:-}" ]; then
    n=1
    while [ -e "$out" ]; do
        n=$((n + 1))
        out=out-demo-$n
    done
fi
build/chargeplan run scenarios/demo-city/scenario.yaml -o "$out"
