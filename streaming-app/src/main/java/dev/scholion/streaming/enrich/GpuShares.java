package dev.scholion.streaming.enrich;

import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntFunction;
import org.apache.flink.api.common.externalresource.ExternalResourceInfo;
import org.apache.flink.api.common.functions.RuntimeContext;

/**
 * The GPUs of a process, shared among its subtasks: each gets the one that the fewest others have. Thread-safe.
 *
 * <p>Flink gives a TaskManager its devices, as the external resource {@code gpu}, and all its slots see all of them.
 */
public final class GpuShares {
    /** Name of the external resource in Flink's configuration. */
    public static final String RESOURCE = "gpu";

    private static final GpuShares OF_PROCESS = new GpuShares();

    /** Guarded by this. */
    private final Map<Integer, Integer> shares = new HashMap<>();

    GpuShares() {}

    /** Those of this process. */
    public static GpuShares ofProcess() {
        return OF_PROCESS;
    }

    /**
     * A share in one of the devices that Flink gave to this worker; of the first that the driver counts if Flink gave none.
     *
     * @throws IllegalStateException if Flink's resource does not number its devices
     */
    public Share share(RuntimeContext context) {
        SortedSet<Integer> devices = new TreeSet<>();
        for (ExternalResourceInfo device : context.getExternalResourceInfos(RESOURCE)) {
            devices.add(number(device));
        }
        return share(devices.isEmpty() ? Set.of(0) : devices);
    }

    private static int number(ExternalResourceInfo device) {
        Optional<String> index = device.getProperty("index");
        try {
            return Integer.parseInt(index.orElse(""));
        } catch (NumberFormatException e) {
            throw new IllegalStateException(
                    "the external resource '%s' has a device without a number: %s".formatted(RESOURCE, index), e);
        }
    }

    synchronized Share share(Set<Integer> devices) {
        int device = devices.stream()
                .min(Comparator.<Integer>comparingInt(each -> shares.getOrDefault(each, 0))
                        .thenComparing(Comparator.naturalOrder()))
                .orElseThrow();
        shares.merge(device, 1, Integer::sum);
        return new Share(device);
    }

    private synchronized void giveBack(int device) {
        shares.merge(device, -1, (shared, one) -> shared + one == 0 ? null : shared + one);
    }

    /** A share in a device. */
    public final class Share implements AutoCloseable {
        private final int device;
        private final AtomicBoolean returned = new AtomicBoolean();

        private Share(int device) {
            this.device = device;
        }

        /** The device's number, as the driver counts. */
        int device() {
            return device;
        }

        /** Opens what runs on the device, given by its number; ends the process if the device turns out to be lost. */
        public <T> T open(IntFunction<T> opening) {
            try {
                return opening.apply(device);
            } catch (RuntimeException e) {
                LostDevice.endProcessAfter(e);
                throw e;
            }
        }

        /** Idempotent. */
        @Override
        public void close() {
            if (returned.compareAndSet(false, true)) {
                giveBack(device);
            }
        }
    }
}
