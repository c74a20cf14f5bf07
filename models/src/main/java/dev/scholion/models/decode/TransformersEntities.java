package dev.scholion.models.decode;

import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.text.Encoding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Entities exactly as Hugging Face's {@code token-classification} pipeline groups them, its surprises included: only
 * {@code B-} and {@code I-} are known, any other label continues itself, and of two windows' entities that overlap the
 * longer one stays, then the surer one.
 */
public final class TransformersEntities {
    private final List<String> labels;
    private final Aggregation strategy;
    private final Set<String> ignored;

    /** @param ignored labels or group names that are left out; the pipeline's default is {@code O} */
    public TransformersEntities(TaskHead head, Set<String> ignored) {
        this.labels = head.spec().labels();
        this.strategy = head.aggregation();
        this.ignored = Set.copyOf(ignored);
    }

    /** The answer of the pipeline for one text. */
    public List<TransformersEntity> decode(Encoding encoding, List<WindowScores> windows) {
        List<TransformersEntity> entities = new ArrayList<>();
        for (WindowScores window : windows) {
            List<Piece> pieces = pieces(encoding, window);
            for (List<Piece> group : strategy == Aggregation.NONE ? each(pieces) : groups(pieces)) {
                TransformersEntity entity = entity(group);
                if (!ignored.contains(entity.label())) {
                    entities.add(entity);
                }
            }
        }
        return windows.size() == 1 ? entities : withoutOverlaps(entities);
    }

    private List<Piece> pieces(Encoding encoding, WindowScores scores) {
        int first = scores.window().first();
        int end = scores.window().end();
        float[][] probabilities = new float[end - first][];
        for (int token = first; token < end; token++) {
            probabilities[token - first] = Probabilities.softmax(scores.ofToken(token));
        }
        return Piece.of(encoding, first, end, probabilities, strategy);
    }

    private static List<List<Piece>> each(List<Piece> pieces) {
        return pieces.stream().map(List::of).toList();
    }

    private List<List<Piece>> groups(List<Piece> pieces) {
        List<List<Piece>> groups = new ArrayList<>();
        String before = "";
        for (Piece piece : pieces) {
            String label = labels.get(piece.label());
            if (groups.isEmpty() || label.startsWith("B-") || !type(label).equals(type(before))) {
                groups.add(new ArrayList<>());
            }
            groups.get(groups.size() - 1).add(piece);
            before = label;
        }
        return groups;
    }

    private static String type(String label) {
        return label.startsWith("B-") || label.startsWith("I-") ? label.substring(2) : label;
    }

    private TransformersEntity entity(List<Piece> group) {
        Piece first = group.get(0);
        Piece last = group.get(group.size() - 1);
        String label = labels.get(first.label());
        return new TransformersEntity(
                strategy == Aggregation.NONE ? label : label.substring(label.indexOf('-') + 1),
                (float) group.stream().mapToDouble(Piece::score).average().orElseThrow(),
                first.start(),
                last.end(),
                first.token());
    }

    private static List<TransformersEntity> withoutOverlaps(List<TransformersEntity> entities) {
        List<TransformersEntity> kept = new ArrayList<>();
        for (TransformersEntity entity : entities.stream()
                .sorted(Comparator.comparingInt(TransformersEntity::start))
                .toList()) {
            int last = kept.size() - 1;
            if (kept.isEmpty() || entity.start() >= kept.get(last).end()) {
                kept.add(entity);
            } else if (beats(entity, kept.get(last))) {
                kept.set(last, entity);
            }
        }
        return kept;
    }

    private static boolean beats(TransformersEntity entity, TransformersEntity other) {
        int longer = Integer.compare(entity.end() - entity.start(), other.end() - other.start());
        return longer > 0 || (longer == 0 && entity.score() > other.score());
    }
}
