import sys
import unittest
from pathlib import Path

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning import batches, lessons
from finetuning.datasets.tags import ENTITIES


class Pieces:
    """First pieces are the ids from 10 on; 0 is [CLS], 1 is [SEP], what lies between continues a word."""

    @staticmethod
    def of(ids):
        return np.flatnonzero(np.array(ids) >= 10)


def lesson_of(ids, tags, words, cut=False, longest=100):
    row = batches.Row(ENTITIES, ids, [0] * len(ids))
    taught = {"entities": [np.array(tags)], "topic": [np.array([1.0, 2.0])]}
    return list(lessons.lessons_of([row], Pieces, [(taught, [(words, cut)])], longest))


class LessonsTest(unittest.TestCase):
    tags = [[0.0, 1.0], [2.0, 3.0]]

    def test_each_word_is_taught_at_the_first_piece_that_the_student_has_for_it(self):
        (lesson,) = lesson_of([0, 10, 5, 5, 11, 1], self.tags, 2)
        self.assertEqual(lesson.places.tolist(), [1, 4])
        self.assertEqual(lesson.taught["entities"].tolist(), self.tags)

    def test_a_text_with_other_words_is_left_out(self):
        self.assertEqual(lesson_of([0, 10, 11, 12, 1], self.tags, 2), [])

    def test_a_cut_text_teaches_the_words_that_both_have(self):
        (lesson,) = lesson_of([0, 10, 1], self.tags, 2, longest=3)
        self.assertEqual((lesson.places.tolist(), lesson.taught["entities"].tolist()), ([1], self.tags[:1]))
        (lesson,) = lesson_of([0, 10, 11, 12, 1], self.tags, 2, cut=True)
        self.assertEqual(lesson.places.tolist(), [1, 2])

    def test_of_several_teachers_a_head_follows_the_mean(self):
        row = batches.Row(ENTITIES, [0, 10, 11, 1], [0] * 4)
        one = {"entities": [np.array(self.tags)]}, [(2, False)]
        cut = {"entities": [np.array([[4.0, 5.0]])], "topic": [np.array([1.0, 2.0])]}, [(1, True)]
        of_texts = {"topic": [np.array([3.0, 6.0])]}, [(7, False)]
        (lesson,) = lessons.lessons_of([row], Pieces, [one, cut, of_texts], 100)
        self.assertEqual(lesson.places.tolist(), [1])
        self.assertEqual(lesson.taught["entities"].tolist(), [[2.0, 3.0]])
        self.assertEqual(lesson.taught["topic"].tolist(), [2.0, 4.0])

    def test_a_text_that_two_teachers_read_as_other_words_is_left_out(self):
        row = batches.Row(ENTITIES, [0, 10, 11, 1], [0] * 4)
        said = [({"entities": [np.array(self.tags[:words])]}, [(words, False)]) for words in (2, 1)]
        self.assertEqual(list(lessons.lessons_of([row], Pieces, said, 100)), [])

    def test_a_batch_lists_its_places_and_what_is_taught_there_in_one_order(self):
        pair = lesson_of([0, 10, 5, 11, 1], self.tags, 2) + lesson_of([0, 12, 1], [[4.0, 5.0]], 1)
        rows, columns = lessons.spots(pair)
        self.assertEqual((rows.tolist(), columns.tolist()), ([0, 0, 1], [1, 3, 1]))
        self.assertEqual(lessons.taught_by(pair, "entities").tolist(), [*self.tags, [4.0, 5.0]])
        self.assertEqual(lessons.taught_by(pair, "topic").shape, (2, 2))


if __name__ == "__main__":
    unittest.main()
