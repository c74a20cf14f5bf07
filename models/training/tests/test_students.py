"""What needs torch and transformers; without them these tests are skipped."""

import json
import sys
import tempfile
import unittest
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
from finetuning import batches
from finetuning.datasets.english_sentiment import SENTIMENT
from finetuning.datasets.tags import ENTITIES
from finetuning.tasks import MEAN, UNLABELLED

try:
    import onnx
    import tiny
    import torch
    from torch._subclasses.fake_tensor import FakeTensorMode
    from finetuning import distillation, lessons, loop, low_rank, packages, pruning, row_dropout, runs, soup
    from finetuning import starting_point, student, teacher, vocabulary
    from finetuning.network import Network
    from transformers import BertConfig, BertModel
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing


WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "mayor", "of", "oslo", "rain", "##s", *"abs", "##a", "##b"]
TASKS = (SENTIMENT, ENTITIES)


def tiny_tokenizer():
    return tiny.tokenizer(WORDS)


def tiny_network(layers=4, tasks=TASKS, seed=1):
    torch.manual_seed(seed)
    config = BertConfig(vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=layers, num_attention_heads=2,
                        intermediate_size=32, max_position_embeddings=24)  # fmt: skip
    return Network(BertModel(config, add_pooling_layer=False), tasks).eval()


IDS, MASK = torch.tensor([[2, 4, 5, 6, 3], [2, 7, 3, 0, 0]]), torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
TYPES = torch.zeros_like(IDS)
ROWS = [batches.Row(SENTIMENT, [2, *range(5, 5 + length), 3], length % 2) for length in range(1, 7)]


def weights_of(network):
    return {name: value.clone() for name, value in network.state_dict().items()}


def answers_of(network):
    with torch.no_grad():
        return {task: logits.numpy() for task, logits in network.eval()(IDS, MASK, TYPES).items()}


def recorded(loss, values):
    """The loss, whose value at each step is appended to `values`."""

    def step_loss(network, batch):
        value = loss(network, batch)
        values.append(float(value.detach()))
        return value

    return step_loss


class LowRankTest(unittest.TestCase):
    def test_begins_at_the_plain_network_and_merges_into_one_with_the_same_answers(self):
        network = tiny_network()
        names, before = list(network.state_dict()), answers_of(network)
        low_rank.adapt(network.encoder, rank=2)
        np.testing.assert_allclose(answers_of(network)["sentiment"], before["sentiment"], atol=1e-6)
        for name, parameter in network.named_parameters():
            if ".up." in name:
                torch.nn.init.normal_(parameter, std=0.1)
        adapted = answers_of(network)
        self.assertGreater(np.abs(adapted["sentiment"] - before["sentiment"]).max(), 1e-3)
        low_rank.merge(network.encoder)
        self.assertEqual(list(network.state_dict()), names)
        for task, logits in answers_of(network).items():
            np.testing.assert_allclose(logits, adapted[task], atol=1e-5)

    def test_trains_nothing_else_of_the_encoder(self):
        network = tiny_network()
        low_rank.adapt(network.encoder, rank=2)
        trained = {name for name, p in network.named_parameters() if p.requires_grad and not name.startswith("heads.")}
        self.assertTrue(trained and all(".up." in name or ".down." in name for name in trained))


    def test_is_trained_by_the_loop(self):
        network = tiny_network()
        low_rank.adapt(network.encoder, rank=2)
        before = weights_of(network)
        rows = [batches.Row(SENTIMENT, [2, 4, 3], 1), batches.Row(SENTIMENT, [2, 7, 3], 0)]
        with tempfile.TemporaryDirectory() as folder:
            loop.train(network, [(rows, None)], loop.Plan(epochs=3, bfloat16=False), loop.Saving(Path(folder)))
        changed = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
        self.assertTrue(any(".up." in name for name in changed))
        self.assertFalse([name for name in changed if ".plain." in name or "embeddings" in name])


class LoopTest(unittest.TestCase):
    def test_max_steps_end_a_run_with_the_rate_decayed(self):
        network = tiny_network(layers=1)
        plan = loop.Plan(epochs=50, tokens=8, max_steps=10, bfloat16=False)
        last = []
        loss = lambda network, batch: last.append(weights_of(network)) or loop.labelled_loss(network, batch)
        with tempfile.TemporaryDirectory() as folder:
            steps, _ = loop.train(network, [(ROWS, None)], plan, loop.Saving(Path(folder)), step_loss=loss)
            again, _ = loop.train(network, [(ROWS, None)], plan, loop.Saving(Path(folder)), step_loss=loss)
        self.assertEqual((steps, again, len(last)), (10, 10, 10))
        for name, value in weights_of(network).items():  # the tenth step has no rate
            torch.testing.assert_close(value, last[-1][name], msg=name)
        self.assertFalse(torch.equal(last[-1]["heads.sentiment.weight"], last[-2]["heads.sentiment.weight"]))

    def test_a_cpu_trains_in_bfloat16_where_that_is_faster(self):
        for half, whole, faster in ((0.5, 1.0, True), (2.0, 1.0, False)):
            seconds = {torch.bfloat16: half, torch.float32: whole}
            self.assertEqual(runs.bfloat16(torch.device("cpu"), seconds.get), faster)
        self.assertGreater(runs.product_seconds(torch.float32), 0)


