"""Entity tags: ours, and how those of other people's data become ours."""

from ..tasks import NOT_NAMED, TOKENS, UNKNOWN, Task

ENTITY_TYPES = ("PER", "ORG", "LOC", "MISC")
ENTITIES = Task("entities", TOKENS, ("O", *(f"{edge}-{kind}" for kind in ENTITY_TYPES for edge in "BI")))

# A type that a data set has and we do not is "O". Types whose place differs from one data set to the next
# (is a journal an organisation?) are None: the model learns nothing from them.
NEWSWIRE_TYPES = {
    "Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC",
    "Misc": "MISC", "NORP": "MISC", "Product": "MISC", "Date": "O", "Money": "O",
}  # fmt: skip
WNUT_TYPES = {
    "person": "PER", "location": "LOC", "corporation": "ORG", "group": "ORG", "product": "MISC", "creative-work": "MISC",
}  # fmt: skip
CROSSNER_TYPES = {
    "person": "PER", "politician": "PER", "musicalartist": "PER", "writer": "PER", "scientist": "PER",
    "researcher": "PER", "organisation": "ORG", "politicalparty": "ORG", "band": "ORG", "university": "ORG",
    "location": "LOC", "country": "LOC", "election": "MISC", "event": "MISC", "misc": "MISC", "award": "MISC",
    "album": "MISC", "song": "MISC", "book": "MISC", "poem": "MISC", "conference": "MISC",
    "astronomicalobject": None, "magazine": None, "academicjournal": None, "product": None, "programlang": None,
    "task": "O", "algorithm": "O", "field": "O", "metrics": "O", "musicgenre": "O",
    "musicalinstrument": "O", "literarygenre": "O", "discipline": "O", "theory": "O", "protein": "O", "enzyme": "O",
    "chemicalcompound": "O", "chemicalelement": "O",
}  # fmt: skip
OWN_TYPES = {kind: kind for kind in ENTITY_TYPES}


def to_bio(tags):
    """IOB1 or IOB2 tags as IOB2: every entity begins with B."""
    bio, previous = [], "O"
    for tag in tags:
        edge, _, kind = tag.partition("-")
        begins = edge == "B" or previous == "O" or previous.partition("-")[2] != kind
        bio.append("O" if tag == "O" else f"{'B' if begins else 'I'}-{kind}")
        previous = tag
    return bio


def map_types(tags, types, has_misc=True):
    """IOB2 tags of a data set as ours. `types` names the type we give each of theirs."""
    mapped = []
    for tag in tags:
        edge, _, kind = tag.partition("-")
        ours = "O" if tag == "O" else types[kind]
        if ours is None:
            mapped.append(UNKNOWN)
        elif ours == "O":
            mapped.append("O" if has_misc else NOT_NAMED)
        else:
            mapped.append(f"{edge}-{ours}")
    return mapped
