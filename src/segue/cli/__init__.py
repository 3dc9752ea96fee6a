"""The command line, a thin door on the engine: arguments in, one document or one page of text out.

`door` runs a command and turns every failure into the one error shape and an exit status; `group` knows the commands
and loads only the one that is called; each command stands in a module of its own; `text` says things to people.
"""

from segue.cli.door import main

__all__ = ["main"]
