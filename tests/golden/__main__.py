"""``python -m tests.golden [--library DIR] [--json] [--failures]``: how many of the golden
questions the compiled library answers rightly, through the real handlers.

"first": the answer cites an expected article. "of three": it does, or one of the first three
choices leads there. "wrong": an answer was given and neither holds. "nothing": no law at all.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path

from tqdm import tqdm

from bot.settings import load_settings
from knowledge.errors import KnowledgeError
from knowledge.search import Library
from tests.golden import Refused, questions, refused
from tests.golden.measure import Outcome, Tally, Verdict, is_refused, outcome, tally

GOOD = frozenset({Verdict.FIRST, Verdict.OFFERED})

#: A heading, and what a question belongs to under it.
GROUPS: dict[str, Callable[[Outcome], str]] = {
    "style": lambda each: each.golden.style.value,
    "file": lambda each: each.golden.id.split("-")[0],
    "topic": lambda each: each.golden.topic,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask everything and print; exit code 1 where the library cannot be opened."""
    options = _parser().parse_args(arguments)
    try:
        library = Library.open(options.library or load_settings().library)
    except KnowledgeError as error:
        print(error, file=sys.stderr)
        return 1
    outcomes = [outcome(each, library) for each in tqdm(list(questions()), disable=None)]
    messages = refused()
    answered = [each for each in messages if not is_refused(each, library)]
    if options.json:
        print(json.dumps(_report(library, outcomes, messages, answered), ensure_ascii=False))
        return 0
    print("\n".join(_table(outcomes, messages, answered)))
    if options.failures:
        print("\n".join(_failures(outcomes, answered)))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m tests.golden", description=__doc__)
    parser.add_argument("--library", type=Path, help="a compiled library; else the one in use")
    parser.add_argument("--json", action="store_true", help="one JSON object instead of tables")
    parser.add_argument("--failures", action="store_true", help="list what went wrong")
    return parser


def groups(outcomes: Sequence[Outcome]) -> Iterator[tuple[str, str, Tally]]:
    """Heading, group and its shares; the whole first."""
    yield "all", "all", tally(outcomes)
    for heading, key in GROUPS.items():
        for name in sorted({key(each) for each in outcomes}):
            yield heading, name, tally(each for each in outcomes if key(each) == name)


def _table(
    outcomes: Sequence[Outcome], messages: Sequence[Refused], answered: Sequence[Refused]
) -> Iterator[str]:
    yield "| | n | first | of three | wrong | nothing | crisis |"
    yield "|---|---:|---:|---:|---:|---:|---:|"
    for heading, name, sums in groups(outcomes):
        shares = (sums.first, sums.among_three, sums.wrong, sums.nothing, sums.crisis)
        label = name if heading == name else f"{heading}: {name}"
        yield f"| {label} | {sums.n} | {' | '.join(f'{share:.3f}' for share in shares)} |"
    if messages:
        kept = len(messages) - len(answered)
        yield f"\nrefused as they should be: {kept} of {len(messages)}"


def _failures(outcomes: Sequence[Outcome], answered: Sequence[Refused]) -> Iterator[str]:
    for each in outcomes:
        if each.verdict not in GOOD:
            wanted = " ".join(place.id for place in each.golden.expect)
            got = " ".join(each.cited) or each.intent.value
            yield f"{each.golden.id} {each.verdict}: {each.golden.question}"
            yield f"    expected {wanted}; got {got}"
    for message in answered:
        yield f"{message.id} not refused: {message.question} ({message.why})"


def _report(
    library: Library,
    outcomes: Sequence[Outcome],
    messages: Sequence[Refused],
    answered: Sequence[Refused],
) -> dict[str, object]:
    return {
        "library": library.version,
        "groups": [
            {"by": heading, "name": name, **asdict(sums)}
            for heading, name, sums in groups(outcomes)
        ],
        "refused": {"n": len(messages), "not_refused": [each.id for each in answered]},
        "outcomes": {each.golden.id: each.verdict.value for each in outcomes},
    }


if __name__ == "__main__":
    sys.exit(main())
