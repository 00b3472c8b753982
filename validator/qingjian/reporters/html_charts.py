"""Charts of a batch: findings by kind and by unit, carbon by source and by unit, as SVG without script or style."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Final

from qingjian.catalog.messages import Lang
from qingjian.model.figure import plain
from qingjian.model.verdict import Report, Verdict
from qingjian.reporters.families import family, title
from qingjian.reporters.markup import Markup, element, joined, text
from qingjian.reporters.safe import visible, width
from qingjian.reporters.wording import say

_BARS: Final = 15
"""A longer chart is a table."""
_LONGEST: Final = 24
"""Columns of a label."""
_WIDE: Final = 640
_BAR: Final = 24
_MARGINS: Final = 96
_COLOUR: Final = "#0b5cad"
_WHOLE: Final = Decimal(1)


def charts(found: Report, units: Mapping[str, str], lang: Lang) -> Iterator[Markup]:
    """A figure for each question that the batch answers. `units`: path → unit."""
    kinds = Counter(family(finding.code) for file in found.files for finding in file.findings)
    kinds.update(family(one.code) for one in found.cross)
    yield from _chart("families", {title(one, lang): Decimal(kinds[one]) for one in sorted(kinds)}, lang)
    by_unit: dict[str, Decimal] = {}
    sources: dict[str, Decimal] = {}
    carbon: dict[str, Decimal] = {}
    last = {_form(file, units): file for file in found.files}
    for file in found.files:
        unit = units[file.path]
        if file.findings:
            by_unit[unit] = by_unit.get(unit, Decimal(0)) + len(file.findings)
    for file in last.values():
        unit = units[file.path]
        filed: Mapping[str, Decimal] = {} if file.picture is None else file.picture.carbon
        for source, tonnes in filed.items():
            name = say(f"page.chart.source.{source}", lang)
            sources[name] = sources.get(name, Decimal(0)) + tonnes
            carbon[unit] = carbon.get(unit, Decimal(0)) + tonnes
    yield from _chart("units", _heaviest(by_unit, lang), lang)
    yield from _chart("sources", sources, lang)
    yield from _chart("carbon", _heaviest(carbon, lang), lang)


def _form(file: Verdict, units: Mapping[str, str]) -> tuple[object, ...]:
    """What a later file of the batch takes the place of."""
    edition = file.template.id if file.template is not None else ""
    return (units[file.path], file.report_year, edition) if file.unit else (file.path,)


def _heaviest(values: Mapping[str, Decimal], lang: Lang) -> Mapping[str, Decimal]:
    """The largest first, the others in one bar."""
    ranked = sorted(values.items(), key=lambda one: -one[1])
    if len(ranked) <= _BARS:
        return dict(ranked)
    shown, rest = dict(ranked[: _BARS - 1]), ranked[_BARS - 1 :]
    shown[say("page.chart.rest", lang, count=len(rest))] = sum((value for _, value in rest), Decimal(0))
    return shown


def _chart(key: str, values: Mapping[str, Decimal], lang: Lang) -> Iterator[Markup]:
    if any(values.values()):
        heading = say(f"page.chart.{key}", lang)
        lines = _labelled(values, lang)
        drawing = _bars(list(zip(values.values(), lines, strict=True)))
        told = say("semicolon", lang).join(lines)
        # Drawn by a library from escaped text; only its outermost tag is ours.
        _, _, inside = drawing.partition(">")
        svg = Markup(
            f'<svg role="img" viewBox="0 0 {_WIDE} {_height(len(lines))}" xmlns="http://www.w3.org/2000/svg">'
            f"{element('title', heading)}{element('desc', told)}{inside}"
        )
        yield element("figure", joined(element("figcaption", text(heading)), svg))


def _labelled(values: Mapping[str, Decimal], lang: Lang) -> list[str]:
    """What stands beside each bar, no two alike: the scale knows bars by their labels."""
    found: dict[str, None] = {}
    for name, value in values.items():
        short = _clipped(visible(name, limit=_LONGEST * 2))
        shown = plain(value if value == value.to_integral_value() else value.quantize(_WHOLE / 1000))
        label = say("page.chart.line", lang, name=short, value=shown)
        while label in found:
            label += "′"
        found[label] = None
    return list(found)


def _clipped(name: str) -> str:
    if width(name) <= _LONGEST:
        return name
    while width(name) > _LONGEST - 1:
        name = name[:-1]
    return f"{name}…"


def _height(bars: int) -> int:
    return _MARGINS + _BAR * bars


def _bars(values: list[tuple[Decimal, str]]) -> str:
    # Loaded here: most reports draw nothing.
    import leather  # noqa: PLC0415
    from leather import theme  # noqa: PLC0415

    theme.background_color = "none"
    theme.margin = 0.05
    theme.tick_font_family = "inherit"
    theme.tick_font_size = theme.tick_font_char_height = 13
    theme.label_color = "#1f2328"
    # Chinese characters are as wide as they are high; the library counts characters.
    columns = max(width(label) for _, label in values)
    theme.tick_font_char_width = 6.8 * columns / max(len(label) for _, label in values)
    chart = leather.Chart()
    chart.add_bars(values, fill_color=_COLOUR)
    drawn: str = chart.to_svg(width=_WIDE, height=_height(len(values)))
    return drawn
