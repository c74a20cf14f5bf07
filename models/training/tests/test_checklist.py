"""The behavioural tests, on answers that are made up: no model is run."""

import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
try:
    from checklist import cases, changes, judging, report, suites
except ImportError as missing:
    print(f"{missing.name} is not installed: the tests of the behavioural tests are SKIPPED", file=sys.stderr)
    raise unittest.SkipTest(f"{missing.name} is not installed") from missing

MOOD = {"name": "mood", "kind": "text-classification", "labels": ["negative", "neutral", "positive"]}
NAMES = {"name": "names", "kind": "token-classification", "labels": ["O", "B-PER", "I-PER", "B-LOC", "I-LOC"]}
QUESTIONS = {"name": "answers", "kind": "question-answering"}


def moods(words):
    """Answers as a model that counts words would give: {word: label index}."""

    def ask(given):
        found = [label for word, label in words.items() if word in given[0]]
        scores = [0.1, 0.2, 0.1] if not found else [0.8 if number in found else 0.1 for number in range(3)]
        return {"mood": {"label": MOOD["labels"][scores.index(max(scores))], "scores": scores}}

    return ask


def person(text, words):
    start = text.find(words)
    return {"type": "PER", "text": words, "start": start, "end": start + len(words), "score": 0.9}


def judged(capability, task, ask):
    found, skipped = cases.cases_of(capability, suites.labels_of(task))
    return judging.judged({"name": "it", "about": "", **capability}, found, task, ask), skipped


class ChangesTest(unittest.TestCase):
    def test_two_letters_of_the_longest_word_are_swapped(self):
        self.assertEqual(changes.changed("The delivery was late", "letters swapped"), "The delviery was late")

    def test_no_letter_changes_in_a_place_that_is_kept(self):
        text = "Petersburg is lovely"
        self.assertEqual(changes.changed(text, "letter dropped", [(0, 10)]), "Petersburg is lovly")
        self.assertEqual(changes.changed(text, "letter dropped", [(0, 20)]), text)

    def test_every_digit_becomes_another(self):
        self.assertEqual(changes.changed("1,250 of 99", "other digits"), "2,360 of 11")

    def test_words_come_before_and_after(self):
        self.assertEqual(changes.changed("b", {"before": "a ", "after": " c"}), "a b c")


class CasesTest(unittest.TestCase):
    def test_marks_become_places(self):
        text, spans = cases.unmarked("[PER Ada O'Hara] went to [LOC Rome].")
        self.assertEqual(text, "Ada O'Hara went to Rome.")
        self.assertEqual({(kind, text[start:end]) for kind, start, end in spans}, {("PER", "Ada O'Hara"), ("LOC", "Rome")})

    def test_slots_are_filled_side_by_side(self):
        rows = cases.fillings({"who": {"one": ["Ada"], "two": ["Bo", "Cy"]}, "where": ["Rome", "Oslo"]})
        self.assertEqual(
            [row for row, _ in rows], [{"who": w, "where": p} for w, p in (("Ada", "Rome"), ("Bo", "Oslo"), ("Cy", "Rome"))]
        )
        self.assertEqual([group for _, group in rows], ["one", "two", "two"])

    def test_what_the_task_has_no_label_for_is_left_out_and_counted(self):
        found, skipped = cases.cases_of({"expect": {"positive|good": ["a"], "sports": ["b", "c"]}}, suites.labels_of(MOOD))
        self.assertEqual([case.want for case in found], [frozenset(["positive"])])
        self.assertEqual(skipped, 2)

    def test_a_change_that_changes_nothing_is_no_case(self):
        found, _ = cases.cases_of({"texts": ["no digits", "1 digit"], "changes": ["other digits"]}, {})
        self.assertEqual([(case.base[0], case.given[0]) for case in found], [("1 digit", "2 digit")])


class LabelsTest(unittest.TestCase):
    def test_labels_are_compared_whatever_their_spelling(self):
        known = suites.labels_of({"labels": ["Refund_not_showing_up", "A: Human Necessities", "Sci/Tech"]})
        self.assertEqual(suites.acceptable("refund not showing up", known), {"Refund_not_showing_up"})
        self.assertEqual(suites.acceptable("a", known), {"A: Human Necessities"})
        self.assertEqual(suites.acceptable("human necessities|b", known), {"A: Human Necessities"})
        self.assertEqual(suites.acceptable("sci tech", known), {"Sci/Tech"})


