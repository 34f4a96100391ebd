"""Every kind of mistake in a rule file or a configuration: its place and the words of the answer."""

from __future__ import annotations

from typing import NamedTuple


class Mistake(NamedTuple):
    """A wrong file; where the answer points, and words that it holds."""

    text: str
    line: int
    column: int
    words: str


RULE = """\
rules:
  - code: Z901
    name: local-totals
    severity: warning
    check: equation
    with:
      table: applications
      terms: rows
      equations: [received + carried_over = total]
      subject: total
    message:
      zh: "{table}“{line}”列不对"
      en: "{table}, {line}"
"""

PATTERNS = """\
rules:
  - code: Z902
    name: local-words
    severity: info
    check: mentions
    with:
      part: other
      aspects:
        收费: ['a(']
    message: {zh: "{aspect}"}
"""

ROWS = """\
rules:
  - code: Z903
    name: local-rows
    severity: info
    check: reserved-rows
    message: {zh: "{row}"}
    with:
      table: disclosure
      rows: [regulations]
"""

WORDS = """\
rules:
  - code: Z904
    name: local-wording
    severity: info
    check: forbidden-words
    with:
      words: {登陆: 登录}
    message: {zh: "{word}"}
"""

DEADLINES = """\
rules:
  - code: D603
    with:
      deadlines: {until_2018: 03-31, township: 01-31, government: 03-31, department: 01-20, other: 03-31}
"""

