package dev.scholion.streaming.cli;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the command objects, and hands them the terminal and the installation if they ask for a {@link Surroundings}. */
final class Commands implements IFactory {
    private final Surroundings surroundings;

    Commands(Surroundings surroundings) {
        this.surroundings = surroundings;
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
