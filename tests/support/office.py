"""What LibreOffice makes of our files, and what stands on their pages."""

import re
import subprocess
from pathlib import Path


def as_pdf(file: Path) -> Path:
    """The file converted by LibreOffice, beside it; a profile of its own lets several conversions run at once."""
    profile = file.parent / "libreoffice"
    command = ["soffice", "--headless", f"-env:UserInstallation={profile.as_uri()}", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", str(file.parent), str(file)], check=True, capture_output=True, timeout=180)
    return file.with_suffix(".pdf")


def pages_of(pdf: Path) -> list[str]:
    """The text of each page as pdftotext lays it out."""
    said = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return said.split("\f")[:-1]


def flat(text: str) -> str:
    """The text on one line with ordinary spaces and hyphens, for comparing what several programs lay out."""
    return re.sub(r"\s+", " ", text.replace("\u2011", "-")).strip()
