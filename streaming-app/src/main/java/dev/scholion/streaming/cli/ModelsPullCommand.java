package dev.scholion.streaming.cli;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.hub.HubAccess;
import dev.scholion.models.hub.HubClient;
import dev.scholion.models.hub.HubException;
import dev.scholion.models.hub.HubReference;
import dev.scholion.models.hub.ModelPull;
import dev.scholion.models.hub.Retries;
import dev.scholion.models.verify.ModelChecks;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Fetches a model from Hugging Face's hub. */
@Command(
        name = "pull",
        description = {
            "Fetches a model from Hugging Face's hub into your catalogue: its description, its tokenizer and"
                    + " one ONNX graph.",
            "What broke off goes on where it was. The model is loaded and asked once before it is kept."
        },
        footer = {
            "",
            "Environment: HF_TOKEN for models that are not open to all, HF_ENDPOINT for a mirror,"
                    + " HF_HUB_OFFLINE=1 to fetch nothing."
        })
final class ModelsPullCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Parameters(paramLabel = "hf:OWNER/NAME[@REVISION]", description = "The model, at a branch, a tag or a commit.")
    private String model = "";

    @Option(names = "--name", paramLabel = "NAME", description = "Its name from now on. Default: that of the hub.")
    private @Nullable String name;

    @Option(
            names = "--precision",
            paramLabel = "P",
            description = "Which graph to fetch: fp32, fp16, int8, q8, ... Default: the most precise one.")
    private @Nullable String precision;

    @Option(names = "--replace", description = "Take the place of a model of the same name.")
    private boolean replace;

    ModelsPullCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws CommandException {
        HubReference reference = reference();
        HubClient hub = new HubClient(HubAccess.of(surroundings.environment()), Retries.USUAL);
        PullProgress progress = new PullProgress(surroundings.err(), Boolean.getBoolean("scholion.terminal"));
        String wanted = name != null ? name : reference.name();
        ModelPackage pulled = new ModelPull(hub, surroundings.userCatalog(), progress)
                .pull(reference, Optional.ofNullable(precision), wanted, replace, come -> new ModelChecks(come)
                        .requireLoadable());
        surroundings.out().println(ModelsAddCommand.said(wanted, pulled));
        return ExitCodes.DONE;
    }

    private HubReference reference() throws CommandException {
        try {
            return HubReference.parse(model);
        } catch (HubException e) {
            throw new CommandException(ExitCodes.MISUSED, String.valueOf(e.getMessage()), e);
        }
    }
}
