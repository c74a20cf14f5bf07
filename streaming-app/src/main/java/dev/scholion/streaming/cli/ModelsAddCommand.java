package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.verify.ModelChecks;
import dev.scholion.streaming.cli.view.SafeText;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Copies a folder's model into the user's catalogue. */
@Command(
        name = "add",
        description = {
            "Brings in the model of a folder: a package, or an export of a Hugging Face model.",
            "It is read, loaded and asked once; then it is copied, with the sha256 of every file. From then"
                    + " on it is used only while its files are the same."
        })
final class ModelsAddCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "FOLDER", description = "Where the model lies.")
    private Path folder = Path.of("");

    @Option(names = "--name", paramLabel = "NAME", description = "Its name from now on. Default: the folder's.")
    private @Nullable String name;

    @Option(names = "--replace", description = "Take the place of a model of the same name.")
    private boolean replace;

    ModelsAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        Path last = folder.toAbsolutePath().normalize().getFileName();
        String wanted = name != null ? name : String.valueOf(last);
        ModelPackage model = surroundings.userCatalog().add(folder, wanted, replace, added -> new ModelChecks(added)
                .requireLoadable());
        surroundings.out().println(said(wanted, model));
        return ExitCodes.DONE;
    }

    /** What was brought in, and what can be done with it. */
    static String said(String name, ModelPackage model) {
        return SafeText.of("%s is in %s (%s)".formatted(name, model.folder(), model.precision()))
                + "\nNext: scholion models verify %1$s, scholion try --model %1$s \"…\"".formatted(name);
    }
}
