"""Help, usage errors and guesses, in the language of --lang, the configuration or the environment."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

import click
import pytest

from linter.cli import language
from linter.cli.main import main
from linter.notices.system_errors import _CHINESE, reason
from linter.placed import yaml_places
from linter.placed.nodes import RuleError
from linter.rules.schema import LANGUAGES
from tests.documents.test_documents import file_block
from tests.outside.program import a_sentence, run
from tests.places import EXAMPLES

FAULTY = EXAMPLES / "2021-faulty.txt"


@pytest.fixture(autouse=True)
def _nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)


def speaks(text: str) -> str:
    return "zh" if re.search("[\u4e00-\u9fff]", text) else "en"


COMMANDS = [(), *((name,) for name, command in main.commands.items() if not command.hidden and name != "help")]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_help(command: tuple[str, ...], lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", {"zh": "zh_CN.UTF-8", "en": "en_GB.UTF-8"}[lang])
    done = run(*command, "--help")
    assert done.status == 0
    lines = done.stdout.splitlines()
    assert all(speaks(line) == lang for line in lines if re.search(r"[^\W\d_]{2}.* [^\W\d_]{2}.*[。.]$", line)), lines
    assert speaks(done.stdout) == lang
    assert max(sum(1 + (letter > "\u2e7f") for letter in line) for line in lines) <= 90


def test_everything_has_words_and_every_word_is_used() -> None:
    words = language.words()
    options = {
        "help" if "--help" in option.opts else str(option.name)
        for command in (main, *main.commands.values())
        for option in command.get_params(click.Context(command))
        if isinstance(option, click.Option)
    }
    metavars = {"OPTIONS", "COMMAND", "NUMBER"} | {
        (parameter.metavar or str(parameter.name)).strip("[].").upper()
        for command in main.commands.values()
        for parameter in command.params
        if not command.hidden and (parameter.metavar or isinstance(parameter, click.Argument))
    }
    assert set(words) == {
        "program", "usage", "no_such_option", "titles", "commands", "metavars", "options", "meant", "click",
    }  # fmt: skip
    assert set(words["commands"]) == set(main.commands)
    assert set(words["options"]) == options
    assert set(words["metavars"]) == metavars
    assert {guess.partition(" ")[0] for guess in words["meant"].values()} <= set(main.commands)
    for group in ("titles", "commands", "metavars", "options"):
        assert all(set(entry) == set(LANGUAGES) for entry in words[group].values())


WRONG = [
    ("chek",),
    ("check", "--frm"),
    ("check", "--forma", "x"),
    ("check", "-f", "xml"),
    ("check", "-f"),
    ("check", "--fix=1"),
    ("check", "--year", "1900"),
    ("check", "--year", "x"),
    ("check", "--lang", "de"),
    ("explain",),
    ("tree", "a", "b"),
    ("tree", "a", "b", "c"),
    ("schema", "x"),
    ("help", "chek"),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("arguments", WRONG, ids=" ".join)
def test_usage_errors(arguments: tuple[str, ...], lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}[lang])
    done = run(*arguments)
    assert (done.status, done.stdout) == (2, "")
    last = a_sentence(done).splitlines()[-1]
    assert last.startswith({"zh": "错误：", "en": "Error: "}[lang])
    told = last.partition("：" if lang == "zh" else ": ")[2]
    assert speaks(told) == lang
    if lang == "zh":
        left = re.sub(r"['\"“‘][^'\"”’]*['\"”’]|--?\w[\w-]*|nianbao check|\w<=x<=\d+|\d+", "", told)
        assert not re.search("[A-Za-z]{3,}", left), told


@pytest.mark.parametrize(
    ("environment", "options", "configuration", "lang"),
    [
        ({}, (), "", "zh"),
        ({"LANG": "C.UTF-8"}, (), "", "zh"),
        ({"LANG": "en_US.UTF-8"}, (), "", "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN"}, (), "", "zh"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US"}, (), "", "en"),
        ({"LC_ALL": "", "LANG": "en_US"}, (), "", "en"),
        ({"LANG": "en_US.UTF-8"}, (), "lang: zh", "zh"),
        ({"LANG": "en_US.UTF-8"}, (), "fail_on: error", "zh"),
        ({"LANG": "zh_CN.UTF-8"}, (), "lang: en", "en"),
        ({"LANG": "zh_CN.UTF-8"}, ("--lang", "en"), "lang: zh", "en"),
        ({"LANG": "en_US.UTF-8"}, ("--lang=zh",), "", "zh"),
        ({"LANG": "en_US.UTF-8"}, (), "lang: [", "en"),
    ],
)
def test_what_tells_the_language(
    environment: dict[str, str],
    options: tuple[str, ...],
    configuration: str,
    lang: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    if configuration:
        Path(".nianbao.yaml").write_text(configuration, "utf-8")
    assert speaks(run("check", *options, "--frm").stderr) == lang
    assert speaks(run("check", *options, "--help").stdout) == lang


def test_reports_are_in_chinese_unless_another_language_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    assert "填的是" in run("check", str(FAULTY)).stdout
    assert "the table" in run("check", str(FAULTY), "--lang", "en", "-f", "console").stdout


# --- what was meant ---


@pytest.mark.whole
@pytest.mark.parametrize(
    ("command", "lang", "said"),
    [
        ("tree", "zh", "错误：缺少参数 路径."),
        ("explain", "zh", "错误：缺少参数 编号."),
        ("explain", "en", "Error: Missing argument CODE."),
    ],
)
def test_an_argument_that_is_missing_is_called_as_help_calls_it(
    command: str, lang: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", {"zh": "zh_CN.UTF-8", "en": "en_US.UTF-8"}[lang])
    assert run(command).stderr.splitlines()[-1] == said


def test_a_file_at_the_place_of_a_command_is_checked() -> None:
    Path("年报.txt").write_bytes(FAULTY.read_bytes())
    wanted = run("check", "年报.txt")
    assert run("年报.txt") == wanted
    assert run("年报.txt", "--select", "A").stdout == run("check", "年报.txt", "--select", "A").stdout
    assert run("-f", "json", "年报.txt").stdout == run("check", "-f", "json", "年报.txt").stdout
    assert run(".") == run("check", ".")
    assert run("-", data=FAULTY.read_bytes()) == run("check", "-", data=FAULTY.read_bytes())
    assert "没有这个文件：另一份.docx" in run("另一份.docx").stdout


def test_a_command_comes_before_a_file_of_its_name() -> None:
    Path("rules").mkdir()
    assert "A301" in run("rules").stdout


@pytest.mark.parametrize(
    ("word", "meant"),
    [("chek", "check"), ("lint", "check"), ("检查", "check"), ("explian", "explain"), ("批注", "check --annotate")],
)
def test_of_a_wrong_command_the_right_one_is_said(word: str, meant: str) -> None:
    assert a_sentence(run(word, "x")).endswith(f"没有“{word}”这个命令，是否指 nianbao {meant}？")


def test_a_word_that_is_like_nothing() -> None:
    assert a_sentence(run("zzzzzz")).endswith("没有“zzzzzz”这个命令")


def test_help_of_a_command() -> None:
    assert run("help", "check").stdout == run("check", "--help").stdout
    assert run("help").stdout == run("--help").stdout


def test_an_option_of_check_before_another_command_is_a_mistake() -> None:
    assert "--lang" in a_sentence(run("--lang", "en", "rules"))


# --- folders, the system, YAML ---


def test_an_empty_folder_is_named_with_what_was_looked_for() -> None:
    Path("空").mkdir()
    told = a_sentence(run("check", "空"))
    assert "在 空 中没有找到可检查的文件" in told
    assert {".docx", ".doc", ".wps", ".pdf", ".txt", ".html", ".md"} <= set(told.replace("，", " ").split())


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EISDIR, errno.EIO])
def test_what_the_system_says_is_said_in_chinese(number: int) -> None:
    error = OSError(number, os.strerror(number))
    assert speaks(reason(error, "zh")) == "zh"
    assert reason(error, "en") == os.strerror(number)


def test_errors_of_the_system_are_named_as_it_names_them() -> None:
    assert {name for name in _CHINESE if hasattr(errno, name)} >= {"ENOENT", "ENOSPC", "EACCES"}
    assert all(re.fullmatch("E[A-Z0-9]+", name) and speaks(told) == "zh" for name, told in _CHINESE.items())
    assert reason(OSError(9999, "odd"), "zh") == "odd"
    assert reason(ValueError("embedded null byte"), "zh") == "ValueError"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full disk here")
def test_a_full_disk() -> None:
    done = run("check", str(FAULTY), "-o", "/dev/full", "-f", "concise")
    assert done.status == 2
    assert a_sentence(done) == "nianbao: 无法写入 /dev/full：磁盘空间不足"


@pytest.mark.parametrize(
    "text",
    [
        "a: [1, 2\nb: 3\n",
        "a: {x: 1\nb: 2\n",
        "a: b: c\n",
        "a: 'x\nb: 1\n",
        'a: "\\d"\n',
        "a:\n  - x\n y: 1\n",
        "a: 1\n  b: 2\n",
        " a: 1\nb: 2\n",
        "- a\nb: 1\n",
        "a: @x\n",
        "a: *\n",
        "a: & x\n",
        "a: !x!y z\n",
        "a: - b\n",
        "a: [,]\n",
        "a: |x\n b\n",
        "%YAML 3.0\n---\na: 1\n",
        "%FOO\na: 1",
        "a:\tb: c\n\t- x\n",
    ],
)
def test_yaml_syntax_is_explained_in_chinese(text: str) -> None:
    with pytest.raises(RuleError) as raised:
        yaml_places.compose(text, "a.yaml", RuleError)
    assert not re.search("[A-Za-z]{2,}", raised.value.message.replace("YAML", ""))
    assert speaks(raised.value.english) == "en"


# --- names of rules ---


def test_rules_are_listed_by_their_chinese_names() -> None:
    listed = run("rules").stdout
    for line in re.findall(r"^[A-Z]\d{3} .*$", listed, re.M):
        _, severity, name = line.split("  ")
        assert speaks(severity + name) == "zh", line
        assert speaks(name) == "zh", line
    assert "A301  错误  收办结转不平\n" in listed
    assert "| A301 | 收办结转不平 | 错误 |" in run("rules", "-f", "markdown").stdout
    assert run("explain", "A301").stdout.startswith("A301 application-balance 收办结转不平（错误）\n")
    assert "A301  error  application-balance\n" in run("rules", "--lang", "en").stdout


@pytest.mark.whole
def test_a_rule_of_the_users_may_have_one() -> None:
    text = file_block("docs/configuration.md", "local.yaml").replace(
        "name: no-interpretation", "name: no-interpretation\n    title: 没有解读"
    )
    Path("local.yaml").write_text(text, "utf-8")
    listed = run("rules", "--rules", "local.yaml").stdout
    assert "P901  警告  没有解读\n" in listed
    assert "P902  提示  unsettled-applications\n" in listed
