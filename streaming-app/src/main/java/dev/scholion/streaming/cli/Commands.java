package dev.scholion.streaming.cli;

import dev.scholion.streaming.cli.view.Paint;
import dev.scholion.streaming.local.Installation;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the command objects, and hands them the terminal and the installation if they ask for a {@link Surroundings}. */
final class Commands implements IFactory {
    private final Surroundings surroundings;

    Commands(Installation installation, Paint paint, PrintWriter out, PrintWriter err) {
        this.surroundings = new Surroundings(installation, paint, out, err);
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        try {
            return type.getDeclaredConstructor(Surroundings.class).newInstance(surroundings);
        } catch (NoSuchMethodException e) {
            return CommandLine.defaultFactory().create(type);
        }
    }
}
