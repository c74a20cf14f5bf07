package dev.scholion.models.transformers;

import dev.scholion.models.text.PipelineTokenizer;
import java.util.ArrayList;
import java.util.List;

/**
 * Groups tokens into entities, with the surprises of the original: only {@code B-} and {@code I-} are known, any other label
 * continues itself, and a group's name is what follows the first {@code -} of any label.
 */
final class EntityGroups {
    private final List<String> labels;
    private final AggregationStrategy strategy;
    private final PipelineTokenizer tokenizer;

    EntityGroups(List<String> labels, AggregationStrategy strategy, PipelineTokenizer tokenizer) {
        this.labels = labels;
        this.strategy = strategy;
        this.tokenizer = tokenizer;
    }

    List<Entity> of(List<Piece> pieces) {
        List<Entity> entities = strategy.readsWords() ? words(pieces) : tokens(pieces);
        return strategy == AggregationStrategy.NONE ? entities : groups(entities);
    }

    private List<Entity> tokens(List<Piece> pieces) {
        return pieces.stream()
                .map(piece -> {
                    int label = Probabilities.best(piece.scores());
                    return new Entity(
                            labels.get(label),
                            piece.scores()[label],
                            piece.index(),
                            piece.word(),
                            piece.start(),
                            piece.end());
                })
                .toList();
    }

    private List<Entity> words(List<Piece> pieces) {
        List<Entity> words = new ArrayList<>();
        for (int from = 0; from < pieces.size(); ) {
            int to = from + 1;
            while (to < pieces.size() && pieces.get(to).insideWord()) {
                to++;
            }
            words.add(word(pieces.subList(from, to)));
            from = to;
        }
        return words;
    }

    private Entity word(List<Piece> pieces) {
        double[] scores =
                switch (strategy) {
                    case AVERAGE -> mean(pieces);
                    case MAX -> surest(pieces);
                    default -> pieces.get(0).scores();
                };
        int label = Probabilities.best(scores);
        return new Entity(
                labels.get(label),
                scores[label],
                pieces.get(0).index(),
                tokenizer.text(pieces.stream().map(Piece::word).toList()),
                pieces.get(0).start(),
                pieces.get(pieces.size() - 1).end());
    }

    private static double[] mean(List<Piece> pieces) {
        double[] mean = new double[pieces.get(0).scores().length];
        for (int label = 0; label < mean.length; label++) {
            double sum = 0;
            for (Piece piece : pieces) {
                sum += piece.scores()[label];
            }
            mean[label] = sum / pieces.size();
        }
        return mean;
    }

    private static double[] surest(List<Piece> pieces) {
        double[] surest = pieces.get(0).scores();
        for (Piece piece : pieces) {
            double[] scores = piece.scores();
            if (scores[Probabilities.best(scores)] > surest[Probabilities.best(surest)]) {
                surest = scores;
            }
        }
        return surest;
    }

    private List<Entity> groups(List<Entity> entities) {
        List<Entity> groups = new ArrayList<>();
        for (int from = 0; from < entities.size(); ) {
            int to = from + 1;
            while (to < entities.size()
                    && continues(entities.get(to).label(), entities.get(to - 1).label())) {
                to++;
            }
            groups.add(group(entities.subList(from, to)));
            from = to;
        }
        return groups;
    }

    private static boolean continues(String label, String before) {
        return !label.startsWith("B-") && type(label).equals(type(before));
    }

    private static String type(String label) {
        return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
    }

    private Entity group(List<Entity> entities) {
        Entity first = entities.get(0);
        return new Entity(
                first.label().substring(first.label().indexOf('-') + 1),
                entities.stream().mapToDouble(Entity::score).average().orElseThrow(),
                first.index(),
                tokenizer.text(entities.stream().map(Entity::word).toList()),
                first.start(),
                entities.get(entities.size() - 1).end());
    }

    /**
     * Of neighbours in order of their beginning that overlap, the longer one stays, then the surer one. A first entity that is
     * empty appears twice, as it does there.
     */
    static List<Entity> withoutOverlaps(List<Entity> entities) {
        List<Entity> sorted = new ArrayList<>(entities);
        sorted.sort((a, b) -> Integer.compare(a.start(), b.start()));
        List<Entity> kept = new ArrayList<>();
        if (sorted.isEmpty()) {
            return kept;
        }
        Entity previous = sorted.get(0);
        for (Entity entity : sorted) {
            if (previous.start() <= entity.start() && entity.start() < previous.end()) {
                int length = entity.end() - entity.start();
                int previousLength = previous.end() - previous.start();
                if (length > previousLength || (length == previousLength && entity.score() > previous.score())) {
                    previous = entity;
                }
            } else {
                kept.add(previous);
                previous = entity;
            }
        }
        kept.add(previous);
        return kept;
    }
}
