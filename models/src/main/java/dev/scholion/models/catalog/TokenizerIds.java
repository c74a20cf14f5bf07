package dev.scholion.models.catalog;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** The highest token id that a {@code tokenizer.json} can give, read without keeping the vocabulary. */
final class TokenizerIds {
    private static final JsonFactory JSON = new JsonFactory();

    private final PackageFile tokenizer;
    private long highest = -1;

    TokenizerIds(PackageFile tokenizer) {
        this.tokenizer = tokenizer;
    }

    /** @throws ModelPackageException if a token's id is beyond the embedding table, or the file is not JSON */
    void requireBelow(int vocabulary) {
        long found = highest();
        if (found >= vocabulary) {
            throw new ModelPackageException(
                    "%s has ids up to %d, the model's vocabulary has %d: the tokenizer is another model's"
                            .formatted(tokenizer.path(), found, vocabulary));
        }
    }

    private long highest() {
        try (JsonParser parser = JSON.createParser(tokenizer.verifiedBytes())) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ModelPackageException(tokenizer.path() + " is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String key = parser.currentName();
                parser.nextToken();
                switch (key) {
                    case "added_tokens" -> addedTokens(parser);
                    case "model" -> model(parser);
                    default -> parser.skipChildren();
                }
            }
            return highest;
        } catch (IOException e) {
            throw new ModelPackageException(tokenizer.path() + " is not JSON: " + e.getMessage(), e);
        }
    }

    private void addedTokens(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_ARRAY) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.START_OBJECT) {
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isId = parser.currentName().equals("id");
                parser.nextToken();
                if (isId) {
                    seen(parser);
                }
                parser.skipChildren();
            }
        }
    }

    private void model(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return;
        }
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            boolean isVocabulary = parser.currentName().equals("vocab");
            parser.nextToken();
            if (isVocabulary && parser.currentToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    parser.nextToken();
                    seen(parser);
                    parser.skipChildren();
                }
            } else if (isVocabulary && parser.currentToken() == JsonToken.START_ARRAY) {
                long index = -1;
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    index++;
                    parser.skipChildren();
                }
                highest = Math.max(highest, index);
            } else {
                parser.skipChildren();
            }
        }
    }

    private void seen(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            highest = Math.max(highest, parser.getLongValue());
        }
    }
}
