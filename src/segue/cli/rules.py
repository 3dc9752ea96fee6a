"""`segue rules`: a curator's word on what every playlist shall or shall not hold."""

from __future__ import annotations

import datetime

import click
import msgspec

from segue.catalogue.port import EditorialRule
from segue.cli import options, output
from segue.cli.text import clean, fit
from segue.errors import BadInput, NotFound

ACTIONS = ("pin", "boost", "bury", "block")


@click.group("rules")
def rules_command() -> None:
    """Editorial rules: pin, boost, bury or block."""


@rules_command.command("add")
@click.argument("action", type=click.Choice(ACTIONS))
@click.argument("target", type=options.TEXT)
@click.option("--who", type=options.TEXT, required=True, help="Who says so; it stands with the rule.")
@click.option("--since", default="", metavar="DATE", help="First day it holds (default: from now on).")
@click.option("--until", default="", metavar="DATE", help="First day it no longer holds (default: for good).")
@click.option("--amount", type=click.FloatRange(0, 1), default=1.0, help="Strength of a boost or bury, 0 to 1.")
@click.option("--note", type=options.TEXT, default="", help="Why.")
@options.common
def add(
    action: str,
    target: str,
    who: str,
    since: str,
    until: str,
    amount: float,
    note: str,
    home: str | None,
    as_json: bool,
) -> None:
    """Set a rule on TARGET: a track id, artist:NAME, album:NAME or label:WORD."""
    fields = {"action": action, "target": target, "who": who, "since": _day(since, "since"),
              "until": _day(until, "until"), "amount": amount, "note": note}  # fmt: skip
    rule = msgspec.convert(fields, EditorialRule)
    with options.engine(home) as engine:
        engine.add_rule(rule)
    if as_json:
        output.document(rule)
    else:
        output.say(_line(rule))


@rules_command.command("drop")
@click.argument("target", type=options.TEXT)
@options.common
def drop(target: str, home: str | None, as_json: bool) -> None:
    """Remove every rule on TARGET."""
    with options.engine(home) as engine:
        if not engine.store.drop_rule(target):
            raise NotFound("rule_unknown", f"There is no rule on “{target}”.", hint="segue rules list", field="target")
    if as_json:
        output.document({"dropped": target})
    else:
        output.say(f"No rule on {clean(target)} any more.")


@rules_command.command("list")
@options.common
def show(home: str | None, as_json: bool) -> None:
    """List the rules, in the order they were made."""
    with options.engine(home) as engine:
        rules = engine.store.rules()
    if as_json:
        output.document({"rules": rules})
        return
    for rule in rules:
        output.say(_line(rule))
    if not rules:
        output.aside('None. For example:  segue rules add block "artist:NAME" --who me')


def _day(text: str, field: str) -> str:
    try:
        return datetime.date.fromisoformat(text).isoformat() if text else ""
    except ValueError:
        raise BadInput("rule_date", f"“{text}” is not a date.", hint="Write it as YYYY-MM-DD.", field=field) from None


def _line(rule: EditorialRule) -> str:
    when = " ".join(filter(None, (rule.since and f"since {rule.since}", rule.until and f"until {rule.until}")))
    amount = f" {rule.amount:.0%}" if rule.action in {"boost", "bury"} else ""
    what = f"{fit(rule.action + amount, 11)} {fit(rule.target, 34)} {fit('by ' + rule.who, 14)}"
    return f"{what} {when} {clean(rule.note)}".rstrip()
