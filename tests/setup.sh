# setup.sh - sourced by demo.sh and test.sh: installs Debian packages that are missing.
# need PACKAGE...: says which are missing and installs them; does nothing when all are there.
need() {
    missing=
    for package in "$@"; do
        dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            missing="$missing $package"
    done
    [ -z "$missing" ] && return 0
    if ! command -v apt-get >/dev/null 2>&1; then
        echo "These packages are missing and there is no apt-get to install them:$missing" >&2
        return 1
    fi
    echo "Installing missing packages:$missing"
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        if ! command -v sudo >/dev/null 2>&1; then
            echo "Run this as root, or install sudo first: the packages above need it." >&2
            return 1
        fi
        as_root=sudo
    fi
    $as_root apt-get update -qq || echo "The package lists could not be renewed; going on with those there are." >&2
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

build_packages="gcc libc6-dev make cmake pkg-config libglpk-dev libgsl-dev libpng-dev libyaml-dev \
libcairo2-dev libpango1.0-dev libmd-dev libsqlite3-dev libjansson-dev libxlsxwriter-dev libgdal-dev \
libprotobuf-c-dev protobuf-c-compiler zlib1g-dev libexpat1-dev fonts-noto-cjk"
run_packages="libglpk40 libgsl27 libpng16-16 libyaml-0-2 libcairo2 libpango-1.0-0 libpangocairo-1.0-0 \
libmd0 libsqlite3-0 libjansson4 libxlsxwriter4 libgdal32 libprotobuf-c1 \
zlib1g libexpat1 fonts-noto-cjk" # what a program that was built needs
test_packages="ninja-build libcmocka-dev python3-openpyxl clang clang-format glpk-utils coinor-cbc"
cluster_packages="slurm-wlm munge parallel" # for tests labelled slow; skipped without them

jobs=$(nproc 2>/dev/null || echo 2)
