package dev.scholion.models.catalog;

import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The graphs of a model that generates text, in Optimum's layout: one reads, the other writes without past keys and values.
 * Those with past, {@code decoder_with_past_model.onnx} and {@code decoder_model_merged.onnx}, are not used.
 *
 * @param encoder name in the package
 * @param decoder name in the package
 */
record EncoderDecoderGraphs(String encoder, String decoder) {
    static final String DECODER = "decoder_model.onnx";

    private static final String ENCODER = "encoder_model.onnx";

    /** Those of a plain folder, in it or in its folder {@code onnx}. */
    static EncoderDecoderGraphs in(PackageFolder folder) {
        return among(name -> folder.optional(name).isPresent())
                .orElseThrow(() -> new ModelPackageException(
                        "%s generates text, and has no %s with its %s, here or in its folder onnx"
                                .formatted(folder.path(), ENCODER, DECODER)));
    }

    /** @param exists whether the package has a file of a name */
    static Optional<EncoderDecoderGraphs> among(Predicate<String> exists) {
        return Stream.of("", "onnx/")
                .map(place -> new EncoderDecoderGraphs(place + ENCODER, place + DECODER))
                .filter(graphs -> exists.test(graphs.encoder()) && exists.test(graphs.decoder()))
                .findFirst();
    }
}
