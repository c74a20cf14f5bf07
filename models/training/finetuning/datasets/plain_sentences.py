"""Sentences of news articles that state something without praise, harm or quarrel: weak labels for "neutral".

The sentiment data has films and forum posts, and almost nothing that reads like a dry report. A sentence is taken as
neutral when no word of it begins with a stem below. The list is deliberately wide: a neutral sentence lost costs
nothing, a bombing labelled neutral does harm.
"""

import re

CHARGED = """
abus accus acclaim achiev advers afraid aggress alarm alleg amaz anger angr anxi arrest assault atroc attack award awful
bad ban battl beat beautiful benefi best better blam blast bomb boost brav break broke brutal bull burn
catastroph celebrat champion chao charg cheer collaps complain concern condemn conflict congratulat convict corrupt
crash crim crisis critic cruel damag danger dead deadl death decease defeat defend delight den depress destr
die died dies disappoint disast disease dispute doubt drown earthquake emergenc enjoy excellen excit explo fail fake
fatal fear fight fire fled flood fraud free fun fury gain glad good great grie gun guilt happ harm hate heart help hero
honor honour hope hostage hunger hurt illegal improv infect injur innovat invad invasion jail joy kill lack laugh
lawsuit lose losing loss lost love loving luck mass militar mistake mourn murder negativ nice outbreak outrag pain
panic peace perfect pleas poor popular poverty praise pride prison problem prosper protest proud punish raid rape
record refus reject relief rescue resign riot risk robb ruin sad safe scandal scar sentenc severe sex shame shock
shoot shot sick slam smile spectac steal stol storm strength stress strik strong strugg success suffer suicid support
surviv suspect terror thank threat tough trag trap trial triumph troubl ugly unfortunate upset victim victor violen
virus vow war warn weak weapon welcom win winner winning wins won wonder worr worst wound wrong
""".split()
_CHARGED = re.compile(r"\b(?:" + "|".join(CHARGED) + r")[a-z]*", re.IGNORECASE)
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"”]?\s+(?=[A-Z\"“])")


def sentences(text):
    """The sentences of 8 to 50 words in `text`."""
    for paragraph in text.splitlines():
        for sentence in _SENTENCE_END.split(paragraph.strip()):
            if 8 <= len(sentence.split()) <= 50:
                yield sentence


def plain_sentences(text):
    """Those that carry no charged word."""
    return (sentence for sentence in sentences(text) if not _CHARGED.search(sentence))
