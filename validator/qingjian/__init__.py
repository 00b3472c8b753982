"""清检: one set of schemas that fills, checks and rolls up cleaner-production-audit workbooks."""

__version__ = "0.1.0"
