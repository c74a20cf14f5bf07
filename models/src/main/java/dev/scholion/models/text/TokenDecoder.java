package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.catalog.ModelPackageException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * Turns tokens back into text, as the {@code decoder} of a {@code tokenizer.json} says. The native library does so only for
 * ids; the pipelines of Transformers do it for any strings, some of which are no tokens.
 */
@FunctionalInterface
interface TokenDecoder {
    /** The parts of the text, one or more for each token or fewer where they are joined. */
    List<String> parts(List<String> tokens);

    default String decode(List<String> tokens) {
        return String.join("", parts(tokens));
    }

    /** @param part a decoder; tokens are joined by blanks if it is null or missing */
    static TokenDecoder of(JsonNode part) {
        String type = part.path("type").asText("");
        return switch (type) {
            case "" -> tokens -> List.of(String.join(" ", tokens));
            case "WordPiece" ->
                tokens -> wordPiece(
                        tokens,
                        part.path("prefix").asText("##"),
                        part.path("cleanup").asBoolean(true));
            case "ByteLevel" -> tokens -> List.of(ByteLevel.text(tokens));
            case "Metaspace" -> metaspace(part);
            case "BPEDecoder" -> tokens -> suffixed(tokens, part.path("suffix").asText("</w>"));
            case "Fuse" -> tokens -> List.of(String.join("", tokens));
            case "Replace" -> replace(part);
            case "Strip" -> tokens -> each(tokens, token -> stripped(token, part));
            case "ByteFallback" -> ByteFallback::parts;
            case "Sequence" -> sequence(part.path("decoders"));
            default -> throw new ModelPackageException("tokenizer.json: the decoder '%s' is not known".formatted(type));
        };
    }

    private static TokenDecoder sequence(JsonNode parts) {
        List<TokenDecoder> all = StreamSupport.stream(parts.spliterator(), false)
                .map(TokenDecoder::of)
                .toList();
        return tokens -> {
            List<String> result = tokens;
            for (TokenDecoder each : all) {
                result = each.parts(result);
            }
            return result;
        };
    }

    private static List<String> wordPiece(List<String> tokens, String prefix, boolean cleanup) {
        List<String> parts = new ArrayList<>();
        for (String token : tokens) {
            String part = token;
            if (!parts.isEmpty()) {
                part = token.startsWith(prefix) ? token.substring(prefix.length()) : " " + token;
            }
            parts.add(cleanup ? tidied(part) : part);
        }
        return parts;
    }

    private static String tidied(String text) {
        return text.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" do not", " don't")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }

    private static TokenDecoder metaspace(JsonNode part) {
        String blank = part.path("replacement").asText(TokenizerParts.BLANK);
        boolean dropsFirst = !part.path("prepend_scheme").asText("always").equals("never")
                && part.path("add_prefix_space").asBoolean(true);
        return tokens -> {
            List<String> parts = new ArrayList<>();
            for (String token : tokens) {
                parts.add(token.replace(blank, parts.isEmpty() && dropsFirst ? "" : " "));
            }
            return parts;
        };
    }

    private static List<String> suffixed(List<String> tokens, String suffix) {
        List<String> parts = new ArrayList<>();
        for (String token : tokens) {
            parts.add(token.replace(suffix, parts.size() == tokens.size() - 1 ? "" : " "));
        }
        return parts;
    }

    private static TokenDecoder replace(JsonNode part) {
        JsonNode pattern = part.path("pattern");
        String content = part.path("content").asText();
        if (pattern.has("String")) {
            String literal = pattern.path("String").asText();
            return tokens -> each(tokens, token -> token.replace(literal, content));
        }
        Pattern regex = Pattern.compile(pattern.path("Regex").asText());
        return tokens -> each(tokens, token -> regex.matcher(token).replaceAll(Matcher.quoteReplacement(content)));
    }

    private static String stripped(String token, JsonNode part) {
        String content = part.path("content").asText();
        int start = 0;
        int end = token.length();
        for (int i = 0; i < part.path("start").asInt() && token.startsWith(content, start) && start < end; i++) {
            start += content.length();
        }
        for (int i = 0;
                i < part.path("stop").asInt() && end > start && token.startsWith(content, end - content.length());
                i++) {
            end -= content.length();
        }
        return token.substring(start, end);
    }

    private static List<String> each(List<String> tokens, java.util.function.UnaryOperator<String> change) {
        return tokens.stream().map(change).toList();
    }
}
