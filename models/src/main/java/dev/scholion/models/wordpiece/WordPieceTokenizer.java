package dev.scholion.models.wordpiece;

import com.fasterxml.jackson.databind.JsonNode;
import dev.scholion.models.TextFaultException;
import java.util.Optional;

/**
 * A WordPiece tokenizer: gives the ids, offsets and words that Hugging Face's library gives, for any valid Unicode. Immutable
 * and thread-safe.
 *
 * <p>It knows {@code tokenizer.json} files of the model WordPiece with BertPreTokenizer; the normalizers BertNormalizer,
 * Lowercase, NFD, StripAccents, sequences of them, or none; added tokens with any flags; and the post-processors
 * BertProcessing, TemplateProcessing and RobertaProcessing, or none. The time it takes is in proportion to the text.
 */
public final class WordPieceTokenizer {
    /** A guess at how many characters a token has, so that arrays rarely grow. */
    private static final int CHARACTERS_OF_A_TOKEN = 4;

    private final WordPieces pieces;
    private final Normalization normalization;
    private final CharacterTable table;
    private final AddedTokens added;
    private final PostProcessor processor;
    private final RowLength rows;

    private WordPieceTokenizer(JsonNode file) throws UnknownTokenizerException {
        String version = file.path("version").asText("1.0");
        if (!version.equals("1.0")) {
            throw new UnknownTokenizerException("the version '%s'".formatted(version));
        }
        String cutting = file.path("pre_tokenizer").path("type").asText();
        this.pieces = new WordPieces(file.path("model"));
        if (!cutting.equals("BertPreTokenizer")) {
            throw new UnknownTokenizerException("the pre-tokenizer '%s'".formatted(cutting));
        }
        this.normalization = Normalization.read(file.path("normalizer"));
        this.added = new AddedTokens(file.path("added_tokens"), pieces.ids(), normalization);
        this.processor = PostProcessor.read(file.path("post_processor"));
        this.rows = RowLength.read(
                file.path("truncation"),
                file.path("padding"),
                processor.single().length());
        requireTrimmable();
        this.table = new CharacterTable(normalization, pieces.alphabet());
    }

    /** Blanks are trimmed by a token's spelling: where tokens are spelled with blanks, that is another matter. */
    private void requireTrimmable() throws UnknownTokenizerException {
        if (!processor.trimsBlanks()) {
            return;
        }
        boolean blank = pieces.ids().keySet().stream().anyMatch(BlankTrimming::isEdged)
                || added.plain().contents().stream().anyMatch(BlankTrimming::isEdged)
                || added.normalized().contents().stream().anyMatch(BlankTrimming::isEdged);
        if (blank || rows.keepsEnd()) {
            throw new UnknownTokenizerException("the post-processor RobertaProcessing with trim_offsets beside %s"
                    .formatted(blank ? "tokens that are spelled with blanks" : "a truncation from the left"));
        }
    }

    /**
     * Reads a {@code tokenizer.json}.
     *
     * @throws UnknownTokenizerException if it is of another kind; the message names what is not known
     */
    public static WordPieceTokenizer read(JsonNode file) throws UnknownTokenizerException {
        return new WordPieceTokenizer(file);
    }

    /** Reads a {@code tokenizer.json}; empty if it is of another kind. */
    public static Optional<WordPieceTokenizer> of(JsonNode file) {
        try {
            return Optional.of(read(file));
        } catch (UnknownTokenizerException e) {
            return Optional.empty();
        }
    }

    /** What stands around a single text. */
    public TokenTemplate single() {
        return processor.single();
    }

    /** What stands around two texts, if the file says. */
    public Optional<TokenTemplate> pair() {
        return processor.pair();
    }

    /**
     * The tokens of a text alone: none around it, none cut off.
     *
     * @throws TextFaultException if half of a surrogate pair stands alone in it
     */
    public Tokens encode(String text) {
        Scan scan = new Scan(pieces, table, new Tokens(text.length() / CHARACTERS_OF_A_TOKEN + 8));
        char[] units = text.toCharArray();
        if (added.normalized().isEmpty() && !added.plain().mayOccurIn(text) && scan.take(units)) {
            return scan.tokens();
        }
        scan.backTo(0, 0);
        new SplitText(CodePointText.of(units), scan, normalization, added, processor).run();
        return scan.tokens();
    }

    /**
     * A row as the file wants it: cut, with special tokens around the text, and padded.
     *
     * @throws TextFaultException if half of a surrogate pair stands alone in the text
     */
    public Tokens encodeRow(String text) {
        Tokens content = encode(text);
        int specials = processor.single().length();
        int kept = Math.min(content.length(), rows.most() - specials);
        int first = rows.keepsEnd() ? content.length() - kept : 0;
        int length = rows.padded(kept + specials);
        Tokens row = new Tokens(length);
        int padding = length - kept - specials;
        pad(row, rows.padsLeft() ? padding : 0);
        for (TokenTemplate.Place place : processor.single().places()) {
            if (place.id() != TokenTemplate.TEXT) {
                row.add(place.id(), 0, 0, Tokens.NO_WORD);
                continue;
            }
            for (int i = first; i < first + kept; i++) {
                row.add(content.id(i), content.start(i), content.end(i), content.word(i));
            }
        }
        pad(row, rows.padsLeft() ? 0 : padding);
        return row;
    }

    private void pad(Tokens row, int count) {
        for (int i = 0; i < count; i++) {
            row.add(rows.padId(), 0, 0, Tokens.NO_WORD);
        }
    }
}
