#!/bin/sh
# Makes sure that the tests find a Chromium, a Firefox, pdftotext and LibreOffice; does nothing where they are there.
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

# What Word and Excel files look like, and what their formulas give, is read back from LibreOffice.
have soffice || {
    echo '→ LibreOffice : installation des paquets libreoffice-writer-nogui et libreoffice-calc-nogui'
    sh "$here/apt_install.sh" libreoffice-writer-nogui && sh "$here/apt_install.sh" libreoffice-calc-nogui && have soffice || {
        echo 'LibreOffice n’a pas pu être installé : installez-le, puis relancez.' >&2
        exit 2
    }
}

# The French of pages and letters is checked against hunspell's dictionary.
spells_french() {
    have hunspell && echo bonjour | hunspell -d fr -l >/dev/null 2>&1
}
spells_french || {
    echo '→ hunspell : installation des paquets hunspell et hunspell-fr'
    sh "$here/apt_install.sh" hunspell && sh "$here/apt_install.sh" hunspell-fr && spells_french || {
        echo 'hunspell n’a pas pu être installé en français : installez hunspell et hunspell-fr, puis relancez.' >&2
        exit 2
    }
}
