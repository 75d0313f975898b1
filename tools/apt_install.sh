#!/bin/sh
# Installs the first of the named Debian packages that can be had, as root or through a sudo that asks nothing.
# Says no (status 1) where that is impossible: the caller then has another way, or a sentence.
set -eu

command -v apt-get >/dev/null 2>&1 || exit 1
if [ "$(id -u)" -eq 0 ]; then
    as_root=env
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root='sudo env'
else
    exit 1
fi

install_first() {
    for package in "$@"; do
        $as_root DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" >/dev/null 2>&1 && return 0
    done
    return 1
}

install_first "$@" && exit 0
# The usual reason for a first refusal is a machine whose package lists are missing or old.
$as_root apt-get update -qq >&2 || exit 1
install_first "$@"
