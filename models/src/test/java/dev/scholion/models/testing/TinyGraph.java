package dev.scholion.models.testing;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * ONNX files of a few kilobytes, written field by field. A token's scores are its row of a table; the scores of a text are
 * the largest of its tokens', and those of token 0, the padding, are smaller than any. Numbers are those of ONNX's schema.
 */
public final class TinyGraph {
    public static final int FLOAT16 = 10;
    public static final int DOUBLE = 11;
    public static final int BFLOAT16 = 16;
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private final int vocabulary;
    private final int classes;
    private final boolean ofTokens;
    private int opset = 14;
    private int outputType = FLOAT;
    private float paddingScore = -100;
    private String producer = "by hand";
    private String input = "input_ids";
    private List<String> outputs = List.of("logits");
    private Map<String, String> external = Map.of();
    private String unknownOperator = "";
    private int rows;
    private int columns;

    private TinyGraph(int vocabulary, int classes, boolean ofTokens) {
        this.vocabulary = vocabulary;
        this.classes = classes;
        this.ofTokens = ofTokens;
    }

    /** Scores of each text, {@code [rows, classes]}. */
    public static TinyGraph ofTexts(int vocabulary, int classes) {
        return new TinyGraph(vocabulary, classes, false);
    }

    /** Scores of each token, {@code [rows, columns, classes]}. */
    public static TinyGraph ofTokens(int vocabulary, int classes) {
        return new TinyGraph(vocabulary, classes, true);
    }

    public TinyGraph opset(int version) {
        opset = version;
        return this;
    }

    /** What the file says of who made it: it changes the bytes and no answer. */
    public TinyGraph producer(String name) {
        producer = name;
        return this;
    }

    public TinyGraph input(String name) {
        input = name;
        return this;
    }

    /** Several outputs have the same values. */
    public TinyGraph outputs(String... names) {
        outputs = List.of(names);
        return this;
    }

    public TinyGraph outputType(int type) {
        outputType = type;
        return this;
    }

    /** What the padding scores for every class. */
    public TinyGraph paddingScore(float score) {
        paddingScore = score;
        return this;
    }

    /** Adds a node that leads nowhere, of an operator with its domain, such as {@code com.microsoft.QAttention}. */
    public TinyGraph operator(String name) {
        unknownOperator = name;
        return this;
    }

    /** Is made for one number of rows or of columns; 0 for any. */
    public TinyGraph fixed(int fixedRows, int fixedColumns) {
        rows = fixedRows;
        columns = fixedColumns;
        return this;
    }

    /** Puts the table into a file of this name: its bytes are {@link #weights}. */
    public TinyGraph external(String location) {
        return external(Map.of("location", location, "offset", "0", "length", String.valueOf(weights().length)));
    }

    /** As {@link #external(String)}, with other entries. */
    public TinyGraph external(Map<String, String> entries) {
        external = new TreeMap<>(entries);
        return this;
    }

    /** The score of a token, not of the padding, for a class. */
    public static float score(int id, int label) {
        return (float) Math.sin(id * 7 + label * 3);
    }

    /** The table's bytes. */
    public byte[] weights() {
        ByteBuffer buffer =
                ByteBuffer.allocate(vocabulary * classes * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int id = 0; id < vocabulary; id++) {
            for (int label = 0; label < classes; label++) {
                buffer.putFloat(id == 0 ? paddingScore : score(id, label));
            }
        }
        return buffer.array();
    }

    public byte[] bytes() {
        return message(model -> {
            model.number(1, opset < 15 ? 7 : 9);
            model.text(2, producer);
            model.bytes(7, message(this::graph));
            model.bytes(8, message(version -> version.number(2, opset)));
        });
    }

