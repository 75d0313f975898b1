#!/bin/sh
# Makes sure that the tests find what they drive and read with: three browsers recent enough, a screen that is not there,
# pdftotext, LibreOffice, and hunspell's French. Installs what is missing in one go; does nothing where all is there.
set -eu

here=$(dirname "$0")
playwright=${PLAYWRIGHT:-.venv/bin/playwright}
# shellcheck source=../requirements/browsers.env
. "$here/../requirements/browsers.env"

have() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return 0
    done
    return 1
}

# The tests choose among the same commands (tests/support/browser.py).
commands_of() {
    case $1 in
        shell) echo chromium-headless-shell ;;
        chromium) echo chromium chromium-browser google-chrome google-chrome-stable ;;
        firefox) echo firefox-esr firefox ;;
    esac
}

# The newest version that is there, by its first number; 0 where there is none.
version_of() {
    newest=0
    for name in $(commands_of "$1"); do
        have "$name" || continue
        found=$("$name" --version 2>/dev/null | sed -n 's/^[^0-9]*\([0-9][0-9]*\).*/\1/p' | head -n 1)
        [ "${found:-0}" -le "$newest" ] || newest=$found
    done
    echo "$newest"
}

recent() { # which browser, at least
    [ "$(version_of "$1")" -ge "$2" ]
}

# Debian cuts LibreOffice into parts: the one for letters may be there without the one for workbooks.
office() {
    have soffice || return 1
    parts=$(dirname "$(readlink -f "$(command -v soffice)")")
    [ ! -e "$parts/libmergedlo.so" ] || { [ -e "$parts/libswlo.so" ] && [ -e "$parts/libsclo.so" ]; }
}

spells_french() {
    have hunspell && echo bonjour | hunspell -d fr -l >/dev/null 2>&1
}

needs=
need() {
    needs="$needs $*"
}

recent chromium "$CHROMIUM_AT_LEAST" || need chromium
recent firefox "$FIREFOX_AT_LEAST" || need 'firefox-esr|firefox'
have WebKitWebDriver || need webkit2gtk-driver
have Xvfb || need xvfb
have pdftotext || need poppler-utils
office || need libreoffice-writer-nogui libreoffice-calc-nogui
spells_french || need hunspell hunspell-fr

# Chromium without its window spares a quarter of each page's start. Not every system has it: where nothing else is
# missing, it is asked for only if the lists of packages know it.
recent shell "$CHROMIUM_AT_LEAST" || {
    [ -z "$needs" ] && ! apt-cache show --no-all-versions chromium-headless-shell >/dev/null 2>&1
} || need chromium-headless-shell

[ -z "$needs" ] && exit 0
# shellcheck disable=SC2086 # a list of words
sh "$here/apt_install.sh" $needs || true

# ---------------------------------------------------------------- is all there now?

stop() {
    printf '%s\n' "$1 ; puis relancez." >&2
    exit 2
}

# Where the system's packages have no browser that is recent enough, Playwright brings its own.
browser() { # label, which, at least, package
    recent "$2" "$3" && return 0
    echo "→ $1 : les paquets du système ne l’ont pas, téléchargement par Playwright"
    "$playwright" install "$2" && return 0
    found=$(version_of "$2")
    [ "$found" -gt 0 ] && stop "$1 $found a été trouvé, les tests demandent $1 $3 ou plus récent : mettez à jour le paquet $4"
    stop "$1 n’a pas été trouvé, les tests demandent $1 $3 ou plus récent : installez le paquet $4"
}

browser Chromium chromium "$CHROMIUM_AT_LEAST" chromium
browser Firefox firefox "$FIREFOX_AT_LEAST" firefox-esr
{ have WebKitWebDriver && have Xvfb; } || {
    echo '→ WebKit : les paquets du système ne l’ont pas, téléchargement par Playwright'
    "$playwright" install webkit || stop 'WebKit n’a pas été trouvé : installez les paquets webkit2gtk-driver et xvfb'
}
have pdftotext || stop 'pdftotext n’a pas été trouvé : installez le paquet poppler-utils'
office || stop 'LibreOffice n’a pas été trouvé en entier : installez libreoffice-writer-nogui et libreoffice-calc-nogui'
spells_french || stop 'Le français de hunspell n’a pas été trouvé : installez les paquets hunspell et hunspell-fr'
