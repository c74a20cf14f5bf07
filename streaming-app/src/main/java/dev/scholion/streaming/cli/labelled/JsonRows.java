package dev.scholion.streaming.cli.labelled;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;

/** A JSON object a line. */
final class JsonRows implements Rows {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final TextLines lines;

    JsonRows(DataFile file) throws DataFileException {
        this.lines = TextLines.of(file);
    }

    @Override
    public Optional<LabelledRow> next() throws DataFileException {
        while (true) {
            Optional<String> line = lines.next();
            if (line.isEmpty()) {
                return Optional.empty();
            }
            if (!line.get().isBlank()) {
                return Optional.of(row(line.get()));
            }
        }
    }

    private LabelledRow row(String line) throws DataFileException {
        try {
            JsonNode fields = JSON.readTree(line);
            if (!fields.isObject()) {
                throw lines.problem("the line is no JSON object");
            }
            return new LabelledRow(lines.place(), fields);
        } catch (JsonProcessingException e) {
            throw new DataFileException(lines.place(), "the line is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    @Override
    public void close() throws DataFileException {
        lines.close();
    }
}
