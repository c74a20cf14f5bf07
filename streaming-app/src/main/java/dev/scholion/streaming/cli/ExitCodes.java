package dev.scholion.streaming.cli;

/** What a command leaves behind for scripts. */
final class ExitCodes {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int MISUSED = 2;
    static final int CONFIGURATION = 3;

    private ExitCodes() {}
}
