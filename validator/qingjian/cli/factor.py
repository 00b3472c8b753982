"""qingjian factor: electricity factors looked up, compared and inferred; carbon derived; units converted"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from qingjian.api import factors as api
from qingjian.api import standard_coal
from qingjian.catalog.coefficients import coefficients
from qingjian.catalog.factors import Factor, FactorKind, confidence_names, kind_names
from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, Group, Misuse, shared
from qingjian.cli.words import lang, say
from qingjian.functions import numbers, units
from qingjian.functions.derivation import Energy, electricity, plain_digits
from qingjian.model.figure import Figure, plain
from qingjian.reporters.columns import aligned

COMMANDS: Final = {
    "list": "factor:list_",
    "compare": "factor:compare",
    "infer": "factor:infer",
    "derive": "factor:derive",
    "convert": "factor:convert",
}

command: Final = shared(Group("factor", COMMANDS, no_args_is_help=True))


@click.command("list", cls=Command)
@click.option("--area")
@click.option("--year", type=click.IntRange(min=1990, max=2100))
@click.option("--kind", type=click.Choice(api.KINDS))
@click.option("--all", "guesses", is_flag=True)
@shared
def list_(area: str | None, year: int | None, kind: FactorKind | None, guesses: bool) -> int:
    found = api.lookup(kind=kind, area=area, year=year, guesses=guesses)
    if found:
        screen.out(aligned([_described(one) for one in found]))
    elif not guesses and api.lookup(kind=kind, area=area, year=year, guesses=True):
        screen.out(say("said.only_guesses"))
    else:
        screen.out(say("said.no_factor"))
    return exits.PASSED


@click.command("compare", cls=Command)
@click.argument("kwh", nargs=-1, required=True)
@click.argument("area")
@click.option("--tco2")
@click.option("--year", type=click.IntRange(min=1990, max=2100))
@shared
def compare(kwh: tuple[str, ...], area: str, tco2: str | None, year: int | None) -> int:
    written = "".join(kwh)
    found = api.compare(written, area=area, year=year, tco2=tco2)
    amount = api.figure(written, api.KWH)
    if found is None or amount is None:
        raise Misuse(say("errors.number", values=", ".join(filter(None, (written, tco2)))))
    found = tuple(sorted(found, key=lambda one: one.fits is False))
    rows = [
        (*_described(one.factor), electricity(amount, one.factor).steps[0].formula + " tCO2", _fit(one.fits))
        for one in found
    ]
    screen.out(aligned(rows) if rows else say("said.no_factor"))
    if rows and tco2 is not None and not any(one.fits for one in found):
        screen.out(say("said.no_fit"))
    return exits.PASSED


@click.command("infer", cls=Command)
@click.argument("pair", nargs=-1, required=True)
@shared
def infer(pair: tuple[str, ...]) -> int:
    quantities = _quantities(pair)
    if len(quantities) != 2:  # a pair
        raise Misuse(say("errors.pair"))
    kwh, tco2 = quantities
    if api.is_volume(kwh):
        return _infer_gas(kwh, tco2)
    found = api.infer(kwh, tco2)
    if found is None:
        raise Misuse(say("errors.number", values=f"{kwh}, {tco2}"))
    _show_quotient(kwh, tco2, api.KWH)
    bounds = found.inference.interval
    screen.out(say("said.implied", low=api.short(bounds.low), high=api.short(bounds.high)))
    candidates: Sequence[Factor] = found.inference.candidates
    if candidates:
        screen.out(aligned([_described(one) for one in candidates], indent=2))
        _judge(candidates, is_guess=found.inference.is_guess)
    elif found.slip is not None:
        screen.out(say("said.slip", ratio=plain(found.slip.ratio)))
        screen.out(aligned([_described(one) for one in found.slip.candidates], indent=2))
    else:
        screen.out(say("said.no_candidate"))
    return exits.PASSED


def _infer_gas(m3: str, tco2: str) -> int:
    found = api.infer_gas(m3, tco2)
    if found is None:
        raise Misuse(say("errors.number", values=f"{m3}, {tco2}"))
    _show_quotient(m3, tco2, api.M3)
    known = coefficients()
    low, high = (plain_digits(end) for end in (known.gas_low, known.gas_high))
    key = "said.gas_inside" if found.is_in_range else "said.gas_outside"
    bounds = {"low": api.short(found.interval.low), "high": api.short(found.interval.high)}
    coal = plain_digits(known.coal)
    screen.out(say("said.gas", coal=coal, **bounds))
    screen.out(say(key, low=low, high=high))
    return exits.PASSED


def _show_quotient(amount: str, tco2: str, unit: str) -> None:
    """The division behind what is inferred, with the figure's limits before rounding."""
    read, filed = api.figure(amount, unit), api.figure(tco2, *api.TCO2)
    if read is not None and filed is not None:
        bounds = filed.interval
        screen.out(
            say(
                "said.quotient",
                tco2=str(filed),
                low=plain(bounds.low),
                high=plain(bounds.high),
                amount=plain(read.value),
                unit=unit,
            )
        )


