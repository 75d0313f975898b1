"""The command line: statements and rates, time limits, next steps and costs, letters, and files for other programs.

Exit status: 0 when there is an answer, 2 when the input is refused, 70 for a fault of the program.
"""

from latepay_core.cli.program import main, run

__all__ = ["main", "run"]
