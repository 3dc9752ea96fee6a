"""What the tagger is trained on and measured by, gathered from the folder of measurement data and our own prompts."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random
from typing import Final, NamedTuple

from segue.catalogue.snapshot import Snapshot
from segue.evaluation.requests import LabelledRequest, TaggedQuery, read_queries, read_requests
from segue.evaluation.tagger import Example, labelled, named, ordered, train
from segue.intent import parse, words_of
from segue.intent.tagging import Tagger, is_read, tagging_with
from segue.music import Requirement

FOLDS: Final = 5
REQUESTS: Final = "requests.csv"
QUERIES: Final = "entity_queries.jsonl"


class Corpus(NamedTuple):
    """Requests with all labels, and the examples that training may use beside those of the requests."""

    requests: list[LabelledRequest]
    examples: list[Example]
    """One for each request, in their order."""
    more: list[Example]
    """Queries that are none of the requests, and our own prompts."""


def gather(data: Path, own: Path | None, snapshot: Snapshot | None) -> Corpus:
    """The corpus of the folder `data`, with the prompts of the `.jsonl` files in the folder `own` that the
    tagger is asked about."""
    requests = read_requests(data / REQUESTS)
    known = {request.prompt.strip() for request in requests}
    queries = [q for q in read_queries(data / QUERIES) if _text(q) not in known]
    more = [named(query, snapshot) for query in queries]
    more += [ordered(prompt, snapshot) for prompt in prompts_of(own) if is_read(words_of(prompt, snapshot))]
    return Corpus(requests, [labelled(request, snapshot) for request in requests], more)


def _text(query: TaggedQuery) -> str:
    return " ".join(query.words).strip()


def prompts_of(folder: Path | None) -> Iterator[str]:
    """The prompts of the `.jsonl` files in `folder`, by file name."""
    for path in sorted(folder.glob("*.jsonl")) if folder is not None else ():
        yield from (json.loads(line)["prompt"] for line in path.read_text(encoding="utf-8").splitlines() if line)


def folds(count: int, seed: int = 0) -> list[list[int]]:
    """`range(count)` in a random order, dealt into `FOLDS` parts."""
    order = list(range(count))
    Random(seed).shuffle(order)
    return [order[at::FOLDS] for at in range(FOLDS)]


def cross_validated(corpus: Corpus, snapshot: Snapshot | None, workers: int = 2) -> dict[str, Sequence[Requirement]]:
    """What is read of each request by a tagger that was trained without its fold, by the request's id."""
    parts = folds(len(corpus.requests))
    with ProcessPoolExecutor(workers) as pool:
        taggers = list(pool.map(train, [_without(corpus, part) for part in parts]))
    read: dict[str, Sequence[Requirement]] = {}
    for part, tagger in zip(parts, taggers, strict=True):
        read |= read_with(tagger, [corpus.requests[at] for at in part], snapshot)
    return read


def _without(corpus: Corpus, part: Sequence[int]) -> list[Example]:
    held = frozenset(part)
    return [e for at, e in enumerate(corpus.examples) if at not in held] + corpus.more


def read_with(
    tagger: Tagger | None, requests: Sequence[LabelledRequest], snapshot: Snapshot | None
) -> dict[str, Sequence[Requirement]]:
    """What is read of `requests` with `tagger` beside the grammar (None: by the grammar alone)."""
    with tagging_with(tagger):
        return {request.id: parse(request.prompt, snapshot).requirements for request in requests}
