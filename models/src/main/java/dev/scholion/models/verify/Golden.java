package dev.scholion.models.verify;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.GraphName;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The stored answers of the reference implementation about one text.
 *
 * @param ids of all tokens, special ones included
 * @param offsets code points of each token, first and end; special tokens have two equal ones
 * @param classes by task
 * @param entities by task, in text order
 * @param embeddings by task
 * @param answers by task
 * @param fills by task, of the only mask, best first; where there are some, the text means the mask that it spells
 * @param otherTasks tasks with answers of another kind, which are not read
 */
public record Golden(
        String text,
        List<Integer> ids,
        List<Span> offsets,
        Map<String, Classes> classes,
        Map<String, List<Entity>> entities,
        Map<String, List<Double>> embeddings,
        Map<String, Answer> answers,
        Map<String, List<Fill>> fills,
        List<String> otherTasks) {
    public Golden {
        answers = Map.copyOf(answers);
        fills = Map.copyOf(fills);
        otherTasks = List.copyOf(otherTasks);
        ids = List.copyOf(ids);
        offsets = List.copyOf(offsets);
        classes = Map.copyOf(classes);
        entities = Map.copyOf(entities);
        embeddings = Map.copyOf(embeddings);
    }

    /**
     * @param start first code point
     * @param end code point after the last
     */
    public record Span(int start, int end) {}

    /** @param scores in the order of the task's labels */
    public record Classes(String label, List<Double> scores) {
        public Classes {
            scores = List.copyOf(scores);
        }
    }

    public record Entity(String type, String text, Span span, double score) {}

    /** What was asked, and the slice of the text that answers it. */
    public record Answer(String question, String text, Span span, double score) {}

    /** @param token id in the vocabulary */
    public record Fill(int token, double score) {}

    /**
     * All stored answers of a package.
     *
     * @param tolerance largest difference of a score that counts as equal
     * @param precision of the graph that gave the answers, if they say
     */
    public record Set(double tolerance, Optional<String> precision, List<Golden> cases) {
        public Set {
            cases = List.copyOf(cases);
        }
    }

    /** As {@link #read(ModelPackage, String)}, in the precision of the package's graph. */
    public static Set read(ModelPackage model) {
        return read(model, model.precision());
    }

    /**
     * Reads the stored answers.
     *
     * @param run precision of the arithmetic that is compared with them
     * @throws ModelPackageException if the package has none, or they are not of its shape
     */
    public static Set read(ModelPackage model, String run) {
        PackageFile file = model.goldens(run)
                .orElseThrow(() -> new ModelPackageException(model.folder() + " has no golden.json to verify with"));
        try {
            JsonNode root = new ObjectMapper().readTree(file.verifiedBytes());
            double tolerance = root.path("tolerance").asDouble(Double.NaN);
            if (!(tolerance >= 0) || root.path("cases").isEmpty()) {
                throw new ModelPackageException(file.path() + " needs a tolerance and cases");
            }
            List<Golden> cases = new ArrayList<>();
            root.path("cases").forEach(node -> cases.add(golden(node)));
            return new Set(
                    tolerance,
                    Optional.ofNullable(root.path("precision").textValue()).map(GraphName::shortened),
                    cases);
        } catch (IOException e) {
            throw new ModelPackageException(file.path() + " is not JSON: " + e.getMessage(), e);
        }
    }

    private static Golden golden(JsonNode node) {
        Map<String, Classes> classes = new LinkedHashMap<>();
        Map<String, List<Entity>> entities = new LinkedHashMap<>();
        Map<String, List<Double>> embeddings = new LinkedHashMap<>();
        Map<String, Answer> answers = new LinkedHashMap<>();
        Map<String, List<Fill>> fills = new LinkedHashMap<>();
        List<String> otherTasks = new ArrayList<>();
        node.path("tasks").properties().forEach(task -> {
            JsonNode answer = task.getValue();
            if (answer.isArray()) {
                entities.put(task.getKey(), stream(answer).map(Golden::entity).toList());
            } else if (answer.path("embedding").isArray()) {
                embeddings.put(
                        task.getKey(),
                        stream(answer.path("embedding")).map(JsonNode::asDouble).toList());
            } else if (answer.has("question")) {
                answers.put(task.getKey(), answer(answer));
            } else if (answer.path("fills").isArray()) {
                fills.put(
                        task.getKey(),
                        stream(answer.path("fills"))
                                .map(fill -> new Fill(
                                        fill.path("token").asInt(),
                                        fill.path("score").asDouble()))
                                .toList());
            } else if (!answer.has("scores")) {
                otherTasks.add(task.getKey());
            } else {
                List<Double> scores =
                        stream(answer.path("scores")).map(JsonNode::asDouble).toList();
                classes.put(task.getKey(), new Classes(answer.path("label").asText(), scores));
            }
        });
        return new Golden(
                node.path("text").asText(),
                stream(node.path("ids")).map(JsonNode::asInt).toList(),
                stream(node.path("offsets"))
                        .map(pair -> new Span(pair.path(0).asInt(), pair.path(1).asInt()))
                        .toList(),
                classes,
                entities,
                embeddings,
                answers,
                fills,
                otherTasks);
    }

    private static Answer answer(JsonNode node) {
        return new Answer(
                node.path("question").asText(),
                node.path("answer").asText(),
                new Span(node.path("start").asInt(), node.path("end").asInt()),
                node.path("score").asDouble());
    }

    private static Entity entity(JsonNode node) {
        return new Entity(
                node.path("type").asText(),
                node.path("text").asText(),
                new Span(node.path("start").asInt(), node.path("end").asInt()),
                node.path("score").asDouble());
    }

    private static Stream<JsonNode> stream(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
