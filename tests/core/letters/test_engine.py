"""The engine: the catalogue's own consistency, reading the templates, forms, edits, conditions, models."""

import json
import re
import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain
from pathlib import Path

import pytest

from latepay_core import Claim, ClaimRefused, draw_up
from latepay_core.data import catalogue as catalogue_of
from latepay_core.data import flattened
from latepay_core.documents import text
from latepay_core.documents.document import Document, ItemList, Paragraph, PaymentBox, Picture, Run
from latepay_core.documents.reading import TemplateFault, read_blocks
from latepay_core.documents.typography import french_spaces
from latepay_core.letters import conditions, enclosures
from latepay_core.letters.case import LetterCase
from latepay_core.letters.catalogue import Entry, catalogue
from latepay_core.letters.details import Edit, LetterDetails, read_details
from latepay_core.letters.edits import apply_edits, key_of, plain_text
from latepay_core.letters.environment import is_of, make_environment
from latepay_core.letters.folders import folder_of, folders
from latepay_core.letters.folders import texts as texts_in_folders
from latepay_core.letters.forms import amount_in_words, counted, elided, joined, number_in_words
from latepay_core.letters.missing import filled
from latepay_core.letters.wording import known
from latepay_core.letters.writing import Letter, LetterRefused, letters_for, missing, write_letter
from latepay_core.outputs.models import write_model
from latepay_core.procedure import next_step
from latepay_core.wording import say
from tests.support.claims import AS_OF, SITUATIONS, claim_for, full_details
from tests.support.french import faults

# ---------------------------------------------------------------- the catalogue


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.kind)
def test_what_the_catalogue_names_exists(entry: Entry) -> None:
    assert set(entry.conditions) | set(entry.cautions) <= conditions.names()
    assert all(map(enclosures.is_paper, entry.attach))
    for name in entry.conditions:
        assert known(f"refusal.{name}") or any(known(f"refusal.{name}.{regime}") for regime in entry.regimes), name
    for name in entry.cautions:
        assert known(f"caution.{name}") or any(known(f"caution.{name}.{regime}") for regime in entry.regimes), name
    for path in (*entry.needs, *entry.must):
        assert known(f"field.{path}.label"), path
        assert known(f"field.{path}.hint"), path
        filled(LetterCase.of(claim_for("fr-b2b")), entry, path)
    for language in entry.languages:
        assert f"{language}.html" in folder_of(entry.kind).names, language
    assert ("en" in entry.languages) == (entry.en is not None)
    assert entry.when.endswith(".")
    assert entry.when_not.endswith(".")


def test_orders_and_titles_are_all_different() -> None:
    assert len({entry.order for entry in catalogue()}) == len(catalogue())
    assert len({entry.title for entry in catalogue()}) == len(catalogue())


def test_a_folder_is_a_family_or_a_letter_and_holds_nothing_that_nothing_reads() -> None:
    """What a folder may hold is listed: a file under another name would be read by nobody, without a word."""
    read = {"__init__.py", "conditions.py", "details.py", "view.py", "answers.py", "tables.py", "fr.toml", "en.toml"}
    of_a_letter = {"sheet.toml", "fr.html", "en.html"}
    for folder in folders():
        names = {each for each in folder.names if not each.startswith("__pycache__")}
        if folder.kind:
            assert "sheet.toml" in names, folder.path
            read_here = read | of_a_letter
        else:
            names = {each for each in names if "." in each}
            read_here = read
        own = {each for each in names - read_here if each.endswith(".py")}
        assert names - own <= read_here, folder.path
        said = "".join(folder.read(name) for name in names if name.endswith(".py"))
        said += "".join(each.read(name) for each in folders() for name in each.names if name.endswith(".py"))
        assert all(f".{name.removesuffix('.py')} import" in said for name in own), (folder.path, own)


def test_no_two_folders_say_the_same_sentence_in_two_ways() -> None:
    """A key of a letter's own sentences is its alone: another folder's would silently take its place."""
    for language in ("fr", "en"):
        shared = [catalogue_of("latepay_core.letters", f"{language}.toml")]
        own = [flattened(tomllib.loads(text)) for text in texts_in_folders(language)]
        assert [key for key, count in Counter(chain(*shared, *own)).items() if count > 1] == []


