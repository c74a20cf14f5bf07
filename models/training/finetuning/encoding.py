"""Examples as rows of token ids."""

from . import questions
from .batches import NO_LOSS, Row
from .tasks import NOT_NAMED, QUESTIONS, UNKNOWN


def _text_rows(task, examples, tokenizer, longest):
    for example, encoding in zip(examples, tokenizer.encode_batch([e.text for e in examples])):
        ids = encoding.ids
        if len(ids) > longest:
            ids = ids[: longest - 1] + ids[-1:]
        yield Row(task, ids, class_target(task, example.target))


def class_target(task, label):
    if task.several:
        return [float(each in label) for each in task.classes]
    return None if label is None else task.ids[label]


def tag_id(task, tag):
    """The id of a tag, one beyond them all for "O or MISC", or NO_LOSS where the tag is not known."""
    return NO_LOSS if tag == UNKNOWN else len(task.classes) if tag == NOT_NAMED else task.ids[tag]


def tag_targets(task, pieces, word_ids, tags):
    """A tag id for each piece, and for each word the piece it begins with.

    A word of the data ("U.S.") may be several words to the tokenizer (u . s .): the first carries the word's tag, the
    others continue it. Continuation pieces (##) have no part in the loss, since decoding reads first pieces only.
    """
    targets, starts, last_word = [], {}, None
    for position, (piece, word) in enumerate(zip(pieces, word_ids)):
        if word is None or piece.startswith("##"):
            targets.append(NO_LOSS)
        elif word != last_word:
            targets.append(tag_id(task, tags[word]))
        else:
            targets.append(tag_id(task, tags[word].replace("B-", "I-")))
        if word is not None:
            starts.setdefault(word, position)
        last_word = word if word is not None else last_word
    return targets, [starts.get(word) for word in range(len(tags))]


def _token_rows(task, examples, tokenizer, longest):
    encodings = tokenizer.encode_batch([e.text for e in examples], is_pretokenized=True)
    for example, encoding in zip(examples, encodings):
        targets, starts = tag_targets(task, encoding.tokens, encoding.word_ids, example.target)
        ids = encoding.ids
        if len(ids) > longest:
            ids = ids[: longest - 1] + ids[-1:]
            targets = targets[: longest - 1] + [NO_LOSS]
            starts = [start if start is not None and start < longest - 1 else None for start in starts]
        yield Row(task, ids, targets, starts)


def encode(task, examples, tokenizer, longest):
    """The examples as rows of at most `longest` tokens, special tokens included."""
    if task.of_tokens:
        return list(_token_rows(task, examples, tokenizer, longest))
    if task.kind == QUESTIONS:
        return [row for windows in questions.windows_of(task, examples, tokenizer, longest) for row, _ in windows]
    return list(_text_rows(task, examples, tokenizer, longest))
