package dev.scholion.streaming.cli.demo;

/**
 * How the demo goes.
 *
 * @param once whether it ends after one round of the sample; otherwise it goes on until it is stopped
 * @param rate events a second
 * @param keep whether its folder is left behind
 */
public record DemoOptions(boolean once, double rate, boolean keep) {
    public DemoOptions {
        if (!(rate > 0 && rate <= 10_000)) {
            throw new IllegalArgumentException("events a second from above 0 to 10000, not " + rate);
        }
    }
}