def test_the_templates_compile_for_the_browser(tmp_path: Path) -> None:
    made = make_environment()
    made.compile_templates(tmp_path, zip=None, ignore_errors=False, filter_func=partial(is_of, "fr"))
    written = len(list(tmp_path.glob("*.py")))
    # the three files of macros, the statement, and every letter
    assert written == 4 + len(catalogue())


@pytest.mark.parametrize("regime", ["fr-b2b", "fr-public", "fr-civil", "fr-civil-private"])
@pytest.mark.parametrize("situation", SITUATIONS)
def test_the_letter_that_the_next_step_advises_can_be_written(regime: str, situation: str) -> None:
    """The two rooms agree: what the step calls for exists, and its own conditions let it through."""
    claim = claim_for(regime, situation)
    step = next_step(claim, draw_up(claim))
    if step.letter is None:
        return
    letter = write_letter(step.letter, claim, full_details())
    assert letter.kind == step.letter
    first = letters_for(claim, full_details())[0]
    assert (first.kind, first.advised, first.available) == (step.letter, True, True)


def test_each_letter_is_offered_once_with_its_reason() -> None:
    found = letters_for(claim_for("fr-civil"))
    assert sorted(each.kind for each in found) == sorted(entry.kind for entry in catalogue())
    assert all(each.available == (not each.refusals) for each in found)
    assert all(say(refusal.message).endswith(".") for each in found for refusal in each.refusals)
    assert [each.available for each in found] == sorted((each.available for each in found), reverse=True)


# ---------------------------------------------------------------- templates


def test_a_template_keeps_to_its_vocabulary() -> None:
    for wrong in (
        "<div>x</div>",
        "<p>x",
        "text",
        "<p role='chorus'>x</p>",
        "<li>x</li>",
        "<p><p>x</p></p>",
        "<ul>x</ul>",
    ):
        with pytest.raises(TemplateFault):
            read_blocks(wrong, {})


def test_empty_paragraphs_and_items_are_left_out() -> None:
    blocks = read_blocks("<p> </p><ul><li></li><li>a <strong>b</strong> </li></ul><p key='k'>x<br></p>", {})
    assert [type(block) for block in blocks] == [ItemList, Paragraph]
    assert blocks[0] == ItemList(((Run("a "), Run("b", strong=True)),))
    assert plain_text(blocks[1]) == "x"


def test_spaces_are_folded_and_set() -> None:
    (block,) = read_blocks("<p>Quand ?  <em> Demain </em> : «  oui  »\n !<br> Fin</p>", {})
    assert plain_text(block) == "Quand\u202f? Demain\u00a0: «\u00a0oui\u00a0»\u202f!\nFin"


def test_english_keeps_its_own_spacing() -> None:
    (block,) = read_blocks("<p>Why? Now!</p>", {}, "en")
    assert plain_text(block) == "Why? Now!"


@pytest.mark.parametrize(
    "typed", ["http://a.fr/?x=1", "10:30", "a;b", "C++ !", "M. Durand : 12 €", "art. 5, n° 3", "1 facture"]
)
def test_spacing_is_stable(typed: str) -> None:
    once = french_spaces(typed)
    assert french_spaces(once) == once
    assert once.replace("\u00a0", " ").replace("\u202f", " ") == typed


def test_the_paragraph_of_an_article_stays_beside_it() -> None:
    assert french_spaces("L441-10, II, et D441-5") == "L441-10,\u00a0II, et D441-5"
    assert french_spaces("10, Impasse, 3, IVe étage") == "10, Impasse, 3, IVe étage"


# ---------------------------------------------------------------- forms


def test_numbers_in_words_follow_french_rules() -> None:
    said = {21: "vingt et un", 80: "quatre-vingts", 81: "quatre-vingt-un", 200: "deux cents", 1000: "mille"}
    assert {value: number_in_words(value) for value in said} == said


