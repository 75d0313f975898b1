"""Links that bring a case, read by the page's own module under Node, and what they bring by the page's Python."""

import base64
import json
import subprocess
import zlib
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from calculator.app import drafts
from calculator.app.form import claim_of, read_form
from latepay_core import ClaimRefused, draw_up, read_claim
from latepay_core.law import NotCovered

SCRIPT = Path(__file__).with_suffix(".mjs")
LONGEST = 2.0
#: What a link of five megabytes may take, with room for Node itself; a reader that wants more ends.
_MEMORY = "--max-old-space-size=400"
#: One that a passphrase locks: « trois chats et un vélo ».
LOCKED = (
    "#dossier=1s.3m9DaLGNSidVeaRY1hGjYajCXIozML2PFexK-HOuZsSy0gHheU15LwfhRDY8pY2XTGAp1j4MmAXAc-qPXby-F5FlbgwLskVBw"
    "-67QDp31mqbMHEe97_3cTETvF4x-_6lTe0SMXV7WPV3n4XGazZQ86R_FY13Q16sQqO37wSpzbNVYTc"
)
_DRAFT = "latepay.draft/1"
_SAID = {"as_of": "30/11/2026", "debtor-name": "Éditions du Grand Large 🛶", "letter": '{"remark": "ligne\\n"}'}
_INVOICE = {"invoices-0-amount": "10 000", "invoices-0-due_on": "31/05/2026"}
_COLUMNS = {"rows": ["0", "3"], "columns": {"amount": ["10 000", "1,50"], "due_on": ["31/05/2026", None]}}
_CLAIM = {"schema": "latepay.claim/1", "invoices": [{"due_on": "2026-05-31", "amount": "10000.00"}]}


def link_of(content: bytes) -> str:
    """A link whose sum is right, whatever it holds."""
    deflate = zlib.compressobj(wbits=-15)
    packed = zlib.crc32(content).to_bytes(4, "big") + deflate.compress(content) + deflate.flush()
    form = "2." if b'"columns"' in content else "1."
    return f"#dossier={form}{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


def contents() -> tuple[bytes, ...]:
    """What links hold: drafts as they were and in columns, a claim."""
    documents = (
        {"schema": _DRAFT, "fields": {**_SAID, **_INVOICE}},
        {"schema": _DRAFT, "fields": _SAID, **_COLUMNS},
        _CLAIM,
    )
    return tuple(json.dumps(each, ensure_ascii=False).encode() for each in documents)


def links() -> tuple[bytes, ...]:
    """Links as they travel."""
    proposed = "#montant=10%20000,50&echeance=2026-05-31"
    return tuple(each.encode() for each in (*map(link_of, contents()), LOCKED, proposed))


def read_link(content: bytes) -> None:
    """Reads a link as the page does; what the page says in a sentence is no fault."""
    said = _said(content.decode("utf-8", errors="replace"))
    if (document := said.get("document")) is not None:
        _open(json.dumps(document))


def read_content(content: bytes) -> None:
    """Reads what a whole link holds."""
    read_link(link_of(content).encode())


def _said(link: str) -> dict[str, Any]:
    node = _node()
    assert node.stdin and node.stdout
    node.stdin.write(json.dumps(link) + "\n")
    node.stdin.flush()
    line = node.stdout.readline()
    if not line:
        _node.cache_clear()
        raise RuntimeError(f"the reader of links ended with status {node.wait()}")
    said: dict[str, Any] = json.loads(line)
    if "fault" in said:
        raise RuntimeError(said["fault"])
    if said["seconds"] > LONGEST:
        raise TimeoutError(f"{said['seconds']} s")
    return said


@cache
def _node() -> subprocess.Popen[str]:
    command = ("node", _MEMORY, str(SCRIPT))
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8")


def _open(document: str) -> None:
    fields = drafts.fields_of(document)
    try:
        draw_up(read_claim(document) if fields is None else claim_of(read_form(fields)))
    except (ClaimRefused, NotCovered, ValidationError):
        return
