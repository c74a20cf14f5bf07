import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning import corpora
from finetuning.tasks import TEXTS, Task

try:
    import torch
    from finetuning import logit_adjustment
    from finetuning.network import Network
    from transformers import BertConfig, BertModel
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing

TOPIC = Task("topic", TEXTS, ("rare", "frequent"))


def corpus_of(targets, **drawn):
    corpus = corpora.Corpus("some", TOPIC, "", "", **drawn)
    for number, target in enumerate(targets):
        corpus.add(corpora.TRAIN, str(number), target)
    return corpus


class LogitAdjustmentTest(unittest.TestCase):
    def test_counts_a_text_as_often_as_an_epoch_has_it(self):
        data = [corpus_of(["rare"], times=2), corpus_of(["frequent"] * 40, cap=6), corpora.Corpus("none", TOPIC, "", "")]
        self.assertEqual(logit_adjustment.shares(data, TOPIC), [0.25, 0.75])

    def test_takes_the_log_of_the_share_off_each_logit_of_the_named_task(self):
        torch.manual_seed(0)
        config = BertConfig(vocab_size=9, hidden_size=8, num_hidden_layers=1, num_attention_heads=2, intermediate_size=8)
        other = Task("other", TEXTS, ("yes", "no"))
        network = Network(BertModel(config, add_pooling_layer=False), (TOPIC, other)).eval()
        inputs = torch.tensor([[1, 2, 3]]), torch.ones(1, 3, dtype=torch.int64), torch.zeros(1, 3, dtype=torch.int64)
        before = network(*inputs)
        logit_adjustment.adjust(network, [corpus_of(["rare", "frequent", "frequent", "frequent"])], ["topic"])
        after = network(*inputs)
        torch.testing.assert_close(after["topic"], before["topic"] - torch.tensor([0.25, 0.75]).log())
        torch.testing.assert_close(after["other"], before["other"])

    def test_refuses_a_class_that_no_text_has(self):
        with self.assertRaisesRegex(ValueError, "topic: no training text of class rare"):
            logit_adjustment.shares([corpus_of(["frequent"])], TOPIC)


if __name__ == "__main__":
    unittest.main()
