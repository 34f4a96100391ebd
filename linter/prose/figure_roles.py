"""What a figure is by the words of its item: a change, an outcome, the head of a list, a step of what is done."""

from __future__ import annotations

from itertools import pairwise

from linter.prose.figure_mentions import FigureMention, last_segment, segments_of

LEADS = ("of_which", "including", "mainly", "respectively", "namely")
STEPS = ("receive", "answer", "settle", "carry")  # of what happens to an application or a letter
ACTS = ("handle", "publish", "proactive", "issue", "repeal", "in_force", "revise", "act", "examine")
_BEFORE_ACTS = (
    "filler",
    "with",
    "manner",
    "apiece",
    "own",
    "departments",
    "this_year",
    "all",
    "each_of_all",
    "done",
    "now",
    *LEADS,
)
RESULTS = ("upheld", "corrected", "other_result", "pending")
ANSWERS = ("grant", "partial", "deny", "unavailable", "not_process", "other_process")
APPLICANTS = {"natural": "person", "person": "person", "organisations": "organisations"}
_BESIDE_A_CHANGE = ("particle", "document")
_KIND = "类"
_NEAR = 2  # words: 其他各类


def lead_word(mention: FigureMention) -> str:
    """The meaning of the word that begins a list at a figure: of its own item, or 其中 at the head of one before."""
    found = ""
    if not mention.speaks_of(*LEADS):
        return found
    segments = segments_of(mention.gap)
    for at, segment in enumerate(segments):
        for place, token in enumerate(segment):
            if token.meaning not in LEADS:
                continue
            is_own = at == len(segments) - 1
            is_right_before = at == len(segments) - 2 and place == len(segment) - 1
            if is_own or is_right_before or (token.meaning == "of_which" and place == 0):
                found = token.meaning
    return found


def is_among(mention: FigureMention) -> bool:
    """Whether the words before a figure end a phrase with 中 or 分: 在主动公开的信息中，按渠道分，在260条信息中，"""
    return any(last.meaning == "among" and token.kind in ("COMMA", "COLON") for last, token in pairwise(mention.gap))


def is_sorted(mention: FigureMention) -> bool:
    """Whether a figure is the first of what a whole is sorted into: 按内容分：征地31件; not 在260条信息中，网站20条."""
    return any(token.meaning == "among" and len(token.text) > 1 for token in mention.gap)


def outcome(mention: FigureMention) -> str | None:
    """Of what outcome or applicant a figure is, by the words of its item; None where these name none."""
    for token in (*mention.before, *mention.after):
        if token.meaning in RESULTS or token.meaning in ANSWERS:
            return token.meaning
        if token.meaning in APPLICANTS:
            return APPLICANTS[token.meaning]
    return None


def is_change(mention: FigureMention) -> bool:
    """Whether a figure tells by how much another one changed, one of another year, a mean, or what is planned."""
    if is_delta(mention):
        return True
    meanings = [token.meaning or token.kind for token in mention.before]
    if ("average" in meanings and "respectively" not in meanings) or "planned" in meanings:  # 每季度分别为8件、11件
        return True
    return "compared" in meanings and bool({"last_year", "YEAR", "other_year"} & set(meanings))


def is_delta(mention: FigureMention) -> bool:
    """Whether a figure tells by how much another one changed: 增加39条, 增加了39条, but not 增加到39条."""
    return delta_word(mention) is not None


def delta_word(mention: FigureMention) -> str | None:
    """The meaning of the word that makes a figure the change of another one: growth, decline or difference."""
    last = [token.meaning for token in mention.before if token.meaning not in _BESIDE_A_CHANGE][-1:]
    return last[0] if last and last[0] in ("growth", "decline", "difference") else None


def is_cumulative(mention: FigureMention) -> bool:
    """Whether a figure counts what has come together over the years: 目前总计公开2739条."""
    meanings = {token.meaning for token in last_segment(mention.gap)}
    return "cumulative" in meanings or ({"now", "sum"} <= meanings and bool(meanings & {*STEPS, *ACTS}))


def steps_of(mention: FigureMention) -> set[str]:
    """What is said to have been done with the applications or letters that a figure counts."""
    return {token.meaning for token in last_segment(mention.gap) if token.meaning in STEPS}


def act_of(mention: FigureMention) -> str:
    """The verb that an item begins with: 发布通知20条, but not 公示公开20条, and no kind of things: 备案类4项."""
    words = last_segment(mention.gap)
    for at, token in enumerate(words, 1):
        if token.meaning in ACTS:
            return "" if at < len(words) and words[at].text == _KIND else token.meaning
        if token.meaning not in _BEFORE_ACTS:
            break
    return ""


def is_rest(mention: FigureMention) -> bool:
    """Whether a part is all that the others are not: 其他10条, 10条为其他, 剩余10条."""
    return any(token.meaning in ("rest", "left") for token in (*mention.before[:_NEAR], *mention.after))
