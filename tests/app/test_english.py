"""An English page: nothing of it is left in French, and nothing is in a catalogue that no page says."""

import base64
import json
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from jinja2 import DictLoader

from calculator.app import handle
from calculator.app.details import choices_of, kind_of
from calculator.app.environment import environment, make_environment
from calculator.app.filling import fields_of
from calculator.app.letter_words import asked
from calculator.app.wording import speaking
from calculator.translation import COMMON, FOLDER, MissingText, catalogue_of, missing, texts
from calculator.translation.pieces import pieces_of
from latepay_core import Claim
from latepay_core.data import catalogue, table
from latepay_core.letters.catalogue import entry_of, kinds

APP = Path(__file__).resolve().parents[2] / "calculator" / "app"
TEMPLATES = sorted((APP / "templates").glob("*.html"))
SOURCES = {path.name: path.read_text(encoding="utf-8") for path in TEMPLATES}
CATALOGUES = sorted((FOLDER / "en").glob("*.toml"))
#: Tables of words that have an English twin beside them.
TWINS = sorted(path.name.removesuffix(".en.toml") for path in APP.glob("*.en.toml"))


@pytest.mark.parametrize("name", SOURCES)
def test_every_text_of_a_template_has_its_english(name: str) -> None:
    assert list(missing(environment(), SOURCES[name], name, "en")) == []


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.stem)
def test_no_catalogue_holds_what_no_template_says(path: Path) -> None:
    said: set[str] = set()
    for name, source in SOURCES.items():
        if path.stem in (COMMON, catalogue_of(name)):
            said |= {piece.key for piece in pieces_of(environment(), source)}
    assert sorted(set(texts(path.stem, "en")) - said) == []


@pytest.mark.parametrize("name", SOURCES)
def test_every_template_compiles_in_english(name: str) -> None:
    make_environment(language="en").get_template(name)


@pytest.mark.parametrize(
    "source",
    [
        "<p>Un texte neuf</p>",
        '<button aria-label="Un texte neuf">{{ x }}</button>',
        '{{ either("Un texte neuf", "Un autre texte") }}',
        "<p>{{ x }}{% if y %} et un reste{% endif %}</p>",
        "<option>été</option>",
        '{% set title = "Été" %}',
    ],
)
def test_a_text_without_its_english_is_refused(source: str) -> None:
    with pytest.raises(MissingText, match=r"new\.html"):
        make_environment(DictLoader({"new.html": source}), "en").get_template("new.html")


def test_codes_and_attributes_of_the_program_are_no_texts() -> None:
    source = (
        '{% from "rows.html" import event %}{% if v == "public-body" %}<p class="a b" data-x="y">{{ v }}</p>{% endif %}'
    )
    assert [piece.key for piece in pieces_of(environment(), source) if piece.certain] == []


def test_a_piece_keeps_the_figures_and_tags_of_its_template() -> None:
    source = '<p>{{ a }}, dont <a href="#x" class="k">{{ b | amount }}</a> exigibles</p>'
    assert [piece.key for piece in pieces_of(environment(), source)] == ["{1}, dont <a>{2}</a> exigibles"]


# ------------------------------------------------------------ the sentences that the code chooses


@pytest.mark.parametrize("name", TWINS)
def test_a_table_of_words_has_the_same_keys_and_figures_in_english(name: str) -> None:
    french, english = (catalogue("calculator.app", f"{name}{language}.toml") for language in ("", ".en"))
    said = {key for key in french if not key.startswith("settings.")}
    assert {key for key in english if not key.startswith(OF_THE_CORE)} == said
    assert {key for key in said if _figures(french[key]) != _figures(english[key])} == set()


#: What the core says of its letters in French alone: the page says it in English.
OF_THE_CORE = (
    "offer.",
    "field-of.",
    "field.creditor",
    "field.debtor",
    "field.invoices",
    "field.letter",
    "field.situation",
    "field.terms",
    "choice.letter.guarantor.",
    "choice.letter.vat.",
)


def test_every_letter_has_its_english_title() -> None:
    english = table("calculator.app", "letters.en.toml")["offer"]
    assert set(english) == set(kinds())
    assert all(set(each) == {"title", "when", "when_not"} for each in english.values())


def test_every_fact_that_a_letter_asks_is_asked_in_english() -> None:
    english = table("calculator.app", "letters.en.toml")
    entries = [entry for kind in kinds() if (entry := entry_of(kind))]
    asked = {path for entry in entries for path in (*entry.must, *entry.needs, *entry.settings)}
    asked |= {"debtor.insolvency_opened_on", "situation.principal_paid_on"}  # which a refused letter asks for
    assert asked - {*english["field"], *english["label"]} == set()
    chosen = {path for path in asked if path.startswith("letter.") and kind_of(path) == "choice"}
    assert {path: set(english["choice"].get(path, ())) for path in chosen} == {
        path: set(choices_of(path)) for path in chosen
    }


