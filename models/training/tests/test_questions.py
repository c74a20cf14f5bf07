import sys
import unittest
from pathlib import Path

import numpy as np

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent), str(HERE)]
try:
    import tiny
    from finetuning import corpora, evaluation, questions
    from finetuning.tasks import QUESTIONS, TEXTS, Task
except ImportError as missing:
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing

ANSWER = Task("answer", QUESTIONS, ("start", "end"))
WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", *"abcdefgh", "?"]
CONTEXT = "a b c d e f g h"


def tokenizer():
    return tiny.tokenizer(WORDS)


def windows(answers, longest=64):
    example = corpora.Example(("?", CONTEXT), answers)
    (found,) = questions.windows_of(ANSWER, [example], tokenizer(), longest, stride=2)
    return found


class WindowsTest(unittest.TestCase):
    def test_an_answer_is_the_tokens_that_cover_it(self):
        ((row, places),) = windows(((4, "c d"),))
        self.assertEqual(row.target, [5, 6])  # [CLS] ? [SEP] a b c d
        self.assertEqual([places[at] for at in row.target], [(4, 5), (6, 7)])
        self.assertEqual(row.types, [0, 0, 0, *[1] * 9])

    def test_no_answer_is_the_first_token(self):
        ((row, _),) = windows(())
        self.assertEqual(row.target, [0, 0])

    def test_a_window_without_the_whole_answer_has_none(self):
        targets = [row.target for row, _ in windows(((6, "d e"),), longest=8)]
        self.assertIn([0, 0], targets)
        self.assertTrue(any(target != [0, 0] for target in targets))


class SpanTest(unittest.TestCase):
    def ends(self, windows, first, last, nothing=0.0):
        logits = [np.full((len(row.ids), 2), -5.0) for row, _ in windows]
        logits[0][first, 0], logits[0][last, 1] = 4.0, 4.0
        logits[0][0] = nothing
        return logits

    def test_the_best_span_lies_in_the_text_and_beats_nothing_by_its_score(self):
        found = windows(())
        self.assertEqual(questions.best_span(found, self.ends(found, 5, 6, nothing=1.0)), ((4, 7), 6.0))

    def test_no_span_ends_before_it_begins_or_lies_in_the_question(self):
        found = windows(())
        (start, end), _ = questions.best_span(found, self.ends(found, 7, 5))
        self.assertLess(start, end)
        (start, end), _ = questions.best_span(found, self.ends(found, 1, 1))
        self.assertLess(start, end)


class LikeliestTest(unittest.TestCase):
    """Logits are the logarithms of chances here: columns that are not named have none."""

    def given(self, *of_windows, context=CONTEXT, temperature=1.0):
        """Of each window the chances of firsts and lasts, by column."""
        example = corpora.Example(("?", context), ())
        (found,) = questions.windows_of(ANSWER, [example], tokenizer(), 64, stride=2)
        logits = [np.full((len(found[0][0].ids), 2), -np.inf) for _ in of_windows]
        for ends, chances in zip(logits, of_windows, strict=True):
            for side, of_side in enumerate(chances):
                for column, chance in of_side.items():
                    ends[column, side] = np.log(chance)
        return questions.likeliest(context, found * len(of_windows), logits, temperature)

    def test_a_span_is_as_likely_as_its_ends_together(self):
        answer, score = self.given(({0: 0.1, 5: 0.9}, {0: 0.2, 6: 0.8}))
        self.assertEqual(answer, "c d")
        self.assertAlmostEqual(score, 0.72)

    def test_a_temperature_makes_it_less_sure(self):
        _, score = self.given(({0: 0.1, 5: 0.9}, {0: 0.1, 6: 0.9}), temperature=2.0)
        self.assertAlmostEqual(score, 0.75**2)  # the odds of 9 become 3

    def test_no_answer_is_given_with_its_chance_where_that_is_more(self):
        answer, score = self.given(({0: 0.6, 5: 0.4}, {0: 0.7, 5: 0.3}))
        self.assertEqual(answer, "")
        self.assertAlmostEqual(score, 0.42)

    def test_the_question_takes_no_part(self):
        answer, score = self.given(({1: 0.9, 5: 0.1}, {1: 0.9, 5: 0.1}))
        self.assertEqual(answer, "c")
        self.assertAlmostEqual(score, 1.0)

    def test_spans_of_the_same_words_are_one_answer(self):
        answer, score = self.given(({3: 0.3, 5: 0.4, 7: 0.3}, {3: 0.3, 5: 0.4, 7: 0.3}), context="a b c d A")
        self.assertEqual(answer, "a")
        self.assertAlmostEqual(score, 0.18)

    def test_the_surest_window_speaks_and_no_answer_must_hold_in_all(self):
        sure, not_there = ({0: 0.1, 5: 0.9}, {0: 0.1, 5: 0.9}), ({0: 0.95, 5: 0.05}, {0: 0.95, 5: 0.05})
        answer, score = self.given(not_there, sure)
        self.assertEqual(answer, "c")
        self.assertAlmostEqual(score, 0.81)


class OutputsTest(unittest.TestCase):
    def test_a_graph_has_an_output_for_each_end_of_an_answer_and_one_for_any_other_task(self):
        start, end, topic = np.zeros((2, 5)), np.ones((2, 5)), np.full((2, 3), 7.0)
        found = evaluation.by_task((ANSWER, Task("topic", TEXTS, ("x", "y", "z"))), {"start": start, "end": end, "topic": topic})
        np.testing.assert_array_equal(found["answer"], np.tile([0.0, 1.0], (2, 5, 1)))
        np.testing.assert_array_equal(found["topic"], topic)


class MeasuresTest(unittest.TestCase):
    def test_words_count_without_articles_case_and_punctuation(self):
        self.assertEqual(questions.exact_match(["The Seine."], "seine"), 1.0)
        self.assertAlmostEqual(questions.token_f1(["left bank of the Seine"], "bank of Seine"), 2 * 3 / (4 + 3))
        self.assertEqual(questions.token_f1(["Rhine"], "Seine"), 0.0)

    def test_the_best_of_several_annotators_counts(self):
        self.assertEqual(questions.exact_match(["1066", "in 1066"], "in 1066"), 1.0)

    def test_only_questions_with_an_answer_count_and_the_score_separates_the_others(self):
        values = questions.measures([["x"], ["y"], []], [("x", 3.0), ("z", 1.0), ("w", 2.0)])
        self.assertEqual(values["exact match (answerable)"], 0.5)
        self.assertEqual(values["answerable or not (ROC AUC)"], 0.5)


if __name__ == "__main__":
    unittest.main()
