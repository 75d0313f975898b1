#!/bin/sh
# Prints the path of a Python that can host the project: 3.12 or newer, able to make a virtual environment.
# Candidates are run, not just looked up, because pyenv leaves shims on PATH for versions that are not selected.
set -eu

minimum='3, 12'
wanted=$(head -n 1 .python-version 2>/dev/null || true)

describe() {
    "$1" -c "import sys; assert sys.version_info >= ($minimum); print(sys.executable)" 2>/dev/null
}

can_make_venv() {
    "$1" -c 'import ensurepip, venv' 2>/dev/null
}

find_python() {
    # last, what pyenv keeps without having selected it
    for name in ${PYTHON:-} ${wanted:+"python$wanted"} python3 python3.14 python3.13 python3.12 python \
        "${PYENV_ROOT:-${HOME:-}/.pyenv}"/versions/3.*/bin/python3; do
        path=$(describe "$name") || continue
        if [ "${1:-}" = any ] || can_make_venv "$path"; then
            printf '%s\n' "$path"
            return 0
        fi
    done
    return 1
}

find_python && exit 0

# Debian keeps ensurepip in a package of its own.
if bare=$(find_python any); then
    version=$("$bare" -c 'import sys; print("%d.%d" % sys.version_info[:2])')
    sh "$(dirname "$0")/apt_install.sh" "python$version-venv|python3-venv" >&2 && find_python && exit 0
    echo "Python $version est là, mais il ne sait pas créer d’environnement virtuel : installez le paquet python$version-venv." >&2
    exit 2
fi

echo "Aucun Python 3.12 ou plus récent n’a été trouvé : installez-en un, ou indiquez-le par « make PYTHON=/chemin/vers/python3 … »." >&2
exit 2
