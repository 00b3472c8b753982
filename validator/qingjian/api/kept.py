"""A verdict as bytes and back again, by the declared types of its fields. What comes back is values only, never code."""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import Any, Final, Literal, Union, cast, get_args, get_origin, get_type_hints

from qingjian.model.verdict import Verdict

_Decoder = Callable[[Any], Any]  # Any: JSON on one side, the declared type on the other
_PLAIN: Final = (str, int, bool, type(None))


def to_bytes(verdict: Verdict) -> bytes:
    """The verdict as JSON: each record a list of its fields."""
    # A lone surrogate in a cell is kept as it is.
    return json.dumps(_plain(verdict), ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def from_bytes(data: bytes) -> Verdict:
    """The verdict that became these bytes; ValueError, TypeError or ArithmeticError if none did."""
    found: Verdict = _decoder(Verdict)(json.loads(data.decode("utf-8", "surrogatepass")))
    return found


def _plain(value: Any) -> Any:  # Any: see _Decoder
    if isinstance(value, _PLAIN):
        return value
    if isinstance(value, Decimal):
        return str(value)
    kind = cast("Any", type(value))  # asked of the type, so that the value stays what it is
    if issubclass(kind, Mapping):
        return {key: _plain(one) for key, one in value.items()}
    return [_plain(one) for one in value]


@cache
def _decoder(kind: Any) -> _Decoder:  # Any: a type, or an alias of one
    origin, arguments = get_origin(kind), get_args(kind)
    if kind in _PLAIN or origin is Literal:
        return _itself
    if kind is Decimal:
        return Decimal
    if origin in (Union, types.UnionType):
        return _optional(_decoder(next(one for one in arguments if one is not type(None))))
    if origin is tuple and arguments[-1] is Ellipsis:
        return _repeated(_decoder(arguments[0]))
    if origin is tuple:
        return _record(lambda *parts: parts, [_decoder(one) for one in arguments])
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return _mapping(_decoder(arguments[1]))
    hints = get_type_hints(kind)
    return _record(cast("_Decoder", kind), [_decoder(hints[name]) for name in kind._fields])


def _itself(raw: Any) -> Any:
    return raw


def _optional(inner: _Decoder) -> _Decoder:
    return lambda raw: None if raw is None else inner(raw)


def _repeated(inner: _Decoder) -> _Decoder:
    return lambda raw: tuple([inner(one) for one in raw])


def _mapping(inner: _Decoder) -> _Decoder:
    return lambda raw: {key: inner(one) for key, one in raw.items()}


def _record(kind: Callable[..., Any], inner: list[_Decoder]) -> _Decoder:
    return lambda raw: kind(*[decode(one) for decode, one in zip(inner, raw, strict=True)])
