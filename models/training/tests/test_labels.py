import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from finetuning.datasets import english_topics, tags
from finetuning.tasks import NOT_NAMED, UNKNOWN


class BioTest(unittest.TestCase):
    def test_iob1_gets_its_missing_b(self):
        self.assertEqual(tags.to_bio(["I-ORG", "I-ORG", "O", "I-PER"]), ["B-ORG", "I-ORG", "O", "B-PER"])

    def test_iob1_marks_only_the_second_of_two_touching_entities(self):
        self.assertEqual(tags.to_bio(["I-PER", "B-PER", "I-PER"]), ["B-PER", "B-PER", "I-PER"])

    def test_a_change_of_type_begins_an_entity(self):
        self.assertEqual(tags.to_bio(["B-LOC", "I-PER"]), ["B-LOC", "B-PER"])

    def test_iob2_stays_as_it_is(self):
        ours = ["B-PER", "I-PER", "B-PER", "O", "B-LOC"]
        self.assertEqual(tags.to_bio(ours), ours)


class TypesTest(unittest.TestCase):
    def test_dates_and_money_are_outside(self):
        mapped = tags.map_types(["B-Date", "I-Date", "B-NORP", "O"], tags.NEWSWIRE_TYPES)
        self.assertEqual(mapped, ["O", "O", "B-MISC", "O"])

    def test_what_a_data_set_without_misc_leaves_untagged_is_not_taught_as_o(self):
        mapped = tags.map_types(["O", "B-PER"], tags.OWN_TYPES, has_misc=False)
        self.assertEqual(mapped, [NOT_NAMED, "B-PER"])

    def test_a_doubtful_type_teaches_nothing(self):
        self.assertEqual(tags.map_types(["B-magazine"], tags.CROSSNER_TYPES), [UNKNOWN])


class TopicsTest(unittest.TestCase):
    def test_every_section_has_one_topic_but_for_nine_that_are_none(self):
        without = {section for section in english_topics.HUFFPOST_SECTIONS if section not in english_topics.TOPIC_OF_SECTION}
        publics = {"FIFTY", "WOMEN", "QUEER VOICES", "BLACK VOICES", "LATINO VOICES", "IMPACT"}
        self.assertEqual(without, {"WEIRD NEWS", "GOOD NEWS", "COMEDY"} | publics)
        self.assertEqual(len(english_topics.TOPIC_OF_SECTION), sum(map(len, english_topics.TOPIC_SECTIONS.values())))
        self.assertLessEqual(set(english_topics.TOPIC_OF_SECTION), set(english_topics.HUFFPOST_SECTIONS))


if __name__ == "__main__":
    unittest.main()
