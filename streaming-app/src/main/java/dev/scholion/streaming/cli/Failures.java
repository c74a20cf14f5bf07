package dev.scholion.streaming.cli;

import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    private final CommonOptions options;

    Failures(CommonOptions options) {
        this.options = options;
    }

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("scholion: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
        if (options.isVerbose()) {
            failure.printStackTrace(err);
        }
        return failure instanceof CommandException known ? known.exitCode() : ExitCodes.FAILED;
    }
}
