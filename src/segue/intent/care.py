"""Words of self-harm are read as one wish: something gentle. What is said beside the list stands in the guardrails."""

from __future__ import annotations

from msgspec.structs import replace

from segue.intent.match import wish
from segue.intent.tokens import Tokens
from segue.knowledge import guardrails
from segue.music import Intent, Requirement, Span, Unread


def gently(intent: Intent, tokens: Tokens | None = None) -> Intent:
    """`intent` with every phrase that calls for care read as a preference for gentle music, and as nothing else.

    Where `tokens`, a part of the prompt, are given, only phrases that begin among them are.
    """
    first, last = (tokens.items[0].start, tokens.items[-1].end) if tokens else (0, len(intent.prompt))
    for finding in guardrails.find(intent.prompt):
        if finding.rule.action == "support" and first <= finding.span[0] < last:
            intent = _softened(intent, finding.span)
    return intent


def _softened(intent: Intent, span: Span) -> Intent:
    start, end = span = _whole(intent, span)
    gentle = wish("mood", "is", "gentle", guardrails.guardrails().gentle, strength="prefer")
    fresh = replace(gentle, phrase=intent.prompt[start:end], span=span)
    kept = [r for r in intent.requirements if not _touches(r, span)]
    return replace(
        intent,
        requirements=tuple(sorted((*kept, fresh), key=lambda r: r.span)),
        unread=tuple(u for u in intent.unread if not _touches(u, span)),
    )


def _whole(intent: Intent, span: Span) -> Span:
    """`span` with all of every phrase that it touches, so that no word is told twice and none is lost."""
    told: list[Requirement | Unread] = [*intent.requirements, *intent.unread]
    touched = [part.span for part in told if _touches(part, span)]
    grown = min(a for a, _ in (span, *touched)), max(b for _, b in (span, *touched))
    return span if grown == span else _whole(intent, grown)


def _touches(part: Requirement | Unread, span: Span) -> bool:
    return part.span[0] < span[1] and span[0] < part.span[1]
