"""How long the bars of a chart are, in units of its picture. The template draws them; a table says the same."""

from __future__ import annotations

from dataclasses import dataclass

from staff.statistics import Chart, Number

WIDTH = 560
LONG = 8
COLUMN_HEIGHT, TOP, FOOT = 150, 20, 26


@dataclass(frozen=True)
class Bar:
    """`few`: the number is masked, and the bar only says that it is not zero."""

    x: float
    y: float
    width: float
    height: float
    label: str
    number: Number

    @property
    def few(self) -> bool:
        return self.number.shown is None


@dataclass(frozen=True)
class Picture:
    width: int
    height: int
    bars: tuple[Bar, ...]
    upright: bool


def picture(chart: Chart, labels: list[str], chosen: int, smallest: int) -> Picture:
    """`labels`: of the periods; `chosen`: the period that a chart by label shows. A long chart leaves its zeros out."""
    if chart.plan.shape == "over_time":
        return _columns(chart.series[0].numbers, labels, smallest)
    values = [(series.title, series.numbers[chosen]) for series in chart.series]
    if len(values) > LONG:
        values = [(title, number) for title, number in values if number.shown != 0]
    return _rows(values, smallest)


def _size(number: Number, smallest: int) -> int:
    """A masked number is drawn as half the smallest one that is told."""
    return smallest // 2 if number.shown is None else number.shown


def _rows(values: list[tuple[str, Number]], smallest: int) -> Picture:
    """Lying bars: their width is a part of 100, the page's own text stands beside them."""
    most = max([1, *(_size(number, smallest) for _, number in values)])
    bars = tuple(Bar(0, 0, 100 * _size(number, smallest) / most, 10, label, number) for label, number in values)
    return Picture(100, 10, bars, upright=False)


def _columns(numbers: tuple[Number, ...], labels: list[str], smallest: int) -> Picture:
    most = max(1, *(_size(number, smallest) for number in numbers))
    step = WIDTH / len(numbers)
    bars = []
    for place, (number, label) in enumerate(zip(numbers, labels, strict=True)):
        height = COLUMN_HEIGHT * _size(number, smallest) / most
        top = TOP + COLUMN_HEIGHT - height
        bars.append(Bar(place * step + step * 0.16, top, step * 0.68, height, label, number))
    return Picture(WIDTH, TOP + COLUMN_HEIGHT + FOOT, tuple(bars), upright=True)
