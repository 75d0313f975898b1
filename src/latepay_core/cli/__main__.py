"""`python -m latepay_core.cli`."""

from latepay_core.cli import main

main()
