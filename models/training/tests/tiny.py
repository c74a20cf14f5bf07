"""What several tests need, as small as can be."""

from tokenizers import Tokenizer, models, pre_tokenizers, processors


def tokenizer(pieces):
    """One like BERT's, of pieces whose first four are special: [PAD], [UNK], [CLS], [SEP]."""
    made = Tokenizer(models.WordPiece({piece: n for n, piece in enumerate(pieces)}, unk_token="[UNK]"))
    made.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    made.post_processor = processors.TemplateProcessing(
        "[CLS] $A [SEP]", "[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    made.add_special_tokens(pieces[:4])
    return made