@pytest.mark.parametrize(
    ("euros", "said"),
    [
        ("0.50", "cinquante centimes"),
        ("1.00", "un euro"),
        ("80.80", "quatre-vingts euros et quatre-vingts centimes"),
        ("1000000.01", "un million d’euros et un centime"),
        ("1200000.00", "un million deux cent mille euros"),
    ],
)
def test_amounts_in_words(euros: str, said: str) -> None:
    assert amount_in_words(Decimal(euros)) == said


def test_words_agree_and_elide() -> None:
    assert counted(1, "facture", "factures") == "1\u00a0facture"
    assert counted(40, "facture", "factures") == "40\u00a0factures"
    assert [elided("de", word) for word in ("Étoile", "Yves", "Hameau", "huile")] == [
        "d’Étoile",
        "de Yves",
        "de Hameau",
        "d’huile",
    ]
    assert joined([]) == ""


# ---------------------------------------------------------------- details


def test_details_are_refused_in_french_with_their_path() -> None:
    with pytest.raises(ClaimRefused) as refused:
        read_details({"reply": {"days": 400}, "plase": "Lyon", "written_on": "12/13/2026", "creditor_identity": 3})
    said = {each.path: say(each.message) for each in refused.value.refusals}
    assert said["letter.reply.days"] == "la plus grande valeur possible est 90"
    assert "« place »" in said["letter.plase"].replace("\u00a0", " ")
    assert "n’est pas une date" in said["letter.written_on"]
    assert said["letter.creditor_identity"]


def test_a_claim_carries_them_and_the_reckoning_does_not_read_them() -> None:
    data = claim_for("fr-b2b").model_dump(mode="json", exclude_unset=True)
    with_letter = Claim.model_validate({**data, "letter": {"place": "Nantes", "anything": [1]}})
    assert json.loads(with_letter.model_dump_json())["letter"] == {"place": "Nantes", "anything": [1]}
    assert draw_up(with_letter).totals == draw_up(claim_for("fr-b2b")).totals
    with pytest.raises(ClaimRefused):
        write_letter("formal-notice", with_letter)


# ---------------------------------------------------------------- edits


def _edit(original: str, text_: str, key: str = "deadline") -> Edit:
    return Edit(letter="formal-notice", key=key, original=original, text=text_)


def _document(said: str) -> Document:
    return Document("fr", "x", (Paragraph((Run(said),), key="deadline"), Paragraph((Run("autre"),), key="other")))


@pytest.mark.parametrize(
    ("original", "edit", "current", "outcome", "result"),
    [
        ("Payez 10,00\u00a0€.", "Réglez 10,00\u00a0€.", "Payez 10,00\u00a0€.", "kept", "Réglez 10,00\u00a0€."),
        (
            "Payez 1\u202f010,00\u00a0€ le 1er\u00a0juin\u00a02026.",
            "Le 1er\u00a0juin\u00a02026, réglez 1\u202f010,00\u00a0€.",
            "Payez 990,00\u00a0€ le 12\u00a0juin\u00a02026.",
            "refreshed",
            "Le 12\u00a0juin\u00a02026, réglez 990,00\u00a0€.",
        ),
        # the edit no longer cites the sum that changed: it would say nothing of it, or worse
        ("Payez 10,00\u00a0€.", "Payez.", "Payez 12,00\u00a0€.", "lost", "Payez 12,00\u00a0€."),
        ("Payez 10,00\u00a0€.", "Réglez 10,00\u00a0€.", "Il reste 10,00\u00a0€.", "lost", "Il reste 10,00\u00a0€."),
        # one old figure became two: nobody knows which one is meant
        ("5\u00a0% et 5\u00a0%", "deux fois 5\u00a0%", "5\u00a0% et 6\u00a0%", "lost", "5\u00a0% et 6\u00a0%"),
        # two figures change places at once
        (
            "du 01/02/2026 au 03/02/2026",
            "01/02/2026 → 03/02/2026",
            "du 03/02/2026 au 01/02/2026",
            "refreshed",
            "03/02/2026 → 01/02/2026",
        ),
    ],
)
def test_an_edit_survives_where_it_can(original: str, edit: str, current: str, outcome: str, result: str) -> None:
    edited, applied = apply_edits(_document(current), [_edit(original, edit)])
    assert [each.outcome for each in applied] == [outcome]
    assert plain_text(edited.blocks[0]) == result
    assert plain_text(edited.blocks[1]) == "autre"


