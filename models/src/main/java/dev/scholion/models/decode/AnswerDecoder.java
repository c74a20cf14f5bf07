package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.Answer;
import dev.scholion.models.TextInput;
import dev.scholion.models.task.Task;
import dev.scholion.models.text.Encoding;
import dev.scholion.models.text.Reading;
import dev.scholion.models.text.Window;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Answers that stand in the text, as Hugging Face's {@code question-answering} pipeline finds them: start and end are
 * probabilities over the window's tokens of text and its row token, an answer is widened to whole words, and the scores of
 * spans that are the same words are added up. Of the windows of a long text the best one speaks for an answer.
 */
final class AnswerDecoder implements TaskDecoder {
    private final Task.QuestionAnswering task;
    private final OptionalInt clsId;

    AnswerDecoder(Task.QuestionAnswering task, OptionalInt clsId) {
        this.task = task;
        this.clsId = clsId;
    }

    @Override
    public List<Reading> readings(TextInput input) {
        return List.of(Reading.behind(question(input)));
    }

    private String question(TextInput input) {
        Optional<String> asked = task.questionField()
                .flatMap(field -> Optional.ofNullable(input.fields().get(field)));
        return asked.or(task::question)
                .orElseGet(() ->
                        ClassDecoder.field(task, input, task.questionField().orElseThrow()));
    }

    @Override
    public TaskResult.Answers decode(TextInput input, Encoding encoding, List<List<WindowScores>> readings) {
        Map<String, Answer> best = new LinkedHashMap<>();
        float noAnswer = Float.POSITIVE_INFINITY;
        for (WindowScores window : readings.get(0)) {
            EndProbabilities probabilities =
                    EndProbabilities.of(window, clsId, task.head().temperature());
            noAnswer = Math.min(noAnswer, probabilities.noAnswer());
            spans(encoding, window.window(), probabilities)
                    .forEach((text, answer) -> best.merge(text, answer, AnswerDecoder::better));
        }
        List<Answer> answers = best.values().stream()
                .sorted(Comparator.comparingDouble(Answer::score).reversed())
                .limit(task.topK())
                .toList();
        if (!task.noAnswer()) {
            return new TaskResult.Answers(question(input), answers, 0);
        }
        float threshold = noAnswer;
        return new TaskResult.Answers(
                question(input),
                answers.stream().filter(answer -> answer.score() > threshold).toList(),
                noAnswer);
    }

    private static Answer better(Answer one, Answer other) {
        return other.score() > one.score() ? other : one;
    }

    /** The best spans of one window by their words, lower-cased. */
    private Map<String, Answer> spans(Encoding encoding, Window window, EndProbabilities probabilities) {
        int wanted = 2 * task.topK() + 10; // several spans may be the same words
        Map<String, Answer> answers = new LinkedHashMap<>();
        for (Candidate candidate : best(window, probabilities, wanted)) {
            int start = encoding.start(Math.max(encoding.firstOfWord(candidate.first()), window.first()));
            int end = encoding.end(Math.min(encoding.lastOfWord(candidate.last()), window.end() - 1));
            if (start >= end) {
                continue;
            }
            Answer answer = new Answer(encoding.span(start, end), candidate.score());
            answers.merge(
                    answer.span().text().toLowerCase(Locale.ROOT),
                    answer,
                    (one, same) -> new Answer(one.span(), one.score() + same.score()));
        }
        return answers;
    }

    /**
     * @param first token of the text
     * @param last token of the text
     */
    private record Candidate(int first, int last, float score) {}

    private List<Candidate> best(Window window, EndProbabilities probabilities, int wanted) {
        List<Candidate> candidates = new ArrayList<>();
        for (int first = window.first(); first < window.end(); first++) {
            float start = probabilities.start(window.columnOf(first));
            int until = Math.min(window.end(), first + task.maxAnswerTokens());
            for (int last = first; last < until; last++) {
                candidates.add(new Candidate(first, last, start * probabilities.end(window.columnOf(last))));
            }
        }
        return candidates.stream()
                .sorted(Comparator.comparingDouble(Candidate::score).reversed())
                .limit(wanted)
                .toList();
    }
}
