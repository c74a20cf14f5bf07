package dev.scholion.streaming.cli.view;

import dev.scholion.models.ModelIdentity;
import dev.scholion.models.evaluate.Report;
import java.time.Duration;

/**
 * A model that was measured.
 *
 * @param leftOut rows that did not count, as was asked
 * @param notAnnotated texts that the model cannot annotate
 * @param firstFault where the first of them is, and why; empty if there is none
 * @param took from the first row to the last answer
 */
public record Evaluated(
        ModelIdentity model,
        String task,
        Report report,
        long leftOut,
        long notAnnotated,
        String firstFault,
        Duration took) {
    /** Texts a second. */
    double speed() {
        return report.examples() / (took.toNanos() / 1e9);
    }
}
