"""Files made by others, read into invoices, credit notes and payments: tables, ledgers, bank statements, e-invoices."""

from latepay_core.imports.answer import Import, import_files
from latepay_core.imports.model import (
    Answers,
    Document,
    Found,
    PartyFound,
    Place,
    Question,
    Receipt,
    Refused,
    Remark,
)
from latepay_core.imports.reading import Source, read_files

__all__ = [
    "Answers",
    "Document",
    "Found",
    "Import",
    "PartyFound",
    "Place",
    "Question",
    "Receipt",
    "Refused",
    "Remark",
    "Source",
    "import_files",
    "read_files",
]
