"""What passes between the page and Python, typed; `make schema` writes it for the page too (browser/answers.d.ts).

A comment that begins with `#:` goes along, as each docstring does.
"""

from typing import Literal, NotRequired, TypedDict


class Mark(TypedDict):
    """What stands beside a field."""

    error: NotRequired[str]
    echo: NotRequired[str]
    warning: NotRequired[str]
    #: A required field still empty: said after the form was sent, not while it is being filled in.
    missing: NotRequired[bool]


class Line(TypedDict):
    """What the list says of an invoice: its cells, and how its sum comes about."""

    tone: str
    due: str
    amount: str
    credited: str
    paid: str
    sum: str
    late: str
    told: str


class FirstTable(TypedDict):
    """What the core tells of the plain case (first_figures.py): days since 1970, millionths of a percent, cents."""

    #: From which day each half-year's rate holds.
    rates: list[tuple[int, int]]
    #: The last day whose rate was published, and the last one that the table reaches.
    known_until: int
    last: int
    #: What a year's interest on one cent is divided by.
    year: int
    #: The first due date that the law covers.
    due_from: int
    #: From which due date each sum is owed.
    compensation: list[tuple[int, int]]
    #: The first and the last day that are read.
    days: tuple[int, int]
    #: The least amount that is too large.
    below: int
    #: Fields that change no sum, and what may stand there; an empty list for any words.
    free: dict[str, list[str]]


class Parts(TypedDict):
    """The HTML of the page's places."""

    advice: NotRequired[str]
    routes: NotRequired[str]
    result: NotRequired[str]
    statement: NotRequired[str]
    bar: NotRequired[str]
    errors: NotRequired[str]
    form: NotRequired[str]
    proposal: NotRequired[str]


class Texts(TypedDict):
    """Texts to copy."""

    total: NotRequired[str]
    table_tsv: NotRequired[str]


class FileNames(TypedDict):
    """What the case's files are called."""

    claim: str
    statement: str


class Changes(TypedDict, total=False):
    """What an answer changes of the one that the page holds."""

    #: What is new of the answer `since`, null for what is no more; all of it once it was taken in (pieces.mjs).
    marks: dict[str, Mark]
    #: By the name of its row.
    lines: dict[str, Line]
    #: This answer, and the one that it says the changes of; 0 for all there is to say.
    number: int
    since: int
    #: By the name of their place, the digests of its pieces in order, where they are others; the HTML of the new ones.
    pieces: dict[str, list[str]]
    made: dict[str, str]


class Answer(Changes):
    """What the form comes to."""

    #: `refused`: a file was not opened, and nothing but `html.errors` comes with it.
    state: Literal["computed", "incomplete", "errors", "refused", "cases"]
    html: Parts
    #: The pieces of the statement are still to come.
    later: NotRequired[bool]
    claim: NotRequired[object]
    statement: NotRequired[object]
    texts: NotRequired[Texts]
    files: NotRequired[FileNames]
    #: Up to which day the figures go, in ISO 8601.
    as_of: NotRequired[str]


class WritingPart(TypedDict):
    """The HTML of the step « Écrire »."""

    writing: str


class LettersReady(TypedDict):
    """The step « Écrire »: its HTML, what only the letters need, as the form keeps it, and what is to be completed."""

    state: Literal["ready"]
    html: WritingPart
    letter: str
    advised: str
    chosen: str
    asked: list[str]


class LettersRefused(TypedDict):
    """The same, as long as the form gives no claim: what is to be put right."""

    state: Literal["refused"]
    html: WritingPart


type Written = LettersReady | LettersRefused


class LetterFile(TypedDict):
    """A file to save, its bytes in base 64; or a text to copy."""

    state: Literal["ready", "refused"]
    name: NotRequired[str]
    media: NotRequired[str]
    content: NotRequired[str]
    #: The letter's details to keep, where the file changes them.
    letter: NotRequired[str]
    #: What is left to do with the file: the dotted lines still to fill in, and how many they are.
    note: NotRequired[str]
    gaps: NotRequired[int]
    text: NotRequired[str]
    messages: NotRequired[list[str]]


class Saved(TypedDict):
    """The case as a file: a claim, or what was typed so far where it is none yet."""

    state: Literal["claim", "draft"]
    name: str
    document: object
    #: What is still to be completed or put right.
    faults: NotRequired[int]


class FaultFound(TypedDict):
    """Which fault of the program, and what it said."""

    code: str
    detail: str


class Fault(TypedDict):
    """A fault of the program, answered instead of raised."""

    fault: FaultFound


