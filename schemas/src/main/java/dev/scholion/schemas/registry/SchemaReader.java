package dev.scholion.schemas.registry;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import dev.scholion.schemas.registry.RegistryException.Kind;
import java.io.IOException;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;

/**
 * Reads schemas that others wrote. It is lenient about names and defaults, which do not matter to a reader of data, and
 * strict about depth, which would otherwise cost Avro's parser its stack. One reader reads one schema and those it
 * refers to, which come first.
 */
final class SchemaReader {
    /** JSON levels; a record inside a record takes three. */
    private static final int DEEPEST = 300;

    private static final JsonFactory SHALLOW = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .build();

    private final Schema.Parser parser = new Schema.Parser(NameValidator.NO_VALIDATION).setValidateDefaults(false);

    /** @throws RegistryException of kind {@link Kind#UNREADABLE} */
    Schema read(int id, String text) {
        try {
            try (JsonParser json = SHALLOW.createParser(text)) {
                while (json.nextToken() != null) {
                    json.skipChildren();
                }
            }
            return parser.parse(text);
        } catch (IOException | RuntimeException e) { // Avro's parser throws more than it declares
            throw new RegistryException(Kind.UNREADABLE, "schema %d cannot be read: %s".formatted(id, brief(e)), e);
        }
    }

    private static String brief(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.substring(0, Math.min(200, message.length()));
    }
}
