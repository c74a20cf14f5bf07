package dev.scholion.models.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.task.GenerationRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a model's files say that text is generated: {@code generation_config.json}, or {@code config.json} where there is
 * none. Both have Transformers' names and defaults, but for the length: where none is stated it is
 * {@value #USUAL_NEW_TOKENS} tokens, not 20.
 */
public final class GenerationConfigFile {
    /** Tokens that are generated at most where nothing says how many. */
    public static final int USUAL_NEW_TOKENS = 128;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "generation_config.json";
    private static final String MODEL_CONFIG = "config.json";

    private final ModelPackage model;
    private final GenerationRules asked;
    private final GenerationSettings settings;

    private GenerationConfigFile(ModelPackage model, GenerationRules asked, GenerationSettings settings) {
        this.model = model;
        this.asked = asked;
        this.settings = settings;
    }

    /**
     * Reads the files of a package.
     *
     * @param asked what the caller says is preferred to what the files say
     * @throws ModelPackageException if a setting is missing that has no default, or asks for what is not supported
     */
    public static GenerationConfig read(ModelPackage model, GenerationRules asked) {
        PackageFile file = model.file(NAME)
                .or(() -> model.file(MODEL_CONFIG))
                .orElseThrow(() -> new ModelPackageException(
                        "%s has neither %s nor %s".formatted(model.folder(), NAME, MODEL_CONFIG)));
        GenerationSettings settings = new GenerationSettings(file.path(), json(file));
        settings.requireSupported();
        return new GenerationConfigFile(model, asked, settings).config();
    }

    private static JsonNode json(PackageFile file) {
        try {
            return JSON.readTree(file.verifiedBytes());
        } catch (IOException e) {
            throw new ModelPackageException(file.path() + " is not JSON: " + e.getMessage(), e);
        }
    }

    private GenerationConfig config() {
        int start = settings.integer("decoder_start_token_id")
                .or(() -> settings.integer("bos_token_id"))
                .orElseThrow(() -> settings.problem("decoder_start_token_id is missing, and so is bos_token_id"));
        Set<Integer> ends = settings.tokens("eos_token_id");
        Set<Integer> forcedEnds = settings.tokens("forced_eos_token_id");
        Set<Integer> forcedStarts = settings.tokens("forced_bos_token_id");
        Stream.of(Set.of(start), ends, forcedEnds, forcedStarts).forEach(this::requireKnown);
        int maxLength = maxLength();
        return new GenerationConfig(
                start,
                ends,
                maxLength,
                beams(),
                rules(ends, forcedStarts, forcedEnds, maxLength),
                !forcedEnds.isEmpty());
    }

    private void requireKnown(Set<Integer> tokens) {
        int vocabulary = model.vocabulary().orElse(Integer.MAX_VALUE);
        tokens.stream()
                .filter(token -> token < 0 || token >= vocabulary)
                .findAny()
                .ifPresent(token -> {
                    throw settings.problem("token %d is special, the model knows %d".formatted(token, vocabulary));
                });
    }

    /** The decoder's start counts here, and its positions bound all. */
    private int maxLength() {
        int length = asked.maxNewTokens()
                .or(() -> settings.integer("max_new_tokens"))
                .map(tokens -> tokens + 1)
                .or(() -> settings.integer("max_length"))
                .orElse(USUAL_NEW_TOKENS + 1);
        int bounded = Math.min(length, positions().orElse(Integer.MAX_VALUE));
        if (bounded < 2) {
            throw settings.problem("a length of %d leaves no token behind the decoder's start".formatted(bounded));
        }
        return bounded;
    }

    /** Positions of the decoder, unless they are relative and bound nothing. */
    private Optional<Integer> positions() {
        return model.file(MODEL_CONFIG)
                .map(file -> new GenerationSettings(file.path(), json(file)))
                .flatMap(config -> config.integer("max_decoder_position_embeddings")
                        .or(() -> config.integer("max_position_embeddings")))
                .filter(positions -> positions > 0);
    }

    private BeamRules beams() {
        int count = asked.beams().or(() -> settings.integer("num_beams")).orElse(1);
        if (count < 1) {
            throw settings.problem("num_beams is %d, expected at least 1".formatted(count));
        }
        return new BeamRules(count, settings.number("length_penalty").orElse(1.0), settings.earlyStopping());
    }

    /** In the order of Transformers, which matters where one bans what another forces. */
    private List<ScoreRule> rules(
            Set<Integer> ends, Set<Integer> forcedStarts, Set<Integer> forcedEnds, int maxLength) {
        List<ScoreRule> rules = new ArrayList<>();
        settings.number("repetition_penalty")
                .filter(factor -> factor != 1)
                .map(this::positive)
                .ifPresent(factor -> rules.add(new RepetitionPenalty(factor.floatValue())));
        settings.integer("no_repeat_ngram_size")
                .filter(size -> size > 0)
                .ifPresent(size -> rules.add(new NoRepeatNgram(size)));
        List<List<Integer>> badWords = new ArrayList<>(settings.sequences("bad_words_ids"));
        badWords.removeIf(sequence -> sequence.size() == 1 && ends.contains(sequence.get(0)));
        addUnlessEmpty(rules, badWords.isEmpty(), new BadWords(badWords));
        int minLength = settings.integer("min_new_tokens")
                .map(tokens -> tokens + 1)
                .or(() -> settings.integer("min_length"))
                .orElse(0);
        addUnlessEmpty(rules, ends.isEmpty() || minLength <= 0, Suppressed.before(ends, minLength));
        addUnlessEmpty(rules, forcedStarts.isEmpty(), new Forced(forcedStarts, 1));
        addUnlessEmpty(rules, forcedEnds.isEmpty(), new Forced(forcedEnds, maxLength - 1));
        Set<Integer> suppressed = settings.tokens("suppress_tokens");
        addUnlessEmpty(rules, suppressed.isEmpty(), Suppressed.always(suppressed));
        Set<Integer> suppressedAtFirst = new HashSet<>(settings.tokens("begin_suppress_tokens"));
        addUnlessEmpty(
                rules,
                suppressedAtFirst.isEmpty(),
                Suppressed.after(suppressedAtFirst, forcedStarts.isEmpty() ? 1 : 2));
        if (settings.flag("renormalize_logits")) {
            rules.add(new LogProbabilities());
        }
        return rules;
    }

    private double positive(double penalty) {
        if (penalty > 0) {
            return penalty;
        }
        throw settings.problem("repetition_penalty is %s, expected more than 0".formatted(penalty));
    }

    private static void addUnlessEmpty(List<ScoreRule> rules, boolean empty, ScoreRule rule) {
        if (!empty) {
            rules.add(rule);
        }
    }
}
