package dev.scholion.models.transformers;

import java.util.Optional;

/**
 * Which pipeline is wanted of a model.
 *
 * @param task if not the one that the model was made for
 * @param head name of one of the model's tasks, where it has several
 * @param specialTokensInText whether text that spells a special token becomes that token, as in Transformers
 */
public record PipelineRequest(
        Optional<PipelineTask> task, Optional<String> head, PipelineArguments arguments, boolean specialTokensInText) {
    /** What {@code pipeline(model=...)} gives. */
    public static PipelineRequest usual() {
        return new PipelineRequest(Optional.empty(), Optional.empty(), PipelineArguments.none(), true);
    }

    public PipelineRequest withTask(PipelineTask other) {
        return new PipelineRequest(Optional.of(other), head, arguments, specialTokensInText);
    }

    public PipelineRequest withHead(String name) {
        return new PipelineRequest(task, Optional.of(name), arguments, specialTokensInText);
    }

    public PipelineRequest withArguments(PipelineArguments others) {
        return new PipelineRequest(task, head, others, specialTokensInText);
    }

    public PipelineRequest withSpecialTokensInText(boolean spelled) {
        return new PipelineRequest(task, head, arguments, spelled);
    }
}
