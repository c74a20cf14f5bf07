package dev.scholion.models.transformers;

import dev.scholion.models.text.PipelineTokenizer;
import dev.scholion.models.text.TokenizerCall;
import dev.scholion.models.text.TokenizerCall.Padding;
import dev.scholion.models.text.TokenizerCall.Truncation;
import java.util.Optional;

/** The arguments that a pipeline hands on to its tokenizer. */
final class TokenizerArguments {
    private TokenizerArguments() {}

    /** Reads them from among the pipeline's own, or from {@code tokenizer_kwargs} and {@code tokenize_kwargs}. */
    static TokenizerCall read(PipelineArguments arguments, PipelineTokenizer tokenizer) {
        for (String name : new String[] {"tokenizer_kwargs", "tokenize_kwargs"}) {
            if (arguments.has(name)) {
                PipelineArguments inner = arguments.inner(name);
                TokenizerCall call = call(inner, tokenizer);
                inner.requireAllKnown();
                for (String each : new String[] {"truncation", "padding", "max_length", "add_special_tokens"}) {
                    if (arguments.has(each) && inner.has(each)) {
                        throw new PipelineArgumentException("argument '%s' is given twice".formatted(each));
                    }
                    if (arguments.has(each)) {
                        throw new PipelineArgumentException(
                                "argument '%s' stands beside '%s', expected all in one place".formatted(each, name));
                    }
                }
                return call;
            }
        }
        return call(arguments, tokenizer);
    }

    private static TokenizerCall call(PipelineArguments arguments, PipelineTokenizer tokenizer) {
        Optional<Integer> stated = arguments.integer("max_length", 1);
        Padding padding = arguments
                .choiceOrFlag("padding", Padding.class, Padding.LONGEST, Padding.DO_NOT_PAD)
                .orElse(Padding.DO_NOT_PAD);
        boolean cutsByLength = stated.isPresent() && padding == Padding.DO_NOT_PAD;
        Truncation truncation = arguments
                .choiceOrFlag("truncation", Truncation.class, Truncation.LONGEST_FIRST, Truncation.DO_NOT_TRUNCATE)
                .orElse(cutsByLength ? Truncation.LONGEST_FIRST : Truncation.DO_NOT_TRUNCATE);
        boolean specials = arguments.flag("add_special_tokens").orElse(true);
        if (padding != Padding.DO_NOT_PAD && tokenizer.padId().isEmpty()) {
            throw new PipelineArgumentException("argument 'padding': the tokenizer has no padding token");
        }
        if (stated.isEmpty() && tokenizer.maxLength().isEmpty()) {
            truncation = Truncation.DO_NOT_TRUNCATE;
            padding = padding == Padding.MAX_LENGTH ? Padding.DO_NOT_PAD : padding;
        }
        int maxLength = stated.orElse(tokenizer.maxLength().orElse(0));
        return new TokenizerCall(truncation, maxLength, 0, padding, specials);
    }

    /** A call that cuts to the model's length, if there is one. */
    static TokenizerCall cut(PipelineTokenizer tokenizer, Truncation truncation) {
        return tokenizer.maxLength().isPresent()
                ? TokenizerCall.PLAIN.withTruncation(
                        truncation, tokenizer.maxLength().getAsInt())
                : TokenizerCall.PLAIN;
    }
}
