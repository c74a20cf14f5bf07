package dev.scholion.models.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Walks through an ONNX file once. Numbers are those of the fields in ONNX's own schema, {@code onnx.proto}. */
final class OnnxReader {
    private static final long EXTERNAL = 1;
    private static final String STANDARD = "ai.onnx";

    private final ProtobufReader reader;
    private final List<GraphValue> inputs = new ArrayList<>();
    private final List<GraphValue> outputs = new ArrayList<>();
    private final List<ExternalTensor> external = new ArrayList<>();
    private final Map<ElementType, Double> elements = new EnumMap<>(ElementType.class);
    private final Set<String> operators = new TreeSet<>();
    private final Set<String> functions = new TreeSet<>();
    private final Set<String> initializers = new HashSet<>();
    private long opset;
    private String producer = "";
    private boolean hasGraph;

    OnnxReader(InputStream in) {
        this.reader = new ProtobufReader(in);
    }

    OnnxGraph read() throws IOException {
        reader.eachField(field -> {
            switch (field) {
                case 2 -> producer = reader.text();
                case 3 -> producer = (producer + " " + reader.text()).strip();
                case 7 -> {
                    hasGraph = true;
                    reader.message(this::mainGraph);
                }
                case 8 -> opset();
                case 25 -> function();
                default -> {}
            }
        });
        if (!hasGraph) {
            throw new OnnxFormatException("it holds no graph");
        }
        inputs.removeIf(input -> initializers.contains(input.name())); // older files list weights as inputs, too
        operators.removeAll(functions);
        return new OnnxGraph(opset, producer, inputs, outputs, elements, external, operators);
    }

    private void opset() throws IOException {
        StringBuilder domain = new StringBuilder();
        long[] version = new long[1];
        reader.message(field -> {
            switch (field) {
                case 1 -> domain.append(reader.text());
                case 2 -> version[0] = reader.integer();
                default -> {}
            }
        });
        if (domain.isEmpty() || domain.toString().equals(STANDARD)) {
            opset = version[0];
        }
    }

    private void mainGraph(int field) throws IOException {
        switch (field) {
            case 1 -> node();
            case 5 -> tensor(true);
            case 11 -> inputs.add(value());
            case 12 -> outputs.add(value());
            case 15 -> reader.message(this::sparseTensor);
            default -> {}
        }
    }

    /** A graph inside a node, such as a branch: only its weights are of interest. */
    private void innerGraph(int field) throws IOException {
        switch (field) {
            case 1 -> node();
            case 5 -> tensor(false);
            case 15 -> reader.message(this::sparseTensor);
            default -> {}
        }
    }

    /** An operator that the file defines itself. */
    private void function() throws IOException {
        String[] type = {"", ""};
        reader.message(field -> {
            switch (field) {
                case 1 -> type[1] = reader.text();
                case 7 -> node();
                case 10 -> type[0] = reader.text();
                default -> {}
            }
        });
        functions.add(operator(type[0], type[1]));
    }

    private void node() throws IOException {
        String[] type = {"", ""};
        reader.message(field -> {
            switch (field) {
                case 4 -> type[1] = reader.text();
                case 5 -> reader.message(this::attribute);
                case 7 -> type[0] = reader.text();
                default -> {}
            }
        });
        operators.add(operator(type[0], type[1]));
    }

    /** As {@link OnnxGraph#operators} names it. */
    static String operator(String domain, String type) {
        boolean isStandard = domain.isEmpty() || domain.equals(STANDARD);
        return isStandard ? type : domain + "." + type;
    }

    private void attribute(int field) throws IOException {
        switch (field) {
            case 5, 10 -> tensor(false);
            case 6, 11 -> reader.message(this::innerGraph);
            case 22, 23 -> reader.message(this::sparseTensor);
            default -> {}
        }
    }

    private void sparseTensor(int field) throws IOException {
        if (field == 1 || field == 2) {
            tensor(false);
        }
    }

