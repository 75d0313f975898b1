"""The calculator's Python side: a request comes in as JSON, the core is asked, HTML goes out as JSON.

The same `handle` runs in the browser and under CPython.
"""

from calculator.app.bridge import handle

__all__ = ["handle"]
