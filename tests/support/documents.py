"""Documents made by hand, for the tests of the formats: a letter, a deed, a long statement, and hostile text."""

from latepay_core.documents.document import (
    Block,
    Document,
    Heading,
    ItemList,
    PageBreak,
    Paragraph,
    PaymentBox,
    Picture,
    Role,
    Run,
    Runs,
    Table,
)

NARROW, SPACE = "\u202f", "\u00a0"
TOTAL = f"10{NARROW}389,52{SPACE}€"


def runs(text: str, *, strong: bool = False, emphasis: bool = False) -> Runs:
    return (Run(text, strong, emphasis),)


def said(text: str, role: Role = "body", *, strong: bool = False) -> Paragraph:
    return Paragraph(runs(text, strong=strong), role)


def addresses() -> tuple[Paragraph, ...]:
    return (
        said("Atelier Martin\n12 rue des Lilas\n69003 Lyon\nSIREN 732 829 320", "sender"),
        said("Société Durand\nService comptabilité\n4 avenue de la Gare\nBâtiment C\n75012 Paris", "recipient"),
    )


def statement_table(invoices: int) -> Table:
    """Each invoice of 1 000,00 € is 105 days late; the sums are worked out here, in whole cents."""
    interest, compensation, amount = 3495, 4000, 100_000
    due = amount + interest + compensation
    figures = tuple(map(money, (amount, interest, compensation, due)))
    rows = [
        (f"F-2025-{number:03}", "31/10/2025", "30/11/2025", f"105{SPACE}jours", *figures)
        for number in range(1, invoices + 1)
    ]
    totals = ("Total", "", "", "", *(money(invoices * each) for each in (amount, interest, compensation, due)))
    return Table(
        caption=f"Décompte arrêté au 15{SPACE}mars{SPACE}2026",
        header=("Facture", "Émise le", "Échéance", "Retard", "Principal", "Pénalités", "Indemnité", "Total dû"),
        rows=(*rows, totals),
        align=("left", "left", "left", "right", "right", "right", "right", "right"),
        totals=1,
    )


def money(cents: int) -> str:
    whole, rest = divmod(cents, 100)
    return f"{whole:,}".replace(",", NARROW) + f",{rest:02}{SPACE}€"


def formal_notice(invoices: int = 1) -> Document:
    body = (
        f"Sauf erreur de notre part, la facture F-2025-118 du 31{SPACE}octobre{SPACE}2025, d’un montant de"
        f" 10{NARROW}000,00{SPACE}€ TTC, venue à échéance le 30{SPACE}novembre{SPACE}2025, n’est toujours pas réglée"
        f" malgré nos relances des 8{SPACE}décembre et 5{SPACE}janvier.",
        "Les pénalités de retard courent de plein droit depuis le lendemain de l’échéance, sans qu’un rappel soit"
        " nécessaire (article L441-10 du Code de commerce). L’indemnité forfaitaire de 40 € pour frais de recouvrement"
        " s’y ajoute (article D441-5).",
    )
    return Document(
        language="fr",
        title="Mise en demeure",
        author="Atelier Martin",
        reference="F-2025-118",
        blocks=(
            *addresses(),
            said(f"Lyon, le 15{SPACE}mars{SPACE}2026", "place-date"),
            said("Lettre recommandée avec avis de réception", "channel"),
            said(f"Nos références{SPACE}: F-2025-118\nVos références{SPACE}: BC-4471", "references"),
            said(f"Objet{SPACE}: mise en demeure de payer {TOTAL}", "subject"),
            said("Madame, Monsieur,", "salutation"),
            *map(said, body),
            Paragraph(
                (
                    Run("En conséquence, nous vous mettons en demeure de nous payer la somme de "),
                    Run(TOTAL, strong=True),
                    Run(f" au plus tard le mardi 31{SPACE}mars{SPACE}2026. Cette somme comprend{SPACE}:"),
                )
            ),
            ItemList(
                (
                    runs(f"le principal{SPACE}: 10{NARROW}000,00{SPACE}€{NARROW};"),
                    runs(f"les pénalités de retard au 15{SPACE}mars{SPACE}2026{SPACE}: 349,52{SPACE}€{NARROW};"),
                    runs(f"l’indemnité forfaitaire de recouvrement{SPACE}: 40,00{SPACE}€."),
                )
            ),
            said(
                "À défaut de paiement dans ce délai, nous saisirons le tribunal compétent afin d’obtenir une injonction"
                " de payer, sans autre avis de notre part."
            ),
            said(
                "La présente vaut mise en demeure au sens des articles 1344 et suivants du Code civil. Vous trouverez"
                " en annexe le décompte détaillé de ce qui est dû."
            ),
            said("Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées.", "closing"),
            said("Camille Martin\nGérante", "signature"),
            said(f"Pièces jointes{SPACE}:", "enclosures"),
            ItemList(
                (runs("facture F-2025-118"), runs("bon de livraison du 28 octobre 2025"), runs("décompte")),
                ordered=True,
                role="enclosures",
            ),
            PageBreak(),
            Heading(runs("Annexe : décompte"), 2),
            said("Une ligne par facture ; les pénalités sont calculées jour par jour, au taux publié.", "note"),
            statement_table(invoices),
            Picture("Code de virement : 10 389,52 € à Atelier Martin", "", checkered(25), "Payer par virement"),
        ),
    )