def test_an_edit_of_a_paragraph_that_is_gone_is_said() -> None:
    edited, applied = apply_edits(_document("x"), [_edit("a", "b", key="nowhere")])
    assert applied[0].outcome == "unknown"
    assert edited == _document("x")


def test_a_list_is_edited_line_by_line_and_bold_stays_bold() -> None:
    items = ItemList(((Run("Somme : "), Run("10,00\u00a0€", strong=True)), (Run("deux"),)), key="sums")
    edit = _edit("Somme : 10,00\u00a0€\ndeux", "Total : 10,00\u00a0€\n\ntrois\nquatre", key="sums")
    edited, _ = apply_edits(Document("fr", "x", (items,)), [edit])
    total, third, fourth = (Run("Total\u00a0: "), Run("10,00\u00a0€", strong=True)), (Run("trois"),), (Run("quatre"),)
    assert edited.blocks == (ItemList((total, third, fourth), key="sums"),)


def test_an_edit_travels_with_the_claim_and_follows_its_figures() -> None:
    data = claim_for("fr-b2b").model_dump(mode="json", exclude_unset=True)
    before = write_letter("formal-notice", Claim.model_validate(data))
    original = next(plain_text(block) for block in before.document.blocks if key_of(block) == "total")
    edit = {
        "letter": "formal-notice",
        "key": "total",
        "original": original,
        "text": original.replace("vous", "donc vous"),
    }
    data |= {"letter": {"edits": [edit]}, "as_of": "2026-03-17"}
    after = write_letter("formal-notice", Claim.model_validate(data))
    total = next(plain_text(block) for block in after.document.blocks if key_of(block) == "total")
    assert [each.outcome for each in after.edits] == ["refreshed"]
    assert total.startswith("Au 17\u00a0mars\u00a02026, donc vous nous devez 1\u202f1")
    data["invoices"].append({"due_on": "2026-01-15", "amount": "5.00", "number": "F-9"})
    data["debtor"]["kind"] = "business"
    data["letter"]["edits"][0]["original"] = "un tout autre texte"
    lost = write_letter("formal-notice", Claim.model_validate(data))
    assert [each.code for each in lost.warnings if each.field == "total"] == ["edit-lost"]


def test_hostile_edits_are_text() -> None:
    edited, _ = apply_edits(_document("x"), [_edit("x", "<b>{{ 7*7 }}</b>\u202e\x00")])
    assert plain_text(edited.blocks[0]) == "<b>{{ 7*7 }}</b>"


# ---------------------------------------------------------------- conditions


def _codes(kind: str, claim: Claim, details: LetterDetails | None = None) -> list[str]:
    with pytest.raises(LetterRefused) as refused:
        write_letter(kind, claim, details)
    return [each.code for each in refused.value.refusals]


def test_no_formal_notice_before_the_due_date() -> None:
    assert _codes("formal-notice", claim_for("fr-b2b", "upcoming")) == ["letter-nothing-late"]
    # on the due date itself nothing is late yet
    on_the_day = Claim.model_validate({"as_of": "2026-05-31", "invoices": [{"due_on": "2026-05-31", "amount": "9.00"}]})
    assert _codes("formal-notice", on_the_day) == ["letter-nothing-late"]
    the_day_after = on_the_day.model_copy(update={"as_of": date(2026, 6, 1)})
    assert write_letter("formal-notice", the_day_after).statement.totals.total_due == Decimal("49.00")


def test_no_forty_euros_to_a_consumer() -> None:
    with pytest.raises(LetterRefused) as refused:
        write_letter("formal-notice", claim_for("fr-civil"))
    (why,) = refused.value.refusals
    assert why.code == "letter-regime"
    assert "indemnité forfaitaire" in say(why.message)
    assert "particulier" in say(why.message)


