"""What is about all commands as click has them: their help, guesses at what was meant, and what it says itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import click

from linter.cli import language, outcomes
from linter.cli.plain_lines import is_file
from linter.notices import harmless, progress
from linter.notices.refusal import say
from linter.type_names import Any


class Command(click.Command):
    """A command that is explained in the language of whoever calls it."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [f"[{_metavar('OPTIONS')}]"]
        for parameter in self.params:
            if isinstance(parameter, click.Argument):
                name = _of_argument(parameter)
                name = name if parameter.required else f"[{name}]"
                pieces.append(f"{name}..." if parameter.nargs != 1 else name)
        formatter.write(f"{language.word('usage')}{ctx.command_path} {' '.join(pieces)}\n")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_usage(ctx, formatter)
        page = _Page(formatter)
        page.text(language.word("commands", self.name or ""))
        page.rows("options", [(_option(entry), _told(entry)) for entry in _options(self, ctx)])


class LongCommand(Command):
    """One that may take long: it shows how far it is."""

    def invoke(self, ctx: click.Context) -> Any:
        with progress.shown(ctx.params.get("lang") or "zh"):
            return super().invoke(ctx)


class Program(click.Group):
    """The group of all commands."""

    command_class = Command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = f"[{_metavar('OPTIONS')}] {_metavar('COMMAND')} ..."
        formatter.write(f"{language.word('usage')}{ctx.command_path} {pieces}\n")

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        self.format_usage(ctx, formatter)
        page = _Page(formatter)
        page.text(language.word("program"))
        page.rows("options", [(_option(entry), _told(entry)) for entry in _options(self, ctx)])
        shown = [command for _, command in sorted(self.commands.items()) if not command.hidden]
        page.rows(
            "commands", [(command.name or "", language.word("commands", command.name or "")) for command in shown]
        )

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        language.listen(tuple(args))
        with _harmless():
            return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An option of `check` at the place of a command means that one."""
        known = {name for parameter in self.commands["check"].params for name in parameter.opts}
        own = {name for parameter in self.get_params(ctx) for name in parameter.opts}
        if args and args[0].partition("=")[0] in known - own and not self.commands.keys() & set(args):
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: click.Context, args: list[str]) -> Any:
        """A file at the place of a command is to be checked; of anything else it is said what may have been meant."""
        name = args[0]
        if self.get_command(ctx, name) is None:
            if not is_file(name):
                raise click.UsageError(self._unknown(name), ctx)
            args = ["check", *args]
        return super().resolve_command(ctx, args)

    def _unknown(self, name: str) -> str:
        from linter.placed.nodes import nearest

        shown = [known for known, command in self.commands.items() if not command.hidden]
        guess = language.words()["meant"].get(name.lower()) or nearest(name, shown)
        lang = language.spoken()
        hint = say(lang, f"，是否指 nianbao {guess}？", f", did you mean nianbao {guess}?") if guess else ""
        return say(lang, f"没有“{name}”这个命令{hint}", f"no such command: {name}{hint}")

    def main(self, *args: Any, **kwargs: Any) -> Any:
        with outcomes.told() if kwargs.get("standalone_mode", True) else nullcontext():
            return super().main(*args, **kwargs)

    def invoke(self, ctx: click.Context) -> Any:
        with outcomes.in_sentences(click.ClickException, click.exceptions.Exit, click.Abort), _harmless():
            return super().invoke(ctx)


@contextmanager
def _harmless() -> Iterator[None]:
    """What click says of wrong arguments quotes them."""
    try:
        yield
    except click.exceptions.NoArgsIsHelpError:
        raise
    except click.ClickException as error:
        if isinstance(error, click.NoSuchOption):
            error.message = language.word("no_such_option").format(name=error.option_name)  # type: ignore[misc]
        if isinstance(error, click.MissingParameter) and isinstance(error.param, click.Argument):
            error.param_hint = _of_argument(error.param)
        error.message = harmless.line(harmless.visible(error.message))  # type: ignore[misc]
        raise


# --- help ---


def _options(command: click.Command, ctx: click.Context) -> list[click.Option]:
    return [entry for entry in command.get_params(ctx) if isinstance(entry, click.Option) and not entry.hidden]


def _told(option: click.Option) -> str:
    """What an option is for."""
    name = "help" if "--help" in option.opts else option.name or ""
    return language.word("options", name)


def _option(option: click.Option) -> str:
    names = ", ".join(sorted(option.opts, key=len))
    if option.is_flag:
        return names
    if isinstance(option.type, click.Choice):
        return f"{names} [{'|'.join(map(str, option.type.choices))}]"
    return f"{names} {_metavar(option.metavar or 'NUMBER')}"


def _metavar(name: str) -> str:
    return language.word("metavars", name) or name


def _of_argument(argument: click.Argument) -> str:
    """What help calls an argument."""
    return _metavar((argument.metavar or argument.name or "").strip("[].").upper())


class _Page:
    """Help as it is laid out: Chinese is twice as wide as click reckons."""

    _LEFT = 26

    def __init__(self, formatter: click.HelpFormatter) -> None:
        from linter.reporters.printable import Printable

        self._formatter = formatter
        self._printable = Printable(sys.stdout)
        self._width = max(formatter.width, 2 * self._LEFT)

    def text(self, text: str) -> None:
        self._formatter.write("\n")
        for line in self._printable.wrap(text, self._width - 2, self._width - 2):
            self._formatter.write(f"  {line}\n")

    def rows(self, title: str, rows: list[tuple[str, str]]) -> None:
        """Names at the left and what they are for at the right; below a name that leaves no room for it."""
        room = self._width - self._LEFT - 2
        self._formatter.write(f"\n{language.word('titles', title)}{say(language.spoken(), '：', ':')}\n")
        for name, told in rows:
            lines = self._printable.wrap(told, room, room)
            taken = self._printable.width(name)
            if taken > self._LEFT - 2:
                lines.insert(0, "")
            first, *rest = lines
            self._formatter.write(f"  {name}{' ' * (self._LEFT - taken)}{first}".rstrip() + "\n")
            for line in rest:
                self._formatter.write(" " * (self._LEFT + 2) + line + "\n")
