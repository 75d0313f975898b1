"""What the form makes of files and pasted rows, asked as the page asks it."""

from __future__ import annotations

import base64
import itertools
import json
import re
from html import unescape
from pathlib import Path
from typing import Any

from calculator.app import handle

DATA = Path(__file__).parents[1] / "data"
BLANK = {"as_of": "29/11/2026"}
#: A customer to choose: a button, or a line of a list.
CUSTOMER = r'(?:data-import="customer" value|<option value)="([^"]+)"[^>]*>[^<]* · '
KEYS = itertools.count()


class Importing:
    """The page, as far as it imports: it gives the files once, then asks with the answers so far."""

    def __init__(self, *files: tuple[str, bytes], fields: dict[str, str] | None = None) -> None:
        self.names = [name for name, _ in files]
        self.sources = [{"name": name, "bytes": base64.b64encode(content).decode()} for name, content in files]
        self.fields = fields or BLANK
        self.answers: dict[str, Any] = {}
        self.remembered: dict[str, dict[str, str]] = {}
        self.key = str(next(KEYS))

    def ask(
        self, step: str = "read", *, with_files: bool = False, others: list[dict[str, Any]] | None = None
    ) -> dict[str, Any]:
        request: dict[str, Any] = {
            "action": "import",
            "step": step,
            "key": self.key,
            "names": self.names,
            "answers": self.answers,
            "remembered": self.remembered,
            "fields": self.fields,
            "today": "2026-11-29",
        }
        if others is not None:
            request["others"] = others
        if with_files:
            request["sources"] = self.sources
        answer: dict[str, Any] = json.loads(handle(json.dumps(request)))
        assert "fault" not in answer
        if answer["state"] == "gone" and not with_files:
            return self.ask(step, with_files=True, others=others)
        return answer

    def says(self, **answers: Any) -> Importing:
        self.answers |= answers
        return self

    def text(self) -> str:
        return plain(self.ask()["html"]["import"])

    def added(self) -> dict[str, str]:
        return entries(self.ask("add")["html"]["form"])


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).replace("\u202f", " ").split())


def entries(html: str) -> dict[str, str]:
    """What stands in the form, sleeping rows included: of choices, what was chosen."""
    found = {}
    for tag in re.findall(r"<input [^>]*>", html):
        attributes = dict(re.findall(r'([a-z-]+)="([^"]*)"', tag))
        if attributes.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        found[attributes.get("name", "")] = unescape(attributes.get("value", ""))
    for name, text in re.findall(r'<textarea [^>]*name="([^"]+)"[^>]*>([^<]*)', html):
        found[name] = unescape(text)
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', html, re.DOTALL):
        if chosen := re.search(r'<option value="([^"]*)" selected', options):
            found[name] = unescape(chosen[1])
    return {name: value for name, value in found.items() if name and value}


def pasted(rows: str, fields: dict[str, str] | None = None) -> Importing:
    return Importing(("", rows.encode()), fields=fields)


HT = "Facture;Date;Échéance;Montant HT\nF-1;01/02/2026;03/03/2026;100,00\nF-2;01/02/2026;03/03/2026;50,50\n"
NO_TERM = "Facture;Client;Date;TTC\nF-3;Durand;31/01/2026;100,00\n"


TYPED = {
    "as_of": "29/11/2026",
    "debtor-name": "Durand SARL",
    "invoices-0-number": "F-1",
    "invoices-0-amount": "1 000 euros",
    "invoices-0-issued_on": "1er janvier 2026",
    "invoices-0-due_on": "31 janvier 2026",
    "invoices-3-amount": "douze",
}
