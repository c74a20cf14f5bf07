package dev.scholion.models.decode;

import dev.scholion.models.TaskResult;
import dev.scholion.models.TaskResult.Entities;
import dev.scholion.models.TaskResult.Entity;
import dev.scholion.models.TextInput;
import dev.scholion.models.catalog.Aggregation;
import dev.scholion.models.catalog.TaskHead;
import dev.scholion.models.text.Encoding;
import java.util.ArrayList;
import java.util.List;

/**
 * Named entities as a stream wants them: whole names for BIO, BIOES and BILOU labels, over all windows of a text as if it
 * had been one.
 *
 * <p>Spans never overlap, are never empty, and neither begin nor end with a blank. An entity's score is the mean of its
 * pieces' scores.
 */
final class EntityDecoder implements TaskDecoder {
    private final List<Tag> tags;
    private final Aggregation strategy;
    private final double temperature;

    EntityDecoder(TaskHead head) {
        this.tags = head.spec().labels().stream().map(Tag::parse).toList();
        this.strategy = head.aggregation();
        this.temperature = head.temperature();
    }

    @Override
    public Entities decode(TextInput input, Encoding encoding, List<List<WindowScores>> readings) {
        return new TaskResult.Entities(entities(encoding, readings.get(0)));
    }

    List<Entity> entities(Encoding encoding, List<WindowScores> windows) {
        float[][] probabilities = Stitching.of(encoding, windows, temperature);
        List<Piece> open = new ArrayList<>();
        List<Entity> entities = new ArrayList<>();
        Tag before = Tag.parse("O");
        for (Piece piece : Piece.of(encoding, 0, encoding.length(), probabilities, strategy)) {
            Tag tag = tags.get(piece.label());
            if (strategy == Aggregation.NONE || !tag.continues(before)) {
                close(encoding, open, before.type(), entities);
            }
            if (tag.place() != Tag.Place.OUTSIDE) {
                open.add(piece);
            }
            before = tag;
        }
        close(encoding, open, before.type(), entities);
        return entities;
    }

    /** Makes an entity of the pieces, if anything but blanks is left of it, and forgets them. */
    private static void close(Encoding encoding, List<Piece> pieces, String type, List<Entity> entities) {
        if (pieces.isEmpty()) {
            return;
        }
        int taken = entities.isEmpty()
                ? 0
                : entities.get(entities.size() - 1).span().end();
        int start = Math.max(pieces.get(0).start(), taken);
        int end = pieces.get(pieces.size() - 1).end();
        while (start < end && encoding.isBlank(start)) {
            start++;
        }
        while (start < end && encoding.isBlank(end - 1)) {
            end--;
        }
        if (start < end) {
            double score = pieces.stream().mapToDouble(Piece::score).average().orElseThrow();
            entities.add(new Entity(type, encoding.span(start, end), (float) score));
        }
        pieces.clear();
    }
}
