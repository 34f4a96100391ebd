"""What sentences say there was none of, or that all of it was done: by the head of the phrase, its last thing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import takewhile, zip_longest

from linter.prose.claim import Claim
from linter.prose.figure_mentions import FigureSentence, segments_of
from linter.prose.figure_tokens import UNKNOWN, FigureToken
from linter.prose.passages import Passage
from linter.prose.standpoint import Standpoint, topic_of
from linter.type_names import Any

ALL = ("all", "each_of_all")
"""What the words mean that say something of all."""

_ENDS = ("COMMA", "SEMICOLON", "COLON", "STOP", "NUMBER", "PERCENT", "OPEN", "CLOSE")
_CLAUSE_ENDS = ("COMMA", "SEMICOLON", "COLON", "OPEN", "CLOSE")
_HEADS = ("application", "request", "review", "suit")
_REQUESTS = ("application", "request")
_CASES = ("review", "suit")
_OTHER_YEARS = ("last_year", "next_year")
_BEHIND_A_HEAD = ("manner", "arise", "carry", "and_others")
_BEHIND_A_LIST = ("manner", "filler", "and_others")  # 等的情况
_WITHIN = ("with", "filler")
# meanings of the words of a phrase that says there was none, and narrow nothing
_HARMLESS = frozenset(
    (
        *("", UNKNOWN, *_HEADS, "application_count", "applicant", "receive", "arise", "handle", "answer", "settle"),
        *(
            "disclosure",
            "document",
            "publish",
            "direct",
            "carry",
            "sum",
            "now",
            "none",
            "this_year",
            "last_year",
            "next_year",
        ),
        *(
            "own",
            "others",
            "natural",
            "person",
            "organisations",
            "concerning",
            "cause",
            "with",
            "after",
            "particle",
            "done",
        ),
        *("all", "each_of_all", "and_others", "filler", "manner"),
    )
)
_NOT_ALL = frozenset(("rate", "carry", "none", "norm", "unfinished", "due", "elsewhere", UNKNOWN))
_OF_OTHERS = frozenset(("other_year", "others", "rest", "left"))
_OF_ONE_KIND = frozenset(("natural", "organisations"))  # of applicants: 未收到法人或其他组织的申请
_DONE = ("upheld", "settle", "done")
_DEEDS = ("answer", "settle", "handle")


def denials(
    passage: Passage, sentence: FigureSentence, topic: str | None, of: Standpoint, number: int
) -> Iterator[Claim]:
    """What a sentence says there was none of; `topic` is what the text speaks of before it."""
    read = sentence.tokens
    for at, token in enumerate(read):
        if token.meaning != "none":
            continue
        behind, before = _without_others(_behind(read, at)), _clause_before(read, at)
        phrase, beside, heads = _denied(behind, before)
        if not heads or _says_more(phrase, beside, of) or _is_of_less_than_the_year(read[:at], of):
            continue
        start, end = min(token.start, phrase[0].start), max(token.end, phrase[-1].end)
        said = passage.heading + passage.folded.text[sentence.start : end]
        for head in heads:
            key = of.words.data["none"][head]
            if key == "received" and not _is_about_applications(phrase, read[:at], topic):
                continue
            of_any_kind = key in _CASES and not of.is_about_disclosure(said)
            yield _nought(passage, key, "none", (start, end), of, number, of_any_kind)


def _is_of_less_than_the_year(before: Sequence[FigureToken], of: Standpoint) -> bool:
    """Whether a time is named right before, in its clause or in one by itself: 5月没有; 截至6月底，未."""
    periods = [of.period(words) for words in segments_of(before)[-2:]]
    return any(period is not None and period[1] for period in periods)


def _denied(
    behind: Sequence[FigureToken], before: Sequence[FigureToken]
) -> tuple[Sequence[FigureToken], Sequence[FigureToken], list[str]]:
    """The phrase of which there was none, what stands before it, and its heads."""
    heads = _heads(behind)
    if not heads and not behind:
        return before, (), _heads(before)  # 申请数量为零
    said = {piece.meaning for piece in behind}
    if "carry" not in said:
        return behind, before, heads
    if before and before[-1].meaning == "last_year":
        return behind, before[:-1], ["last_year"]  # 上年无结转, 上年无结转的申请
    # 无上年结转的申请; 无结转的申请 tells neither from which year nor to which
    return behind, before, [year for year in _OTHER_YEARS if year in said][:1]


def _heads(phrase: Sequence[FigureToken]) -> list[str]:
    """The things at the end of a phrase, joined by 、 or 和: its head nouns."""
    found: list[str] = []
    for token in reversed(phrase):
        if token.meaning in _HEADS:
            if found and token.meaning in _REQUESTS and found[-1] in _CASES:
                break
            found.append(token.meaning)
        elif token.meaning == "last_year" and not found:
            found.append(token.meaning)
        elif token.meaning == "disclosure" and not found and len(phrase) > 1 and phrase[-2].meaning == "application":
            continue  # 申请公开政府信息
        elif token.kind != "ENUM" and token.meaning not in _WITHIN and (found or token.meaning not in _BEHIND_A_HEAD):
            break
    return found


def _without_others(phrase: Sequence[FigureToken]) -> Sequence[FigureToken]:
    """A phrase without the other things in the list at its end, of which there was none either: 举报、投诉和复议."""
    listed = (*_HEADS, "with", "elsewhere")
    behind = sum(1 for _ in takewhile(lambda token: token.meaning in _BEHIND_A_LIST, reversed(phrase)))
    listing = phrase[: len(phrase) - behind]
    run = list(takewhile(lambda token: token.kind == "ENUM" or token.meaning in listed, reversed(listing)))
    if all(token.meaning not in _HEADS for token in run):
        return phrase
    kept: list[FigureToken] = []
    is_apart = True  # whether no thing that counts stands right behind
    for token, before in zip_longest(run, run[1:]):
        is_other = token.meaning == "elsewhere" and is_apart and (before is None or before.meaning not in _HEADS)
        if not is_other:
            kept.append(token)
            is_apart = token.kind == "ENUM" or token.meaning == "with"
    return [*listing[: len(listing) - len(run)], *reversed(kept), *phrase[len(listing) :]]


def _is_about_applications(phrase: Sequence[FigureToken], before: Sequence[FigureToken], topic: str | None) -> bool:
    if any(token.meaning == "application" for token in phrase):
        return True
    return topic_of((*before, *phrase), topic) == "applications"


def _says_more(phrase: Sequence[FigureToken], before: Sequence[FigureToken], of: Standpoint) -> bool:
    """Whether the words of such a phrase narrow what there was none of, or tell of another time."""
    if of.is_of_another_year((*before, *phrase)) or any(token.meaning not in _HARMLESS for token in phrase):
        return True
    if any(token.kind == "NUMBER" or token.meaning in _OF_OTHERS for token in before):
        return True
    if _tells_of_a_deed(phrase):
        return True
    applicants = {token.meaning for token in phrase} & {"natural", "person", "organisations"}
    if applicants and applicants <= _OF_ONE_KIND and len(applicants) == 1:
        return True
    plain = [token for token in phrase if token.meaning == UNKNOWN or token.meaning == "others"]
    return of.narrows(plain) or of.narrows(
        [token for token in before if token.meaning in (UNKNOWN, "elsewhere", "others", "departments", "own")]
    )


def _tells_of_a_deed(phrase: Sequence[FigureToken]) -> bool:
    """Whether it is something else that was not done, and led to the thing: 未按期答复引发的复议."""
    meanings = [token.meaning for token in takewhile(lambda token: token.meaning not in _HEADS, phrase)]
    how = sum(1 for _ in takewhile(lambda meaning: meaning == "manner", meanings))
    deed, rest = meanings[how : how + 1], meanings[how + 1 :]
    is_deed = deed and (deed[0] in _DEEDS or (how and deed[0] == "publish"))
    return "none" in meanings or bool(is_deed and "filler" in rest)


def alls(
    passage: Passage,
    sentence: FigureSentence,
    figures: Sequence[Claim],
    topic: str | None,
    of: Standpoint,
    number: int,
) -> Iterator[Claim]:
    """What a sentence says of all, so that none is left: of the last of its `figures` before it, else of the topic."""
    read = sentence.tokens
    for at, token in enumerate(read):
        if token.meaning not in ALL:
            continue
        phrase, before = _behind(read, at), _clause_before(read, at)
        meanings = {piece.meaning for piece in phrase}
        if (
            meanings & _NOT_ALL
            or _has_exceptions(read, at + 1 + len(phrase))
            or _is_of_the_rest(sentence, at)
            or (before and before[-1].meaning == "after")
        ):
            continue
        about = topic_of(read[: at + 1 + len(phrase)], topic)
        for entry in of.words.data["all"]:
            if about == entry["topic"] and _is_said(entry, token, phrase, of):
                if _speaks_of(entry, passage, sentence, figures, token, before, of):
                    span = token.start, phrase[-1].end
                    claim = _nought(passage, str(entry["key"]), "all", span, of, number)
                    yield claim if "sums" not in entry else claim._replace(sums=tuple(map(tuple, entry["sums"])))
                break


def _is_of_the_rest(sentence: FigureSentence, at: int) -> bool:
    """Whether some are left out between the last figure before a place and it: 除结转的外，均已办结."""
    start = sentence.tokens[at].start
    since = max((m.end for m in sentence.mentions if m.end <= start), default=0)
    return any(token.meaning == "except" for token in sentence.tokens[:at] if token.start >= since)


def _is_said(entry: Mapping[str, Any], token: FigureToken, phrase: Sequence[FigureToken], of: Standpoint) -> bool:
    """Whether a phrase says of all what an entry asks for: that it is done, or of which kind all are."""
    if all(piece.meaning not in entry["needs"][0].split("|") for piece in phrase):
        return False
    if "beside" not in entry:
        return _is_done(token, phrase)
    kinds = {*entry["needs"][0].split("|"), *entry["beside"]}
    return all(piece.meaning in kinds for piece in phrase)


def _has_exceptions(read: Sequence[FigureToken], at: int) -> bool:
    """Whether brackets at a place say which were not done: 全部答复(4件未到期)."""
    if read[at].kind != "OPEN":
        return False
    within = takewhile(lambda token: token.kind != "CLOSE", read[at:])
    return any(token.meaning in ("unfinished", "carry") for token in within)


def _is_done(token: FigureToken, phrase: Sequence[FigureToken]) -> bool:
    """Whether what is said of all is that it is done (均已答复, 全部答复, 均办结), and not how (均依法答复)."""
    return token.meaning == "all" or any(piece.meaning in _DONE for piece in phrase)


def _speaks_of(
    entry: Mapping[str, Any],
    passage: Passage,
    sentence: FigureSentence,
    figures: Sequence[Claim],
    token: FigureToken,
    clause: Sequence[FigureToken],
    of: Standpoint,
) -> bool:
    """Whether what is said of all is said of all that the tables count: the last figure, or the words before it."""
    before = [m for m in sentence.mentions if m.end <= token.start and not m.is_share]
    since = before[-1].end if before else 0
    if _is_of_some(clause, since, of) or _is_of_the_closed(sentence.tokens, since, token.start):
        return False
    if "beside" in entry and any(piece.start >= before[-1].end for piece in clause if before):
        return False  # 收到3件，答复内容均予以公开
    if before:
        span = passage.folded.span(before[-1].start, before[-1].end)
        return any(claim.span == span and claim.key in entry["of"] and not claim.of_any_kind for claim in figures)
    return "beside" not in entry and not of.is_of_another_year(clause) and not of.narrows(clause)


def _is_of_some(clause: Sequence[FigureToken], start: int, of: Standpoint) -> bool:
    """Whether the words of a clause from a place on name fewer than all: 应在年内答复的均已答复, 到期申请均已答复."""
    if any(piece.meaning == "to_do" for piece in clause):
        return True
    subject = [piece for piece in clause if piece.start >= start]
    is_named = any(piece.meaning in _REQUESTS for piece in subject) or (subject and subject[-1].text == "的")
    return bool(is_named) and of.narrows(subject)


def _is_of_the_closed(read: Sequence[FigureToken], start: int, end: int) -> bool:
    """Whether only cases that are decided are spoken of: 诉讼4件，审结的均维持."""
    return any(token.meaning == "close" and start <= token.start < end for token in read)


def _nought(
    passage: Passage,
    key: str,
    stated_as: str,
    place: tuple[int, int],
    of: Standpoint,
    number: int,
    of_any_kind: bool = False,
) -> Claim:
    """The claim that a figure is 0."""
    folded = passage.folded
    sums = of.words.sums_of(key)[:1]
    span = folded.span(*place)
    return Claim(key, 0, True, sums, stated_as, folded.text[slice(*place)], span, "", of_any_kind, 1, number)


def _behind(read: Sequence[FigureToken], at: int) -> list[FigureToken]:
    """The words behind a token up to the next comma or figure; 、 goes on, and so does 一件 (没有收到一件申请)."""
    found: list[FigureToken] = []
    for token in read[at + 1 :]:
        if token.kind == "UNIT" or (token.kind == "NUMBER" and token.value == 1):
            continue
        if token.kind in _ENDS:
            break
        found.append(token)
    return found


def _clause_before(read: Sequence[FigureToken], at: int) -> list[FigureToken]:
    """The words of the clause before a token, without those in brackets."""
    found: list[FigureToken] = []
    depth = 0
    for token in reversed(read[:at]):
        if token.kind == "CLOSE":
            depth += 1
        elif token.kind == "OPEN" and depth:
            depth -= 1
        elif token.kind in _CLAUSE_ENDS and not depth:
            break
        elif not depth:
            found.append(token)
    return found[::-1]
