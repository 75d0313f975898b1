"""A link that opens a short message in the user's own mail program."""

from urllib.parse import quote

from latepay_core.documents.mail_address import is_plain
from latepay_core.documents.plain import cleaned, on_one_line

#: Windows and several mail programs cut a link beyond this many signs, so a longer message is not offered as one.
MAILTO_LIMIT = 2000


def mailto(recipient: str, subject: str, text: str) -> str | None:
    """A link that opens a message in the user's mail program; None where it would be longer than MAILTO_LIMIT signs.

    Raises NoAddress for an address that is none.

    >>> mailto("compta@durand.example", "Relance", "Bonjour,\\nà bientôt")
    'mailto:compta@durand.example?subject=Relance&body=Bonjour%2C%0D%0A%C3%A0%20bient%C3%B4t'
    """
    to = ",".join(quote(each, safe="@") for each in _addresses(recipient)) if recipient else ""
    lines = "\r\n".join(cleaned(text).split("\n"))
    link = f"mailto:{to}?subject={quote(on_one_line(subject), safe='')}&body={quote(lines, safe='')}"
    return link if len(link) <= MAILTO_LIMIT else None


def _addresses(recipient: str) -> list[str]:
    typed = recipient.strip()
    if is_plain(typed):
        return [typed]
    from latepay_core.documents import eml  # noqa: PLC0415 - the library of e-mail, for what is not one plain address

    return [each.addr_spec for each in eml.addresses(recipient, "recipient")]
