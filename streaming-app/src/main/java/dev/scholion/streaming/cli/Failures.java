package dev.scholion.streaming.cli;

import java.io.PrintWriter;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** Turns what a command throws into one line and an exit code. */
final class Failures implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult parsed) {
        PrintWriter err = command.getErr();
        err.println("scholion: " + (failure.getMessage() == null ? failure.toString() : failure.getMessage()));
        if (isVerbose(command)) {
            failure.printStackTrace(err);
        }
        return failure instanceof CommandException known ? known.exitCode() : ExitCodes.FAILED;
    }

    private static boolean isVerbose(CommandLine command) {
        for (CommandLine each : List.of(command, command.getParent() == null ? command : command.getParent())) {
            if (each.getCommandSpec().mixins().values().stream()
                    .map(CommandLine.Model.CommandSpec::userObject)
                    .anyMatch(mixin -> mixin instanceof CommonOptions options && options.isVerbose())) {
                return true;
            }
        }
        return false;
    }
}