    /** @param replaceable whether an engine can be handed the values of this tensor by its name */
    private void tensor(boolean replaceable) throws IOException {
        List<Long> shape = new ArrayList<>();
        long[] type = new long[1];
        boolean[] isExternal = new boolean[1];
        StringBuilder name = new StringBuilder();
        Map<String, String> place = new HashMap<>();
        reader.message(field -> {
            switch (field) {
                case 1 -> reader.integers(shape::add);
                case 2 -> type[0] = reader.integer();
                case 8 -> name.append(reader.text());
                case 13 -> entry(place);
                case 14 -> isExternal[0] = reader.integer() == EXTERNAL;
                default -> {}
            }
        });
        Optional<ElementType> known = ElementType.of(type[0]);
        known.ifPresent(each -> elements.merge(
                each, shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b), Double::sum));
        if (replaceable) {
            initializers.add(name.toString());
        }
        if (isExternal[0]) {
            if (!replaceable || known.isEmpty()) {
                throw new OnnxFormatException("the tensor '%s' (type %d) lies in another file, which is supported for"
                                .formatted(name, type[0])
                        + " the weights of the main graph and types of whole bytes");
            }
            external.add(external(name.toString(), known.get(), shape, place));
        } else if (!place.isEmpty()) {
            throw new OnnxFormatException("the tensor '%s' names another file but has its values here".formatted(name));
        }
    }

    private static ExternalTensor external(String name, ElementType type, List<Long> shape, Map<String, String> place)
            throws OnnxFormatException {
        String location = place.getOrDefault("location", "");
        if (!isInside(location)) {
            throw new OnnxFormatException(
                    "the tensor '%s' lies in '%s', expected a file in the graph's folder".formatted(name, location));
        }
        long offset;
        try {
            offset = Long.parseLong(place.getOrDefault("offset", "0"));
        } catch (NumberFormatException e) {
            offset = -1;
        }
        ExternalTensor tensor = new ExternalTensor(name, type, shape, location, offset);
        String stated = place.getOrDefault("length", String.valueOf(tensor.length()));
        if (offset < 0 || !stated.equals(String.valueOf(tensor.length()))) {
            throw new OnnxFormatException("the tensor '%s' is said to be %s bytes at %s, its shape %s needs %d"
                    .formatted(name, stated, place.get("offset"), shape, tensor.length()));
        }
        return tensor;
    }

    /** A relative path without steps upwards, also when read as a path of Windows. */
    private static boolean isInside(String location) {
        if (location.isBlank() || location.indexOf('\0') >= 0 || location.contains("\\") || location.contains(":")) {
            return false;
        }
        for (String step : location.split("/", -1)) {
            if (step.isEmpty() || step.equals("..")) {
                return false;
            }
        }
        return true;
    }

    private void entry(Map<String, String> entries) throws IOException {
        String[] pair = {"", ""};
        reader.message(field -> {
            if (field == 1 || field == 2) {
                pair[field - 1] = reader.text();
            }
        });
        entries.put(pair[0], pair[1]);
    }

    private GraphValue value() throws IOException {
        StringBuilder name = new StringBuilder();
        List<Optional<ElementType>> type = new ArrayList<>();
        List<List<Long>> shapes = new ArrayList<>();
        reader.message(field -> {
            switch (field) {
                case 1 -> name.append(reader.text());
                case 2 ->
                    reader.message(kind -> {
                        if (kind == 1) {
                            tensorType(type, shapes);
                        }
                    });
                default -> {}
            }
        });
        return new GraphValue(
                name.toString(),
                type.stream().findFirst().flatMap(each -> each),
                shapes.stream().findFirst());
    }

    private void tensorType(List<Optional<ElementType>> type, List<List<Long>> shapes) throws IOException {
        reader.message(field -> {
            switch (field) {
                case 1 -> type.add(ElementType.of(reader.integer()));
                case 2 -> {
                    List<Long> shape = new ArrayList<>();
                    reader.message(dimension -> {
                        if (dimension == 1) {
                            shape.add(dimension());
                        }
                    });
                    shapes.add(shape);
                }
                default -> {}
            }
        });
    }

    private long dimension() throws IOException {
        long[] value = {GraphValue.DYNAMIC};
        reader.message(field -> {
            if (field == 1) {
                value[0] = Math.max(reader.integer(), GraphValue.DYNAMIC);
            }
        });
        return value[0];
    }
}
