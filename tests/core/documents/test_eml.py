"""E-mail drafts and links: the message as mail programs read it, and no header that anyone typed."""

import email
import email.policy
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from latepay_core.documents import eml, mail_address, mail_link, text
from tests.core.documents.test_pdf import DAY
from tests.support import documents

NOTICE = documents.formal_notice()
SENT: dict[str, Any] = {
    "sender": "camille@martin.example",
    "recipient": "compta@durand.example",
    "subject": "Mise en demeure",
}


def read(content: bytes) -> email.message.EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, email.message.EmailMessage)
    return message


def content(part: email.message.EmailMessage | email.message.MIMEPart | None) -> str:
    """The text of a message; its lines end in CR LF on the way."""
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def test_it_opens_as_a_draft_with_its_text_and_its_attachments() -> None:
    from latepay_core.documents import pdf

    attached = {"mise-en-demeure.pdf": pdf.render(NOTICE, created=DAY), "suivi.ics": b"BEGIN:VCALENDAR\r\n"}
    message = read(eml.render(NOTICE, attachments=attached, **SENT))
    assert message["X-Unsent"] == "1"
    assert message["From"] == "camille@martin.example"
    assert message["To"] == "compta@durand.example"
    assert message["Subject"] == "Mise en demeure"
    assert message["Date"] is None
    body = message.get_body()
    assert body is not None
    assert body.get_content_type() == "text/plain"
    assert body["Content-Language"] == "fr-FR"
    assert body.get_content_charset() == "utf-8"
    assert content(body) == text.render(NOTICE)
    found = {part.get_filename(): part for part in message.iter_attachments()}
    assert {name: part.get_content_type() for name, part in found.items()} == {
        "mise-en-demeure.pdf": "application/pdf",
        "suivi.ics": "text/calendar",
    }
    assert found["mise-en-demeure.pdf"].get_content() == attached["mise-en-demeure.pdf"]


def test_lines_are_those_of_the_standard() -> None:
    """RFC 5322, 2.1.1: lines end with CR LF and hold at most 998 signs; 78 is advised."""
    written = eml.render(NOTICE, **SENT)
    assert written.count(b"\n") == written.count(b"\r\n")
    assert max(map(len, written.split(b"\r\n"))) <= 78
    assert written.isascii()


def test_the_same_input_gives_the_same_bytes() -> None:
    attached = {"a.pdf": b"%PDF-", "b.json": b"{}"}
    assert eml.render(NOTICE, attachments=attached, **SENT) == eml.render(NOTICE, attachments=attached, **SENT)


def test_what_is_not_known_is_left_for_the_mail_program() -> None:
    message = read(eml.render(NOTICE))
    assert (message["From"], message["To"]) == (None, None)
    assert message["Subject"] == "Mise en demeure"


def test_the_text_given_takes_the_place_of_the_document_s() -> None:
    assert content(read(eml.render(NOTICE, text="Bonjour,\n\nÀ demain.\n"))) == "Bonjour,\n\nÀ demain.\n"


def test_a_long_subject_is_folded_without_a_space_too_many() -> None:
    for said in (
        "Confirmation de notre entretien téléphonique du 2\u00a0février\u00a02026 à propos de la facture F-2025-001",
        "Formal notice to pay the forty invoices listed below, the oldest of which was due a hundred days ago",
    ):
        written = eml.render(NOTICE, subject=said, text="x\n")
        assert max(map(len, written.split(b"\r\n"))) <= 78
        assert read(written)["Subject"] == said


def test_accents_and_no_break_spaces_survive() -> None:
    said = "Relance : 1\u202f234,50\u00a0€ échus"
    message = read(eml.render(NOTICE, subject=said, text=said + "\n"))
    assert message["Subject"] == said
    assert content(message) == said + "\n"


@pytest.mark.parametrize(
    "typed",
    [
        "Mise en demeure\r\nBcc: tous@exemple.example",
        "a\nX-Injected: 1\n\nCorps remplacé",
        "a\u2028Bcc: tous@exemple.example",
        "a\x0bBcc: b@c.example\x0cTo: d@e.example\x85Cc: f@g.example",
    ],
)
def test_no_header_can_be_typed_into_a_subject(typed: str) -> None:
    message = read(eml.render(NOTICE, subject=typed, attachments={typed: b"x"}))
    assert {name.lower() for name in message} <= {
        "x-unsent",
        "subject",
        "content-language",
        "mime-version",
        "content-type",
        "content-transfer-encoding",
    }
    part = next(message.iter_attachments())
    assert {name.lower() for name in part} <= {
        "content-type",
        "content-transfer-encoding",
        "content-disposition",
        "mime-version",
    }


