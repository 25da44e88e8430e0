"""The pictures of the page, as data URIs. Called by page.py."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.colors import ListedColormap, to_rgb
from matplotlib.figure import Figure

from evaluation import answers as of
from evaluation.answers import HEARD, RINGS, Answer
from evaluation.comparison import Measured
from evaluation.figures import recall_curve, reliability

_COLOURS = ("#0b6e5f", "#b5541c", "#5a5fa8")
_GREY = "#8a8f98"
_WIDEST_FALSE_ALARMS = 0.2
_DOTS_PER_INCH = 130
_PAPER = {"facecolor": "w", "edgecolor": "none", "pad": 0.5, "alpha": 0.8}  # words stay readable over a line


def confusion(answers: Sequence[Answer]) -> str:
    """Rows are what was meant, columns what was heard; a row shares out its messages. Green is right, rust is wrong."""
    labels = sorted({answer.expected for answer in answers} | {answer.heard for answer in answers})
    places = {label: at for at, label in enumerate(labels)}
    counts = np.zeros((len(labels), len(labels)))
    for answer in answers:
        counts[places[answer.expected], places[answer.heard]] += 1
    figure = Figure(figsize=(11, 10))
    axes = figure.subplots()
    _draw_counts(axes, counts)
    ticks = range(len(labels))
    axes.set_xticks(ticks, labels, rotation=90, fontsize=7.5)
    axes.set_yticks(ticks, labels, fontsize=7.5)
    axes.set(xlabel="heard", ylabel="meant")
    return _as_uri(figure)


def recall_against_false_alarms(measured: Sequence[Measured]) -> str:
    figure = Figure(figsize=(7.2, 5))
    axes = figure.subplots()
    for one, colour in zip(measured, _COLOURS, strict=False):
        rung, hits = recall_curve(*of.scores_and_truths(one.answers))
        axes.step(rung, hits, where="post", color=colour, lw=1.8, label=one.candidate.title)
        _mark_working_points(axes, one.answers, colour)
    axes.axvline(0.03, color=_GREY, lw=0.8, ls=":")
    axes.set(xlim=(0, _WIDEST_FALSE_ALARMS), ylim=(0.5, 1.005))
    axes.set(xlabel="share of calm messages that ring", ylabel="share of urgent messages heard")
    _tidy(axes)
    axes.legend(frameon=False, loc="lower right")
    return _as_uri(figure)


def reliability_curve(measured: Sequence[Measured]) -> str:
    figure = Figure(figsize=(7.2, 5))
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color=_GREY, lw=0.8, ls=":")
    for one, colour in zip(measured, _COLOURS, strict=False):
        bins = reliability(*of.scores_and_truths(one.answers))
        said, was = [b.said for b in bins], [b.was for b in bins]
        axes.plot(said, was, color=colour, lw=1.4, label=one.candidate.title)
        axes.scatter(said, was, s=[12 + b.count for b in bins], color=colour, alpha=0.55, lw=0)
    axes.set(
        xlim=(0, 1.02), ylim=(0, 1.04), xlabel="probability of urgency that was said", ylabel="share that was urgent"
    )
    _tidy(axes)
    axes.legend(frameon=False, loc="upper left")
    return _as_uri(figure)


def _draw_counts(axes: Any, counts: Any) -> None:
    """Right and wrong in colours of their own; the numbers where there are any."""
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    right = np.eye(len(counts), dtype=bool)
    axes.imshow(np.where(right, shares, np.nan), cmap=_shades(_COLOURS[0]), vmin=0, vmax=1)
    axes.imshow(np.where(right | (counts == 0), np.nan, shares), cmap=_shades(_COLOURS[1]), vmin=0, vmax=0.5)
    for row, column in np.argwhere(counts > 0):
        dark = shares[row, column] > (0.6 if row == column else 0.3)
        axes.text(
            column, row, int(counts[row, column]), ha="center", va="center", fontsize=6, color="w" if dark else "#333"
        )
    axes.set_xticks(np.arange(len(counts)) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(counts)) - 0.5, minor=True)
    axes.grid(which="minor", color="#eceef0", lw=0.6)
    axes.tick_params(which="both", length=0)
    axes.spines[:].set_visible(False)


def _mark_working_points(axes: Any, answers: Sequence[Answer], colour: str) -> None:
    """A dot where it rings; a ring where it rings or asks back, for the assistant that can."""
    urgent, calm = of.urgent_ones(answers), of.calm_ones(answers)
    rings = of.at_level(calm, RINGS).value, of.at_level(urgent, RINGS).value
    axes.plot(*rings, "o", ms=8, color=colour)
    axes.annotate(" urgent", rings, xytext=(6, -12), textcoords="offset points", fontsize=9, color=colour, bbox=_PAPER)
    heard = of.at_level(calm, HEARD).value, of.at_level(urgent, HEARD).value
    if heard != rings:
        axes.plot(*heard, "o", ms=8, mfc="w", color=colour)
        axes.annotate(
            " or unsure", heard, xytext=(6, -12), textcoords="offset points", fontsize=9, color=colour, bbox=_PAPER
        )


def _shades(colour: str) -> ListedColormap:
    """From nearly white to the colour."""
    end = np.array(to_rgb(colour))
    return ListedColormap([tuple(1 - (1 - end) * share) for share in np.linspace(0.08, 1, 64)])


def _tidy(axes: Any) -> None:
    axes.spines[["top", "right"]].set_visible(False)
    axes.grid(color="#eceef0", lw=0.8)
    axes.set_axisbelow(True)


def _as_uri(figure: Any) -> str:
    picture = io.BytesIO()
    figure.savefig(picture, format="png", dpi=_DOTS_PER_INCH, bbox_inches="tight")
    return "data:image/png;base64," + base64.b64encode(picture.getvalue()).decode()