RULE_FILES = {
    "no such day": Mistake(DEADLINES.replace("01-20", "02-30"), 4, 86, "01-31"),
    "a day written otherwise": Mistake(DEADLINES.replace("01-20", "1月20"), 4, 86, "01-31"),
    "a kind of organ without its day": Mistake(DEADLINES.replace(", other: 03-31", ""), 4, 18, "“other”"),
    "unknown kind of organ": Mistake(DEADLINES.replace("township:", "town:"), 4, 38, "“township”"),
    "unknown kind of organ in its names": Mistake(
        DEADLINES + "      organs: {departments: [局$]}\n", 5, 16, "“department”"
    ),
    "unknown key of the file": Mistake("ruls: []\n", 1, 1, "“rules”"),
    "unknown key of a rule": Mistake(RULE.replace("severity:", "severty:"), 4, 5, "“severity”"),
    "unknown severity": Mistake(RULE.replace("severity: warning", "severity: warn"), 4, 15, "“warning”"),
    "missing key": Mistake(RULE.replace("    name: local-totals\n", ""), 2, 5, "“name”"),
    "missing code": Mistake(RULE.replace("code: Z901", "since: '2019'"), 2, 5, "“code”"),
    "bad code": Mistake(RULE.replace("Z901", "Z9"), 2, 11, "A301"),
    "bad name": Mistake(RULE.replace("local-totals", "Local"), 3, 11, "连字符"),
    "unknown check": Mistake(RULE.replace("check: equation", "check: equations"), 5, 12, "“equation”"),
    "unknown parameter": Mistake(RULE.replace("terms:", "term:"), 8, 7, "“terms”"),
    "missing parameter": Mistake(RULE.replace("      terms: rows\n", ""), 7, 7, "“terms”"),
    "unknown table": Mistake(RULE.replace("table: applications", "table: application"), 7, 14, "“applications”"),
    "wrong type": Mistake(RULE.replace("[received + carried_over = total]", "received = total"), 9, 18, "列表"),
    "bad equation": Mistake(RULE.replace("carried_over =", "carried_over +"), 9, 50, "“=”"),
    "subject not in the equation": Mistake(RULE.replace("subject: total", "subject: totals"), 10, 16, "“total”"),
    "too many subjects": Mistake(RULE.replace("subject: total", "subject: [total, received]"), 10, 16, "2个"),
    "unknown placeholder": Mistake(RULE.replace("{line}”", "{lines}”"), 12, 20, "“line”"),
    "unpaired brace": Mistake(RULE.replace('"{table}, {line}"', '"{table}, {line"'), 13, 21, "花括号"),
    "format in a placeholder": Mistake(RULE.replace('"{table}, {line}"', '"{table:>9}"'), 13, 12, "“table”"),
    "unknown language": Mistake(RULE.replace("      en:", "      fr:"), 13, 7, "zh"),
    "bad regime": Mistake(RULE.replace("    check:", "    since: 2020\n    check:"), 5, 12, "“2021”"),
    "regimes the wrong way round": Mistake(
        RULE.replace("    check:", "    since: 2021\n    until: 2019\n    check:"),
        6,
        12,
        "since",
    ),
    "duplicate code": Mistake(RULE + RULE.removeprefix("rules:\n"), 14, 11, "第2行"),
    "duplicate key": Mistake(RULE.replace("    check:", "    name: again\n    check:"), 5, 5, "第3行"),
    "variant of no such name": Mistake(
        RULE + "    variants:\n      absent: {zh: x, en: x}\n",
        15,
        7,
        "absent",
    ),
    "YAML syntax": Mistake("rules: [\n  a: b: c\n", 2, 7, "YAML"),
    "not a list": Mistake("rules: {code: A301}\n", 1, 8, "列表"),
    "two documents": Mistake("rules: []\n---\nrules: []\n", 2, 1, "一份"),
    "examples of one kind only": Mistake(RULE + "    examples:\n      fail: [{base: '2021'}]\n", 15, 7, "“pass”"),
    "example without a report": Mistake(
        RULE + "    examples:\n      fail: [{year: 2022}]\n      pass: [{base: '2021'}]\n",
        15,
        14,
        "base",
    ),
    "example on an unknown base": Mistake(
        RULE + "    examples:\n      fail: [{base: '2020'}]\n      pass: [{base: '2021'}]\n",
        15,
        21,
        "“2021”",
    ),
    "expectation of a passing example": Mistake(
        RULE + "    examples:\n      fail: [{base: '2021'}]\n      pass: [{base: '2021', expect: {}}]\n",
        16,
        29,
        "expect",
    ),
    "extends a missing file": Mistake("extends: other.yaml\nrules: []\n", 1, 10, "other.yaml"),
    "extends an unknown set": Mistake("extends: [table]\nrules: []\n", 1, 11, "“tables”"),
    "bad regular expression": Mistake(PATTERNS, 9, 16, "正则"),
    "unknown row in an equation": Mistake(RULE.replace("[received +", "[recieved +"), 9, 19, "“received”"),
    "column for a row in an equation": Mistake(RULE.replace("[received +", "[person +"), 9, 19, "person"),
    "subject that cancels out": Mistake(RULE.replace("= total]", "= total - total]"), 10, 16, "抵消"),
    "subject that is a group": Mistake(
        RULE.replace("[received + carried_over = total]", "[denied.* = total]").replace(
            "subject: total", "subject: denied.*"
        ),
        10,
        16,
        "单独",
    ),
    "unknown level": Mistake(RULE + "    levels: [county, citi]\n", 14, 22, "“city”"),
    "bad pattern of an organ": Mistake(RULE + "    organs: ['局(']\n", 14, 16, "正则"),
    "unknown part of help": Mistake(RULE + "    help: {zh: {ask: x}}\n", 14, 17, "“asks”"),
    "empty message": Mistake(RULE.replace('"{table}, {line}"', '" "'), 13, 11, "空"),
    "message of two lines": Mistake(RULE.replace('"{table}, {line}"', '"a\\nb"'), 13, 11, "一行"),
    "message that is a list": Mistake(RULE.replace('"{table}, {line}"', "[a]"), 13, 11, "文字"),
    "number for a text": Mistake(RULE.replace('"{table}, {line}"', "3"), 13, 11, "文字"),
    "unknown field of an example": Mistake(
        RULE + "    examples:\n      fail: [{bas: '2021'}]\n      pass: [{base: '2021'}]\n", 15, 15, "“base”"
    ),
    "cell that is no cell": Mistake(
        RULE + "    examples:\n      fail: [{base: '2021', set: {total: 3}}]\n      pass: [{base: '2021'}]\n",
        15,
        35,
        "表/行/列",
    ),
    "unknown row of a table": Mistake(ROWS.replace("regulations", "regulation"), 9, 14, "“regulations”"),
    "no words at all": Mistake(WORDS.replace("{登陆: 登录}", "{}"), 7, 14, "空"),
    "bad pattern of a word": Mistake(WORDS.replace("登陆:", "'登陆(':"), 7, 18, "正则"),
    "unknown code": Mistake("rules: [{code: A311, severity: info}]\n", 1, 16, "“A301”"),
    "changed kind of a shipped rule": Mistake("rules: [{code: A301, check: mentions}]\n", 1, 29, "不能改"),
    "extends itself": Mistake("extends: local.yaml\nrules: []\n", 1, 10, "循环"),
    "tab for indentation": Mistake("rules:\n\t- code: A301\n", 2, 1, "制表符"),
    "unclosed quotation": Mistake("rules:\n  - code: 'A301\n", 3, 1, "YAML"),
}  # fmt: skip

