"""Where a list of parts begins in a sentence, and which figures before it it may divide."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from linter.prose.figure_mentions import FigureMention, FigureSentence, is_separator, last_segment
from linter.prose.figure_roles import (
    APPLICANTS,
    LEADS,
    act_of,
    is_among,
    is_change,
    is_rest,
    lead_word,
    outcome,
    steps_of,
)
from linter.prose.figure_tokens import UNKNOWN
from linter.prose.figure_words import FigureWords
from linter.prose.list_parts import LOOSELY_ALIKE

REQUESTS = ("application", "request")
_SAID_AGAIN = (*REQUESTS, "concerning", "publish")
_NOT_PLAIN = (UNKNOWN, "elsewhere", "others", "concerning")
_APPLICANT_KINDS = frozenset(APPLICANTS.values())
FEWEST_OUTCOMES = 3  # of applications or cases in a list that is then meant to be whole


def lead_of(sentence: FigureSentence, index: int, words: FigureWords) -> str:
    """What begins a list at a figure: a word for it, bracket, colon, among, except, implied, alike; or nothing."""
    mention = sentence.mentions[index]
    before = sentence.mentions[index - 1] if index else None
    word = lead_word(mention)
    if mention.owner is not None and (before is None or before.bracket != mention.bracket):
        return word or "bracket"
    if word:
        return word
    if is_among(mention) or (before is None and _is_headed(mention, words)):
        return "among"
    if before is None:
        return ""
    if any(token.meaning == "except" for token in last_segment(mention.gap)):
        return "except"
    if mention.gap and mention.gap[0].kind == "COLON":
        return "colon"
    if _begins_outcomes(sentence, index) or _begins_division(sentence, index, words):
        return "implied"
    return "alike" if _begins_alike(sentence, index, words) else ""


def tells_of_another_year(mention: FigureMention) -> bool:
    """Whether 分别 gives the same figures once more for another year: 去年复议18件、诉讼15件, 今年分别为15件、19件."""
    words = last_segment(mention.gap)
    return any(token.meaning == "respectively" for token in words) and any(
        token.kind == "YEAR" or token.meaning in ("this_year", "last_year") for token in words
    )


def is_another_years(sentence: FigureSentence, index: int, lead: str) -> bool:
    """Whether a figure alone in brackets is that of another year: 复议5件（上年7件）."""
    mention, behind = sentence.mentions[index], sentence.mentions[index + 1 :]
    if lead != "bracket" or any(other.bracket == mention.bracket and not other.is_share for other in behind):
        return False
    said = [*last_segment(mention.gap), *mention.after]
    tells_year = any(token.kind == "YEAR" or token.meaning == "last_year" for token in said)
    return tells_year and all(token.meaning not in ("carry", "unfinished") for token in said)


def _is_headed(mention: FigureMention, words: FigureWords) -> bool:
    """Whether a word for what a whole is sorted by, and a colon, begin a sentence: 申请渠道：网上15件，信函6件."""
    said = list(takewhile(lambda token: not is_separator(token), mention.gap))
    if len(said) == len(mention.gap) or mention.gap[len(said)].kind != "COLON":
        return False
    is_whole = all(token.meaning != "chief" for token in said)  # 主要渠道：网上15件，信函6件
    return is_whole and "".join(token.text for token in said).endswith(words.headings)


def _begins_outcomes(sentence: FigureSentence, index: int) -> bool:
    """Whether outcomes or applicants are listed from a figure on, though no word says so: 复议3件，维持1件，纠正2件."""
    mentions = sentence.mentions
    if index + 1 >= len(mentions):
        return False
    kinds = [outcome(mentions[at]) for at in (index - 1, index, index + 1)]
    if kinds[1] is None or kinds[2] is None or kinds[1] == kinds[2]:
        return False
    if (kinds[1] in _APPLICANT_KINDS) != (kinds[2] in _APPLICANT_KINDS):
        return False  # 法人申请9件，予以公开4件: what became of them
    if any(token.meaning == "publish" for token in mentions[index - 1].before):
        return False  # 公开40件，部分公开5件
    if _goes_on_with(mentions, index):
        return False  # 答复9件，其中属于已公开范围2件，同意公开5件，不同意公开2件
    return kinds[0] is None or (kinds[0] in APPLICANTS and kinds[1] not in APPLICANTS)


def _goes_on_with(mentions: Sequence[FigureMention], index: int) -> bool:
    """Whether a list that a word has begun goes on with a figure, as what is there of it is not the whole yet."""
    begins = next((at for at in range(index - 1, -1, -1) if lead_word(mentions[at])), None)
    if not begins:
        return begins is not None  # what a list that begins the sentence divides stands before it
    listed = [mention.value for mention in mentions[begins:index] if not mention.is_share]
    return sum(listed) < mentions[begins - 1].value


def _begins_division(sentence: FigureSentence, index: int, words: FigureWords) -> bool:
    """Whether all figures behind a sum count the same, up to 其他 or a semicolon: 共60条，网站40条，其他20条；…"""
    head = sentence.mentions[index - 1]
    parts = list(takewhile(lambda part: part.separator < 3, sentence.mentions[index:]))
    if not any(token.meaning == "sum" for token in head.before) or len(parts) < FEWEST_OUTCOMES:
        return False
    return is_rest(parts[-1]) and all(
        part.depth == head.depth and words.are_alike(part.unit, head.unit) and not steps_of(part) for part in parts
    )


def _begins_alike(sentence: FigureSentence, index: int, words: FigureWords) -> bool:
    """Whether figures behind one name its parts alike: 40家，优秀20家、良好12家、合格8家; 申请9件，网上申请5件、…

    Either 、 parts them, or what is counted is said of each once more; what the first one is of must be plain.
    """
    head, *parts = sentence.mentions[index - 1 :]
    parts = list(takewhile(lambda part: part.separator in (1, 2) and part.unit == head.unit, parts))
    if len(parts) < 2 or parts[0].separator != 2 or not head.before or head.depth:
        return False
    if any(part.depth or part.after or steps_of(part) or is_change(part) or lead_word(part) for part in parts):
        return False
    if any(token.meaning in _NOT_PLAIN for token in head.before):
        return False
    if len(parts) >= FEWEST_OUTCOMES and all(part.separator == 1 for part in parts[1:]):
        return all(act_of(part) == "" for part in parts)
    if head.after:
        return False
    alike = set.intersection(*({token.text for token in part.before if token.meaning in _SAID_AGAIN} for part in parts))
    return bool(alike)


def heads_of(
    sentences: Sequence[FigureSentence],
    before: Sequence[FigureSentence],
    at: int,
    index: int,
    lead: str,
    words: FigureWords,
) -> list[FigureMention]:
    """What a list that begins at a figure may divide, the nearest last."""
    first = sentences[at].mentions[index]
    if first.owner is not None and (lead == "bracket" or lead in LEADS):
        mentions = sentences[at].mentions
        is_first = all(m.bracket != first.bracket for m in mentions[:index])
        begins = first.owner
        while lead == "respectively" and begins and mentions[begins].separator == 1:
            begins -= 1  # 建议42件、提案65件（主办分别为18件、30件）
        return _alike(mentions[begins : first.owner + 1], first, words) if is_first else []
    here = _alike([m for m in sentences[at].mentions[:index] if m.depth <= first.depth], first, words)
    is_of_what_precedes = (here or index) and not _divides_again_from(sentences[at], lead)
    if lead in ("bracket", "colon", "implied", "alike") or is_of_what_precedes:
        return here
    earlier = sentences[at - 1] if at else before[-1] if before else None
    if at and _is_headed(first, words):  # 来信渠道：网上15件，信函8件。来信类型：…: of what the first one divides
        unheaded = (one for one in reversed(sentences[:at]) if one.mentions and not _is_headed(one.mentions[0], words))
        earlier = next(unheaded, None)
    above = [] if earlier is None else _alike([m for m in earlier.mentions if m.depth == 0], first, words)
    return [*above, *here]


def _divides_again_from(sentence: FigureSentence, lead: str) -> bool:
    """Whether a sentence that begins with a list may have a second one of the same whole, which stands before it.

    办结22件。其中，按时限分，10日内8件，20日内14件；按结果分，公开12件，其他10件。
    """
    first = sentence.mentions[0]
    return lead == "among" and (bool(lead_word(first)) or is_among(first))


def _alike(mentions: Sequence[FigureMention], part: FigureMention, words: FigureWords) -> list[FigureMention]:
    """Those that may be the whole of a part: of a like unit, else of one that reports exchange for it."""
    figures = [m for m in mentions if not m.is_share and m.unit and not is_change(m)]
    if not part.unit:
        return figures
    alike = [m for m in figures if words.are_alike(m.unit, part.unit)]
    return alike or [m for m in figures if {words.units[m.unit], words.units[part.unit]} <= LOOSELY_ALIKE]
