#!/bin/sh
# Installs Debian packages, or brings them up to date, as root or through a sudo that asks nothing: `apt_install.sh NEED…`.
# A need is a package, or several of which one will do, the best first: `python3.13-venv|python3-venv`.
# The lists of packages are refreshed before anything is installed: those of a machine may be missing, or a year old.
# Says no (status 1) where a need is not met: the caller then has another way, or a sentence.
set -eu

command -v apt-get >/dev/null 2>&1 || exit 1
if [ "$(id -u)" -eq 0 ]; then
    as_root=env
elif command -v sudo >/dev/null 2>&1 && sudo -n true 2>/dev/null; then
    as_root='sudo env'
else
    exit 1
fi

say() {
    printf '→ Paquets du système : %s\n' "$1" >&2
}

# What apt-get says is of interest only when it fails. Another installation under way is waited for.
quietly() {
    said=$($as_root DEBIAN_FRONTEND=noninteractive apt-get -qq -o DPkg::Lock::Timeout=600 "$@" 2>&1) && return 0
    printf '%s\n' "$said" | tail -n 20 >&2
    return 1
}

install_one_of() {
    for package in $(printf '%s' "$1" | tr '|' ' '); do
        apt-cache show --no-all-versions "$package" >/dev/null 2>&1 || continue
        say "installation de $package"
        quietly install --yes --no-install-recommends "$package" && return 0
    done
    say "« $1 » n’a pas pu être installé"
    return 1
}

say 'mise à jour des listes'
quietly update || say 'les listes n’ont pas pu être mises à jour ; celles de la machine serviront'

status=0
for need in "$@"; do
    install_one_of "$need" || status=1
done
exit "$status"
