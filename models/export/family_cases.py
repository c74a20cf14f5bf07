"""The cases that family.py makes: an architecture, its sizes where they are not everybody's, and its tokenizer."""

from functools import partial
from typing import Callable, NamedTuple

from small_tokenizers import byte_level, file_only, unigram, wordpiece

WINDOW = 48

cased = partial(wordpiece, lower_case=False)
uncased = partial(wordpiece, lower_case=True)
roberta = partial(byte_level, class_name="RobertaTokenizer", special=["<s>", "<pad>", "</s>", "<unk>", "<mask>"])
deberta = partial(byte_level, class_name="DebertaTokenizer", special=["[CLS]", "[PAD]", "[SEP]", "[UNK]", "[MASK]"])
rembert = partial(unigram, class_name="RemBertTokenizer", special=["[CLS]", "<pad>", "<unk>", "[SEP]", "[MASK]"])
lowered = partial(unigram, special=["<pad>", "<unk>", "[CLS]", "[SEP]", "[MASK]"], lower_case=True)
albert = partial(lowered, class_name="AlbertTokenizer")
fnet = partial(lowered, class_name="FNetTokenizer")
xlm_roberta = partial(unigram, class_name="XLMRobertaTokenizer", special=["<s>", "<pad>", "</s>", "<unk>"], last=["<mask>"])


class Case(NamedTuple):
    name: str
    configuration: str
    """The class of the configuration; sizes that all share are not in `settings`."""
    tokenizer: Callable
    settings: dict = {}
    strategy: str = ""
    """The aggregation strategy; empty for text classification."""
    exporter: str = "torchscript"

    @property
    def task(self):
        return "token-classification" if self.strategy else "text-classification"


SHIFTED = {"max_position_embeddings": WINDOW + 2, "type_vocab_size": 1}
"""As RoBERTa has it: positions are counted from the one after the padding id, which is 1."""
DISENTANGLED = {"relative_attention": True, "pos_att_type": ["c2p", "p2c"], "type_vocab_size": 0}
LANDMARKS = {"num_landmarks": WINDOW, "segment_means_seq_len": WINDOW}
CONVBERT = {"embedding_size": 16}
GROUPED = ("q", "k", "v", "post_attention", "intermediate", "output")
GROUPS = {"embedding_size": 16} | {f"{name}_groups": 2 for name in GROUPED}
ROFORMER = {"embedding_size": 8}
EUROBERT = {"num_key_value_heads": 1}
REMBERT = {"input_embedding_size": 8, "output_embedding_size": 16}
TINYBERT = {"hidden_size": 24, "num_attention_heads": 12, "num_hidden_layers": 4}
LARGE = {"hidden_size": 8, "num_hidden_layers": 24, "num_attention_heads": 4, "initializer_range": 0.2}

CASES = [
    Case("convbert-textclass", "ConvBertConfig", partial(uncased, class_name="ConvBertTokenizer"), CONVBERT),
    Case("convbert-ner-first", "ConvBertConfig", partial(cased, class_name="ConvBertTokenizer"), CONVBERT, "first"),
    Case("squeezebert-textclass", "SqueezeBertConfig", uncased, GROUPS),
    Case("squeezebert-ner-simple", "SqueezeBertConfig", uncased, GROUPS, "simple"),
    Case("rembert-textclass", "RemBertConfig", rembert, REMBERT),
    Case("rembert-ner-max", "RemBertConfig", rembert, REMBERT, "max"),
    Case("nystromformer-textclass", "NystromformerConfig", albert, LANDMARKS),
    Case("deberta-textclass", "DebertaConfig", deberta, DISENTANGLED),
    Case("deberta-ner-average", "DebertaConfig", partial(deberta, add_prefix_space=True), DISENTANGLED, "average"),
    Case("roformer-textclass", "RoFormerConfig", uncased, ROFORMER),
    Case("roformer-ner-simple", "RoFormerConfig", cased, ROFORMER, "simple"),
    Case("ibert-textclass", "IBertConfig", roberta, SHIFTED),
    Case("data2vec-textclass", "Data2VecTextConfig", roberta, SHIFTED),
    Case("data2vec-ner-first", "Data2VecTextConfig", partial(roberta, add_prefix_space=True), SHIFTED, "first"),
    Case("eurobert-textclass", "EuroBertConfig", file_only, EUROBERT),
    Case("eurobert-ner-simple", "EuroBertConfig", file_only, EUROBERT, "simple"),
    Case("fnet-textclass", "FNetConfig", fnet, exporter="dynamo"),
    Case("megatron-bert-textclass", "MegatronBertConfig", cased),
    Case("roberta-prelayernorm-textclass", "RobertaPreLayerNormConfig", roberta, SHIFTED),
    Case("xlm-roberta-xl-textclass", "XLMRobertaXLConfig", xlm_roberta, SHIFTED),
    Case("tinybert-ner-average", "BertConfig", uncased, TINYBERT, "average"),
    Case("bert-24-layers-textclass", "BertConfig", uncased, LARGE, exporter="dynamo"),
]
