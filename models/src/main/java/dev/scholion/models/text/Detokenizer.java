package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import java.io.IOException;
import java.util.List;

/**
 * Makes text of tokens as Transformers does: without special tokens, and where {@code tokenizer_config.json} asks for it
 * without the blanks that some vocabularies leave before punctuation. Thread-safe.
 */
public final class Detokenizer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final TextTokenizer tokenizer;
    private final boolean cleansUp;

    /** @param tokenizer of the model; used for as long as this is */
    public Detokenizer(ModelPackage model, TextTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.cleansUp = model.file("tokenizer_config.json")
                .map(Detokenizer::json)
                .filter(config -> config.path("clean_up_tokenization_spaces").asBoolean())
                .filter(config -> config.path("clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output")
                                .asBoolean()
                        || !isPairEncoding(json(model.tokenizer())))
                .isPresent();
    }

    /** Pair encodings keep their blanks in their tokens, so there is nothing to clean up. Old files do not name the type. */
    private static boolean isPairEncoding(JsonNode file) {
        JsonNode model = file.path("model");
        return model.path("type").asText(model.has("merges") ? "BPE" : "").equals("BPE");
    }

    private static JsonNode json(PackageFile file) {
        try {
            return JSON.readTree(file.verifiedBytes());
        } catch (IOException e) {
            throw new ModelPackageException(file.path() + " is not JSON: " + e.getMessage(), e);
        }
    }

    public String text(List<Integer> ids) {
        String text = tokenizer.decodeWithoutSpecial(
                ids.stream().mapToLong(Integer::longValue).toArray());
        return cleansUp ? withoutBlanksBeforePunctuation(text) : text;
    }

    /** As Transformers cleans up the text of tokens. */
    static String withoutBlanksBeforePunctuation(String text) {
        return text.replace(" .", ".")
                .replace(" ?", "?")
                .replace(" !", "!")
                .replace(" ,", ",")
                .replace(" ' ", "'")
                .replace(" n't", "n't")
                .replace(" 'm", "'m")
                .replace(" 's", "'s")
                .replace(" 've", "'ve")
                .replace(" 're", "'re");
    }
}
