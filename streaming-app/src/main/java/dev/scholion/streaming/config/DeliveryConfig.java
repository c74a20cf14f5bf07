package dev.scholion.streaming.config;

import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What is promised about results, and the checkpoints that the promise rests on.
 *
 * @param checkpointDirectory a URI that every worker can write, or null for the cluster's own setting
 * @param transactionTimeout how long a transaction may stay open; used by exactly-once only
 * @param transactionalIdPrefix must not begin another job's prefix, nor the other way round
 */
public record DeliveryConfig(
        Guarantee guarantee,
        Duration checkpointInterval,
        Duration checkpointTimeout,
        @Nullable String checkpointDirectory,
        Duration transactionTimeout,
        String transactionalIdPrefix)
        implements Serializable {
    /** The two guarantees. */
    public enum Guarantee {
        AT_LEAST_ONCE,
        EXACTLY_ONCE
    }
}
