"""How `docs/` becomes the pages that the builders read: figures filled in, faults named by page and line."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from latepay_core.countries.fr.procedure.checklists import checklists
from latepay_core.wording import say
from tools.guide import all_pages, glossary, staging
from tools.guide.figures import Figures, Rates, euros, marked

ROOT = Path(__file__).resolve().parents[2]
HEAD = '---\ntitle: Essai\ndescription: "Un essai."\n'


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "examples").mkdir(parents=True)
    return folder


def staged(docs: Path, body: str, head: str = "") -> str:
    (docs / "essai.md").write_text(f"{HEAD}{head}---\n{body}", encoding="utf-8")
    target = docs.parent / "staged"
    target.mkdir(exist_ok=True)
    staging.stage(docs, target)
    return (target / "essai.md").read_text(encoding="utf-8").split("---\n", 2)[2]


def refused(docs: Path, body: str, head: str = "") -> list[str]:
    with pytest.raises(staging.StagingError) as found:
        staged(docs, body, head)
    return found.value.faults


# ---------------------------------------------------------------- figures


def test_a_page_says_what_the_core_reckons(docs: Path) -> None:
    # 10 000 x 12,15 % x 30/365 = 99,86; 10 000 x 12,40 % x 145/365 = 492,60 (docs/format, example 2, further)
    figures = "{{ it.days_late | days }}, {{ it.interest | amount }}, {{ it.total_due | amount }}"
    body = '{% set it = owed("10000", "2026-05-31", "2026-11-22") %}\n' + figures + ", {{ it.last_day | in_words }}"
    assert staged(docs, body) == "175\u00a0jours, 592,46\u00a0€, 10\u202f632,46\u00a0€, 31\u00a0mai\u00a02031"


def test_a_named_example_may_stop_on_another_day(docs: Path) -> None:
    (docs / "examples" / "simple.json").write_text(
        '{"as_of": "2026-03-15", "invoices": [{"due_on": "2025-11-30", "amount": "10000.00"}]}', encoding="utf-8"
    )
    body = '{{ example("simple").interest | amount }} {{ example("simple", as_of="2025-12-01").days_late }}'
    assert staged(docs, body) == "349,52\u00a0€ 1"


def test_a_parameter_of_the_law_reads_with_its_unit(docs: Path) -> None:
    body = (
        '{{ law("b2b.compensation") }}, {{ law("limitation.consumer") | spelled }}, {{ law("b2b.max-term-invoice") }}'
    )
    assert staged(docs, body) == "40\u00a0€, deux ans, 60\u00a0jours"


def test_rates_know_their_marks() -> None:
    assert marked(Rates().on("2024-03-01").floor).startswith("15,21\u00a0%")
    assert marked(Rates().coming.ecb).endswith("(provisoire)")


def test_a_term_needs_no_arithmetic_of_one_s_own() -> None:
    assert Figures.due("2025-03-10", 45, "after") == date(2025, 4, 30)
    assert Figures.due("2025-03-10", 45, "before") == date(2025, 5, 15)
    assert Figures.latest_lawful("2026-01-31").due_on == date(2026, 4, 1)


def test_an_amount_loses_only_cents_that_are_not_there() -> None:
    assert euros("10000.00") == "10\u202f000\u00a0€"
    assert euros("0.50") == "0,50\u00a0€"


# ---------------------------------------------------------------- faults


@pytest.mark.parametrize(
    ("body", "line", "said"),
    [
        ("Un.\nDeux {{ inconnu }}\n", 6, "inconnu"),
        ("{{ example('absent').interest }}", 5, "absent.json manque"),
        ("\n\n{{ owed('10', '2026-02-31', '2026-03-01').interest }}", 7, "day is out of range"),
        ("{% if %}", 5, "Expected an expression"),
        ("{{ 3.5 | amount }}", 5, "entre guillemets"),
        ("{{ law('b2b.inconnu') }}", 5, "inconnu"),
        ("{{ time_limit('rien', '2026-01-01') }}", 5, "rien"),
    ],
)
def test_a_fault_names_its_page_and_line(docs: Path, body: str, line: int, said: str) -> None:
    (fault,) = refused(docs, body)
    assert fault.startswith(f"docs/essai.md, ligne {line} : ")
    assert said in fault


def test_every_page_at_fault_is_named(docs: Path) -> None:
    (docs / "autre.md").write_text(f"{HEAD}---\n{{{{ inconnu }}}}", encoding="utf-8")
    assert [fault.partition(",")[0] for fault in refused(docs, "{{ inconnu }}")] == ["docs/autre.md", "docs/essai.md"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Sans en-tête", "pas d’en-tête"),
        ("---\ntitle: x\n---\n", "il manque « description »"),
        ('---\ndescription: "x"\ntags: [relancer]\n---\n', "la place des mots de la recherche"),
        ('---\ndescription: "x"\nchecked_on: hier\n---\n', "n’est pas une date"),
        ("---\ndescription: [x\n---\n", "en-tête illisible"),
    ],
)
def test_a_front_matter_at_fault_is_refused(docs: Path, tmp_path: Path, text: str, said: str) -> None:
    target = tmp_path / "staged"
    target.mkdir()
    (target / "essai.md").write_text(text, encoding="utf-8")
    with pytest.raises(staging.StagingError, match=re.escape(said)):
        staging.complete(target, tmp_path / "cards")


# ---------------------------------------------------------------- files


def test_what_is_not_for_readers_stays_out_and_nothing_old_remains(docs: Path, tmp_path: Path) -> None:
    target = tmp_path / "staged"
    (target / "assets" / "app").mkdir(parents=True)
    (target / "assets" / "app" / "runtime").write_text("kept", encoding="utf-8")
    (target / "ancienne.md").write_text("old", encoding="utf-8")
    for hidden in ("decisions/0001.md", "examples/x.json", "format/index.md", "overrides/main.html", "sources.md"):
        (docs / hidden).parent.mkdir(parents=True, exist_ok=True)
        (docs / hidden).write_text("hidden", encoding="utf-8")
    staged(docs, "Bonjour.")
    found = sorted(path.relative_to(target).as_posix() for path in target.rglob("*") if path.is_file())
    assert found == ["assets/app/runtime", "essai.md"]


def test_all_pages_stand_where_the_reader_stands_by_the_title_a_reader_sees(tmp_path: Path) -> None:
    configuration = tmp_path / "mkdocs.yml"
    configuration.write_text(
        "site_url: !ENV [SITE_URL]\n\nnot_in_nav: |\n  /a/en.md\n\nnav:\n  - Accueil: index.md\n"
        "  - Agir:\n      - b.md\n      - c.md\n",
        encoding="utf-8",
    )
    for name, body in {"index": "", "a/en": "# <span>Two sides</span>", "b": "# Bâtir\n", "c": "# Crier\n"}.items():
        page = tmp_path / f"{name}.md"
        page.parent.mkdir(exist_ok=True)
        page.write_text(f"---\ntitle: Page {name}\n---\n{body}", encoding="utf-8")
    stands = tmp_path / "stands.toml"
    stands.write_text(
        '[[stands]]\ntitle = "Agir"\npages = ["c.md", "a/*"]\n[[stands]]\ntitle = "Ce site"\npages = ["*"]\n',
        encoding="utf-8",
    )
    text = all_pages.page(tmp_path, all_pages.sections(configuration, stands))
    told = [line for line in text.splitlines() if line.startswith(("## ", "- "))]
    assert told == [
        "## Agir",
        "- [Crier](c.md)",
        '- [Page a/en](a/en.md){ lang="en" hreflang="en" }',
        "## Ce site",
        "- [Page index](index.md)",
        "- [Bâtir](b.md)",
    ]
    assert all_pages.navigation(configuration) == ["index.md", "b.md", "c.md"]


def test_a_word_is_explained_once_and_never_inside_a_link() -> None:
    known = {"Bodacc": "Le bulletin"}
    body = "# Le Bodacc\n\nVoyez [le Bodacc](x.md). Puis le Bodacc, encore le Bodacc."
    link = '[Bodacc](g.md#mot-bodacc "Le bulletin"){ .term }'
    expected = f"# Le Bodacc\n\nVoyez [le Bodacc](x.md). Puis le {link}, encore le Bodacc."
    assert glossary.explained(body, known, "g.md") == expected


# ---------------------------------------------------------------- check lists


def test_check_lists_are_whole() -> None:
    from latepay_core.letters.catalogue import kinds
    from latepay_core.letters.kinds.chase.call_confirmation.details import Call

    for each in checklists():
        codes = [(section.code, item.code) for section in each.sections for item in section.items]
        assert len(codes) == len(set(codes)) >= 11
        items = [item for section in each.sections for item in section.items]
        assert all(say(item.text) and say(item.why).endswith((".", "…")) for item in items)
        assert {field.name for field in each.fields if field.call} <= set(Call.model_fields)
        assert each.letter is None or each.letter in kinds()
    call = next(each for each in checklists() if each.code == "call")
    assert {field.name for field in call.fields} == set(Call.model_fields)


# ---------------------------------------------------------------- the pages follow the law


@pytest.mark.slow
def test_pages_follow_a_rate_that_changes(tmp_path: Path) -> None:
    """In a copy of the project, the ECB's rate of July 2026 goes from 2,40 to 3,00 %: pages say 13,00 % and so on."""
    for part in ("src", "docs", "tools", "tests/cases"):
        shutil.copytree(ROOT / part, tmp_path / part, ignore=shutil.ignore_patterns("__pycache__", "assets"))
    rates = tmp_path / "src" / "latepay_core" / "countries" / "eu" / "parameters" / "ecb-mro.toml"
    text = rates.read_text(encoding="utf-8")
    july = 'from = 2026-06-17\nvalue = "2.40"'
    assert text.count(july) == 1
    rates.write_text(text.replace(july, july.replace("2.40", "3.00")), encoding="utf-8")
    staged_in = tmp_path / "build"
    staged_in.mkdir()
    script = (
        "from pathlib import Path; from tools.guide import staging; from tools import rates_page;"
        f"target = Path({str(staged_in)!r}); staging.stage(Path('docs'), target); rates_page.write(target)"
    )
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(tmp_path / "src")))}
    subprocess.run((sys.executable, "-c", script), cwd=tmp_path, env=environment, check=True)
    home, start, table = (
        (staged_in / page).read_text(encoding="utf-8") for page in ("index.md", "guide/index.md", "comprendre/taux.md")
    )
    assert '**13,00\u00a0%**{ data-rate="fr-b2b" }' in home
    assert '**11,00\u00a0%**{ data-rate="fr-public" }' in home
    # 99,86 + 10 000 x 13 % x 145/365 = 99,86 + 516,44; with the 40 euros: 10 656,30
    assert "10\u202f656,30\u00a0€" in start
    assert "13,00\u00a0%" in table
    for page in staged_in.rglob("*.md"):
        if page.name != "textes.md":
            assert "12,40\u00a0%" not in page.read_text(encoding="utf-8"), page.relative_to(staged_in)
