"""qingjian factor: electricity factors looked up, compared and inferred; carbon derived; units converted"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import click

from qingjian.api import factors as api
from qingjian.catalog.factors import Factor, FactorKind, confidence_names, kind_names
from qingjian.cli import exits, screen
from qingjian.cli.grammar import Command, Group, Misuse, shared
from qingjian.cli.words import lang, say
from qingjian.functions.derivation import Energy
from qingjian.model.figure import plain
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
    screen.out(aligned([_described(one) for one in found]) if found else say("said.no_factor"))
    return exits.PASSED


@click.command("compare", cls=Command)
@click.argument("kwh")
@click.argument("area")
@click.option("--tco2")
@click.option("--year", type=click.IntRange(min=1990, max=2100))
@shared
def compare(kwh: str, area: str, tco2: str | None, year: int | None) -> int:
    found = api.compare(kwh, area=area, year=year, tco2=tco2)
    if found is None:
        raise Misuse(say("errors.number", values=", ".join(filter(None, (kwh, tco2)))))
    found = tuple(sorted(found, key=lambda one: one.fits is False))
    rows = [(*_described(one.factor), f"{plain(one.tco2)} tCO2", _fit(one.fits)) for one in found]
    screen.out(aligned(rows) if rows else say("said.no_factor"))
    return exits.PASSED


@click.command("infer", cls=Command)
@click.argument("kwh")
@click.argument("tco2")
@shared
def infer(kwh: str, tco2: str) -> int:
    found = api.infer(kwh, tco2)
    if found is None:
        raise Misuse(say("errors.number", values=f"{kwh}, {tco2}"))
    bounds = found.inference.interval
    screen.out(say("said.implied", low=api.short(bounds.low), high=api.short(bounds.high)))
    candidates: Sequence[Factor] = found.inference.candidates
    if candidates:
        screen.out(aligned([_described(one) for one in candidates], indent=2))
    elif found.slip is not None:
        screen.out(say("said.slip", ratio=plain(found.slip.ratio)))
        screen.out(aligned([_described(one) for one in found.slip.candidates], indent=2))
    else:
        screen.out(say("said.no_candidate"))
    return exits.PASSED


@click.command("derive", cls=Command)
@click.argument("energy", type=click.Choice(api.ENERGIES))
@click.argument("amount")
@click.option("--factor")
@click.option("--gas")
@shared
def derive(energy: Energy, amount: str, factor: str | None, gas: str | None) -> int:
    found = api.derive(energy, amount, factor=factor, gas=gas)
    if found is None:
        raise Misuse(say("errors.number", values=", ".join(filter(None, (amount, gas or "--gas")))))
    for step in found.steps:
        screen.out(f"{step.formula} {step.unit}")
        for operand in step.operands:
            screen.out(f"  {operand.text} {operand.unit}  {operand.source}".rstrip())
    return exits.PASSED


@click.command("convert", cls=Command)
@click.argument("number")
@click.argument("source")
@click.argument("target")
@click.option("--substance")
@shared
def convert(number: str, source: str, target: str, substance: str | None) -> int:
    found = api.convert(number, source, target, substance=substance)
    if found is None:
        raise Misuse(say("errors.conversion", number=number, source=source, target=target))
    screen.out(f"{found} {target}")
    return exits.PASSED


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