    private void graph(Fields graph) {
        graph.bytes(1, node("Gather", List.of("table", input), "gathered"));
        if (!unknownOperator.isEmpty()) {
            int dot = unknownOperator.lastIndexOf('.');
            graph.bytes(1, message(node -> {
                node.text(1, "gathered");
                node.text(2, "nothing");
                node.text(4, unknownOperator.substring(dot + 1));
                node.text(7, unknownOperator.substring(0, Math.max(dot, 0)));
            }));
        }
        String last = "gathered";
        if (!ofTokens) {
            boolean axesAreAnInput = opset >= 18;
            graph.bytes(1, message(node -> {
                node.text(1, "gathered");
                if (axesAreAnInput) {
                    node.text(1, "axes");
                }
                node.text(2, "reduced");
                node.text(4, "ReduceMax");
                if (!axesAreAnInput) {
                    node.bytes(5, message(axes -> {
                        axes.text(1, "axes");
                        axes.number(8, 1);
                        axes.number(20, 7);
                    }));
                }
                node.bytes(5, integer("keepdims", 0));
            }));
            if (axesAreAnInput) {
                graph.bytes(5, message(axes -> {
                    axes.number(1, 1);
                    axes.number(2, INT64);
                    axes.text(8, "axes");
                    axes.bytes(9, new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
                }));
            }
            last = "reduced";
        }
        for (String output : outputs) {
            String source = last;
            graph.bytes(1, message(node -> {
                node.text(1, source);
                node.text(2, output);
                node.text(4, "Cast");
                node.bytes(5, integer("to", outputType));
            }));
        }
        graph.text(2, "tiny");
        graph.bytes(5, message(this::table));
        Object[] shape = {rows > 0 ? Integer.valueOf(rows) : "rows", columns > 0 ? Integer.valueOf(columns) : "columns"
        };
        graph.bytes(11, value(input, INT64, shape));
        graph.bytes(11, value("attention_mask", INT64, shape)); // the table knows the padding by itself
        for (String output : outputs) {
            graph.bytes(
                    12,
                    ofTokens
                            ? value(output, outputType, "rows", "columns", classes)
                            : value(output, outputType, "rows", classes));
        }
    }

    private void table(Fields table) {
        table.number(1, vocabulary);
        table.number(1, classes);
        table.number(2, FLOAT);
        table.text(8, "table");
        if (external.isEmpty()) {
            table.bytes(9, weights());
        } else {
            external.forEach((key, value) -> table.bytes(13, message(entry -> {
                entry.text(1, key);
                entry.text(2, value);
            })));
            table.number(14, 1);
        }
    }

    private static byte[] node(String operator, List<String> inputs, String output) {
        return message(node -> {
            inputs.forEach(name -> node.text(1, name));
            node.text(2, output);
            node.text(4, operator);
        });
    }

    private static byte[] integer(String name, int value) {
        return message(attribute -> {
            attribute.text(1, name);
            attribute.number(3, value);
            attribute.number(20, 2);
        });
    }

    /** @param dimensions numbers, or names for those that are known later */
    private static byte[] value(String name, int type, Object... dimensions) {
        return message(value -> {
            value.text(1, name);
            value.bytes(
                    2,
                    message(kind -> kind.bytes(1, message(tensor -> {
                        tensor.number(1, type);
                        tensor.bytes(2, message(shape -> {
                            for (Object dimension : dimensions) {
                                shape.bytes(1, message(each -> {
                                    if (dimension instanceof Integer number) {
                                        each.number(1, number);
                                    } else {
                                        each.text(2, String.valueOf(dimension));
                                    }
                                }));
                            }
                        }));
                    }))));
        });
    }

    private static byte[] message(Consumer<Fields> content) {
        Fields fields = new Fields();
        content.accept(fields);
        return fields.out.toByteArray();
    }

    /** A protobuf message as it is written. */
    private static final class Fields {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        void number(int field, long value) {
            varint((long) field << 3);
            varint(value);
        }

        void text(int field, String value) {
            bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        void bytes(int field, byte[] value) {
            varint((long) field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