def test_whoever_is_claimed_from_is_asked_in_their_own_words_in_english() -> None:
    """Asked for « your customer’s name », a debtor gave the claimant’s: the letter bore the wrong signature."""
    french = catalogue("latepay_core.letters", "fr.toml")
    english = table("calculator.app", "letters.en.toml")["field-of"]
    for reader in ("debtor", "private"):
        own = {key.removeprefix(f"field-of.{reader}.") for key in french if key.startswith(f"field-of.{reader}.")}
        assert set(english[reader]) == {key.removesuffix(".label") for key in own if key.endswith(".label")}
    claim = Claim.model_validate({"side": "debtor", "invoices": [{"due_on": "2026-01-31", "amount": "100.00"}]})
    entry = entry_of("claim-reply")
    assert entry is not None
    with speaking("en"):
        assert asked("debtor.name", entry, claim)[0] == "Your name or that of your business"


def test_every_table_of_words_has_its_english_twin() -> None:
    tables = {path.stem for path in APP.glob("*.toml") if not path.stem.endswith(".en")}
    assert tables == set(TWINS)


def _figures(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


def test_every_country_has_its_english_name() -> None:
    french, english = (
        tomllib.loads((APP.parents[1] / "src/latepay_core/claim" / name).read_text(encoding="utf-8"))
        for name in ("countries.toml", "countries.en.toml")
    )
    assert {group: set(english[group]) for group in english} == {group: set(french[group]) for group in english}
    assert set(english) == {"union", "other", "home", "group"}


# ------------------------------------------------------------ what a page shows

#: What English does not say, and French can hardly do without.
FRENCH = re.compile(
    r"\b(?:le|la|les|des|du|une|est|sont|au|aux|pour|dans|vous|votre|qui|sur|ne|pas|avec)\b|[«»]", re.IGNORECASE
)
#: Where French is in its place: a term beside its English, a name, a text that is cited.
AT_HOME = re.compile(
    r"\([^)]*\)|“[^”]*”|<[^>]*>|\b(?:C\. \w+|CPC|CCP|CMF|CPCE)\b[^<]*|Journal officiel[^<]*"
    r"|Le (?:Havre|Mans)|Médiateur des entreprises|procédure participative|tribunal des activités économiques"
)


ONE = {"as_of": "31/08/2026", "invoices-0-amount": "10,000.50", "invoices-0-due_on": "31/05/2026"}
CASES: dict[str, dict[str, str]] = {
    "business": ONE,
    "private person": {**ONE, "debtor-kind": "consumer", "notice_received_on": "10/06/2026"},
    "public buyer": {
        **ONE, "debtor-kind": "public-body",
        "invoices-0-payments-0-paid_on": "15/07/2026", "invoices-0-payments-0-amount": "100",
    },
    "debtor": {**ONE, "side": "debtor"},
    "private creditor": {**ONE, "creditor-kind": "individual", "notice_received_on": "10/06/2026"},
    "two invoices": {
        **ONE, "invoices-1-amount": "600", "invoices-1-due_on": "30/09/2026", "invoices-1-number": "F-2",
        "invoices-0-payments-0-paid_on": "15/07/2026", "invoices-0-payments-0-amount": "1,234.56",
        "payments-0-paid_on": "20/07/2026", "payments-0-amount": "50",
        "events-0-kind": "reminder", "events-0-on": "20/06/2026",
        "events-1-kind": "formal-notice", "events-1-on": "20/07/2026", "events-1-until": "30/07/2026",
        "terms-rate-basis": "fixed", "terms-rate-percent": "12.5",
    },
    "unreadable": {**ONE, "invoices-0-amount": "many", "invoices-0-due_on": "yesterday"},
    "incomplete": {"as_of": "31/08/2026"},
}  # fmt: skip


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _left_in_french(answer: object) -> list[str]:
    lines = [line for text in _texts(answer) for line in AT_HOME.sub("\n", text).splitlines()]
    return [line.strip() for line in lines if FRENCH.search(line)]


@pytest.mark.parametrize("action", ["compute", "advise", "open"])
@pytest.mark.parametrize("fields", CASES.values(), ids=CASES)
def test_an_english_answer_is_in_english(action: str, fields: dict[str, str]) -> None:
    request: dict[str, object] = {"action": action, "page": "en", "today": "2026-08-31", "fields": fields}
    if action == "open":
        request |= {"name": "x.json", "file": json.dumps({"schema": "latepay.draft/1", "fields": fields})}
    answer = json.loads(handle(json.dumps(request)))
    assert "fault" not in answer
    assert _left_in_french(answer["html"] | answer.get("marks", {})) == []


def test_figures_are_british() -> None:
    # 10,000.50 from 1 June to 31 August 2026: 30 days at 12.15 % and 62 days at 12.40 %, over 365
    # 10 000.50 × 12.15 × 30 / 36 500 = 99.868… = 99.87 ; 10 000.50 × 12.40 × 62 / 36 500 = 210.640… = 210.64
    answer = json.loads(handle(json.dumps({"action": "compute", "page": "en", "fields": ONE})))
    assert answer["texts"]["total"] == "€10,351.01"
    assert "31\u00a0August\u00a02026" in answer["html"]["result"]
    assert answer["lines"]["invoices-0"]["due"] == "31\u00a0May\u00a02026"


def test_a_page_speaks_french_again_after_an_english_answer() -> None:
    handle(json.dumps({"action": "compute", "page": "en", "fields": ONE}))
    answer = json.loads(handle(json.dumps({"action": "compute", "fields": ONE})))
    assert answer["texts"]["total"] == "10\u202f351,01\u00a0€"
    assert "Ce qu’on vous doit" in answer["html"]["result"]


NAMED = {**ONE, "creditor-name": "Atelier", "debtor-name": "Durand"}


@pytest.mark.parametrize("kind", kinds())
def test_all_that_stands_beside_a_letter_is_in_english(kind: str) -> None:
    entry = entry_of(kind)
    assert entry
    for regime in ({}, {"debtor-kind": "consumer"}, {"debtor-kind": "public-body"}, {"side": "debtor"}):
        asked = {"action": "write", "page": "en", "today": "2026-08-31", "fields": NAMED | regime, "chosen": kind}
        answer = json.loads(handle(json.dumps(asked)))
        assert answer["state"] == "ready"
        html = answer["html"]["writing"]
        # a letter that is French alone stays so, and is marked
        assert "&lt;" not in html
        assert (
            _left_in_french(re.sub(r'<article class="letter[^>]*lang="fr"[^>]*>.*?</article>', "", html, flags=re.S))
            == []
        )
        assert ('lang="en"' in html) or "en" not in entry.languages or regime


def test_what_can_be_taken_away_is_listed_in_english() -> None:
    asked = {"action": "take-away", "page": "en", "today": "2026-08-31", "fields": NAMED}
    html = re.sub(r'<span lang="fr">.*?</span>', "", json.loads(handle(json.dumps(asked)))["html"]["files"])
    assert _left_in_french(html) == []


#: Files that other programs write: what is read, asked, refused and remarked of them is all there is to say.
FILES = sorted(
    path
    for folder in ("lists", "invoices")
    for path in (Path(__file__).parents[1] / "data" / folder).iterdir()
    if path.is_file() and path.suffix != ".md" and "10000" not in path.name
)
#: What stands in the reader's own file: the cells of its rows, whom it names.
OWN = re.compile(r'<td\b.*?</td>|<span class="import-samples">.*?</span>|<option value="\d.*?</option>', re.DOTALL)


@pytest.mark.parametrize("answers", [{}, {"vat": "no", "settled": True}], ids=["first", "answered"])
@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_said_of_an_imported_file_is_in_english(path: Path, answers: dict[str, object]) -> None:
    sources = [{"name": "x", "bytes": base64.b64encode(path.read_bytes()).decode()}]
    fields = {"as_of": "29/11/2026"}
    asked = {"action": "import", "step": "read", "key": path.name, "page": "en", "names": ["x"], "sources": sources}
    answer = json.loads(handle(json.dumps(asked | {"answers": answers, "fields": fields, "today": "2026-11-29"})))
    assert answer["state"] == "read"
    left = _left_in_french(OWN.sub("", answer["html"]["import"]))
    assert [each for each in left if not each.startswith(BANK)] == []
    assert _left_in_french([answer["said"], answer["add"]]) == []


#: Whoever paid, in the words of a bank.
BANK = ("VIR ", "PRLV ", "CARTE ", "Paiement sur site marchand", "BRASSERIE ")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (
            "N°;Client;Échéance;TTC\nF-1;D;31/01/2026;100,00\nF-2;D;28/02/2026;n.c. 12\n",
            "Column “TTC”: “n.c. 12” is not an amount; write for instance 1234.56.",
        ),
        (
            "N°;Client;Échéance;TTC;Devise\nF-1;D;31/01/2026;12,00;EUR\nF-2;D;31/01/2026;12,00;USD\n",
            "Column “Devise”: the sum is in USD, not in euros: it is neither converted nor taken over.",
        ),
        ("%PDF-1.4", "This PDF is damaged or incomplete: take another copy."),
    ],
)
def test_what_does_not_go_in_is_told_in_english(content: str, said: str) -> None:
    sources = [{"name": "x", "bytes": base64.b64encode(content.encode()).decode()}]
    asked = {"action": "import", "step": "read", "key": content, "page": "en", "names": ["x"], "sources": sources}
    answer = json.loads(handle(json.dumps(asked | {"answers": {}, "fields": {}, "today": "2026-11-29"})))
    assert said in answer["html"]["import"]


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("xlsx", "statement-durand-2026-08-31.xlsx"),
        ("csv", "statement-durand-2026-08-31.csv"),
        ("statement-docx", "statement-durand-2026-08-31.docx"),
        ("ics", "calendar-durand-2026-08-31.ics"),
    ],
)
def test_a_file_taken_from_an_english_page_is_in_english(form: str, name: str) -> None:
    asked = {"action": "document", "page": "en", "today": "2026-08-31", "fields": NAMED, "format": form}
    answer = json.loads(handle(json.dumps(asked)))
    assert (answer["state"], answer["name"]) == ("ready", name)
    # the same case in French, whatever was answered before
    in_french = json.loads(handle(json.dumps(asked | {"page": "fr"})))
    assert in_french["name"] != name
    if form == "csv":
        first = base64.b64decode(answer["content"]).decode("utf-8-sig").splitlines()[1]
        # 10 000.50 x 12.15 x 30 / 36 500 = 99.87
        assert first.startswith(",2026-05-31,2026-06-01,2026-06-30,30,10000.50,12.15,99.87,")


