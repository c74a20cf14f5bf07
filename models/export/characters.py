"""Writes what Hugging Face's tokenizers holds every Unicode character to be, for the WordPiece tokenizer in Java.

The library knows several versions of Unicode at once (categories of 2015, decompositions of 2016, letters of the Rust that
built it), and none is Java's. So it is asked about each of the 1,112,064 code points:

    python models/export/characters.py models/src/main/resources/dev/scholion/models/wordpiece/characters.txt

Each line is a property and the code points that have it, in hex:

    other            taken out by BertNormalizer's clean_text
    blank            white space: parts words, and a blank to clean_text
    punctuation      a word of its own to BertPreTokenizer
    ideograph        a word of its own to BertNormalizer's handle_chinese_chars
    mark             taken out by BertNormalizer's strip_accents, after decomposition
    combining        taken out by StripAccents
    word             \\w of the regular expressions that look beside a token with single_word
    class N          canonical combining class
    lower            FIRST-LAST=LOWER, where LOWER is that of the first, or CHARACTER=CHARACTERS
    decompose        CHARACTER=CHARACTERS, canonically and wholly; Hangul syllables are left to arithmetic
"""

import sys
from pathlib import Path

import tokenizers
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]
HANGUL = range(0xAC00, 0xAC00 + 11172)
LOWEST, HIGHEST = "\u0334", "\u0345"  # of the combining classes 1 and 240


def bert(**on: bool) -> normalizers.Normalizer:
    options = {"clean_text": False, "handle_chinese_chars": False, "strip_accents": False, "lowercase": False}
    return normalizers.BertNormalizer(**{**options, **on})


def chosen(holds) -> list[int]:
    return [c for c in CODE_POINTS if holds(chr(c))]


def ranges(points: list[int]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for point in points:
        if found and found[-1][1] == point - 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def spelled(first: int, last: int) -> str:
    return f"{first:x}" if first == last else f"{first:x}-{last:x}"


def line(name: str, points: list[int]) -> str:
    return " ".join([name, *(spelled(*each) for each in ranges(points))])


def pairs(name: str, changed: dict[int, str]) -> str:
    return " ".join([name, *(f"{c:x}=" + ",".join(f"{ord(d):x}" for d in to) for c, to in changed.items())])


def lower_line(changed: dict[int, str]) -> str:
    runs: list[list[int]] = []
    for c, to in changed.items():
        distance = ord(to) - c if len(to) == 1 else None
        if distance is not None and runs and runs[-1][1] == c - 1 and runs[-1][2] == distance:
            runs[-1][1] = c
        elif distance is not None:
            runs.append([c, c, distance])
    several = {c: to for c, to in changed.items() if len(to) != 1}
    singles = [f"{spelled(first, last)}={first + distance:x}" for first, last, distance in runs]
    return " ".join(["lower", *singles, pairs("", several).strip()]).strip()


def word_characters() -> list[int]:
    tokenizer = Tokenizer(models.WordLevel({"?": 0}, unk_token="?"))
    tokenizer.add_tokens([AddedToken("xx", single_word=True, normalized=False)])
    token = tokenizer.token_to_id("xx")
    return chosen(lambda c: token not in tokenizer.encode(c + "xx").ids)


def combining_classes(decomposed) -> dict[int, list[int]]:
    """By where a character is put among others: never by a table of another library."""

    def overtakes(one: str, other: str) -> bool:
        return decomposed(other + one) == one + other

    moved = [
        c
        for c in map(chr, CODE_POINTS)
        if decomposed(c) == c and (overtakes(c, HIGHEST) or overtakes(LOWEST, c))
    ]
    for special in (LOWEST, HIGHEST):
        if special not in moved:
            moved.append(special)
    ranked: list[list[str]] = []
    for c in moved:
        place = 0
        while place < len(ranked) and overtakes(ranked[place][0], c):
            place += 1
        if place < len(ranked) and not overtakes(c, ranked[place][0]):
            ranked[place].append(c)
        else:
            ranked.insert(place, [c])
    return {rank + 1: sorted(map(ord, each)) for rank, each in enumerate(ranked)}


def hangul(c: int) -> str:
    syllable = c - HANGUL.start
    parts = [0x1100 + syllable // 588, 0x1161 + syllable % 588 // 28, 0x11A7 + syllable % 28]
    return "".join(map(chr, parts[: 3 if syllable % 28 else 2]))


def main(out: Path) -> None:
    clean, chinese = bert(clean_text=True), bert(handle_chinese_chars=True)
    strip, combining = bert(strip_accents=True), normalizers.StripAccents()
    lower, nfd = normalizers.Lowercase(), normalizers.NFD()
    words = pre_tokenizers.BertPreTokenizer()
    lowered = {c: low for c in CODE_POINTS if (low := lower.normalize_str(chr(c))) != chr(c)}
    parts = {c: to for c in CODE_POINTS if (to := nfd.normalize_str(chr(c))) != chr(c)}
    for c in HANGUL:
        if parts.pop(c) != hangul(c):
            raise SystemExit(f"U+{c:04X} is not decomposed by arithmetic")
    pieces = {c: len(words.pre_tokenize_str("a" + chr(c) + "a")) for c in CODE_POINTS}
    lines = [
        f"# Hugging Face tokenizers {tokenizers.__version__}, asked by models/export/characters.py, which says what this is",
        line("other", chosen(lambda c: clean.normalize_str("a" + c + "a") == "aa")),
        line("blank", [c for c in CODE_POINTS if pieces[c] == 2]),
        line("punctuation", [c for c in CODE_POINTS if pieces[c] == 3]),
        line("ideograph", chosen(lambda c: chinese.normalize_str(c) == " " + c + " ")),
        line("mark", [c for c in CODE_POINTS if c not in parts and strip.normalize_str("a" + chr(c) + "a") == "aa"]),
        line("combining", chosen(lambda c: combining.normalize_str("a" + c + "a") == "aa")),
        line("word", word_characters()),
        *(line(f"class {rank}", points) for rank, points in combining_classes(nfd.normalize_str).items()),
        lower_line(lowered),
        pairs("decompose", parts),
    ]
    out.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
