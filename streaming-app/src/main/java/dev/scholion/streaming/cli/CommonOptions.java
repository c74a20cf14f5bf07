package dev.scholion.streaming.cli;

import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options of the root command that all others inherit. */
final class CommonOptions {
    @Option(
            names = {"-h", "--help"},
            scope = ScopeType.INHERIT,
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("UnusedVariable") // picocli asks the option itself
    private boolean help;

    @Option(names = "--verbose", scope = ScopeType.INHERIT, description = "Show the stack trace of an error.")
    private boolean verbose;

    boolean isVerbose() {
        return verbose;
    }
}
