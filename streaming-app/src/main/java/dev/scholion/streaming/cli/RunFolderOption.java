package dev.scholion.streaming.cli;

import dev.scholion.streaming.local.Installation;
import dev.scholion.streaming.local.LocalRun;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which local run is meant. */
final class RunFolderOption {
    @Option(
            names = "--dir",
            paramLabel = "FOLDER",
            description =
                    "Folder of the local run: its data, logs and state. Default: .scholion in the project's folder.")
    private @Nullable Path folder;

    LocalRun run(Installation installation) {
        return new LocalRun(installation, folder == null ? installation.home().resolve(".scholion") : folder);
    }
}
