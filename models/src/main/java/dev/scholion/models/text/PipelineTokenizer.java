package dev.scholion.models.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.SpecialTokens;
import dev.scholion.models.text.TokenizerCall.Padding;
import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A model's tokenizer as the pipelines of Transformers call it: truncation, overflow and padding are the native library's
 * own, and its tokens are decoded as there. Thread-safe.
 */
public final class PipelineTokenizer implements AutoCloseable {
    private static final String SAMPLE = "a";

    private final TokenizerFile file;
    private final Vocabulary vocabulary;
    private final TokenDecoder decoder;
    private final boolean literal;
    private final OptionalInt maxLength;
    private final SpecialTokens stated;
    private final boolean left;
    private final boolean described;
    private final int singleSpecials;
    private final int pairSpecials;
    private final Map<TokenizerCall, NativeTokenizer> tokenizers = new ConcurrentHashMap<>();

    private PipelineTokenizer(ModelPackage model, TokenizerFile file, boolean literal, Vocabulary vocabulary) {
        this.file = file;
        this.literal = literal;
        this.vocabulary = vocabulary;
        this.decoder = TokenDecoder.of(file.decoder());
        JsonNode stated = file.config().at("model_max_length");
        this.described = model.file("tokenizer_config.json").isPresent();
        this.maxLength = stated.isNumber() && stated.asDouble() < Integer.MAX_VALUE
                ? OptionalInt.of(stated.asInt())
                : described ? OptionalInt.empty() : OptionalInt.of(model.window());
        this.stated = model.specialTokens();
        String own = file.ownPadding().path("direction").asText("").toLowerCase(Locale.ROOT);
        String side = file.config()
                .token("padding_side")
                .orElse(own.isEmpty() ? (file.kind().padsLeft() ? "left" : "right") : own);
        this.left = side.equals("left");
        int bare = plain(SAMPLE, null, false).length();
        this.singleSpecials = plain(SAMPLE, null, true).length() - bare;
        this.pairSpecials = plain(SAMPLE, SAMPLE, true).length()
                - plain(SAMPLE, SAMPLE, false).length();
    }

    /**
     * Loads the tokenizer of a package.
     *
     * @param spelled whether text that spells a special token becomes that token, as in Transformers
     * @param always special tokens that text may always spell, by their roles
     */
    public static PipelineTokenizer open(ModelPackage model, boolean spelled, Set<String> always) {
        TokenizerFile file = TokenizerFile.of(model);
        Vocabulary vocabulary = file.vocabulary();
        if (!spelled) {
            List<String> kept = new ArrayList<>();
            always.forEach(role -> file.specialTokens().role(role).ifPresent(kept::add));
            file.hideSpecialTokens(Set.copyOf(kept));
        }
        return new PipelineTokenizer(model, file, spelled, vocabulary);
    }

    /**
     * The rows of a text, or of a pair of texts: the first one, and what did not fit into it if the call has a stride.
     *
     * @throws TextFaultException where Transformers raises an error
     */
    public List<TokenizedRow> encode(TokenizerCall call, String text, @Nullable String pair) {
        requireRoom(call, text, pair);
        return tokenizer(call).encode(spelled(text), pair == null ? null : spelled(pair), call.specialTokens());
    }

    /** The rows of a text that was cut into words before; offsets count in each word from 0. */
    public List<TokenizedRow> encodeWords(TokenizerCall call, List<String> words) {
        if (call.stride() > 0 && call.stride() >= call.maxLength() - singleSpecials) {
            throw fault("a stride of %d tokens leaves no room".formatted(call.stride()));
        }
        return tokenizer(call).encodeWords(words.stream().map(this::spelled).toList(), call.specialTokens());
    }

    private String spelled(String text) {
        return literal ? text : text.replace(TokenizerFile.MARK, TokenizerFile.MARK_IN_TEXT);
    }

    private TokenizedRow plain(String text, @Nullable String pair, boolean specials) {
        return tokenizer(TokenizerCall.PLAIN)
                .encode(spelled(text), pair == null ? null : spelled(pair), specials)
                .get(0);
    }

    private NativeTokenizer tokenizer(TokenizerCall call) {
        return tokenizers.computeIfAbsent(call, key -> new NativeTokenizer(file.json(truncation(key), padding(key))));
    }

    /** The native library ends the process where these do not hold. */
    private void requireRoom(TokenizerCall call, String text, @Nullable String pair) {
        if (call.truncation() == Truncation.DO_NOT_TRUNCATE) {
            return;
        }
        int specials = !call.specialTokens() ? 0 : pair == null ? singleSpecials : pairSpecials;
        int room = call.maxLength() - specials;
        if (room < 0) {
            throw fault(
                    "a row of %d tokens has no room beside %d special tokens".formatted(call.maxLength(), specials));
        }
        int stride = call.stride();
        if (stride == 0) {
            return;
        }
        int single = call.maxLength() - (call.specialTokens() ? singleSpecials : 0);
        if (single < stride) {
            throw fault("a stride of %d tokens is more than the %d tokens of text in a row".formatted(stride, single));
        }
        int kept =
                switch (call.truncation()) {
                    case ONLY_SECOND -> room - tokens(text);
                    case ONLY_FIRST -> pair == null ? room : room - tokens(pair);
                    default -> pair == null ? room : room / 2;
                };
        if (stride >= kept && tokens(text) + (pair == null ? 0 : tokens(pair)) > room) {
            throw fault("a stride of %d tokens, but only %d tokens of the text fit into a row"
                    .formatted(stride, Math.max(kept, 0)));
        }
    }

