package dev.scholion.streaming.local;

/**
 * What {@code up} should start.
 *
 * @param slots tasks that each TaskManager takes
 */
public record RunPlan(int brokerPort, int registryPort, int webPort, int taskManagers, int slots) {
    /** The usual ports, and one TaskManager with two slots. */
    public static final RunPlan USUAL =
            new RunPlan(LocalBroker.USUAL_PORT, LocalRegistry.USUAL_PORT, LocalFlink.USUAL_WEB_PORT, 1, 2);
}