CONFIGURATIONS = {
    "unknown key": Mistake("selct: [A]\n", 1, 1, "“select”"),
    "hyphen for an underline": Mistake("lang: zh\nfail-on: error\n", 2, 1, "“fail_on”"),
    "unknown severity to fail on": Mistake("fail_on: warn\n", 1, 10, "“warning”"),
    "unknown language": Mistake("lang: zhh\n", 1, 7, "“zh”"),
    "unknown regime": Mistake("regime: 2020\n", 1, 9, "“2021”"),
    "unknown level": Mistake("level: provence\n", 1, 8, "“province”"),
    "no code": Mistake("select: [A301, a3x]\n", 1, 16, "“A3X”"),
    "no code among codes": Mistake("ignore: A301, 301\n", 1, 9, "“301”"),
    "list in a list": Mistake("select: [[A]]\n", 1, 10, "文字"),
    "unknown severity of a code": Mistake("severity: {A301: eror}\n", 1, 18, "“error”"),
    "severity of a prefix": Mistake("severity: {A3: error}\n", 1, 12, "A301"),
    "list of severities": Mistake("severity: [A301]\n", 1, 11, "键"),
    "number out of range": Mistake("jobs: 0\n", 1, 7, "1到256"),
    "word for a number": Mistake("jobs: two\n", 1, 7, "整数"),
    "year of two digits": Mistake("year: 24\n", 1, 7, "2008"),
    "mapping for a list": Mistake("rules: {a: b}\n", 1, 8, "文字"),
    "list for a text": Mistake("prior: [a]\n", 1, 8, "文字"),
    "nothing for a text": Mistake("prior:\n", 1, 7, "文字"),
    "unknown key of an override": Mistake("overrides:\n  - paths: a\n    sevrity: {T205: off}\n", 3, 5, "“severity”"),
    "override of one path by a wrong name": Mistake("overrides:\n  - path: a\n    level: city\n", 2, 5, "“paths”"),
    "override that sets nothing": Mistake("overrides:\n  - paths: a\n", 2, 5, "level"),
    "override with an unknown level": Mistake("overrides:\n  - {paths: a, level: provence}\n", 2, 23, "“province”"),
    "override with a year of two digits": Mistake("overrides:\n  - {paths: a, year: 24}\n", 2, 22, "2008"),
    "override with an unknown severity": Mistake(
        "overrides:\n  - {paths: a, severity: {T205: eror}}\n", 2, 33, "“error”"
    ),
    "override that ignores no code": Mistake("overrides:\n  - {paths: a, ignore: [a3x]}\n", 2, 25, "“A3X”"),
    "mapping for overrides": Mistake("overrides: {paths: a}\n", 1, 12, "列表"),
    "duplicate key": Mistake("lang: zh\nlang: en\n", 2, 1, "第1行"),
    "list for the whole": Mistake("- lang\n", 1, 1, "键"),
    "YAML syntax": Mistake("lang: [\n", 2, 1, "YAML"),
    "tab for indentation": Mistake("severity:\n\tA301: info\n", 2, 1, "制表符"),
    "two documents": Mistake("lang: zh\n---\nlang: en\n", 2, 1, "一份"),
}

# what only shows beside the rules and the files that there are
REFERENCES = {
    "unknown code with a severity": Mistake("lang: zh\nseverity:\n  A311: info\n", 3, 3, "A301"),
    "unknown code of an override": Mistake("overrides:\n  - paths: a\n    severity:\n      A311: info\n", 4, 7, "A301"),
    "missing rule file": Mistake("rules:\n  - none.yaml\n", 2, 5, "none.yaml"),
    "missing last year's report": Mistake("prior: none/last\n", 1, 8, "none"),
}

# text below [tool.nianbao] on line 3 of a pyproject.toml; TOML parsers tell no columns
PYPROJECT = {
    "unknown key": Mistake('lang = "zh"\n\nselct = ["A"]\n', 6, 1, "“select”"),
    "unknown value": Mistake('fail_on = "warn"\n', 4, 1, "“warning”"),
    "wrong type": Mistake("rules = 3\n", 4, 1, "文字"),
    "number out of range": Mistake("year = 24\n", 4, 1, "2008"),
    "no code": Mistake('select = [\n  "A",\n  "7",\n]\n', 4, 1, "“7”"),
    "unknown severity of a code": Mistake('[tool.nianbao.severity]\nA301 = "info"\nT205 = "eror"\n', 6, 1, "“error”"),
    "unknown code with a severity": Mistake('[tool.nianbao.severity]\nA301 = "info"\nA311 = "info"\n', 6, 1, "A301"),
    "missing rule file": Mistake('rules = ["none.yaml"]\n', 4, 1, "none.yaml"),
    "missing last year's report": Mistake('prior = "none"\n', 4, 1, "none"),
    "duplicate key": Mistake('lang = "zh"\nlang = "en"\n', 5, 12, "TOML"),
    "TOML syntax": Mistake("lang =\n", 4, 7, "TOML"),
}
