package dev.scholion.models.catalog;

import java.util.List;
import java.util.Optional;

/**
 * What is told about a model to people. None of it changes an answer.
 *
 * @param languages by their codes, for example {@code en}
 * @param baseModel what it was trained from
 * @param trainingData a line for each data set
 * @param quality a line for each measured figure
 */
public record ModelCard(
        Optional<String> description,
        Optional<String> license,
        List<String> languages,
        Optional<String> baseModel,
        List<String> trainingData,
        List<String> quality) {
    /** Nothing is told. */
    public static final ModelCard EMPTY =
            new ModelCard(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), List.of(), List.of());

    public ModelCard {
        languages = List.copyOf(languages);
        trainingData = List.copyOf(trainingData);
        quality = List.copyOf(quality);
    }
}
