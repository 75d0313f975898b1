#!/usr/bin/env bash
# Compiles requirements/*.in. The lock files must be usable with any registry, so no address is written into them.
set -euo pipefail
cd "$(dirname "$0")/../requirements"

compile() {
    uv pip compile --quiet --generate-hashes --no-annotate --no-emit-index-url \
        --custom-compile-command 'make lock' "$@"
}

compile --universal --python-version 3.12 "${@}" dev.in --output-file dev.txt
for apart in engines mutation; do
    compile --universal --python-version 3.12 --constraint dev.txt "${@}" "$apart.in" --output-file "$apart.txt"
done
# The browser's Python is not this machine's: its closure is spelled out in browser.in, nothing is to be resolved.
compile --no-deps --python-version 3.14 "${@}" browser.in --output-file browser.txt

if grep -nE '[a-z]+://|--(extra-)?index-url|--find-links' dev.txt engines.txt mutation.txt browser.txt; then
    echo 'Une adresse de registre est entrée dans un fichier de verrouillage.' >&2
    exit 1
fi
