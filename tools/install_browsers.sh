#!/bin/sh
# Makes sure that the tests find a Chromium, a Firefox and pdftotext; does nothing where both are there.
set -eu

here=$(dirname "$0")
playwright=${PLAYWRIGHT:-.venv/bin/playwright}

have() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

ensure() { # label, playwright's name, Debian's package, commands…
    label=$1 engine=$2 package=$3
    shift 3
    have "$@" && return 0
    echo "→ $label : installation du paquet $package"
    if sh "$here/apt_install.sh" "$package" && have "$@"; then
        return 0
    fi
    echo "→ $label : paquet indisponible, téléchargement par Playwright"
    "$playwright" install "$engine" || {
        echo "$label n’a pas pu être installé : installez-le par le gestionnaire de paquets du système, puis relancez." >&2
        exit 2
    }
}

ensure Chromium chromium chromium chromium chromium-browser google-chrome google-chrome-stable
ensure Firefox firefox firefox-esr firefox-esr firefox

# What a printed page says is read back from its PDF.
have pdftotext || {
    echo '→ pdftotext : installation du paquet poppler-utils'
    sh "$here/apt_install.sh" poppler-utils && have pdftotext || {
        echo 'pdftotext n’a pas pu être installé : installez poppler-utils, puis relancez.' >&2
        exit 2
    }
}
