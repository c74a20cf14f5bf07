package dev.scholion.streaming.cli;

import dev.scholion.models.Predictor;
import dev.scholion.models.TextFaultException;
import dev.scholion.models.evaluate.Evaluation;
import dev.scholion.models.evaluate.Example;
import dev.scholion.models.evaluate.Report;
import dev.scholion.streaming.cli.labelled.DataFileException;
import dev.scholion.streaming.cli.labelled.LabelledRow;
import dev.scholion.streaming.cli.labelled.Rows;
import dev.scholion.streaming.cli.view.Evaluated;
import dev.scholion.streaming.input.RejectedEventException;
import dev.scholion.streaming.input.TextGuard;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;

/** Takes labelled rows through a predictor, and keeps count of those that do not count. Owned by one thread. */
final class EvaluationRun {
    /** What a pipeline refuses that sets no limit of its own. */
    private static final TextGuard GUARD = new TextGuard(100_000);

    private static final int STEP = 200;

    private final Predictor predictor;
    private final PrintWriter err;
    private final boolean onTerminal;
    private long taken;
    private long leftOut;
    private long notAnnotated;
    private String firstFault = "";

    EvaluationRun(Predictor predictor, PrintWriter err, boolean onTerminal) {
        this.predictor = predictor;
        this.err = err;
        this.onTerminal = onTerminal;
    }

    /** @throws DataFileException if a row cannot be read */
    <E extends Example> Evaluated of(EvaluationPlan<E> plan, Rows rows) throws DataFileException {
        long begun = System.nanoTime();
        Evaluation<E> evaluation = new Evaluation<>(predictor, plan.task().name(), plan.measure(), this::notAnnotated);
        for (Optional<LabelledRow> row = rows.next(); row.isPresent(); row = rows.next()) {
            Optional<E> example = plan.reader().read(row.get());
            if (example.isEmpty()) {
                leftOut++;
            } else if (passes(example.get())) {
                evaluation.take(example.get());
            }
            progress();
        }
        Report report = evaluation.finish();
        clear();
        return new Evaluated(
                predictor.model(),
                plan.task().name(),
                report,
                leftOut,
                notAnnotated,
                firstFault,
                Duration.ofNanos(System.nanoTime() - begun));
    }

    private boolean passes(Example example) {
        try {
            GUARD.check(example.text());
            return true;
        } catch (RejectedEventException e) {
            notAnnotated(example, String.valueOf(e.getMessage()));
            return false;
        }
    }

    private void notAnnotated(Example example, TextFaultException fault) {
        notAnnotated(example, String.valueOf(fault.getMessage()));
    }

    private void notAnnotated(Example example, String why) {
        if (notAnnotated++ == 0) {
            firstFault = example.place() + ": " + why;
        }
    }

    private void progress() {
        taken++;
        if (onTerminal && taken % STEP == 0) {
            err.print("\r\u001b[K%,d rows".formatted(taken));
            err.flush();
        }
    }

    private void clear() {
        if (onTerminal && taken >= STEP) {
            err.print("\r\u001b[K");
            err.flush();
        }
    }
}
