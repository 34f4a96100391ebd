"""What is about all commands: their help, guesses at what was meant, and sentences for whatever goes wrong."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import TextIOWrapper
from typing import Any

import click

from linter.cli import language
from linter.model.diagnostics import ReadError
from linter.notices import harmless, progress
from linter.notices.refusal import Refusal, note, say


class Command(click.Command):
    """A command that is explained in the language of whoever calls it."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = [f"[{_metavar('OPTIONS')}]"]
        for parameter in self.params:
            if isinstance(parameter, click.Argument):
                name = _metavar((parameter.metavar or parameter.name or "").strip("[].").upper())
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
    """The group of all commands. Turns whatever goes wrong outside a report into a sentence and exit status 2."""

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
            if not _is_file(name):
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
        try:
            return super().main(*args, **kwargs)
        except OSError as error:  # the disk is full, for instance
            from linter.notices.system_errors import reason

            lang = language.spoken()
            why = reason(error, lang)
            note(say(lang, f"读写失败：{why}", f"cannot read or write: {why}"))
            _let_go_of_output()
            sys.exit(2)

    def invoke(self, ctx: click.Context) -> Any:
        if sys.stdout is None:
            raise Refusal(say(language.spoken(), "标准输出已关闭", "standard output is closed"))
        if isinstance(sys.stdout, TextIOWrapper):
            sys.stdout.reconfigure(errors="backslashreplace")  # a console that lacks a sign is no reason to fail
        try:
            try:
                with _harmless():
                    return super().invoke(ctx)
            finally:
                sys.stdout.flush()  # what cannot be written is told here, not when the interpreter ends
        except ReadError as error:
            raise Refusal(say(language.spoken(), error.message, error.english)) from None
        except BrokenPipeError:
            _let_go_of_output()  # whoever read our output has gone
            ctx.exit(0)
        except OSError:
            raise
        except KeyboardInterrupt:
            note("已中断 (interrupted)")
            ctx.exit(130)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:  # no traceback ever reaches a user
            kind = type(error).__name__
            raise Refusal(f"程序出错（{kind}），请报告此问题 (the program failed, please report this)") from error


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
        error.message = harmless.line(harmless.visible(error.message))  # type: ignore[misc]
        raise


def _let_go_of_output() -> None:
    """Send what is still to be written nowhere, so that the end of the interpreter does not fail again."""
    with suppress(OSError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _is_file(name: str) -> bool:
    """Whether a word can only be meant for a file or folder."""
    from linter.readers.formats import CONVERTED, SUFFIXES, suffix_of

    return name == "-" or os.path.exists(name) or suffix_of(name) in SUFFIXES or suffix_of(name) in CONVERTED


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
