"""The parts that pages share: official addresses, the five warnings, the letter shown first, own figures."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from latepay_core.countries.fr.procedure.addresses import addresses, named_in
from tests.site.pages import Page as BuiltPage
from tools.guide import staging
from tools.guide.letter_first import letter_first
from tools.guide.parts import LOST_TITLE, PageParts, lost_rights, root_from

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
STEP = re.compile(r"^\s*\d+\. ")
#: What a step may name besides the words of the table: a court, a form, a register, whose place is then on the line.
NAMED = re.compile(r"formulaire en ligne|Cerfa|greffe|tribunal (?:de commerce|judiciaire)|registre")


def pages_of_docs() -> Iterator[tuple[str, str]]:
    for path in staging.published(DOCS):
        if path.suffix == ".md":
            yield path.relative_to(DOCS).as_posix(), path.read_text(encoding="utf-8")


# ---------------------------------------------------------------- addresses


def test_no_page_types_an_official_address() -> None:
    urls = [each.url for each in addresses().values()]
    typed = [
        (page, url) for page, text in pages_of_docs() for url in urls if re.search(rf"{re.escape(url)}[)\s]", text)
    ]
    assert typed == []


def test_a_step_that_names_a_register_a_form_or_a_court_leads_there() -> None:
    steps = [
        (page, line)
        for page, text in pages_of_docs()
        for line in text.splitlines()
        if STEP.match(line) and (named_in(line) or NAMED.search(line) or "official(" in line)
    ]
    assert len(steps) > 30
    assert [step for step in steps if "](" not in step[1] and "official(" not in step[1]] == []


def test_a_step_that_names_an_official_place_leads_to_it(pages: dict[str, BuiltPage]) -> None:
    """By the words of the table: « Bodacc » in a step is a link, there or a line above in the same list."""
    missing = []
    for page, text in pages_of_docs():
        for block in re.split(r"\n\s*\n", text):
            lines = [line for line in block.splitlines() if STEP.match(line)]
            missing += [
                (page, each.code, line)
                for line in lines
                for each in named_in(re.sub(r"\{\{.*?\}\}", "", line))
                if f'official("{each.code}"' not in block and "](" not in line
            ]
    assert missing == []


#: What a sentence tells the reader to do, and someone of the law to whom it sends: his address is then on the line.
SENT = re.compile(r"(?i)\b(appelez|demandez|déposez|faites signifier|remettez|saisissez|tentez|trouvez|opposition)\b")
TO_WHOM = re.compile(
    r"commissaire de justice|tribunal (?:judiciaire|de commerce)|au greffe|juge de l’exécution|le tribunal\*\*"
)


def sent_without_address(text: str) -> list[str]:
    """The steps, numbered or not, that send to someone of the law without his address, nor the part that gives it."""
    steps = [line for line in text.splitlines() if re.match(r"^\s*(?:\d+\.|-) ", line)]
    told = [line for line in steps if TO_WHOM.search(line) and SENT.search(line)]
    return [line for line in told if "official(" not in line and not re.search(r"\]\(#(?:deposer|actes)\)", line)]


def test_a_step_that_sends_to_the_law_gives_its_address() -> None:
    missing = [
        (page, line) for page, text in pages_of_docs() for line in sent_without_address(text.partition("## Sources")[0])
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("line", "caught"),
    [
        ("6. **Dès l’ordonnance, appelez un commissaire de justice** pour la signifier.", True),
        ("- **Une injonction signifiée** : vous avez un mois pour faire opposition au greffe.", True),
        ("5. Demandez-la au tribunal judiciaire : [la page](injonction-de-payer.md).", True),
        ('6. Appelez un {{ official("commissaires-justice", "commissaire de justice") }}.', False),
        ("5. **Déposez** la requête au greffe, [sur place ou en ligne](#deposer).", False),
        ("- Le commissaire de justice garde une part.", False),
    ],
)
def test_the_test_sees_who_is_named_without_address(line: str, caught: bool) -> None:
    assert bool(sent_without_address(line)) is caught


@pytest.mark.parametrize("line", ["1. Cherchez-le au Bodacc.", "2. Remplissez le Cerfa.", "3. Écrivez au greffe."])
def test_the_test_sees_a_step_without_its_link(line: str) -> None:
    assert STEP.match(line) and (named_in(line) or NAMED.search(line)) and "](" not in line


def test_a_list_to_tick_leads_where_its_items_send(pages: dict[str, BuiltPage]) -> None:
    html = pages["agir/dossier-pour-le-tribunal/index.html"].html
    assert re.search(r'class="tick-why"[^>]*>[^<]*<a href="https://www\.bodacc\.fr/">Bodacc</a>', html)


# ---------------------------------------------------------------- warnings


def test_there_are_five_warnings_and_each_is_used(pages: dict[str, BuiltPage]) -> None:
    assert list(lost_rights()) == ["limitation", "service", "declaration", "retention", "deposit"]
    text = "".join(text for _, text in pages_of_docs())
    assert [right for right in lost_rights() if f'lost("{right}")' not in text] == []


def test_nothing_else_takes_their_frame(pages: dict[str, BuiltPage]) -> None:
    for name, page in pages.items():
        if name.startswith("calculateur/"):
            continue
        framed = re.findall(r'class="admonition danger">\s*<p class="admonition-title">([^<]*)<', page.html)
        assert set(framed) <= {LOST_TITLE}, name
    assert not [page for page, text in pages_of_docs() if re.search(r"^!!! (?:danger|warning)", text, flags=re.M)]


def test_a_warning_unknown_is_refused() -> None:
    with pytest.raises(LookupError, match="limitation"):
        PageParts("agir/x.md", staging.pages_environment(DOCS / "examples")).lost("rien")


# ---------------------------------------------------------------- the letter first


def test_the_letter_is_that_of_the_core_with_its_sums() -> None:
    # 10 000 x 12,15 % x 30/365 + 10 000 x 12,40 % x 145/365 = 99,86 + 492,60; + 40: the case F-118
    text = letter_first("agir/x.md", DOCS / "examples", business="formal-notice")
    assert "<em>10\u202f632,46\u00a0€</em>" in text and ">592,46<" in text.replace("<em>", "").replace("</em>", "")
    assert "IBAN" in text and "<svg" not in text
    assert "<em>mercredi 2\u00a0décembre\u00a02026</em>" in text
    assert "………" not in text
    assert 'href="../../calculateur/#lettre=formal-notice"' in text


def test_the_first_reminder_is_shown_three_days_after_the_due_date_as_its_page_says() -> None:
    # due on Friday 30 October, written on Monday 2 November; three worked days lead to Thursday 5 November
    # 2 400 x 12,40 % x 3/365 = 2,446 : 2,45, told and not asked
    text = letter_first("relancer/x.md", DOCS / "examples", business="first-reminder", public="first-reminder")
    assert text.count("<em>30\u00a0octobre\u00a02026</em>") >= 2
    assert text.count("<em>jeudi 5\u00a0novembre\u00a02026</em>") >= 2
    assert "<em>2,45\u00a0€</em>" in text and "ne vous demandons ici que <em>2\u202f400,00\u00a0€</em>" in text
    assert "10\u202f000" not in text


def test_an_agreement_shows_the_titles_that_its_own_words_refer_to() -> None:
    text = letter_first("relancer/x.md", DOCS / "examples", business="instalment-agreement")
    assert "Le tableau de l’article 2" in text.replace("\u00a0", " ")
    assert "<p><strong>Article 2. Les versements</strong></p>" in text.replace("\u00a0", " ")
    assert "<h4" not in text


def test_a_consumer_s_letter_asks_for_no_compensation() -> None:
    text = letter_first("x.md", DOCS / "examples", consumer="formal-notice-consumer")
    assert "40,00" not in text and "3\u202f000,00\u00a0€" in text


#: No letter of the catalogue says these three: the article writes them.
OWN_LETTERS = {"agir/apres-le-jugement.md", "agir/loyer-commercial.md", "agir/transport.md"}


def test_no_article_types_a_letter_that_the_core_writes() -> None:
    typed = {page for page, text in pages_of_docs() if re.search(r"^> \*\*Objet", text, flags=re.M)}
    assert typed == OWN_LETTERS


@pytest.mark.parametrize(
    ("page", "kinds"),
    [
        ("agir/batiment", ["subcontractor-notice", "payment-guarantee", "retention-release"]),
        ("agir/reserve-de-propriete", ["title-reclaim", "guarantor-call"]),
        ("agir/il-conteste", ["dispute-reasons", "suspension-notice"]),
        ("agir/acheteurs-publics", ["public-claim", "public-interest-claim"]),
        ("agir/cheque-rejete", ["bounced-cheque"]),
        ("agir/tva-et-perte", ["vat-duplicate"]),
        ("agir/penalites-et-indemnite", ["penalties-request"]),
        ("relancer/compte-rendu", ["call-confirmation"]),
        ("relancer/relance-ecrite", ["first-reminder", "second-reminder"]),
    ],
)
def test_an_article_shows_its_letters_filled(pages: dict[str, BuiltPage], page: str, kinds: list[str]) -> None:
    html = pages[f"{page}/index.html"].html
    shown = re.findall(r'class="model-letter".*?<a class="[^"]*" href="[^"]*#lettre=([\w-]+)"', html, flags=re.S)
    assert sorted(set(shown)) == sorted(kinds)
    letters = re.findall(r'<div class="model-text">.*?<p class="model-actions">', html, flags=re.S)
    assert [letter for letter in letters if "………" in letter] == []


def test_a_sentence_says_what_a_page_is_before_it_shows_its_letter(pages: dict[str, BuiltPage]) -> None:
    """On a phone the letter fills the first two screens: the answer would come after it."""
    showing = [page.html for name, page in pages.items() if 'class="model"' in page.html and "edition" not in name]
    assert len(showing) > 12
    late = [html for html in showing if not 0 < html.find('class="lead"') < html.find('class="model"')]
    assert [html.partition("</h1>")[0][-60:] for html in late] == []
    # a clause or a letter that is quoted has its sentence before it too
    assert [name for name, page in pages.items() if re.search(r"</h1>\s*<(?:blockquote|section)", page.html)] == []


def test_a_second_letter_is_folded_and_the_printed_guide_unfolds_it(pages: dict[str, BuiltPage]) -> None:
    assert (
        '<details class="letter-folded"><summary>La seconde relance, remplie'
        in pages["relancer/relance-ecrite/index.html"].html
    )
    whole = pages["guide/edition/index.html"].html
    assert whole.count("letter-folded") > 3 and '<details class="letter-folded">' not in whole


def test_the_printed_guide_says_each_warning_and_each_letter_once(pages: dict[str, BuiltPage]) -> None:
    whole = pages["guide/edition/index.html"].html
    assert whole.count("Une lettre n’arrête pas le délai pour agir.") == 1
    assert pages["agir/mise-en-demeure/index.html"].html.count("Une lettre n’arrête pas le délai pour agir.") == 1
    # the written claim on a public buyer stands first in two articles
    assert "La lettre est la même que plus haut" in whole
    assert re.search(r"environ \d\d\u202f000\u00a0?.mots, \d+ feuilles", whole.replace("\u00a0", " "))


def test_a_part_of_the_guide_is_printed_apart(pages: dict[str, BuiltPage]) -> None:
    whole = pages["guide/edition/index.html"].html
    parts = re.findall(r'data-print="(\w+)"', whole)
    assert parts == ["guide", "prevenir", "relancer", "agir", "comprendre"]
    names = re.findall(r'<h2 id="([\w-]+)"', whole)
    assert {name.partition("-")[0] for name in names} == set(parts)


def test_the_day_of_a_law_is_not_to_be_replaced() -> None:
    text = letter_first("agir/x.md", DOCS / "examples", business="subcontractor-notice").replace("\u00a0", " ")
    assert "loi n° 75-1334 du 31 décembre 1975" in text and "<em>12 janvier 2026</em>" in text


def test_two_letters_of_a_page_have_each_their_name(pages: dict[str, BuiltPage]) -> None:
    labels = re.findall(r'<section class="model" aria-label="([^"]*)"', pages["agir/batiment/index.html"].html)
    assert len(labels) == len(set(labels)) == 3


def test_a_customer_unknown_is_refused() -> None:
    with pytest.raises(LookupError, match="voisin"):
        letter_first("x.md", DOCS / "examples", voisin="formal-notice")


def test_the_root_of_the_site_from_a_page() -> None:
    assert [root_from(page) for page in ("index.md", "calculateur.md", "agir/index.md", "agir/x.md")] == [
        "", "../", "../", "../../",
    ]  # fmt: skip


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(locale="fr-FR", permissions=["clipboard-read", "clipboard-write"])
    yield context.new_page()
    context.close()


@pytest.mark.browser
def test_the_letter_changes_with_the_customer_and_is_copied(page: Page, base: str) -> None:
    page.goto(base + "agir/mise-en-demeure/")
    expect(page.locator("html.js")).to_have_count(1)
    expect(page.locator(".model-text:visible")).to_contain_text("10\u202f632,46\u00a0€")
    page.get_by_label("un particulier", exact=True).check(force=True)
    expect(page.locator(".model-text:visible")).to_have_count(1)
    expect(page.locator(".model-text:visible")).not_to_contain_text("indemnité forfaitaire")
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.locator(".model-actions:visible [role=status]")).to_contain_text("Copié")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Objet\u00a0: Mise en demeure de payer 3\u202f000,00\u00a0€")
    assert "Copier" not in copied


@pytest.mark.browser
def test_own_figures_go_to_the_calculator_behind_the_hash(page: Page, base: str) -> None:
    page.goto(base + "guide/micro-entrepreneur/")
    expect(page.locator("html.js")).to_have_count(1)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_label("Montant TTC").fill("1 200,50")
    page.get_by_label("À payer le").fill("2026-10-31")
    page.get_by_role("button", name="Calculer ce qu’on me doit").click()
    page.wait_for_url(base + "calculateur/#montant=1+200%2C50&echeance=2026-10-31")
    assert not [url for url in asked if "montant" in url.partition("#")[0]]


@pytest.mark.browser
def test_own_figures_write_the_letter_that_was_promised(page: Page, base: str) -> None:
    page.goto(base + "agir/mise-en-demeure/")
    expect(page.locator("html.js")).to_have_count(1)
    page.get_by_label("Montant TTC").fill("1.200,50 €")
    page.get_by_label("À payer le").fill("2026-05-31")
    page.get_by_role("button", name="Remplir ma lettre").click()
    page.wait_for_url(base + "calculateur/**")
    expect(page.locator("#writing-desk")).to_contain_text("1\u202f200,50\u00a0€", timeout=60_000)
    expect(page.locator("#writing-desk")).to_contain_text("mettons en demeure")


@pytest.mark.browser
def test_a_quoted_letter_and_a_piece_of_code_are_copied_too(page: Page, base: str) -> None:
    page.goto(base + "agir/transport/")
    page.locator(".quoted").first.get_by_role("button", name="Copier le texte").click()
    expect(page.locator(".quoted [role=status]").first).to_have_text("Copié.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Objet\u00a0: action directe en paiement")
    page.goto(base + "sur-votre-site/")
    page.get_by_role("button", name="Copier le code").click()
    expect(page.locator(".quoted [role=status]")).to_have_text("Copié.")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.splitlines()[-1] == "<paye-a-temps></paye-a-temps>"


@pytest.mark.browser
def test_what_waiting_costs_with_one_s_own_figures(page: Page, base: str) -> None:
    page.goto(base + "relancer/organisation/")
    form = page.locator("form[data-waiting][data-wired]")
    form.get_by_label("Ce que vos clients vous doivent").fill("30 000")
    form.get_by_role("button").click()
    expect(form.locator("output")).to_contain_text("Remplissez les trois cases")
    form.get_by_label("Vos ventes de l’année").fill("240 000")
    form.get_by_role("button").click()
    # 30 000 / 240 000 x 365 = 45,625 days; 30 000 - 240 000 x 30 / 365 = 30 000 - 19 726,03 = 10 273,97
    expect(form.locator("output")).to_contain_text("45,6 jours en moyenne")
    expect(form.locator("output")).to_contain_text("10 274 €")
