"""The words of made-up news: names, titles, sentences, and how the same words are printed again elsewhere."""

from __future__ import annotations

from benchmarks.news.drawing import Draw, pick, zipf

_EVERY = ("capphrase", "icd203", "stix")

# What a hedge says of the speaker's certainty, and the schemes in which it is a term (as `factbase.scales` finds them).
HEDGES: dict[str, tuple[str, tuple[str, ...]]] = {
    "likely": ("probable", _EVERY),
    "may": ("possible", ("capphrase",)),
    "could": ("possible", ("capphrase",)),
    "appears to": ("probable", ()),
    "unlikely": ("possible", _EVERY),
    "almost certainly": ("probable", ("icd203", "stix")),
    "probably": ("probable", ()),
    "might": ("possible", ("capphrase",)),
}

GIVEN = (
    "Min-jun Seo-yeon Anna James Maria Olena Ivan Fatima Ahmed Yuki Hiro Chen Wei Laura Tom Sofia Carlos Priya Arjun "
    "Elena Piotr Amara Kofi Nadia Omar Ingrid Lars Chloe Marc Dilnoza"
).split()

SURNAMES = (
    "Kim Park Choi Lee Shin Smith Jones Müller Garcia Ivanov Kovalenko Tanaka Sato Wang Li Nguyen Silva Costa Rossi "
    "Novak Haddad Mensah Okafor Singh Patel Larsen Dubois Martin Karimov Ó Briain"
).split(" ")

HANGUL_NAMES = "김민준 박서연 최지우 이도윤 신원식 정하은 강수빈 조현우 윤지호 장예린".split()

PLACES = "Seoul Kyiv Geneva Nairobi Lima Oslo Tokyo Delhi Accra Ankara Paris Quito Hanoi Tunis Riga".split()

OUTLETS = "Herald Post Times Tribune Gazette Observer Courier Star Journal Chronicle Monitor Dispatch".split()

BODIES = "Ministry of Defense|Finance Ministry|Central Bank|Port Authority|Steel Works|Institute of Strategy|Police"

TITLES = "Minister|Spokesperson|Deputy Minister|Director|Professor|Analyst|Chief Executive|Mayor".split("|")

TITLE_CAPACITY = ("official", "official", "official", "official", "expert", "expert", "company", "official")

NOUNS = (
    "talks budget launch satellite border harvest strike tariff pipeline vaccine election convoy bridge reactor treaty "
    "drill shipment outage flood merger loan embargo refinery summit ceasefire railway audit tunnel missile wage "
    "quota subsidy airport dam verdict patent virus wildfire sanction radar ferry census glacier orchard"
).split()

ADJECTIVES = (
    "new third-stage regional joint military national long-delayed southern emergency northern final partial annual "
    "second-largest disputed temporary coastal state-run"
).split()

_VERBS = "delay expand halt resume finish review threaten replace support cancel inspect finance move rebuild".split()

CUES = "said|said|added|told reporters|announced|explained|noted|warned|stressed".split("|")

RELAYS = "reported|cited|quoted|relayed".split("|")

_KOREAN = (
    "정부는 위성 발사를 협상을 다음 달 예산을 국경에서 훈련을 항만 공사를 조만간 재개할 연기할 검토할".split()
)

TITLED = ("the minister", "a senior official", "the spokesperson", "the analyst", "the company")


def sentence(draw: Draw, hedge: str | None, kind: str) -> tuple[tuple[str, ...], str]:
    """Return what was said, in one or two stretches, and the same in the recorder's words."""
    place, noun = pick(PLACES, draw), NOUNS[zipf(len(NOUNS), draw)]
    subject = f"the {pick(ADJECTIVES, draw)} {noun}"
    verb, other = pick(_VERBS, draw), NOUNS[zipf(len(NOUNS), draw)]
    told = {"refusal": "would not say whether it would", "directive": "must"}.get(kind, "will")
    number = int(draw() * 900) + 12
    means = hedge or told
    means = f"will {hedge}" if hedge in {"likely", "probably", "almost certainly"} else means
    means = "is unlikely to" if hedge == "unlikely" else means
    first = f"{pick(('It is plain that', 'In our view', 'As planned', 'For now'), draw)}, {subject} {means} {verb}"
    rest = f"the {other} in {place}, and {number} people's work depends on it"
    content = f"{subject.capitalize()} {told} {verb} the {other} in {place}."
    return ((first, rest) if draw() < 0.06 else (f"{first} {rest}",)), content


def korean(draw: Draw) -> tuple[tuple[str, ...], str]:
    """Return such a sentence in Hangul."""
    words = [pick(_KOREAN, draw) for _ in range(6)]
    return (
        f"{' '.join(words)} {int(draw() * 900)}명이 있다",
    ), f"The government says: {' '.join(words[:4])}."


def reworded(part: str, draw: Draw) -> str:
    """Return the same words in other case, punctuation and marks."""
    how = int(draw() * 5)
    if how == 0:
        return part.upper()
    if how == 1:
        return part.replace("'", "’").replace(",", "")
    if how == 2:
        return part[0].lower() + part[1:].replace("-", " ")
    return part.replace(",", " -") if how == 3 else part
