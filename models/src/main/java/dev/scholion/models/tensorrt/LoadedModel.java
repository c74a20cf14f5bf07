package dev.scholion.models.tensorrt;

import dev.scholion.models.EngineException;
import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.engine.GraphInput;
import dev.scholion.models.gpu.CudaDevice;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine on its device, and what of its tensors is what.
 *
 * @param inputs those that it asks for
 * @param outputs that the tasks read, in their order
 * @param unread outputs that no task reads, and that need a place all the same
 */
record LoadedModel(
        TensorRt tensorRt,
        CudaDevice device,
        BuiltEngine engine,
        Profiles profiles,
        Map<GraphInput, EngineTensor> inputs,
        List<EngineTensor> outputs,
        List<EngineTensor> unread) {
    /** @throws ModelPackageException if the engine's inputs or outputs are not what the package promised */
    static LoadedModel of(
            ModelPackage model, TensorRt tensorRt, CudaDevice device, BuiltEngine engine, Profiles profiles) {
        if (engine.profiles() != profiles.ranges().size()) {
            throw new EngineException("an engine of %d profiles, expected %d"
                    .formatted(engine.profiles(), profiles.ranges().size()));
        }
        Map<GraphInput, EngineTensor> inputs = new EnumMap<>(GraphInput.class);
        List<EngineTensor> unread = new ArrayList<>();
        for (EngineTensor tensor : engine.tensors()) {
            Optional<GraphInput> known = GraphInput.named(tensor.name());
            if (!tensor.input()) {
                unread.add(tensor);
            } else if (known.isPresent()
                    && tensor.type().isInteger()
                    && tensor.shape().size() == 2) {
                inputs.put(known.get(), tensor);
            } else {
                throw new ModelPackageException(
                        "%s has the input %s, known are integers [rows, columns] of the names %s"
                                .formatted(model.graph().path(), tensor, List.of(GraphInput.values())));
            }
        }
        if (!inputs.containsKey(GraphInput.INPUT_IDS)) {
            throw new ModelPackageException(model.graph().path() + " has no input 'input_ids'");
        }
        List<EngineTensor> outputs = new ArrayList<>();
        for (String name : model.outputs()) {
            outputs.add(unread.stream()
                    .filter(tensor ->
                            tensor.name().equals(name) && tensor.type().isFloat())
                    .findFirst()
                    .orElseThrow(() -> new ModelPackageException("%s has the outputs %s, the tasks need numbers '%s'"
                            .formatted(model.graph().path(), unread, name))));
        }
        unread.removeAll(outputs);
        return new LoadedModel(tensorRt, device, engine, profiles, inputs, outputs, unread);
    }

    /** What a refusal of TensorRT means: the device is asked first, and then what TensorRT logged. */
    EngineException failure(String what) {
        Optional<EngineException> fault = device.fault();
        if (fault.isPresent() && fault.get().kind() != EngineException.Kind.BROKEN) {
            return fault.get();
        }
        return TensorRtFailure.of("%s: %s".formatted(tensorRt.version(), what), tensorRt.lastErrors());
    }
}