@pytest.mark.parametrize(
    "typed",
    [
        "compta",
        "compta@",
        "@durand.example",
        "a@b",
        "a b@durand.example",
        "a@durand.example\r\nBcc: x@y.example",
        "a@durand.example>, <script>",
        "x" * 300 + "@durand.example",
        ", ".join(["a@durand.example"] * 21),
        "é@durand.example",
        "a@dur..and.example",
        "a@" + "é" * 70 + ".example",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(mail_address.NoAddress) as refused:
        eml.render(NOTICE, recipient=typed)
    assert refused.value.whose == "recipient"
    with pytest.raises(mail_address.NoAddress) as refused:
        eml.render(NOTICE, sender=typed)
    assert refused.value.whose == "sender"


def test_several_addresses_and_names() -> None:
    message = read(eml.render(NOTICE, recipient="Compta <compta@durand.example>; direction@durand.example"))
    assert [each.addr_spec for each in message["To"].addresses] == ["compta@durand.example", "direction@durand.example"]
    assert message["To"].addresses[0].display_name == "Compta"
    assert read(eml.render(NOTICE, recipient="a@société.example"))["To"] == "a@xn--socit-esab.example"


@pytest.mark.parametrize("hostile", documents.HOSTILE)
def test_hostile_text_comes_out_as_text(hostile: str) -> None:
    from latepay_core.documents.plain import cleaned, on_one_line

    message = read(eml.render(NOTICE, subject=hostile, text=f"{hostile}\n"))
    assert content(message) == cleaned(f"{hostile}\n")
    assert str(message["Subject"]).strip() == on_one_line(hostile).strip()


# ---------------------------------------------------------------- links


def test_a_short_message_is_a_link() -> None:
    link = mail_link.mailto("compta@durand.example", "Facture F-118 & suite", "Bonjour,\n\n1\u202f234,50\u00a0€ ?\n")
    assert link is not None
    parts = urlsplit(link)
    assert (parts.scheme, unquote(parts.path)) == ("mailto", "compta@durand.example")
    assert parse_qs(parts.query, strict_parsing=True) == {
        "subject": ["Facture F-118 & suite"],
        "body": ["Bonjour,\r\n\r\n1\u202f234,50\u00a0€ ?\r\n"],
    }
    assert link.isascii()


def test_a_link_too_long_is_not_offered() -> None:
    assert mail_link.MAILTO_LIMIT == 2000
    start = len("mailto:a@b.example?subject=x&body=")
    assert mail_link.mailto("a@b.example", "x", "y" * (2000 - start)) is not None
    assert mail_link.mailto("a@b.example", "x", "y" * (2001 - start)) is None


def test_no_field_can_be_typed_into_a_link() -> None:
    link = mail_link.mailto("a@b.example", "x&bcc=c@d.example", "y?cc=e@f.example#z")
    assert link is not None
    assert set(parse_qs(urlsplit(link).query)) == {"subject", "body"}
    with pytest.raises(mail_address.NoAddress):
        mail_link.mailto("a@b.example?bcc=c@d.example", "x", "y")


def test_a_link_without_an_address() -> None:
    assert mail_link.mailto("", "x", "y") == "mailto:?subject=x&body=y"


def test_an_address_that_is_plain_stands_in_the_link_as_the_library_reads_it() -> None:
    for typed in ("compta@durand.example", "Jean.Martin+f@Sous.Domaine.Example", "a_b-c@x-y.example"):
        (read,) = eml.addresses(typed, "recipient")
        assert mail_address.is_plain(typed)
        assert read.addr_spec == typed
        assert mail_link.mailto(typed, "x", "y") == f"mailto:{read.addr_spec.replace('+', '%2B')}?subject=x&body=y"
    link = mail_link.mailto("Durand <compta@durand.example>; b@b.example", "x", "y")
    assert link == "mailto:compta@durand.example,b@b.example?subject=x&body=y"
    for typed in ("a..b@c.example", "a@b", "é@b.example", "a@-b.example", "a" * 250 + "@b.example"):
        assert not mail_address.is_plain(typed)
