package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.ClassScore;
import dev.scholion.models.task.ClassRules;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Labels with their scores, best first, as far as the caller wants to see them. */
final class RankedClasses {
    private RankedClasses() {}

    /** @param scores one for each label, in their order */
    static TaskResult.Classes of(List<String> labels, float[] scores, ClassRules rules, String combined) {
        List<ClassScore> ranked = IntStream.range(0, labels.size())
                .mapToObj(label -> new ClassScore(labels.get(label), scores[label]))
                .sorted(Comparator.comparingDouble(ClassScore::score).reversed())
                .toList();
        ClassScore best = ranked.get(0);
        List<ClassScore> shown = ranked.stream()
                .filter(score -> score.score() >= rules.threshold())
                .limit(rules.topK())
                .toList();
        return new TaskResult.Classes(best.label(), best.score(), shown, combined, best.score() < rules.abstainBelow());
    }
}
