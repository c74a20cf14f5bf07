package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** The questions of a file in SQuAD's JSON, version 1 or 2, as rows. One article at a time is in memory. */
final class SquadRows implements Rows {
    private final Path path;
    private final JsonParser parser;
    private final Deque<LabelledRow> waiting = new ArrayDeque<>();

    SquadRows(DataFile file) throws DataFileException {
        this.path = file.path();
        try {
            this.parser = new ObjectMapper().createParser(file.open());
        } catch (IOException e) {
            throw failure(path, e);
        }
        try {
            toArticles();
        } catch (IOException e) {
            close();
            throw failure(path, e);
        }
    }

    private void toArticles() throws IOException {
        JsonToken begins = parser.nextToken();
        while (begins == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean articles = parser.currentName().equals("data");
            if (parser.nextToken() == JsonToken.START_ARRAY && articles) {
                return;
            }
            parser.skipChildren();
        }
        if (begins != null) { // an empty file is a file without rows
            throw new DataFileException(path.toString(), "is not in SQuAD's format: there is no list 'data'");
        }
    }

    @Override
    public Optional<LabelledRow> next() throws DataFileException {
        try {
            while (waiting.isEmpty() && parser.nextToken() == JsonToken.START_OBJECT) {
                String place = "%s:%d".formatted(path, parser.currentLocation().getLineNr());
                JsonNode article = parser.readValueAsTree();
                for (JsonNode paragraph : article.path("paragraphs")) {
                    for (JsonNode question : paragraph.path("qas")) {
                        waiting.add(row(place, paragraph.path("context"), question));
                    }
                }
            }
            return Optional.ofNullable(waiting.poll());
        } catch (IOException e) {
            throw failure(path, e);
        }
    }

    private static LabelledRow row(String place, JsonNode context, JsonNode question) {
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        fields.set("context", context);
        fields.set("question", question.path("question"));
        fields.set("answers", question.path("answers"));
        return new LabelledRow(
                "%s (question %s)".formatted(place, question.path("id").asText("?")), fields);
    }

    private static DataFileException failure(Path path, IOException e) {
        if (e instanceof JsonProcessingException wrong) {
            String place = wrong.getLocation() == null
                    ? path.toString()
                    : "%s:%d".formatted(path, wrong.getLocation().getLineNr());
            return new DataFileException(place, "is no JSON: " + wrong.getOriginalMessage(), e);
        }
        return DataFile.unreadable(path.toString(), e);
    }

    @Override
    public void close() throws DataFileException {
        try {
            parser.close();
        } catch (IOException e) {
            throw failure(path, e);
        }
    }
}
