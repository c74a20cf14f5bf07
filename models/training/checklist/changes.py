"""Small changes of a text after which an answer should stay what it was. Each follows a fixed rule: no chance is in it."""

import re

WORD = re.compile(r"[A-Za-z]{5,}")


def _longest_word(text, kept, rank=0):
    """(start, end) of the longest word of five letters or more outside the `kept` places, or the next longest; None if
    there is none."""
    places = [m.span() for m in WORD.finditer(text) if not any(m.start() < end and start < m.end() for start, end in kept)]
    places.sort(key=lambda place: (place[0] - place[1], place[0]))
    return places[rank] if rank < len(places) else None


def _in_word(text, place, change):
    """`change` gets the word and the index of its middle letter."""
    if place is None:
        return text
    start, end = place
    word = text[start:end]
    return text[:start] + change(word, len(word) // 2) + text[end:]


def swapped_letters(text, kept=()):
    return _in_word(text, _longest_word(text, kept), lambda w, m: w[: m - 1] + w[m] + w[m - 1] + w[m + 1 :])


def dropped_letter(text, kept=()):
    return _in_word(text, _longest_word(text, kept), lambda w, m: w[:m] + w[m + 1 :])


def doubled_letter(text, kept=()):
    return _in_word(text, _longest_word(text, kept, rank=1), lambda w, m: w[:m] + w[m] + w[m:])


def other_digits(text, kept=()):
    """Every digit becomes another, and no number begins with a zero that did not."""
    return re.sub(r"\d", lambda m: str(int(m[0]) % 9 + 1) if m[0] != "0" else "0", text)


def upper(text, kept=()):
    return text.upper()


def lower(text, kept=()):
    return text.lower()


def no_last_mark(text, kept=()):
    return re.sub(r"[.!?。！？…]+$", "", text)


def dots_at_the_end(text, kept=()):
    return no_last_mark(text) + "..."


def no_commas(text, kept=()):
    return re.sub(r"[,，、]", "", text)


def wide_spaces(text, kept=()):
    return text.replace(" ", "  ")


def narrow_marks(text, kept=()):
    """Chinese punctuation as ASCII has it."""
    return text.translate(str.maketrans("，。！？：；", ",.!?:;"))


def sentences_turned_round(text, kept=()):
    return " ".join(reversed(re.split(r"(?<=[.!?])\s+", text)))


RULES = {
    "letters swapped": swapped_letters,
    "letter dropped": dropped_letter,
    "letter doubled": doubled_letter,
    "other digits": other_digits,
    "all capitals": upper,
    "no capitals": lower,
    "no last mark": no_last_mark,
    "dots at the end": dots_at_the_end,
    "no commas": no_commas,
    "wide spaces": wide_spaces,
    "narrow marks": narrow_marks,
    "sentences turned round": sentences_turned_round,
}


def changed(text, rule, kept=()):
    """The text after a rule of RULES, or after {before: words} or {after: words}. `kept` are places, (start, end), in
    which no letter gets lost."""
    if isinstance(rule, dict):
        return rule.get("before", "") + text + rule.get("after", "")
    return RULES[rule](text, kept)
