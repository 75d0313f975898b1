"""E-mail: a draft that the user's own program opens, with its attachments."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from email.header import Header
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import getaddresses

from latepay_core.documents import text as plain_text
from latepay_core.documents.attached import media_type
from latepay_core.documents.document import Document
from latepay_core.documents.mail_address import NoAddress, Whose
from latepay_core.documents.plain import cleaned, language_tag, on_one_line

_ADDRESS = re.compile(r"[^\s@<>,;:\"()\[\]\\]+@(?:[^\s@.<>,;:\"()\[\]\\]+\.)+[^\s@.<>,;:\"()\[\]\\]{2,}")
_MOST_ADDRESSES, _LONGEST_ADDRESS = 20, 254


class _Policy(EmailPolicy):
    """The standard's lines, the subject written by the older class: the newer one adds spaces where it folds a line."""

    def fold(self, name: str, value: str) -> str:
        if name != "Subject":
            return str(super().fold(name, value))
        charset = "us-ascii" if value.isascii() else "utf-8"
        return f"{name}: {Header(str(value), charset, header_name=name).encode(linesep=self.linesep)}{self.linesep}"

    def fold_binary(self, name: str, value: str) -> bytes:
        return self.fold(name, value).encode("ascii") if name == "Subject" else super().fold_binary(name, value)


_POLICY = _Policy(linesep=SMTP.linesep, max_line_length=SMTP.max_line_length)


def render(
    document: Document,
    *,
    attachments: Mapping[str, bytes] | None = None,
    sender: str = "",
    recipient: str = "",
    subject: str = "",
    text: str | None = None,
    html: str | None = None,
) -> bytes:
    """The document as an e-mail (RFC 5322) that mail programs open as a draft (`X-Unsent`), nothing being sent.

    `sender` and `recipient` are addresses as people type them, several parted by commas, or "" to be filled in later;
    `subject` is the document's title and `text` its plain text where they are left out; `html` says the same with its
    looks; `attachments` maps names to
    contents. The same input gives the same bytes. It has no Date: that is when the user has the message sent (RFC 5322,
    3.6.1), so the mail program that opens the draft writes it. Raises NoAddress for an
    address that is none.

    >>> from latepay_core.documents.document import Paragraph, Run
    >>> draft = render(Document("fr", "Relance", (Paragraph((Run("Bonjour"),)),)), recipient="compta@durand.example")
    >>> draft.splitlines()[:3]
    [b'X-Unsent: 1', b'To: compta@durand.example', b'Subject: Relance']
    """
    message = EmailMessage(policy=_POLICY)
    message["X-Unsent"] = "1"
    for name, typed, whose in _headers(sender, recipient):
        if on_one_line(typed).strip():
            message[name] = addresses(typed, whose)
    message["Subject"] = on_one_line(subject or document.title)
    body = cleaned(text if text is not None else plain_text.render(document))
    message.set_content(body, charset="utf-8", cte="quoted-printable")
    message["Content-Language"] = language_tag(document.language)
    if html is not None:
        message.add_alternative(html, subtype="html", charset="utf-8", cte="quoted-printable")
    for name, content in (attachments or {}).items():
        main, _, sub = media_type(name).partition("/")
        message.add_attachment(content, maintype=main, subtype=sub, filename=on_one_line(name))
    for depth, part in enumerate(each for each in message.walk() if each.is_multipart()):
        part.set_boundary(f"{_boundary(body, attachments or {})}{depth}")
    return message.as_bytes()


def _headers(sender: str, recipient: str) -> tuple[tuple[str, str, Whose], ...]:
    return ("From", sender, "sender"), ("To", recipient, "recipient")


def addresses(typed: str, whose: Whose) -> Sequence[Address]:
    """The addresses of a text such as `Compta <compta@durand.example>, a@b.example`.

    Raises NoAddress, saying `whose` it is, for what is no address.

    >>> addresses("Durand <compta@durand.example>", "recipient")[0].addr_spec
    'compta@durand.example'
    """
    line = on_one_line(typed).replace(";", ",").strip(" ,")
    found = getaddresses([line])
    if not found or len(found) > _MOST_ADDRESSES:
        raise NoAddress(typed, whose)
    return tuple(_address(name, address, typed, whose) for name, address in found)


def _address(name: str, address: str, typed: str, whose: Whose) -> Address:
    if len(address) > _LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        raise NoAddress(typed, whose)
    user, _, domain = address.rpartition("@")
    try:
        return Address(name, user.encode("ascii").decode(), domain.encode("idna").decode())
    except (UnicodeError, ValueError):
        raise NoAddress(typed, whose) from None


def _boundary(body: str, attachments: Mapping[str, bytes]) -> str:
    """What parts the pieces of the message: drawn from them, so that it is the same each time and in none of them."""
    digest = hashlib.sha256(body.encode())
    for name, content in attachments.items():
        digest.update(name.encode("utf-8", "replace") + b"\0" + content)
    return f"=_{digest.hexdigest()[:40]}"
