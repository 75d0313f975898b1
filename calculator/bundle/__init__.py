"""Builds what the site serves for the calculator: Python itself, its packages and ours, and the page's scripts.

`python -m calculator.bundle --out build/docs/assets/app` leaves two folders named after the hash of what they hold, so
that a host may let browsers keep them for ever:

- `py.<hash>/`: Pyodide's own three files; in `python.zip.gz`, all that a calculation imports, as byte code;
  in `letter.zip.gz`, what a first letter takes; in `others.zip.gz`, the texts of the letters that are rarer; in
  `letters.zip.gz` and `pdf.zip.gz`, what files and the PDF take besides, in `mail.zip.gz`, an e-mail;
  in `remainder.zip.gz`, the rest of the standard
  library and of the packages. These are fetched only if something in them is imported;
- `ui.<hash>/`: the page's modules and style sheets.

`build/assets.json` tells the site builder where they are. Steps, each done again only when what it reads has changed:

1. `wheels`: the packages of `requirements/browser.txt`, checked against their hashes;
2. `byte_code`: pyodide-build's py-compile, run inside Pyodide under Node, so that the byte code is the browser's own;
3. `own_code`: the core and the application, with Jinja's templates turned into Python beforehand;
4. `runtime`: a rehearsal under Node lists what a calculation imports; archives are written, the same bytes every time;
5. `page`: the page's own modules and style sheets.

The measures behind these choices are in `docs/decisions/0002-runtime-du-navigateur.md`.
"""
