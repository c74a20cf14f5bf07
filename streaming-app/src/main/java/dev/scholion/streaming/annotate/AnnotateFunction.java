package dev.scholion.streaming.annotate;

import dev.scholion.models.Annotations;
import dev.scholion.models.Predictor;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.predict.SharedPredictors;
import dev.scholion.streaming.enrich.GpuShares;
import dev.scholion.streaming.enrich.LostDevice;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.typeutils.ResultTypeQueryable;
import org.apache.flink.streaming.api.functions.async.ResultFuture;
import org.apache.flink.streaming.api.functions.async.RichAsyncFunction;
import org.jspecify.annotations.Nullable;

/** Asks the process's models about each element's text. Holds nothing that would have to be kept. */
final class AnnotateFunction<T, R> extends RichAsyncFunction<T, R> implements ResultTypeQueryable<R> {
    private static final long serialVersionUID = 1;

    private final TextOf<T> text;
    private final Models models;
    private final MapFunction<Annotated<T>, R> result;
    private final TypeInformation<R> type;
    private transient @Nullable Predictor predictor;
    private transient GpuShares.@Nullable Share gpu;

    AnnotateFunction(TextOf<T> text, Models models, MapFunction<Annotated<T>, R> result, TypeInformation<R> type) {
        this.text = text;
        this.models = models;
        this.result = result;
        this.type = type;
    }

    @Override
    public void open(OpenContext context) {
        GpuShares.Share share = GpuShares.ofProcess().share(getRuntimeContext());
        gpu = share;
        predictor = share.open(device -> SharedPredictors.ofProcess()
                .lease(models.read().stream().map(use -> use.on(device)).toList(), Optional.empty()));
    }

    @Override
    public void asyncInvoke(T element, ResultFuture<R> output) {
        if (predictor == null) {
            throw new IllegalStateException("asked before open");
        }
        predictor.predict(text.text(element)).whenComplete((annotations, failure) -> {
            try {
                output.complete(List.of(result.map(annotated(element, annotations, failure))));
            } catch (Exception e) { // the engine's fault or the mapping's own: Flink decides
                output.completeExceptionally(e);
            }
        });
    }

    private static <T> Annotated<T> annotated(
            T element, @Nullable Annotations annotations, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TextFaultException fault) {
            return new Annotated<>(element, Optional.empty(), Optional.of(fault));
        }
        if (cause != null) {
            LostDevice.endProcessAfter(cause);
            throw new CompletionException(cause);
        }
        return new Annotated<>(element, Optional.ofNullable(annotations), Optional.empty());
    }

    @Override
    public TypeInformation<R> getProducedType() {
        return type;
    }

    @Override
    public void close() {
        if (predictor != null) { // open may have failed
            predictor.close();
            predictor = null;
        }
        if (gpu != null) {
            gpu.close();
            gpu = null;
        }
    }
}
