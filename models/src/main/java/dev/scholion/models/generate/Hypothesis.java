package dev.scholion.models.generate;

import java.util.List;

/**
 * Tokens that a search found.
 *
 * @param ids behind the decoder's start, the end token included where there is one
 * @param finished whether the model chose the end itself, and not because the length was used up
 */
public record Hypothesis(List<Integer> ids, boolean finished) {
    public Hypothesis {
        ids = List.copyOf(ids);
    }
}