def test_each_notice_goes_to_its_own_debtor() -> None:
    assert _codes("formal-notice-consumer", claim_for("fr-civil-private")) == ["letter-not-a-consumer"]
    assert _codes("formal-notice-civil", claim_for("fr-civil")) == ["letter-consumer"]
    assert _codes("formal-notice-consumer", claim_for("fr-b2b")) == ["letter-regime"]
    assert _codes("formal-notice", claim_for("fr-public")) == ["letter-regime"]


def test_no_notice_once_proceedings_are_open_or_all_is_paid() -> None:
    assert _codes("formal-notice", claim_for("fr-b2b", "insolvent")) == ["letter-insolvency"]
    paid = claim_for("fr-b2b").model_dump(mode="json", exclude_unset=True)
    paid["invoices"][0]["payments"] = [
        {"paid_on": paid["invoices"][0]["due_on"], "amount": paid["invoices"][0]["amount"]}
    ]
    assert _codes("formal-notice", Claim.model_validate(paid)) == ["letter-nothing-owed"]
    assert "letter-only-interest-left" in _codes("formal-notice", claim_for("fr-b2b", "paid-late"))


def test_unknown_letters_and_languages_are_refused_in_french() -> None:
    assert _codes("love-letter", claim_for("fr-b2b")) == ["letter-kind"]
    with pytest.raises(LetterRefused) as refused:
        write_letter("formal-notice-consumer", claim_for("fr-civil"), language="en")
    assert refused.value.refusals[0].code == "letter-language"


def test_contested_invoices_are_left_out_and_said() -> None:
    letter = write_letter("formal-notice", claim_for("fr-b2b", "some-disputed", invoices=3))
    assert [each.number for each in letter.statement.invoices] == ["F-2025-002", "F-2025-003"]
    assert any("F-2025-001" in each.message for each in letter.warnings if each.code == "letter-some-disputed")


def test_a_letter_about_part_of_the_claim_says_the_same_cents() -> None:
    """Payments of the claim as a whole are allocated over all its invoices first."""
    data = claim_for("fr-b2b", "some-disputed", invoices=4).model_dump(mode="json", exclude_unset=True)
    data["payments"] = [{"paid_on": "2026-01-15", "amount": "1500.00"}, {"paid_on": "2026-02-15", "amount": "777.77"}]
    claim = Claim.model_validate(data)
    whole = {each.number: each for each in draw_up(claim).invoices}
    letter = write_letter("formal-notice", claim)
    assert len(letter.statement.invoices) == 3
    for each in letter.statement.invoices:
        assert each == whole[each.number]
    assert draw_up(letter.claim).totals == letter.statement.totals


def test_what_the_recipient_gets_holds_nothing_private() -> None:
    data = claim_for("fr-b2b", "promised").model_dump(mode="json", exclude_unset=True)
    data["letter"] = {"call": {"with_whom": "M. Secret"}}
    letter = write_letter("formal-notice", Claim.model_validate(data))
    sent = letter.claim.model_dump(mode="json")
    assert (sent["letter"], sent["events"]) == (None, [])
    assert letter.statement.warnings == ()
    assert "Secret" not in text.render(letter.document)


def test_missing_fields_are_asked_for_and_leave_a_dotted_line() -> None:
    bare = claim_for("fr-b2b", full=False)
    asked = missing("formal-notice", bare)
    assert {"creditor.address", "creditor.iban", "invoices.number", "letter.place"} <= {each.field for each in asked}
    assert not any(each.required for each in asked)
    assert "IBAN\u00a0: ………" in text.render(write_letter("formal-notice", bare).document)
    assert [each.field for each in missing("formal-notice", claim_for("fr-b2b"), full_details())] == []


def test_an_account_number_that_cannot_be_right_is_said() -> None:
    data = claim_for("fr-b2b").model_dump(mode="json", exclude_unset=True)
    assert "letter-wrong-iban" not in [
        each.code for each in write_letter("formal-notice", Claim.model_validate(data)).warnings
    ]
    data["creditor"]["iban"] = "FR7630006000011234567890188"
    letter = write_letter("formal-notice", Claim.model_validate(data))
    (why,) = [each.message for each in letter.warnings if each.code == "letter-wrong-iban"]
    assert "contrôle de l’IBAN" in why
    assert "corrigez-le avant d’envoyer" in why