def paid_by(*before: Paragraph) -> Document:
    """A letter with the box « À payer » after some paragraphs."""
    box = PaymentBox(
        "À payer",
        TOTAL,
        f"au plus tard le mardi 31{SPACE}mars{SPACE}2026",
        (
            ("Bénéficiaire", "Atelier Martin", False),
            ("IBAN", "FR76 3000 6000 0112 3456 7890 189", True),
            ("Référence", "F-2025-118", True),
        ),
        Picture("Code de virement", modules=checkered(25), caption="À scanner avec l’application de votre banque"),
    )
    closing = said("Nous vous prions d’agréer, Madame, Monsieur, nos salutations distinguées.", "closing")
    blocks: tuple[Block, ...] = (*addresses(), said("Madame, Monsieur,", "salutation"), *before, box, closing)
    return Document("fr", "Relance", (*blocks, said("Camille Martin", "signature")), running="Atelier Martin")


def checkered(side: int) -> tuple[tuple[bool, ...], ...]:
    """Something as large and as uneven as a QR code; nobody scans it."""
    dark = range(side)
    return tuple(tuple((row * row + column * 3 + row * column) % 5 < 2 for column in dark) for row in dark)


def deed() -> Document:
    article = (
        "Le débiteur reconnaît devoir au créancier la somme de dix mille trois cent quatre-vingt-neuf euros et"
        f" cinquante-deux centimes ({TOTAL}), arrêtée au 15{SPACE}mars{SPACE}2026, au titre de la facture F-2025-118."
        " Cette reconnaissance interrompt la prescription (article 2240 du Code civil)."
    )
    schedule = Table(
        caption="Échéancier",
        header=("N°", "Date", "Principal", "Intérêts", "À payer"),
        rows=(
            *((str(n), f"01/{n + 3:02}/2026", money(250_000), money(9_738), money(259_738)) for n in range(1, 5)),
            ("Total", "", money(1_000_000), money(38_952), money(1_038_952)),
        ),
        align=("left", "left", "right", "right", "right"),
        totals=1,
        widths=(1, 2, 2, 2, 2),
    )
    return Document(
        language="fr",
        title="Protocole d’échelonnement",
        author="Atelier Martin",
        layout="deed",
        reference="F-2025-118",
        blocks=(
            Heading(runs("Accord de paiement échelonné avec reconnaissance de dette"), 1),
            said("Entre les soussignés", strong=True),
            said("Atelier Martin, 12 rue des Lilas, 69003 Lyon, ci-après « le créancier », d’une part,"),
            said("et Société Durand, 4 avenue de la Gare, 75012 Paris, ci-après « le débiteur », d’autre part,"),
            said(f"il est convenu ce qui suit{SPACE}:"),
            *(
                block
                for number in range(1, 8)
                for block in (
                    Heading(runs(f"Article {number} – Reconnaissance, versements et déchéance du terme"), 3),
                    said(article),
                    said(article.replace("reconnaît", "confirme")),
                )
            ),
            schedule,
            said("Fait à Lyon, en deux exemplaires, le 15 mars 2026."),
            said("Le créancier\nCamille Martin\n« Lu et approuvé »", "signature"),
            said("Le débiteur\nDominique Durand\n« Lu et approuvé »", "signature"),
        ),
    )


HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }} {% raw %}",
    '=HYPERLINK("http://exemple.invalid";"clic")',
    "fin\u202eesrevni\u2066\u200f\u2069",
    "x" * 500,
    "Émoji 🧾👩\u200d🔧 ✔️",
    "]]></w:t></w:r><w:r><w:t>injecté & \"cité\" 'simple'",
    "a\x00b\x07c\x1b[31m\ufffe",
    "demi \ud83d seul",
    "مرحبا Ωμέγα Жук",
    ") Tj ET /Bad Do (\\",
)


def holding(text: str) -> Document:
    """A document that has a text everywhere a text can stand."""
    blocks = (
        said(text),
        Heading(runs(text)),
        ItemList((runs(text),)),
        Table(text, (text, "b"), ((text, text),), ("left", "right")),
        Picture(text, modules=((True,),), caption=text),
    )
    return Document("fr", text, (said(text, "sender"), *blocks), author=text, reference=text)


def hostile() -> Document:
    return Document(
        language="fr",
        title='Titre <&> \x00\n"piégé" \u202e',
        author="<author>\x0b",
        reference="<ref>& 500",
        blocks=(
            *(said(text, "sender") for text in HOSTILE[:2]),
            *(said(text, "recipient") for text in HOSTILE[2:4]),
            *(said(text) for text in HOSTILE),
            Heading(runs(HOSTILE[0]), 2),
            ItemList(tuple(runs(text) for text in HOSTILE)),
            Table(HOSTILE[6], HOSTILE[:4], tuple((text,) * 4 for text in HOSTILE), ("left",) * 4, totals=1),
            Picture(HOSTILE[6], modules=((True, False), (False, True)), caption=HOSTILE[5]),
            Picture(HOSTILE[0], svg="<svg onload='alert(1)'/>"),
        ),
    )
