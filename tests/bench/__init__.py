"""What the calculator costs, in time and in bytes: `make bench`, or `python -m tests.bench --runs 3 --only startup`.

Nothing here asserts: a machine shared with others moves by a quarter from one minute to the next. What counts is the
ratio of two things measured in turn, within one run.
"""
