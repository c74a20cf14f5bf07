package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code scholion}. Everything it can do is in its subcommands. */
@Command(
        name = "scholion",
        description = "Enriches streams of text: from Kafka, through BERT-family models in a Flink job, to Kafka.",
        subcommands = {
            DemoCommand.class,
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            CheckCommand.class,
            RunCommand.class,
            TryCommand.class,
            TailCommand.class,
            ProduceCommand.class,
            ModelsCommand.class,
            EnginesCommand.class
        },
        commandListHeading = "%nCommands:%n",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0  done",
            "  1  failed",
            "  2  the command line is wrong",
            "  3  the configuration is wrong",
            "",
            "scholion COMMAND --help tells more of a command."
        })
public final class Main implements Runnable {
    @Mixin
    private final CommonOptions common = new CommonOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Main() {}

    /** Ends the JVM with the command's exit code. */
    public static void main(String[] arguments) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int code = commandLine(Installation.current(), System.getenv(), Paint.ofTerminal(), out, err)
                .execute(arguments);
        out.flush();
        System.exit(code);
    }

    /** The command line as tests and {@link #main} use it. */
    static CommandLine commandLine(
            Installation installation, Map<String, String> environment, Paint paint, PrintWriter out, PrintWriter err) {
        Main main = new Main();
        return new CommandLine(main, new Commands(new Surroundings(installation, environment, paint, out, err)))
                .setOut(out)
                .setErr(err)
                .setUsageHelpWidth(100)
                .setUsageHelpLongOptionsMaxWidth(36)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setColorScheme(CommandLine.Help.defaultColorScheme(paint.isColoured() ? Ansi.ON : Ansi.OFF))
                .setExecutionExceptionHandler(new Failures(main.common))
                .setParameterExceptionHandler(Main::misused);
    }

    /** Without a subcommand there is nothing to do. */
    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Missing command");
    }

    /** One line that names the mistake, and where to read on: the whole usage would push it off the screen. */
    private static int misused(ParameterException mistake, String[] arguments) {
        CommandLine command = mistake.getCommandLine();
        command.getErr().println("scholion: " + mistake.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(mistake, command.getErr());
        command.getErr().println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        return command.getCommandSpec().exitCodeOnInvalidInput();
    }
}