class DeviceTest(unittest.TestCase):
    """torch pretends that there is a GPU: its tensors have no values, but two of different devices do not go together."""

    def test_losses_are_computed_where_the_network_is(self):
        lesson = lessons.Lesson(SENTIMENT, [2, 4, 5, 3], 1, np.array([1, 2]),
                                {"sentiment": np.ones(3, "f"), "entities": np.ones((2, len(ENTITIES.classes)), "f")})  # fmt: skip
        rows = [batches.Row(SENTIMENT, [2, 4, 3], 1), batches.Row(SENTIMENT, [2, 7, 5, 3], 0)]
        with FakeTensorMode(allow_non_fake_inputs=True):
            with torch.device("cuda"):
                network, other = tiny_network(layers=1), tiny_network(layers=2)
            row_dropout.use(network.encoder)
            distilled = distillation.Distillation(distillation.Weights(hidden=1.0), other)
            for loss, batch in ((loop.labelled_loss, rows), (distilled, [lesson])):
                self.assertEqual(loss(network, batch).device.type, "cuda")


class RowDropoutTest(unittest.TestCase):
    def test_drops_the_same_part_of_every_column_and_keeps_the_mean(self):
        torch.manual_seed(3)
        dropped = row_dropout.RowDropout(0.25).train()(torch.ones(400, 3, 16))
        self.assertTrue(torch.equal(dropped[:, 0], dropped[:, 1]) and torch.equal(dropped[:, 0], dropped[:, 2]))
        self.assertFalse(torch.equal(dropped[0], dropped[1]))
        self.assertAlmostEqual(float(dropped.mean()), 1.0, delta=0.05)

    def test_an_encoder_with_it_answers_as_before_and_trains_otherwise(self):
        network = tiny_network()
        before = answers_of(network)
        row_dropout.use(network.encoder)
        for task, logits in answers_of(network).items():
            np.testing.assert_allclose(logits, before[task], atol=1e-6)
        torch.manual_seed(3)
        hidden = network.train().hidden(IDS, MASK, TYPES)
        self.assertGreater(np.abs((hidden - network.eval().hidden(IDS, MASK, TYPES)).detach().numpy()).max(), 1e-2)