class RowSums(TypedDict):
    """What a customer owes, in EUR with two decimals; by age, the youngest first."""

    due: str
    not_due: str
    principal: str
    paid_late: str
    born_before: str
    ages: list[str]


class RowOrder(TypedDict):
    """What the rows of the customers are sorted by: cents, days, dates in ISO 8601."""

    due: int
    not_due: int
    paid_late: int
    born_before: int
    oldest: int
    on: str
    last: str


class RowTexts(TypedDict):
    """The cells of a customer's row."""

    due: str
    born_before: str
    not_due: str
    oldest: str
    step: str
    on: str
    last: str
    lost: str


class Figures(TypedDict):
    """What a case comes to."""

    state: Literal["ready", "debtor", "incomplete", "failed"]
    sums: NotRequired[RowSums]
    letter: str
    order: RowOrder
    texts: RowTexts


class RowNamed(TypedDict):
    """Which case a row is, and what it is found by."""

    id: str
    party: str
    numbers: str


class Reckoned(RowNamed, Figures):
    """What a case comes to, as the list of customers shows it."""


class OverviewTotal(TypedDict):
    """What all rows come to, in words."""

    due: str
    not_due: str
    count: str


class OverviewPart(TypedDict):
    """The HTML above the rows."""

    summary: str


class Sales(TypedDict):
    """The days sales outstanding, what they rest on, or why there are none."""

    days: str
    basis: str
    error: str


class Summed(TypedDict):
    """What all rows come to, in words and in HTML."""

    total: OverviewTotal
    html: OverviewPart


class Overview(TypedDict):
    """The rows of some cases; of all, their sums."""

    rows: list[Reckoned]
    total: NotRequired[OverviewTotal]
    html: NotRequired[OverviewPart]
    sales: NotRequired[Sales]


class MailingFile(TypedDict):
    """A file, its content in base 64."""

    name: str
    content: str


class Mailing(TypedDict):
    """What leaves for one customer."""

    files: list[MailingFile]
    said: str


class MailingArchive(TypedDict):
    """The archive of all mailings."""

    name: str
    media: str
    content: str


#: The HTML of what was understood; its place has a name that Python keeps for itself.
ImportPart = TypedDict("ImportPart", {"import": str})


class Signature(TypedDict):
    """By which a table is known again."""

    file: str
    sheet: str
    signature: str


class Understood(TypedDict):
    """What was understood of the files that come in, or whose saved cases they hold."""

    state: Literal["read", "cases"]
    html: ImportPart
    #: What the button says, and what was read; how many invoices and payments would be added, of how many documents.
    add: str
    said: str
    ready: NotRequired[int]
    documents: NotRequired[int]
    #: Whose the case becomes, by a key; empty as long as something is asked.
    customer: NotRequired[str]
    #: Another customer's case would take the place of the form's.
    anew: NotRequired[bool]
    signatures: NotRequired[list[Signature]]


class NotShown(TypedDict):
    """`case`: one saved case, to be opened; `mixed`: with other files; `gone`: Python has not got the files."""

    state: Literal["case", "mixed", "gone"]
    #: The one case of an archive.
    document: NotRequired[object]


type FilesRead = Understood | NotShown


class Source(TypedDict):
    """A file as it was chosen, its bytes in base 64; pasted rows have no name."""

    name: str
    bytes: str


class TableAnswers(TypedDict):
    """What the reader changed of one table: roles by the column's number, texts by the cell's name."""

    file: str
    sheet: str
    roles: NotRequired[dict[str, str]]
    cells: NotRequired[dict[str, str]]


class ImportAnswers(TypedDict):
    """What the reader has answered of the files that come in."""

    term: NotRequired[str]
    vat: NotRequired[str]
    month_first: NotRequired[bool]
    tables: NotRequired[list[TableAnswers]]
    #: Refused rows that they leave out, by key.
    left: NotRequired[list[str]]
    payments: NotRequired[dict[str, bool]]
    customer: NotRequired[str]
    into: NotRequired[str]
    settled: NotRequired[bool]


class AskedLine(TypedDict):
    """A line of a claim received as it was typed."""

    kind: NotRequired[str]
    label: NotRequired[str]
    amount: NotRequired[str]
    choice: NotRequired[str]


class AskedTyped(TypedDict):
    """A claim received as it was typed: its lines, and what is said beside them."""

    lines: NotRequired[list[AskedLine]]
    total: NotRequired[str]
    dated: NotRequired[str]
    rate: NotRequired[str]
    fees_proved: NotRequired[bool]
    penalty_clause_agreed: NotRequired[bool]
    elsewhere: NotRequired[bool]