def codes(document: Document) -> list[Picture]:
    return [block.picture for block in document.blocks if isinstance(block, PaymentBox) and block.picture]


def test_a_code_to_scan_is_drawn_where_it_is_asked_for_and_possible() -> None:
    asked = LetterDetails.model_validate({"transfer_code": True})
    letter = write_letter("formal-notice", claim_for("fr-b2b"), asked)
    (code,) = codes(letter.document)
    assert letter.statement.totals.total_due == Decimal("1112.90")  # 1 037,00 + 35,90 + 40,00
    assert "1\u202f112,90\u00a0€" in code.alternative
    assert len(code.modules) == len(code.modules[0]) > 20
    reminder = write_letter("first-reminder", claim_for("fr-b2b"), asked)
    (code,) = codes(reminder.document)
    assert "1\u202f037,00\u00a0€" in code.alternative
    bare = write_letter("formal-notice", claim_for("fr-b2b", full=False), asked)
    assert not codes(bare.document)


# ---------------------------------------------------------------- models


@pytest.mark.parametrize("entry", catalogue(), ids=lambda entry: entry.kind)
def test_a_blank_model_holds_no_figure_of_its_example(entry: Entry) -> None:
    for regime in ("fr-b2b", "fr-public", "fr-civil", "fr-civil-private"):
        for situation in SITUATIONS:
            claim = claim_for(regime, situation)
            try:
                model = write_model(entry.kind, claim)
            except LetterRefused:
                continue
            _check_model(model, claim)
            return
    pytest.fail("no example allows this letter")


def _check_model(model: Letter, claim: Claim) -> None:
    said = text.render(model.document)
    for typed in ("Anselme", "Orain", "Angers", "Aubert", "Nantes", "Lyon", "F-2025", "CL-9", "DOS-7", "732829320"):
        assert typed not in said
    sums = set(re.findall(r"\d[\d\u202f]*,\d\d\u00a0€", said))
    # what the law fixes stays: the compensation of one invoice, whatever the letter is
    assert sums <= {"40,00\u00a0€"}
    assert "2026" not in re.sub(r"(?:loi|décret|ordonnance) n°\u00a0[\d-]+(?: du [^.;,)]*)?", "", said)
    assert [fault for fault in faults(model.document) if not fault.startswith(("a unit", "an empty label"))] == []
    assert "………" in said


def test_a_blank_model_keeps_the_day_of_a_decision_and_drops_the_days_of_its_example() -> None:
    reply = text.render(write_model("claim-reply", claim_for("fr-b2b")).document).replace("\u00a0", " ")
    assert "Cour de cassation, chambre commerciale, 24 avril 2024, n° 22-24.275" in reply
    for kind in ("public-interest-claim", "prefect-request"):
        said = text.render(write_model(kind, claim_for("fr-public", "local-interest")).document).replace("\u00a0", " ")
        assert "avec ……… jours de retard" in said


def test_dates_of_the_reply_are_computed() -> None:
    """Sent Monday 16 March 2026: three jours ouvrables for the post (Thursday 19), five to answer: Wednesday 25."""
    assert date(2026, 3, 16) == AS_OF
    letter = write_letter("formal-notice", claim_for("fr-b2b"))
    assert "au plus tard le mercredi 25\u00a0mars\u00a02026" in text.render(letter.document)
    chosen = LetterDetails.model_validate({"reply": {"days": 8, "kind": "calendar"}})
    # Thursday 19 March and eight calendar days
    assert "au plus tard le vendredi 27\u00a0mars\u00a02026" in text.render(
        write_letter("formal-notice", claim_for("fr-b2b"), chosen).document
    )
    by = LetterDetails.model_validate({"reply": {"by": "2026-04-02"}})
    said = text.render(write_letter("formal-notice", claim_for("fr-b2b"), by).document)
    assert "au plus tard le jeudi 2\u00a0avril\u00a02026" in said
    assert "acheminement" not in said
