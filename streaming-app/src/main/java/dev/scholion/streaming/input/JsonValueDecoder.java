package dev.scholion.streaming.input;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.scholion.streaming.input.WantedFields.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object in UTF-8 (RFC 8259), read as a stream: what is not looked for is never kept. A byte order mark before
 * it is passed over; a second value after it is not. An event time is an integer of milliseconds or an ISO 8601 string
 * with an offset.
 */
final class JsonValueDecoder implements ValueDecoder {
    private static final int DEEPEST = 64;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** A string or a name cannot be longer than its record. Symbol tables would keep what strangers send. */
    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE)
                    .maxNumberLength(1_000)
                    .maxNameLength(10_000)
                    .build())
            .build();

    private final WantedFields wanted;

    JsonValueDecoder(WantedFields wanted) {
        this.wanted = wanted;
    }

    @Override
    public EventFields decode(byte[] value) throws RejectedEventException {
        // Decoded first: Jackson's own reading of UTF-8 is lenient.
        String text = UnicodeText.decode(value, 0, value.length, "the value");
        FoundFields found = new FoundFields(wanted);
        try (JsonParser json =
                JSON.createParser(text.startsWith(String.valueOf(BYTE_ORDER_MARK)) ? text.substring(1) : text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new RejectedEventException(Stage.DECODE, Reason.MALFORMED, "the value is not a JSON object");
            }
            object(json, wanted, found);
            if (json.nextToken() != null) {
                throw new RejectedEventException(
                        Stage.DECODE, Reason.MALFORMED, "the JSON object is followed by something else");
            }
        } catch (StreamConstraintsException e) {
            throw new RejectedEventException(
                    Stage.DECODE,
                    Reason.TOO_COMPLEX,
                    "JSON nested deeper than %d, or with a name or number too long".formatted(DEEPEST));
        } catch (JsonProcessingException e) {
            // Jackson's message quotes the value; its place in the value is enough.
            throw new RejectedEventException(
                    Stage.DECODE,
                    Reason.MALFORMED,
                    "not JSON at line %d, column %d"
                            .formatted(
                                    e.getLocation().getLineNr(), e.getLocation().getColumnNr()));
        } catch (IOException e) {
            throw new UncheckedIOException(e); // the stream is memory
        }
        return found.fields();
    }

    private static void object(JsonParser json, WantedFields wanted, FoundFields found)
            throws IOException, RejectedEventException {
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            JsonToken token = json.nextToken();
            leaf(json, token, wanted.named(name), found);
            WantedFields inside = wanted.inside(name);
            if (token == JsonToken.START_OBJECT && !inside.isEmpty()) {
                object(json, inside, found);
            } else {
                json.skipChildren();
            }
        }
    }

    private static void leaf(JsonParser json, JsonToken token, Set<Part> parts, FoundFields found)
            throws IOException, RejectedEventException {
        if (parts.isEmpty()) {
            return;
        }
        switch (token) {
            case VALUE_STRING -> found.string(parts, json.getText());
            case VALUE_NUMBER_INT -> found.integer(parts, json.getText(), millis(json));
            case VALUE_NULL -> found.nothing(parts);
            default -> found.other(parts);
        }
    }

    private static @Nullable Long millis(JsonParser json) throws IOException {
        return json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? null : json.getLongValue();
    }
}
