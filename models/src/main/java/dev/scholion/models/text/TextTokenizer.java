package dev.scholion.models.text;

import dev.scholion.models.TextFaultException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.catalog.SpecialTokens;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A model's tokenizer as streams use it: nothing is cut, and text that spells a special token is text. Thread-safe.
 *
 * <p>{@link #encode} takes time in proportion to the text; callers bound the text.
 */
public final class TextTokenizer implements AutoCloseable {
    private static final List<String> FILES =
            List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json");

    private static final int NO_ID = -1;

    /** A text is not cut into shorter pieces than this, however long the text beside it is. */
    private static final int LEAST_ROOM = 16;

    private final TokenSource source;
    private final Vocabulary vocabulary;
    private final Spellings spellings;
    private final TokenDecoder decoder;
    private final OptionalInt maskId;
    private final OptionalInt clsId;
    private final RecentFrames recentFrames = new RecentFrames();

    private TextTokenizer(TokenizerFile file, SpecialTokens stated, Function<TokenizerFile, TokenSource> source) {
        this.vocabulary = file.vocabulary();
        int unknownId = stated.unknown().flatMap(file::idOf).or(file::unknownId).orElse(NO_ID);
        this.spellings = new Spellings(vocabulary, file.marksContinuation(), unknownId);
        this.decoder = TokenDecoder.of(file.decoder());
        this.maskId = id(file, mask(file, stated));
        this.clsId = id(file, stated.cls().or(() -> role(file, "cls_token", "[CLS]", "<cls>", "<s>")));
        this.source = source.apply(file);
    }

    private static OptionalInt id(TokenizerFile file, Optional<String> token) {
        return token.flatMap(file::idOf).map(OptionalInt::of).orElseGet(OptionalInt::empty);
    }

    private static Optional<String> mask(TokenizerFile file, SpecialTokens stated) {
        return stated.mask().or(() -> role(file, "mask_token", "[MASK]", "<mask>"));
    }

    /** The special token of a role, as stated, or else the first of the usual ones that there is. */
    private static Optional<String> role(TokenizerFile file, String role, String... usual) {
        return file.specialTokens().role(role).or(() -> Stream.of(usual)
                .filter(token -> file.idOf(token).isPresent())
                .findFirst());
    }

    /**
     * Loads the tokenizer of a package. Text that spells a special token is text.
     *
     * @throws ModelPackageException if a file is not what was promised, or no tokenizer
     */
    public static TextTokenizer open(ModelPackage model) {
        return open(model, false);
    }

    /**
     * Loads the tokenizer of a package.
     *
     * @param maskMeant whether text that spells the mask token means it, as only the user of a task about masks does
     * @throws ModelPackageException if a file is not what was promised, or no tokenizer
     */
    public static TextTokenizer open(ModelPackage model, boolean maskMeant) {
        TokenizerFile file = TokenizerFile.of(model);
        SpecialTokens stated = model.specialTokens();
        Set<String> meant = maskMeant ? mask(file, stated).map(Set::of).orElse(Set.of()) : Set.of();
        return new TextTokenizer(file.hideSpecialTokens(meant), stated, TokenSource::of);
    }

    /** As {@link #open(ModelPackage)}, by the library though our own code may know the file: to compare the two. */
    static TextTokenizer overLibrary(ModelPackage model) {
        TokenizerFile file = TokenizerFile.of(model).hideSpecialTokens(Set.of());
        return new TextTokenizer(file, model.specialTokens(), LibraryTokens::new);
    }

    /** What the tokenizer of a package is made of: packages whose lists are equal have the same tokenizer. */
    public static List<String> sources(ModelPackage model) {
        TokenizerConfig config = TokenizerConfig.of(model);
        Stream<String> files = FILES.stream()
                .map(name -> model.file(name).map(PackageFile::sha256).orElse(""));
        return Stream.concat(
                        files,
                        Stream.of(
                                config.className().orElse(""),
                                config.modelType(),
                                model.specialTokens().toString()))
                .toList();
    }

    /**
     * Cuts texts for rows of a length.
     *
     * @param longestRow tokens of a row, special tokens included
     * @param overlap tokens that neighbouring windows share
     */
    public Windows windows(int longestRow, int overlap) {
        return new Windows(frame(), longestRow, overlap);
    }

    /**
     * Cuts texts for rows that may hold another text too.
     *
     * @param longestRow tokens of a row, special tokens and the other text included
     * @param overlap tokens that neighbouring windows share; fewer where the other text leaves no room for as many
     * @throws TextFaultException if the other text leaves too little room
     */
    public Windows windows(Reading reading, int longestRow, OptionalInt overlap) {
        RowFrame around = frame(reading);
        int room = longestRow - around.length();
        if (room < Math.min(LEAST_ROOM, longestRow - frame().length())) {
            throw notTokenizable("the other text of %d tokens leaves %d of %d for the text"
                    .formatted(encode(reading.beside().orElse("")).length(), Math.max(room, 0), longestRow));
        }
        return new Windows(around, longestRow, Math.min(overlap.orElse(room / 4), room - 1));
    }

    RowFrame frame(Reading reading) {
        return reading.beside().isEmpty() ? frame() : recentFrames.of(reading, this::pairFrame);
    }

    private RowFrame pairFrame(Reading reading) {
        PairFrame pair = source.pairFrame().orElseThrow(() -> notTokenizable("the tokenizer has no rows of two texts"));
        int[] beside = encode(reading.beside().get()).ids();
        return reading.before().isPresent() ? pair.behind(beside) : pair.before(beside);
    }

    /** Special tokens that every row has. */
    public int specialTokens() {
        return frame().length();
    }

    /** The token that stands for a missing word, if the tokenizer has one. */
    public OptionalInt maskId() {
        return maskId;
    }

    /** The token that stands for a whole row, if the tokenizer has one. */
    public OptionalInt clsId() {
        return clsId;
    }

    /** A token as text. */
    public String decode(int id) {
        return decoder.decode(List.of(spellings.token(id)));
    }

    /** Tokens as text, without the special ones among them. */
    String decodeWithoutSpecial(long[] ids) {
        List<String> tokens = new ArrayList<>();
        for (long id : ids) {
            vocabulary
                    .tokenOf(Math.toIntExact(id))
                    .filter(token -> !vocabulary.isSpecial(token))
                    .map(TokenizerFile::spelling)
                    .ifPresent(tokens::add);
        }
        return decoder.decode(tokens);
    }

    /** The special tokens of a row that holds one text. */
    RowFrame frame() {
        return source.frame();
    }

    /**
     * The tokens of a text.
     *
     * @param text valid Unicode
     * @throws TextFaultException if the tokenizer cannot take the text
     * @throws IllegalStateException if it is closed
     */
    public Encoding encode(String text) {
        boolean marked = text.indexOf(TokenizerFile.MARK) >= 0;
        String shown = marked ? text.replace(TokenizerFile.MARK, TokenizerFile.MARK_IN_TEXT) : text;
        return new Encoding(text, source.encode(shown), spellings);
    }

    static TextFaultException notTokenizable(String reason) {
        return new TextFaultException(TextFaultException.Kind.NOT_TOKENIZABLE, "not tokenizable: " + reason);
    }

    /** Waits for running calls, then frees the tokenizer. Idempotent. */
    @Override
    public void close() {
        source.close();
    }
}
