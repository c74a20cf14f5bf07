"""The places of a README.md that are written by a command: what lies between `<!-- quality -->` and `<!-- /quality -->`."""

import re

MARKER = re.compile(r"<!-- (/?)([a-z-]+) -->")


def sections(text):
    """{name: (first character of what is between its markers, one past the last)}.

    ValueError where a marker is not closed, closed before it is opened, within another, or there twice."""
    found, opened = {}, None
    for marker in MARKER.finditer(text):
        closes, name = marker[1] == "/", marker[2]
        if closes != (opened is not None) or closes and opened[0] != name or name in found:
            raise ValueError(f"marker {marker[0]} at character {marker.start()} does not pair")
        if closes:
            found[name] = (opened[1], marker.start())
        opened = None if closes else (name, marker.end())
    if opened:
        raise ValueError(f"marker <!-- {opened[0]} --> is not closed")
    return found


def filled(text, written):
    """The text with what `written` says, {name: Markdown}, between its markers. All else stays, as do markers of names that
    are not written by us."""
    places = {name: place for name, place in sections(text).items() if name in written}
    for name, (start, end) in sorted(places.items(), key=lambda each: -each[1][0]):
        text = f"{text[:start]}\n{written[name].strip()}\n{text[end:]}"
    return text


def draft(about, headings):
    """A README for a package that has none: title, description and a place for every section of {name: heading}."""
    lines = [f"# {about['name']}", "", about.get("description", "")]
    for name, heading in headings.items():
        lines += ["", f"## {heading}", "", f"<!-- {name} -->", f"<!-- /{name} -->"]
    return "\n".join(lines) + "\n"
