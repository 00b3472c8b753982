"""`typing.NamedTuple` with classes made in a tenth of the time: a check starts by making some 150 of them.

Python's own writes and compiles a constructor for each; here that waits until the first tuple is constructed,
and half of the classes never have one. What the type checkers see is Python's own, and so is what these classes do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typing import NamedTuple
else:
    from _collections import _tuplegetter

    _new = tuple.__new__

    class _Methods:
        """What every one of them inherits beside tuple's own."""

        __slots__ = ()

        @classmethod
        def _make(cls, values):
            made = _new(cls, values)
            if len(made) != len(cls._fields):
                raise TypeError(f"Expected {len(cls._fields)} arguments, got {len(made)}")
            return made

        def _replace(self, /, **changes):
            made = self._make(map(changes.pop, self._fields, self))
            if changes:
                raise ValueError(f"Got unexpected field names: {list(changes)!r}")
            return made

        def _asdict(self):
            return dict(zip(self._fields, self, strict=True))

        def __repr__(self):
            fields = ", ".join(f"{name}={value!r}" for name, value in zip(self._fields, self, strict=True))
            return f"{type(self).__name__}({fields})"

        def __getnewargs__(self):
            return tuple(self)

    class _Maker(type):
        """Turns the annotations of a class into the fields of a tuple."""

        def __new__(cls, name, _bases, body):
            fields = tuple(body.get("__annotations__", ()))
            defaults = {field: body.pop(field) for field in fields if field in body}
            if fields[len(fields) - len(defaults) :] != tuple(defaults):
                raise TypeError(f"{name}: a field without a default follows one with a default")
            for index, field in enumerate(fields):
                body[field] = _tuplegetter(index, None)
            del body["__orig_bases__"]

            def construct(found, *values, **named):
                return _constructor(made)(found, *values, **named)

            body |= {
                "__slots__": (),
                "__match_args__": fields,
                "_fields": fields,
                "_field_defaults": defaults,
                "__new__": construct,
            }
            made = type(name, (_Methods, tuple), body)
            return made

    def _constructor(made):
        """Compiled at the first call, which it replaces."""
        names = ", ".join(made._fields)
        constructor = eval(f"lambda _cls, {names}: _new(_cls, ({names},))", {"_new": _new})  # noqa: S307  # our own words
        constructor.__defaults__ = tuple(made._field_defaults.values())
        made.__new__ = staticmethod(constructor)
        return constructor

    class _Base:
        """Stands among the bases; the class is made by `_Maker`."""

        def __mro_entries__(self, _bases):
            return (_MADE,)

    _MADE = type.__new__(_Maker, "NamedTuple", (), {})
    NamedTuple = _Base()

__all__ = ["NamedTuple"]
