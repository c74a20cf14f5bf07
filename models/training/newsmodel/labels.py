"""The labels of the three heads, and how the labels of other people's data become ours."""

SENTIMENTS = ("negative", "neutral", "positive")

ENTITY_TYPES = ("PER", "ORG", "LOC", "MISC")
ENTITY_TAGS = ("O",) + tuple(f"{edge}-{kind}" for kind in ENTITY_TYPES for edge in "BI")

# HuffPost's sections in the order of the label ids in the data. Three say how a story feels or whom it
# addresses, not what it is about ("FIFTY", "WEIRD NEWS", "GOOD NEWS"): they teach no topic and are left out.
HUFFPOST_SECTIONS = (
    "POLITICS", "WELLNESS", "ENTERTAINMENT", "TRAVEL", "STYLE & BEAUTY", "PARENTING", "HEALTHY LIVING",
    "QUEER VOICES", "FOOD & DRINK", "BUSINESS", "COMEDY", "SPORTS", "BLACK VOICES", "HOME & LIVING", "PARENTS",
    "THE WORLDPOST", "WEDDINGS", "WOMEN", "IMPACT", "DIVORCE", "CRIME", "MEDIA", "WEIRD NEWS", "GREEN",
    "WORLDPOST", "RELIGION", "STYLE", "SCIENCE", "WORLD NEWS", "TASTE", "TECH", "MONEY", "ARTS", "FIFTY",
    "GOOD NEWS", "ARTS & CULTURE", "ENVIRONMENT", "COLLEGE", "LATINO VOICES", "CULTURE & ARTS", "EDUCATION",
)  # fmt: skip

TOPIC_SECTIONS = {
    "politics": ("POLITICS",),
    "world": ("THE WORLDPOST", "WORLDPOST", "WORLD NEWS"),
    "business": ("BUSINESS", "MONEY"),
    "crime": ("CRIME",),
    "sports": ("SPORTS",),
    "entertainment and media": ("ENTERTAINMENT", "COMEDY", "MEDIA"),
    "arts and culture": ("ARTS", "ARTS & CULTURE", "CULTURE & ARTS"),
    "science and technology": ("SCIENCE", "TECH"),
    "environment": ("GREEN", "ENVIRONMENT"),
    "health": ("WELLNESS", "HEALTHY LIVING"),
    "education": ("COLLEGE", "EDUCATION"),
    "religion": ("RELIGION",),
    "travel": ("TRAVEL",),
    "food": ("FOOD & DRINK", "TASTE"),
    "style and home": ("STYLE & BEAUTY", "STYLE", "HOME & LIVING"),
    "family and relationships": ("PARENTING", "PARENTS", "WEDDINGS", "DIVORCE"),
    "society": ("QUEER VOICES", "BLACK VOICES", "LATINO VOICES", "WOMEN", "IMPACT"),
}
TOPICS = tuple(TOPIC_SECTIONS)
TOPIC_OF_SECTION = {section: topic for topic, sections in TOPIC_SECTIONS.items() for section in sections}
TOPIC_OF_UCI = {"b": "business", "t": "science and technology", "e": "entertainment and media", "m": "health"}

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

UNKNOWN = "?"
"""A token whose tag is not known. It has no part in the loss."""

NOT_NAMED = "O or MISC"
"""A token that its data set leaves untagged, where that data set has no MISC: it is O or MISC, and we cannot tell."""


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
