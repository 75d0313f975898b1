"""What is read of a file made by others, and no more: every bound of this room, in one place.

A file comes from anywhere. One that unpacks without end, nests without end or holds more than any list of invoices
would is refused before its content is looked at.
"""

#: The largest file read, in bytes; a ledger of a hundred thousand lines has some ten million.
LARGEST_FILE = 20_000_000
#: What all members of a ZIP archive (XLSX and ODS are ZIP archives too) may come to once unpacked, in bytes.
LARGEST_UNPACKED = 120_000_000
#: A member larger than this may not be so many times as large as what it takes up in the archive.
CHECKED_FROM, HIGHEST_RATIO = 1_000_000, 200
MOST_MEMBERS = 2_000
#: How many files are read in one go, those of archives included.
MOST_FILES = 500
#: The largest XML document read, in bytes, and how deep its elements may stand.
LARGEST_XML, DEEPEST_XML = 20_000_000, 64
MOST_ROWS, MOST_COLUMNS = 60_000, 256
#: What is kept of one cell, in signs.
LONGEST_CELL = 2_000
#: How much of a wording is searched for a number and a payer; banks give 140 signs.
LONGEST_WORDING = 300
#: How far down a list's headings are looked for.
HEADINGS_WITHIN = 60