class PruningTest(unittest.TestCase):
    def test_reaches_its_sparsity_in_every_matrix_and_takes_the_smallest(self):
        network = tiny_network()
        matrix = network.encoder.encoder.layer[0].intermediate.dense.weight
        before = matrix.detach().abs().flatten().sort().values
        pruning.Pruning(network.encoder, 0.5)(step=1, progress=0.9)
        left = matrix.detach().abs().flatten()
        self.assertEqual(int((left == 0).sum()), matrix.numel() // 2)
        self.assertEqual(left[left > 0].min(), before[matrix.numel() // 2])

    def test_the_share_grows_from_nothing_to_all_of_it(self):
        shares = [pruning.sparsity_at(progress / 10, 0.6) for progress in range(11)]
        self.assertEqual((shares[0], shares[1], shares[7], shares[10]), (0.0, 0.0, 0.6, 0.6))
        self.assertEqual(shares, sorted(shares))


class SoupTest(unittest.TestCase):
    def trained(self, folder, count, seed, stop_after=None):
        network, steps = tiny_network(layers=1), []
        plan = loop.Plan(seed=seed, epochs=2, tokens=16, bfloat16=False)
        saving = loop.Saving(Path(folder), 1000, stop=lambda: len(steps) == stop_after)
        loss = lambda network, batch: steps.append(1) or loop.labelled_loss(network, batch)
        self.epochs = []
        after_epoch = lambda *epoch: self.epochs.append(epoch)
        taken, _ = soup.train(count, network, [(ROWS, None)], plan, saving, after_epoch=after_epoch, step_loss=loss)
        return weights_of(network), taken

    def assert_equal(self, one, other):
        for name, value in one.items():
            torch.testing.assert_close(value, other[name], msg=name)

    def test_is_the_mean_of_runs_that_begin_alike_and_go_in_other_orders(self):
        with tempfile.TemporaryDirectory() as a, tempfile.TemporaryDirectory() as b, tempfile.TemporaryDirectory() as c:
            first, steps = self.trained(a, 1, seed=4)
            second, _ = self.trained(b, 1, seed=5)
            both, of_both = self.trained(c, 2, seed=4)
            self.assertFalse(torch.equal(first["heads.sentiment.weight"], second["heads.sentiment.weight"]))
            self.assert_equal({name: (value + second[name]) / 2 for name, value in first.items()}, both)
            self.assertEqual(of_both, 2 * steps)
            self.assertEqual(self.epochs, [(folder, epoch) for folder in (Path(c), Path(c, "2")) for epoch in (1, 2)])

    def test_goes_on_from_where_it_was_stopped(self):
        with tempfile.TemporaryDirectory() as whole, tempfile.TemporaryDirectory() as cut:
            expected, steps = self.trained(whole, 2, seed=4)
            with self.assertRaises(SystemExit):
                self.trained(cut, 2, seed=4, stop_after=steps // 2 + 1)
            again, _ = self.trained(cut, 2, seed=4)
            self.assert_equal(expected, again)


class StudentTest(unittest.TestCase):
    def test_with_every_layer_and_every_piece_it_is_its_teacher(self):
        teacher = tiny_network()
        same = student.out_of(teacher, TASKS, [0, 1, 2, 3])
        for task, logits in answers_of(teacher).items():
            np.testing.assert_allclose(answers_of(same)[task], logits, atol=1e-6)

    def test_has_the_layers_that_were_chosen(self):
        teacher = tiny_network()
        ours = student.out_of(teacher, TASKS, [1, 3]).encoder.encoder.layer
        theirs = teacher.encoder.encoder.layer
        for mine, number in zip(ours, (1, 3), strict=True):
            self.assertTrue(torch.equal(mine.output.dense.weight, theirs[number].output.dense.weight))

    def test_a_smaller_vocabulary_reads_the_same_word_embeddings(self):
        teacher, tokenizer = tiny_network(), tiny_tokenizer()
        smaller, kept = vocabulary.smaller(tokenizer, ["mayor of oslo"], len(WORDS) - 1)
        ours = student.out_of(teacher, TASKS, [0], kept)
        for word in ("mayor", "oslo"):
            mine = ours.encoder.embeddings.word_embeddings.weight[smaller.token_to_id(word)]
            theirs = teacher.encoder.embeddings.word_embeddings.weight[tokenizer.token_to_id(word)]
            self.assertTrue(torch.equal(mine, theirs))
        self.assertEqual(smaller.encode("mayor").tokens, ["[CLS]", "mayor", "[SEP]"])

    def test_refuses_layers_that_the_teacher_lacks(self):
        with self.assertRaisesRegex(ValueError, "the teacher has 4"):
            student.out_of(tiny_network(), TASKS, [4])


class DistillationTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        run = Path(self.folder.name)
        network = tiny_network()
        runs.describe(run, network, tiny_tokenizer(), [], {})
        runs.save_file(network.state_dict(), run / starting_point.WEIGHTS)
        self.teacher = teacher.of(run, run / "answers", longest=12)

    def lessons(self):
        tokenizer = self.teacher.tokenizer
        ids = [tokenizer.encode(text).ids for text in ("mayor of oslo", "rains", "a b of rain")]
        rows = [batches.Row(SENTIMENT, row, 1) for row in ids]
        return list(lessons.lessons_of(rows, self.teacher.first_pieces, [self.teacher.answers(rows)], 12))

    def test_a_student_that_is_its_teacher_has_no_loss(self):
        alone = distillation.Distillation(distillation.Weights(soft=1.0))
        self.assertAlmostEqual(float(alone(self.teacher.network, self.lessons()).detach()), 0.0, places=4)

    def test_another_student_has_one_and_learns(self):
        network, weights = tiny_network(layers=1, seed=9), distillation.Weights(soft=1.0)
        plan = loop.Plan(epochs=30, tokens=24, encoder_rate=3e-3, bfloat16=False)
        losses = []
        loss = distillation.Distillation(weights)

        saving = loop.Saving(Path(self.folder.name), every=1000)
        loop.train(network, [(self.lessons(), None)], plan, saving, step_loss=recorded(loss, losses))
        self.assertLess(np.mean(losses[-6:]), 0.6 * np.mean(losses[:6]))

    def test_answers_are_asked_for_once(self):
        first = self.lessons()
        self.teacher.logits_of = None
        again = self.lessons()
        for one, other in zip(first, again, strict=True):
            np.testing.assert_array_equal(one.taught["entities"], other.taught["entities"])

    def test_a_package_of_the_catalogue_says_what_its_goldens_say(self):
        package = Path(__file__).resolve().parents[2] / "catalog/support-en"
        temperature = {task["name"]: task.get("temperature", 1) for task in packages.description(package)["tasks"]}
        cases = json.loads((package / "golden.json").read_text(encoding="utf-8"))["cases"][:8]
        expert = teacher.of(package, Path(self.folder.name), longest=128)
        answers, _ = expert.answers([batches.Row(SENTIMENT, case["ids"], None) for case in cases])
        self.assertIsNone(expert.network)
        for head in ("intent", "sentiment"):
            for logits, case in zip(answers[head], cases, strict=True):
                chances = np.exp(logits.astype(np.float32) / temperature[head])
                np.testing.assert_allclose(chances / chances.sum(), case["tasks"][head]["scores"], atol=0.005)

    def test_the_mean_that_a_package_gives_is_what_its_heads_of_texts_read(self):
        package = Path(__file__).resolve().parents[2] / "catalog/support-en"
        expert = teacher.of(package, Path(self.folder.name), longest=128, mean=True)
        answers, _ = expert.answers([batches.Row(SENTIMENT, [2, 45, 46, 3], None)])
        weights = {
            each.name: onnx.numpy_helper.to_array(each)
            for each in onnx.load(package / "model.onnx").graph.initializer if each.name.startswith("heads.")
        }  # fmt: skip
        logits = answers[MEAN][0] @ weights["heads.sentiment"] + weights["heads.sentiment.bias"]
        np.testing.assert_allclose(logits, answers["sentiment"][0], atol=0.02)

    def test_a_package_without_a_head_of_texts_gives_no_mean(self):
        package = Path(__file__).resolve().parents[2] / "catalog/qa-en"
        with self.assertRaisesRegex(ValueError, "qa-en.*no head of texts"):
            teacher.of(package, Path(self.folder.name), longest=128, mean=True)

    def test_a_student_comes_near_to_the_mean_of_a_wider_teacher_and_forgets_the_matrix(self):
        rows = [batches.Row(UNLABELLED, ids, None) for ids in ([2, 4, 5, 6, 3], [2, 7, 8, 3], [2, 9, 10, 3])]
        expert = teacher.of(Path(self.folder.name), Path(self.folder.name), longest=12, mean=True)
        (said, words), tasks = expert.answers(rows), (*TASKS, expert.tasks[MEAN])
        hidden = expert.network.hidden(IDS[:1], MASK[:1], TYPES[:1])
        np.testing.assert_allclose(said[MEAN][0], hidden[0].mean(0).detach(), atol=2e-3)
        network, losses = tiny_network(layers=1, tasks=tasks, seed=9), []
        loss = distillation.Distillation(distillation.Weights(mean=1.0))
        taught = list(lessons.lessons_of(rows, expert.first_pieces, [({MEAN: said[MEAN]}, words)], 12))
        plan = loop.Plan(epochs=40, encoder_rate=3e-3, head_rate=1e-2, bfloat16=False)
        saving = loop.Saving(Path(self.folder.name) / "student", every=1000)
        saving.folder.mkdir()

        loop.train(network, [(taught, None)], plan, saving, step_loss=recorded(loss, losses))
        self.assertLess(losses[-1], 0.5 * losses[0])
        network.drop(MEAN)
        self.assertEqual((set(network.heads), set(answers_of(network))), ({"sentiment", "entities"},) * 2)

    def test_a_stopped_run_goes_on_to_the_same_weights(self):
        plan = loop.Plan(epochs=2, tokens=16, bfloat16=False)

        def trained(folder, stop_after=None):
            network, steps = tiny_network(seed=9), []
            saving = loop.Saving(folder, 1000, stop=lambda: len(steps) == stop_after)
            loss = lambda network, batch: steps.append(1) or distillation.Distillation(distillation.Weights())(network, batch)
            loop.train(network, [(self.lessons(), None)], plan, saving, step_loss=loss)
            return network.state_dict()

        one, other = (Path(self.folder.name) / name for name in ("one", "other"))
        one.mkdir(), other.mkdir()
        whole = trained(one)
        with self.assertRaises(SystemExit):
            trained(other, stop_after=2)
        for name, value in trained(other).items():
            self.assertTrue(torch.allclose(value, whole[name], atol=1e-6), name)

    def test_what_was_described_and_saved_is_read_again(self):
        network, tokenizer = starting_point.finished(Path(self.folder.name))
        np.testing.assert_array_equal(answers_of(network)["entities"], answers_of(tiny_network())["entities"])
        self.assertEqual(tokenizer.encode("rains").tokens, ["[CLS]", "rain", "##s", "[SEP]"])
        self.assertEqual(tuple(network.tasks.values()), TASKS)


if __name__ == "__main__":
    unittest.main()