class JudgingTest(unittest.TestCase):
    def test_a_label_that_is_not_expected_fails(self):
        result, _ = judged({"kind": "MFT", "expect": {"positive": ["good", "grim"]}}, MOOD, moods({"good": 2}))
        self.assertEqual((result["cases"], result["failed"]), (2, 1))
        self.assertEqual(result["failures"][0], {"text": "grim", "expected": "positive", "got": "neutral", "score": 0.2})

    def test_fillings_of_a_frame_are_compared_with_what_most_get(self):
        capability = {"kind": "INV", "slots": {"name": {"x": ["Ada", "Bo"], "y": ["Cy"]}}, "frames": ["{name} came"]}
        result, _ = judged(capability, MOOD, moods({"Cy": 0}))
        self.assertEqual([failure["text"] for failure in result["failures"]], ["Cy came"])
        self.assertEqual(result["groups"], {"x": [0, 2], "y": [1, 1]})
        self.assertAlmostEqual(result["spread"]["largest"], 0.1)

    def test_a_score_that_moves_the_wrong_way_fails(self):
        capability = {"kind": "DIR", "label": "positive", "moves": "up", "pairs": ["good => very good", "good => rather"]}
        result, _ = judged(capability, MOOD, moods({"good": 2}))
        self.assertEqual([failure["text"] for failure in result["failures"]], ["rather"])
        self.assertEqual(result["failures"][0]["expected"], "positive at least 0.80")

    def test_a_score_may_be_asked_to_move_so_much_at_least(self):
        def ask(given):
            return {"answers": {"answer": "x", "score": {"who": 0.5, "where": 0.45, "why": 0.1}[given[1]]}}

        capability = {
            "kind": "DIR",
            "moves": "down",
            "by": 0.1,
            "asked": [{"text": "t", "questions": {"who": ["where", "why"]}}],
        }
        result, _ = judged(capability, QUESTIONS, ask)
        self.assertEqual(
            result["failures"],
            [
                {
                    "text": "t",
                    "question": "where",
                    "beside": "who",
                    "expected": "score at most 0.40",
                    "got": "score",
                    "score": 0.45,
                }
            ],
        )

    def test_a_text_may_have_several_labels_where_each_score_is_a_chance_of_its_own(self):
        def ask(given):
            scores = [0.7, 0.2, 0.9] if "both" in given[0] else [0.1, 0.2, 0.3]
            return {"mood": {"label": "positive", "scores": scores}}

        task = MOOD | {"activation": "sigmoid"}
        result, _ = judged({"kind": "MFT", "expect": {"negative": ["both"], "positive": ["none"]}}, task, ask)
        self.assertEqual([(failure["text"], failure["got"]) for failure in result["failures"]], [("none", "nothing")])
        result, _ = judged({"kind": "INV", "pairs": ["both => both, too", "both => none"]}, task, ask)
        self.assertEqual([failure["expected"] for failure in result["failures"]], ["negative and positive"])

    def test_names_need_exact_ends_and_others_may_be_found_unless_only_they_are_asked(self):
        def ask(given):
            return {"names": [person(given[0], "Ada"), person(given[0], "Bo")]}

        marked = ["[PER Ada] saw Bo", "[PER Ada Key] saw Bo"]
        result, _ = judged({"kind": "MFT", "marked": marked}, NAMES, ask)
        self.assertEqual([failure["expected"] for failure in result["failures"]], ["PER Ada Key"])
        self.assertEqual(judged({"kind": "MFT", "marked": marked, "only": True}, NAMES, ask)[0]["failed"], 2)

    def test_capitals_and_spaces_do_not_make_other_names(self):
        def ask(given):
            return {"names": [person(given[0], given[0][:8].strip())]}

        capability = {"kind": "INV", "marked": ["[PER Ada Key] came"], "changes": ["all capitals", "wide spaces"]}
        self.assertEqual((judged(capability, NAMES, ask)[0]["cases"], judged(capability, NAMES, ask)[0]["failed"]), (2, 0))

    def test_an_answer_is_compared_without_articles_and_marks(self):
        def ask(given):
            return {"answers": {"answer": "the Tower.", "score": 0.4}}

        asked = [{"text": "t", "questions": {"q": ["tower"], "other": []}}]
        self.assertEqual(judged({"kind": "MFT", "asked": asked}, QUESTIONS, ask)[0]["failed"], 0)


class SuitesTest(unittest.TestCase):
    def test_every_suite_can_be_read_and_every_capability_has_cases(self):
        for suite in suites.all_suites():
            for capability in suite.capabilities:
                with self.subTest(suite=suite.name, capability=capability["name"]):
                    self.assertIn(capability["kind"], ("MFT", "INV", "DIR"))
                    self.assertTrue(capability["about"])
                    labels = [label for expectation in capability.get("expect", ()) for label in expectation.split("|")]
                    found, skipped = cases.cases_of(
                        capability, suites.labels_of({"labels": [*labels, "PER", "ORG", "LOC", "MISC"]})
                    )
                    self.assertGreaterEqual(len(found), 6)
                    self.assertEqual(skipped, 0)
                    self.assertEqual(len({(case.given, case.base) for case in found}), len(found), "a case is there twice")

    def test_every_answer_that_is_expected_stands_in_its_text(self):
        for suite in suites.all_suites():
            asked = [capability for capability in suite.capabilities if capability["kind"] == "MFT" and "asked" in capability]
            for capability in asked:
                for case in cases.cases_of(capability, {})[0]:
                    for answer in case.want:
                        self.assertIn(answer.lower(), case.given[0].lower(), case.given)

    def test_no_capability_of_a_suite_is_there_twice(self):
        for suite in suites.all_suites():
            names = [capability["name"] for capability in suite.capabilities]
            self.assertEqual(len(names), len(set(names)), suite.name)


class ReportTest(unittest.TestCase):
    def test_a_table_has_a_few_failing_examples(self):
        failures = [
            {"text": f"a | b {number}", "expected": "positive", "got": "neutral", "score": 0.5} for number in range(5)
        ]
        result = {
            "task": "mood",
            "name": "irony",
            "kind": "MFT",
            "cases": 10,
            "failed": 5,
            "failures": failures,
            "hard": True,
        }
        table = report.markdown({"capabilities": [result]})
        self.assertIn("| irony (known to be hard) | MFT | 5 of 10 (50 %) | “a \\| b 0” neutral 0.50, not positive<br>", table)
        self.assertNotIn("b 3", table)


if __name__ == "__main__":
    unittest.main()
