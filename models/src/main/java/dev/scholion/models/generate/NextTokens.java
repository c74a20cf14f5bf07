package dev.scholion.models.generate;

import java.util.List;

/** What a model says of the token that comes next. */
@FunctionalInterface
public interface NextTokens {
    /**
     * Raw scores of the whole vocabulary behind each prefix.
     *
     * @param prefixes tokens so far, the decoder's start first; all of one length
     * @return one array a prefix, in their order; the caller may change them
     */
    float[][] after(List<int[]> prefixes);
}
