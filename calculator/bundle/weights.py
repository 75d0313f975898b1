"""What files weigh on a reader's line, as far as the build can know it."""

import gzip
from pathlib import Path

# A common static host compresses these on the way.
PRESSED = {".css", ".html", ".js", ".json", ".mjs", ".svg", ".wasm", ".xml"}
#: What a first calculation fetches; the rest of it is a few kilobytes.
CALCULATES = ("pyodide.asm.wasm", "pyodide.asm.mjs", "python.zip.gz")


def on_the_way(path: Path) -> int:
    content = path.read_bytes()
    return len(gzip.compress(content, 6, mtime=0)) if path.suffix in PRESSED else len(content)


def of_calculation(runtime: Path) -> dict[str, tuple[int, int]]:
    """The bytes of each file that a calculation needs, inflated and on the way."""
    return {name: (_inflated(runtime / name), on_the_way(runtime / name)) for name in CALCULATES}


def _inflated(path: Path) -> int:
    content = path.read_bytes()
    return len(gzip.decompress(content) if path.suffix == ".gz" else content)
