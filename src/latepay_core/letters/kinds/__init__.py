"""The letters, a folder each in that of its family; `letters/folders.py` says what a folder holds."""
