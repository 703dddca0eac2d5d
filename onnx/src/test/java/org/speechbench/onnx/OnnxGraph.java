package org.speechbench.onnx;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An ONNX file that is put together by hand, in the wire format of {@code onnx.proto}. */
final class OnnxGraph {
    static final int FLOAT = 1;
    static final int INT32 = 6;
    static final int INT64 = 7;
    static final int BOOL = 9;
    static final int FLOAT16 = 10;

    private static final int OPSET = 17;

    private final Map<String, byte[]> inputs = new LinkedHashMap<>();
    private final Map<String, byte[]> outputs = new LinkedHashMap<>();
    private final List<byte[]> initializers = new ArrayList<>();
    private final List<byte[]> nodes = new ArrayList<>();
    private final List<byte[]> functions = new ArrayList<>();
    private final Map<String, Integer> opsets = new LinkedHashMap<>(Map.of("", OPSET));

    /** Writes a message. */
    private interface Message {
        void write(CodedOutputStream out) throws IOException;
    }

    /** @param dimensions names of those that vary, numbers of the others */
    OnnxGraph input(String name, int type, Object... dimensions) {
        inputs.put(name, value(name, type, dimensions));
        return this;
    }

    OnnxGraph output(String name, int type, Object... dimensions) {
        outputs.put(name, value(name, type, dimensions));
        return this;
    }

    OnnxGraph floats(String name, float[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putFloat(value);
        }
        return tensor(name, FLOAT, bytes, shape);
    }

    OnnxGraph longs(String name, long[] values, long... shape) {
        ByteBuffer bytes = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (long value : values) {
            bytes.putLong(value);
        }
        return tensor(name, INT64, bytes, shape);
    }

    private OnnxGraph tensor(String name, int type, ByteBuffer values, long... shape) {
        initializers.add(bytes(out -> {
            tensorHead(out, name, type, shape);
            out.writeByteArray(9, values.array());
        }));
        return this;
    }

    /** A tensor of fp32 whose values begin at a byte of another file. */
    OnnxGraph external(String name, String file, long offset, long... shape) {
        long length = 4;
        for (long size : shape) {
            length *= size;
        }
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("location", file);
        entries.put("offset", Long.toString(offset));
        entries.put("length", Long.toString(length));
        initializers.add(bytes(out -> {
            tensorHead(out, name, FLOAT, shape);
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                message(out, 13, data -> {
                    data.writeString(1, entry.getKey());
                    data.writeString(2, entry.getValue());
                });
            }
            out.writeInt32(14, 1);
        }));
        return this;
    }

    private static void tensorHead(CodedOutputStream out, String name, int type, long... shape) throws IOException {
        for (long size : shape) {
            out.writeInt64(1, size);
        }
        out.writeInt32(2, type);
        out.writeString(8, name);
    }

    /**
     * A node.
     *
     * @param operator with its domain and two colons before it, unless that is ONNX's own
     * @param wires names of inputs, an arrow, and names of outputs, separated by blanks
     * @param attributes names and values, which are numbers or arrays of whole numbers
     */
    OnnxGraph node(String operator, String wires, Object... attributes) {
        nodes.add(nodeBytes(operator, wires, attributes));
        return this;
    }

    /** An operator of the file's own, made of one node. */
    OnnxGraph function(String domain, String name, String wires, String node) {
        String[] sides = wires.split(" -> ");
        functions.add(bytes(out -> {
            out.writeString(1, name);
            out.writeString(4, sides[0]);
            out.writeString(5, sides[1]);
            out.writeByteArray(7, nodeBytes(node, wires));
            message(out, 9, set -> set.writeInt64(2, OPSET));
            out.writeString(10, domain);
        }));
        opsets.put(domain, 1);
        return this;
    }

    OnnxGraph opset(String domain, int version) {
        opsets.put(domain, version);
        return this;
    }

    private static byte[] nodeBytes(String operator, String wires, Object... attributes) {
        String[] sides = wires.split(" ?-> ", -1);
        int colons = operator.indexOf("::");
        return bytes(out -> {
            for (String name : sides[0].isEmpty() ? new String[0] : sides[0].split(" ")) {
                out.writeString(1, name);
            }
            for (String name : sides[1].split(" ")) {
                out.writeString(2, name);
            }
            out.writeString(4, colons < 0 ? operator : operator.substring(colons + 2));
            for (int i = 0; i < attributes.length; i += 2) {
                String name = (String) attributes[i];
                Object value = attributes[i + 1];
                message(out, 5, attribute -> attribute(attribute, name, value));
            }
            out.writeString(7, colons < 0 ? "" : operator.substring(0, colons));
        });
    }

    private static void attribute(CodedOutputStream out, String name, Object value) throws IOException {
        out.writeString(1, name);
        if (value instanceof Integer number) {
            out.writeInt64(3, number);
            out.writeInt32(20, 2);
        } else {
            for (int number : (int[]) value) {
                out.writeInt64(8, number);
            }
            out.writeInt32(20, 7);
        }
    }

    private static byte[] value(String name, int type, Object... dimensions) {
        return bytes(out -> {
            out.writeString(1, name);
            message(
                    out,
                    2,
                    kind -> message(kind, 1, tensor -> {
                        tensor.writeInt32(1, type);
                        message(tensor, 2, shape -> {
                            for (Object dimension : dimensions) {
                                message(shape, 1, size -> {
                                    if (dimension instanceof Integer number) {
                                        size.writeInt64(1, number);
                                    } else {
                                        size.writeString(2, (String) dimension);
                                    }
                                });
                            }
                        });
                    }));
        });
    }

    byte[] bytes() {
        return bytes(out -> {
            out.writeInt64(1, 8);
            out.writeString(2, "hand");
            out.writeString(3, "1.2");
            message(out, 7, graph -> {
                for (byte[] node : nodes) {
                    graph.writeByteArray(1, node);
                }
                graph.writeString(2, "model");
                for (byte[] initializer : initializers) {
                    graph.writeByteArray(5, initializer);
                }
                for (byte[] input : inputs.values()) {
                    graph.writeByteArray(11, input);
                }
                for (byte[] output : outputs.values()) {
                    graph.writeByteArray(12, output);
                }
            });
            for (Map.Entry<String, Integer> set : opsets.entrySet()) {
                message(out, 8, id -> {
                    id.writeString(1, set.getKey());
                    id.writeInt64(2, set.getValue());
                });
            }
            for (byte[] function : functions) {
                out.writeByteArray(25, function);
            }
        });
    }

    Path write(Path file) {
        try {
            return Files.write(file, bytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void message(CodedOutputStream out, int field, Message message) throws IOException {
        out.writeByteArray(field, bytes(message));
    }

    private static byte[] bytes(Message message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            message.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