    private int tokens(String text) {
        return plain(text, null, false).length();
    }

    private static TextFaultException fault(String message) {
        return new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, message);
    }

    private JsonNode truncation(TokenizerCall call) {
        if (call.truncation() == Truncation.DO_NOT_TRUNCATE) {
            return JsonNodeFactory.instance.nullNode();
        }
        String own = file.ownTruncation().path("direction").asText("right").toLowerCase(Locale.ROOT);
        boolean fromLeft = file.config().token("truncation_side").orElse(own).equals("left");
        return JsonNodeFactory.instance
                .objectNode()
                .put("direction", fromLeft ? "Left" : "Right")
                .put("max_length", call.maxLength())
                .put(
                        "strategy",
                        switch (call.truncation()) {
                            case ONLY_FIRST -> "OnlyFirst";
                            case ONLY_SECOND -> "OnlySecond";
                            default -> "LongestFirst";
                        })
                .put("stride", call.stride());
    }

    private JsonNode padding(TokenizerCall call) {
        if (call.padding() == Padding.DO_NOT_PAD) {
            return JsonNodeFactory.instance.nullNode();
        }
        ObjectNode padding = JsonNodeFactory.instance.objectNode();
        if (call.padding() == Padding.MAX_LENGTH) {
            padding.putObject("strategy").put("Fixed", call.maxLength());
        } else {
            padding.put("strategy", "BatchLongest");
        }
        return padding.put("direction", left ? "Left" : "Right")
                .putNull("pad_to_multiple_of")
                .put("pad_id", padId().orElse(0))
                .put("pad_type_id", 0)
                .put("pad_token", padToken().orElse("[PAD]"));
    }

    private Optional<String> padToken() {
        return file.specialTokens().role("pad_token").or(() -> Optional.of(
                        file.ownPadding().path("pad_token").asText(""))
                .filter(token -> !token.isEmpty()));
    }

    /** The token that fills rows up, if the tokenizer has one. */
    public OptionalInt padId() {
        return padToken().flatMap(vocabulary::idOf).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** The id of the special token of a role, for example {@code mask_token}. */
    public OptionalInt idOfRole(String role) {
        Optional<String> token = file.specialTokens().role(role).or(() -> switch (role) {
            case "unk_token" -> stated.unknown();
            case "cls_token" -> stated.cls();
            case "mask_token" -> stated.mask();
            default -> Optional.empty();
        });
        return token.flatMap(vocabulary::idOf).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** The id of a token, added ones among them. */
    public OptionalInt idOf(String token) {
        return vocabulary.idOf(token).map(OptionalInt::of).orElse(OptionalInt.empty());
    }

    /** The token of an id; empty if there is none. */
    public String tokenOf(int id) {
        return vocabulary.tokenOf(id).orElse("");
    }

    /** {@code model_max_length}: tokens of a row, special tokens included; empty if nothing bounds it. */
    public OptionalInt maxLength() {
        return maxLength;
    }

    /** Special tokens around a single text. */
    public int specialTokens() {
        return singleSpecials;
    }

    public boolean padsLeft() {
        return left;
    }

    /** Whether a model is told the segments of tokens. */
    public boolean hasTypes() {
        JsonNode names = file.config().at("model_input_names");
        if (!names.isArray()) {
            return file.kind().hasTypes() || !described;
        }
        for (JsonNode name : names) {
            if (name.asText().equals("token_type_ids")) {
                return true;
            }
        }
        return false;
    }

    /** Whether pieces inside a word are marked in their spelling, as WordPiece does with {@code ##}. */
    public boolean marksContinuation() {
        return file.marksContinuation();
    }

    /** Text of tokens, or of strings in their places. */
    public String text(List<String> tokens) {
        return decoder.decode(tokens);
    }

    /** Text of ids. */
    public String text(int[] ids, boolean skipSpecialTokens) {
        List<String> tokens = new ArrayList<>();
        for (int id : ids) {
            vocabulary
                    .tokenOf(id)
                    .filter(token -> !skipSpecialTokens || !vocabulary.isSpecial(token))
                    .ifPresent(tokens::add);
        }
        String text = decoder.decode(tokens);
        return file.config().flag("clean_up_tokenization_spaces", false) && !file.isPairEncoding()
                ? Detokenizer.withoutBlanksBeforePunctuation(text)
                : text;
    }

    /** Frees all native tokenizers. Idempotent. */
    @Override
    public void close() {
        tokenizers.values().forEach(NativeTokenizer::close);
    }
}
