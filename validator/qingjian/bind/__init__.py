"""Grid + Edition → Form: captions are found, cells become fields that know where they stand."""

from qingjian.bind.form import bind

__all__ = ["bind"]
