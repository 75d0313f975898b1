"""The page « Les taux »: its cells against figures typed by hand from the published rates, its form, its sameness."""

import csv
import re
from datetime import date
from decimal import Decimal
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

from latepay_core.countries.fr.regimes.rates import business_quote, floor_on, public_quote
from latepay_core.law import all_parameters, parameter
from tools import rates_page
from tools.rates_page import half_year_rates, known_half_years, spaced

TO_CHECK = " recoupé"


class Rows(HTMLParser):
    """The text of each cell, by table and by row."""

    def __init__(self) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.captions: list[str] = []
        self.ids: list[str] = []
        self._into: list[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.ids += [value for name, value in attrs if name == "id" and value]
        if tag == "table":
            self.tables.append([])
        elif tag == "tr":
            self.tables[-1].append([])
        elif tag in ("td", "th"):
            self._into = self.tables[-1][-1]
            self._into.append("")
        elif tag == "caption":
            self._into = self.captions
            self._into.append("")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption"):
            self._into = None

    def handle_data(self, data: str) -> None:
        if self._into:
            self._into[-1] += data


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


@pytest.fixture(scope="module")
def text(tmp_path_factory: pytest.TempPathFactory) -> str:
    docs = tmp_path_factory.mktemp("docs")
    rates_page.write(docs)
    return (docs / "comprendre" / "taux.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def rows(text: str) -> Rows:
    parser = Rows()
    parser.feed(text)
    return parser


@pytest.fixture(scope="module")
def half_years(rows: Rows) -> dict[str, list[str]]:
    return {plain(row[0]): [plain(cell) for cell in row[1:]] for row in rows.tables[0] + rows.tables[1]}


# BCE au premier jour, sans clause, plancher, légal particulier, légal autres, acheteur public:
# the banks' and ministry's figures, and the sums and products worked out by hand.
@pytest.mark.parametrize(
    ("half_year", "cells"),
    [
        (
            "2e semestre 2026",
            ["2,40 %", "12,40 %", "8,25 %" + TO_CHECK, "6,84 %" + TO_CHECK, "2,75 %" + TO_CHECK, "10,40 %"],
        ),
        ("1er semestre 2026", ["2,15 %", "12,15 %", "7,86 %", "6,67 %", "2,62 %", "10,15 %"]),
        ("2e semestre 2025", ["2,15 %", "12,15 %", "8,28 %", "6,65 %", "2,76 %", "10,15 %"]),
        ("1er semestre 2025", ["3,15 %", "13,15 %", "11,13 %", "7,21 %", "3,71 %", "11,15 %"]),
        ("2e semestre 2024", ["4,25 %", "14,25 %", "14,76 %", "8,16 %", "4,92 %", "12,25 %"]),
        ("1er semestre 2024", ["4,50 %", "14,50 %", "15,21 %", "8,01 %", "5,07 %", "12,50 %"]),
        ("1er semestre 2023", ["2,50 %", "12,50 %", "6,18 %", "4,47 %", "2,06 %", "10,50 %"]),
        ("2e semestre 2016", ["0,00 %", "10,00 %", "2,79 %", "4,35 %", "0,93 %", "8,00 %"]),
        ("1er semestre 2013", ["0,75 %", "10,75 %", "0,12 %", "0,04 %", "0,04 %", "8,75 %"]),
        ("2e semestre 2012", ["1,00 %", "11,00 % par convention", "2,13 %", "0,71 %", "0,71 %", "–non calculé"]),
        ("1er semestre 2009", ["2,50 %", "12,50 % par convention", "11,37 %", "3,79 %", "3,79 %", "–non calculé"]),
        ("1er semestre 2027 provisoire", ["à venir"] * 6),
    ],
)
def test_half_year_is_as_published(half_years: dict[str, list[str]], half_year: str, cells: list[str]) -> None:
    assert half_years[half_year] == cells


def test_every_half_year_since_2009_newest_first(rows: Rows) -> None:
    # two header rows in each; 2009 to 2026 is 36 half-years, and one to come; those before mid-2021 unfold
    assert [len(table) for table in rows.tables[:2]] == [2 + 1 + 11, 2 + 25]
    named = [plain(row[0]) for table in rows.tables[:2] for row in table[2:]]
    assert named[11:13] == ["2e semestre 2021", "1er semestre 2021"]
    assert named[:3] == ["1er semestre 2027 provisoire", "2e semestre 2026", "1er semestre 2026"]
    assert named[-1] == "1er semestre 2009"


def test_page_says_what_the_core_applies() -> None:
    for each in known_half_years():
        assert each.default.value == business_quote(each.starts_on).percent
        assert each.floor.value == floor_on(each.starts_on, ())[0]
        if each.public:
            quote = public_quote(each.starts_on)
            assert each.public.value == quote.percent


def test_half_years_whose_floor_was_above_the_default(text: str) -> None:
    above = [str(each.starts_on) for each in known_half_years() if each.floor.value > each.default.value]
    assert above == ["2009-07-01", "2024-01-01", "2024-07-01"]
    # 3 × 3,79 against 1,00 + 10
    assert "plancher 11,37\u00a0%, taux sans clause 11,00\u00a0% (par convention)" in text
    assert "plancher 15,21\u00a0%, taux sans clause 14,50\u00a0%" in text
    assert "plancher 14,76\u00a0%, taux sans clause 14,25\u00a0%" in text
    assert "Le plancher ne relève jamais le taux par défaut" in text


def test_the_page_opens_on_the_rates_of_today_and_what_they_cost(text: str) -> None:
    opening = text.split("# Les taux")[1].split("## Faire le compte", maxsplit=1)[0]
    opening = plain(re.sub(r"\{ \.source-mark [^}]*\}", "", opening))
    assert "Du 1er juillet 2026 au 31 décembre 2026" in opening
    # 1 000 x 30 / 365 = 82,1918 : x 12,40 % = 10,192 ; x 10,40 % = 8,548 ; x 2,75 % = 2,260 ; x 6,84 % = 5,622
    for row in (
        "Une entreprise, sans taux au contrat | **12,40 %** | 10,19 € |",
        "si l’intérêt commence ce semestre | **10,40 %** | 8,55 € |",
        "et vous êtes un professionnel | **2,75 %** [recoupé](nos-sources.md#recoupe) | 2,26 € |",
        "et vous en êtes un aussi | **6,84 %** [recoupé](nos-sources.md#recoupe) | 5,62 € |",
        "ne descend pas sous **8,25 %** [recoupé]",
        "doit en plus 40 € par facture",
        "Votre taux ne bouge pas avant le 1er janvier 2027",
    ):
        assert row in opening
    # 6,84 + 5 and 2,75 + 5, after a judgment
    assert "11,84 % pour un particulier et 7,75 % pour les autres" in plain(text)


def test_the_half_year_to_come_is_no_certain_figure(text: str) -> None:
    coming = half_year_rates(date(2027, 1, 1))
    marks = {coming.ecb.mark, coming.default.mark, coming.floor.mark, coming.private.mark, coming.other.mark}
    assert marks == {"to-come"}
    # 2,65 + 10 and 2,65 + 8 would be read as the rates of 2027
    assert "12,65" not in text
    assert "10,65" not in text
    assert "ne sont pas tous connus" in text


def test_full_series_and_every_rule_are_listed(rows: Rows, text: str) -> None:
    by_caption = dict(zip(map(plain, rows.captions), rows.tables, strict=True))
    ecb = by_caption["Taux directeur de la BCE"][1:]
    assert len(ecb) == len(parameter("ecb-mro").values) == 63
    assert [plain(cell) for cell in ecb[0][:2]] == ["16/09/2026", "2,65 %"]
    assert plain(ecb[0][3]) == "recoupé"
    assert [plain(cell) for cell in ecb[-1][:2]] == ["01/01/1999", "3,00 %"]
    legal = by_caption["Taux de l’intérêt légal"][1:]
    assert len(legal) == 54
    assert [plain(cell) for cell in legal[0][:4]] == ["01/07/2026", "31/12/2026", "6,84 %", "2,75 %"]
    assert [plain(cell) for cell in legal[-1][:4]] == ["15/07/1975", "31/12/1975", "9,50 %", "9,50 %"]
    for each in all_parameters("eu", "fr"):
        for value in each.values:
            assert spaced(value.reference) in text
            assert value.url in text


def test_scalar_rules(rows: Rows) -> None:
    by_caption = dict(zip(map(plain, rows.captions), rows.tables, strict=True))
    between = [[plain(cell) for cell in row] for row in by_caption["Entre professionnels"][1:]]
    assert between[0][1:] == ["10 points", "01/01/2009", "en vigueur", "C. com., art. L441-10, II", "lu"]
    assert between[1][1:4] == ["7 points", "16/05/2001", "31/12/2008"]
    assert {"3 fois", "1,5 fois", "40 €", "30 jours", "60 jours", "45 jours"} <= {row[1] for row in between}
    civil = [plain(row[1]) for row in by_caption["Intérêt légal après une décision de justice"][1:]]
    assert civil == ["5 points", "2 mois"]


def test_anchors_are_there_once(rows: Rows, text: str) -> None:
    anchors = re.findall(r"^## .*\{ #([\w-]+) \}$", text, flags=re.M)
    expected = {
        "compte",
        "fiabilite",
        "par-semestre",
        "a-venir",
        "graphique",
        "plancher",
        "regles",
        "bce",
        "interet-legal",
        "verification",
    }
    assert expected | {"sources"} == set(anchors)
    assert "semestre-2024-1" in rows.ids
    assert len(rows.ids) == len(set(rows.ids))


def test_chart_has_words_and_no_style_of_its_own(text: str) -> None:
    drawing = re.search(r"<svg role=.*</svg>", text, flags=re.S)
    assert drawing
    svg = ElementTree.fromstring(drawing[0])
    title, description = svg.find("title"), svg.find("desc")
    assert title is not None and description is not None
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    # lowest and highest of each line, and where it stands
    for figure in (
        "10,00 % (2e semestre 2016) à 14,50 % (1er semestre 2024)",
        "12,40 %",
        "15,21 %",
        "8,25 %",
        "2,75 %",
    ):
        assert figure in plain(description.text or "")
    assert len(svg.findall(".//path")) == 3
    assert "style=" not in drawing[0] and "<script" not in drawing[0]


def test_end_labels_never_overlap() -> None:
    from tools.rates_chart import LEAST_GAP, _apart

    placed = _apart({"default": Decimal("2.20"), "floor": Decimal("2.10"), "other": Decimal("2.00")})
    assert placed["floor"] - placed["other"] >= LEAST_GAP
    assert placed["default"] - placed["floor"] >= LEAST_GAP
    assert placed["other"] == Decimal("2.00")


def test_french_typography(text: str) -> None:
    body = re.sub(r"<[^>]*>|\{ .*? \}|\]\([^)]*\)", "", text.split("---\n", 2)[2])
    assert not re.findall(r".{0,12} [;:!?%€»]", body)
    assert not re.findall(r"« .{0,12}", body)
    assert "'" not in body


def test_same_law_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    for docs in (first, second):
        rates_page.write(docs)
    written = sorted(path.relative_to(first) for path in first.rglob("*") if path.is_file())
    assert [path.as_posix() for path in written] == ["assets/app/taux.csv", "comprendre/taux.md"]
    for path in written:
        assert (first / path).read_bytes() == (second / path).read_bytes()


def test_table_opens_in_a_french_spreadsheet() -> None:
    content = rates_page.table()
    assert content.startswith("\ufeffsemestre;")
    lines = list(csv.DictReader(content.removeprefix("\ufeff").splitlines(), delimiter=";"))
    assert len(lines) == 36
    newest, row_2024 = lines[0], lines[5]
    assert newest["du"] == "01/07/2026" and newest["taux sans clause"] == "12,40"
    assert "plancher du contrat" in newest["recoupé"]
    assert (row_2024["semestre"], row_2024["plancher du contrat"]) == ("1er semestre 2024", "15,21")
    assert lines[-1]["taux acheteur public"] == ""