CORE_TESTS = Path(__file__).parents[1] / "core"
CLAUSES = json.loads((CORE_TESTS / "terms" / "clauses.json").read_text(encoding="utf-8"))
RECEIVED = json.loads((CORE_TESTS / "weighing" / "received.json").read_text(encoding="utf-8"))


def _told(action: str, own: str, **asked: object) -> dict[str, Any]:
    """An English answer, whose words are English once those of the French text that it is about are left out."""
    answer: dict[str, Any] = json.loads(
        handle(json.dumps({"action": action, "page": "en", "today": "2026-11-30", **asked}))
    )
    assert "fault" not in answer
    shown = (
        [SHOWN_AS_IT_IS.sub("", each).replace(own, "") for each in _texts(answer["html"])] if "html" in answer else []
    )
    assert _left_in_french(shown) == []
    return answer


#: A clause, or a line of a letter, that is quoted in its own language.
SHOWN_AS_IT_IS = re.compile(r'<(\w+)\b[^>]*lang="fr"[^>]*>.*?</\1>', re.DOTALL)


@pytest.mark.parametrize("customer", ["business", "consumer", "public-body"])
def test_what_is_said_of_a_clause_is_in_english(customer: str) -> None:
    for clause in CLAUSES[::4]:
        fields = {"clause": clause["text"], "document": "terms", "clause_customer": customer}
        assert _told("clause", clause["text"], fields=fields)["html"]["found"]


@pytest.mark.parametrize("case", RECEIVED[::3], ids=lambda case: case["id"])
def test_what_is_said_of_a_letter_received_is_in_english(case: dict[str, Any]) -> None:
    read = _told("counter-read", case["text"], text=case["text"], fields={})
    assert read["state"] == "ready"
    assert _left_in_french(read["message"] if "message" in read else read.get("understood", "")) == []
    fields = fields_of(Claim.model_validate(case["claim"])) | {"asked": json.dumps(read["typed"])}
    assert _told("counter", case["text"], fields=fields)["html"]["counter"]


def test_a_letter_that_was_read_is_told_in_british_sums() -> None:
    """« 2,860.40 € » is neither French nor English."""
    text = "Facture F-1, échue le 31/03/2026 : 1 500,00 €\nFacture F-2, échue le 30/04/2026 : 1 360,40 €"
    asked = {"action": "counter-read", "page": "en", "today": "2026-08-31", "fields": {"side": "debtor"}, "text": text}
    message = json.loads(handle(json.dumps(asked)))["message"]
    assert "€1,500.00, due" in message
    assert not re.search(r"\d\s?€", message)