def _judge(candidates: Sequence[Factor], *, is_guess: bool) -> None:
    """What a list of candidates does not say by itself."""
    if is_guess:
        screen.out(say("said.guess"))
    if len(candidates) > 1:
        screen.out(say("said.several", count=len(candidates)))


@click.command("derive", cls=Command)
@click.argument("energy", type=click.Choice(api.ENERGIES))
@click.argument("amount", nargs=-1, required=True)
@click.option("--factor")
@click.option("--gas")
@shared
def derive(energy: Energy, amount: tuple[str, ...], factor: str | None, gas: str | None) -> int:
    if energy == "electricity" and factor is None:
        raise Misuse(say("errors.missing", name="--factor"))
    if energy == "gas" and gas is None:
        raise Misuse(say("errors.missing", name="--gas"))
    written = "".join(amount)
    found = api.derive(energy, written, factor=factor, gas=gas)
    if found is None:
        raise Misuse(say("errors.number", values=", ".join(filter(None, (written, gas)))))
    for step in found.steps:
        screen.out(f"{step.formula} {step.unit}")
        for operand in step.operands:
            screen.out(f"  {operand.text} {operand.unit}  {operand.source}".rstrip())
    low, high = (plain(end) for end in found.interval)
    screen.out(say("said.range", low=low, high=high))
    return exits.PASSED


@click.command("convert", cls=Command)
@click.argument("quantity", nargs=-1, required=True)
@click.option("--to")
@click.option("--substance")
@shared
def convert(quantity: tuple[str, ...], to: str | None, substance: str | None) -> int:
    words, target = (quantity, to) if to is not None else (quantity[:-1], quantity[-1])
    written = "".join(words)
    reading = numbers.read(written)
    if reading is None or reading.unit is None:
        raise Misuse(say("errors.quantity", written=written))
    found = api.convert(str(reading.figure), reading.unit, target, substance=substance)
    if found is not None:
        screen.out(f"{found} {target}")
        ratio = units.ratio(reading.unit, target, substance=substance)
        if ratio is not None:
            screen.out(f"  {plain(reading.figure.value)} {reading.unit} × {plain(ratio)} = {found} {target}")
        return exits.PASSED
    if substance is not None:
        return _convert_fuel(reading.figure, reading.unit, target, substance)
    raise Misuse(say("errors.conversion", number=str(reading.figure), source=reading.unit, target=target))


def _convert_fuel(amount: Figure, source: str, target: str, name: str) -> int:
    found = standard_coal.convert(amount, source, target, name)
    if found is None:
        known = ", ".join(standard_coal.names())
        raise Misuse(
            say("errors.conversion", number=str(amount), source=source, target=target)
            + say("errors.fuels", names=known)
        )
    ends = " ~ ".join(dict.fromkeys((plain(found.low), plain(found.high))))
    screen.out(f"{ends} {target}")
    screen.out(f"  {found.formula}  {found.fuel.standard} {found.fuel.name}")
    return exits.PASSED


def _quantities(words: Sequence[str]) -> tuple[str, ...]:
    """Numbers with their units: a word that is no number belongs to the one before it."""
    found: list[str] = []
    for word in words:
        if found and numbers.read(word) is None and numbers.read(found[-1] + word) is not None:
            found[-1] += word
        else:
            found.append(word)
    return tuple(found)


def _described(factor: Factor) -> tuple[str, ...]:
    return (
        factor.id,
        factor.text,
        factor.unit,
        kind_names(lang())[factor.kind],
        confidence_names(lang())[factor.confidence],
    )


def _fit(fits: bool | None) -> str:
    return "" if fits is None else say("said.fits" if fits else "said.fits_not")
