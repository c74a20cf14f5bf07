package dev.scholion.models.wordpiece;

import static dev.scholion.models.wordpiece.TokenTemplate.PAIR;
import static dev.scholion.models.wordpiece.TokenTemplate.TEXT;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.wordpiece.TokenTemplate.Place;
import java.util.Optional;

/**
 * What is done to the tokens of a text at last.
 *
 * @param pair around two texts, if the file has it
 * @param trimsBlanks whether blanks that an added token took along are left out of its offsets
 * @param keepsFirstBlank whether one blank before the first token stays nevertheless
 */
record PostProcessor(TokenTemplate single, Optional<TokenTemplate> pair, boolean trimsBlanks, boolean keepsFirstBlank) {
    private static final Place FIRST = new Place(TEXT, 0);

    /** @param processor of a {@code tokenizer.json}; missing or null if there is none */
    static PostProcessor read(JsonNode processor) throws UnknownTokenizerException {
        if (processor.isMissingNode() || processor.isNull()) {
            return untrimmed(TokenTemplate.of(FIRST), Optional.of(TokenTemplate.of(FIRST, new Place(PAIR, 1))));
        }
        String type = processor.path("type").asText();
        return switch (type) {
            case "BertProcessing" -> {
                Place cls = special(processor, "cls", 0);
                Place sep = special(processor, "sep", 0);
                yield untrimmed(
                        TokenTemplate.of(cls, FIRST, sep),
                        Optional.of(
                                TokenTemplate.of(cls, FIRST, sep, new Place(PAIR, 1), special(processor, "sep", 1))));
            }
            case "RobertaProcessing" -> {
                Place cls = special(processor, "cls", 0);
                Place sep = special(processor, "sep", 0);
                yield new PostProcessor(
                        TokenTemplate.of(cls, FIRST, sep),
                        Optional.of(TokenTemplate.of(cls, FIRST, sep, sep, new Place(PAIR, 0), sep)),
                        processor.path("trim_offsets").asBoolean(true),
                        processor.path("add_prefix_space").asBoolean(true));
            }
            case "TemplateProcessing" -> {
                JsonNode specials = processor.path("special_tokens");
                Optional<TokenTemplate> single = TokenTemplate.read(processor.path("single"), specials, 1);
                yield untrimmed(
                        single.orElseThrow(() -> new UnknownTokenizerException("a template without its text")),
                        TokenTemplate.read(processor.path("pair"), specials, 2));
            }
            default -> throw new UnknownTokenizerException("the post-processor '%s'".formatted(type));
        };
    }

    private static PostProcessor untrimmed(TokenTemplate single, Optional<TokenTemplate> pair) {
        return new PostProcessor(single, pair, false, false);
    }

    private static Place special(JsonNode processor, String name, int type) throws UnknownTokenizerException {
        return new Place(TokenTemplate.number(processor.path(name).path(1)), type);
    }
}
