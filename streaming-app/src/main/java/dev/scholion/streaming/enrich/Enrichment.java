package dev.scholion.streaming.enrich;

import dev.scholion.models.Annotations;
import dev.scholion.models.Predictor;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.TextInput;
import dev.scholion.models.language.LanguageCode;
import dev.scholion.streaming.config.InputConfig.Tombstones;
import dev.scholion.streaming.input.EventDecoder;
import dev.scholion.streaming.input.KafkaEvent;
import dev.scholion.streaming.input.Reason;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.Stage;
import dev.scholion.streaming.input.TextEvent;
import dev.scholion.streaming.output.OutgoingRecord;
import dev.scholion.streaming.output.RejectEncoder;
import dev.scholion.streaming.output.ResultEncoder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * The way of one event: decoded, shown to the model, its answers encoded. What is wrong with the event becomes a reject
 * record; what is wrong with the registry or the engine becomes a failed future.
 *
 * <p>{@link #enrich} is called by one thread; answers arrive on engine threads.
 */
final class Enrichment {
    private final EventDecoder decoder;
    private final Predictor predictor;
    private final ResultEncoder results;
    private final RejectEncoder rejects;
    private final Tombstones tombstones;
    private final InstantSource clock;

    Enrichment(
            EventDecoder decoder,
            Predictor predictor,
            ResultEncoder results,
            RejectEncoder rejects,
            Tombstones tombstones,
            InstantSource clock) {
        this.decoder = decoder;
        this.predictor = predictor;
        this.results = results;
        this.rejects = rejects;
        this.tombstones = tombstones;
        this.clock = clock;
    }

    /** The records that an event becomes: its results, or one reject. */
    CompletableFuture<List<OutgoingRecord>> enrich(KafkaEvent event) {
        if (event.value() == null && tombstones == Tombstones.FORWARD) {
            return CompletableFuture.completedFuture(results.tombstones(event, clock.instant()));
        }
        TextEvent text;
        try {
            text = decoder.decode(event);
        } catch (RejectedEventException e) {
            return CompletableFuture.completedFuture(List.of(reject(event, null, e)));
        }
        return predictor.predict(input(text)).handle((annotations, failure) -> {
            try {
                if (failure != null) {
                    throw rejection(failure);
                }
                return answers(event, text, annotations);
            } catch (RejectedEventException e) {
                return List.of(reject(event, text, e));
            }
        });
    }

    /** The event's language in the form in which models name theirs. One that names none counts as not stated. */
    private static TextInput input(TextEvent text) {
        return new TextInput(
                text.text(), Optional.ofNullable(text.language()).flatMap(LanguageCode::of), text.further());
    }

    private List<OutgoingRecord> answers(KafkaEvent event, TextEvent text, Annotations annotations)
            throws RejectedEventException {
        return results.encode(event, text, annotations, predictor.model(), clock.instant());
    }

    private OutgoingRecord reject(KafkaEvent event, @Nullable TextEvent text, RejectedEventException rejection) {
        return rejects.encode(event, text, rejection, predictor.model(), clock.instant());
    }

    /** The event's fault as a rejection; an engine's fault is thrown on. */
    private static RejectedEventException rejection(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TextFaultException fault) {
            return switch (fault.kind()) {
                case MISSING_FIELD -> new RejectedEventException(Stage.DECODE, Reason.MISSING_FIELD, message(fault));
                case NO_MODEL -> new RejectedEventException(Stage.ROUTE, Reason.NO_MODEL_FOR_LANGUAGE, message(fault));
                case NOT_TOKENIZABLE ->
                    new RejectedEventException(Stage.TOKENIZE, Reason.NOT_TOKENIZABLE, message(fault));
                case ENGINE_REFUSED -> new RejectedEventException(Stage.INFER, Reason.ENGINE_REFUSED, message(fault));
                case INVALID_SCORE -> new RejectedEventException(Stage.INFER, Reason.INVALID_SCORE, message(fault));
            };
        }
        throw new CompletionException(cause);
    }

    private static String message(Throwable fault) {
        String message = fault.getMessage();
        return message == null ? fault.toString() : message;
    }
}
