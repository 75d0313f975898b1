"""What turns `docs/` into the pages MkDocs builds: figures worked out, generated pages written, links kept alive."""
