package org.speechbench.engine.checkpoint;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.UserError;

/**
 * The JSON header of a safetensors file, checked: known element types, sizes that fit the shapes, and byte ranges that
 * cover the data without a gap or an overlap, as the format demands.
 *
 * @param entries in the order of their bytes
 * @param dataStart position in the file of byte 0 of the data
 */
record SafetensorsHeader(List<Entry> entries, Map<String, String> metadata, long dataStart) {
    /**
     * The format allows ten times as much; the header of the largest speech model has about 100 kB. As a tree it takes
     * 20 times its bytes of memory.
     */
    static final long MAX_BYTES = 10_000_000;

    private static final int ALIGNMENT = 8;
    private static final String METADATA = "__metadata__";
    private static final ObjectMapper JSON =
            new ObjectMapper().configure(JsonParser.Feature.STRICT_DUPLICATE_DETECTION, true);

    /** A tensor and its byte range [begin, end) within the data. */
    record Entry(String name, String dtype, long[] shape, long begin, long end) {}

    /** Parses and checks the header of a file with this number of bytes of data. */
    static SafetensorsHeader parse(String file, byte[] header, long dataBytes) {
        JsonNode root;
        try {
            root = JSON.readTree(header);
        } catch (IOException e) {
            throw malformed(file, "its header is not JSON (" + firstLine(e) + ")");
        }
        if (root == null || !root.isObject()) {
            throw malformed(file, "its header is not a JSON object");
        }
        Map<String, String> metadata = new TreeMap<>();
        List<Entry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> field : root.properties()) {
            if (field.getKey().equals(METADATA)) {
                field.getValue()
                        .properties()
                        .forEach(m -> metadata.put(m.getKey(), m.getValue().asText()));
            } else {
                entries.add(entry(file, field.getKey(), field.getValue()));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::begin).thenComparingLong(Entry::end));
        checkCoverage(file, entries, dataBytes);
        return new SafetensorsHeader(entries, metadata, Long.BYTES + (long) header.length);
    }

    /** The header of consecutive tensors, padded with spaces so that the data are aligned. */
    static byte[] of(Map<String, ? extends TensorSource> tensors, Map<String, String> metadata) {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode m = root.putObject(METADATA);
            new TreeMap<>(metadata).forEach(m::put);
        }
        long at = 0;
        for (Map.Entry<String, ? extends TensorSource> t : tensors.entrySet()) {
            if (t.getKey().equals(METADATA)) {
                throw new IllegalArgumentException("a tensor cannot be named " + METADATA);
            }
            ObjectNode node =
                    root.putObject(t.getKey()).put("dtype", t.getValue().dtype());
            Arrays.stream(t.getValue().shape()).forEach(node.putArray("shape")::add);
            long end = at + bytes(t.getValue());
            node.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        return padded(root);
    }

    /** Number of bytes of a tensor's values. */
    static long bytes(TensorSource tensor) {
        return Math.multiplyExact(
                TensorData.count(tensor.shape()), ElementType.of(tensor.dtype()).bytes());
    }

    static UserError malformed(String file, String why) {
        return new UserError(
                file + " is not a readable safetensors file: " + why + ".",
                "Copy or download it again; it may be truncated.");
    }

    private static byte[] padded(ObjectNode root) {
        try {
            byte[] json = JSON.writeValueAsBytes(root);
            byte[] all = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
            Arrays.fill(all, json.length, all.length, (byte) ' ');
            return all;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }

    private static Entry entry(String file, String name, JsonNode node) {
        long[] shape = integers(file, name, node.path("shape"));
        long[] range = integers(file, name, node.path("data_offsets"));
        if (range.length != 2 || range[0] > range[1]) {
            throw malformed(file, "tensor '" + name + "' has the byte range " + Arrays.toString(range));
        }
        ElementType type = type(file, name, node.path("dtype").asText());
        long wanted;
        try {
            wanted = Math.multiplyExact(TensorData.count(shape), type.bytes());
        } catch (ArithmeticException e) {
            throw malformed(file, "tensor '" + name + "' has the impossible shape " + Arrays.toString(shape));
        }
        if (range[1] - range[0] != wanted) {
            throw malformed(
                    file,
                    "tensor '" + name + "' " + Arrays.toString(shape) + " of " + type + " needs " + wanted
                            + " bytes and has " + (range[1] - range[0]));
        }
        if (wanted > Integer.MAX_VALUE - 8) {
            throw new UserError(
                    file + ": tensor '" + name + "' has " + wanted + " bytes, more than 2 GiB.",
                    "Use a checkpoint with smaller tensors.");
        }
        return new Entry(name, type.name(), shape, range[0], range[1]);
    }

    private static ElementType type(String file, String name, String text) {
        try {
            return ElementType.of(text);
        } catch (UserError e) {
            throw new UserError(file + ": tensor '" + name + "': " + e.getMessage(), e.remedy(), e);
        }
    }

    private static long[] integers(String file, String name, JsonNode array) {
        if (!array.isArray()) {
            throw malformed(file, "tensor '" + name + "' has no shape or no data_offsets");
        }
        if (array.size() > TensorData.MAX_DIMENSIONS) {
            throw malformed(file, "tensor '" + name + "' has " + array.size() + " dimensions");
        }
        long[] values = new long[array.size()];
        for (int i = 0; i < values.length; i++) {
            JsonNode v = array.get(i);
            if (!v.isIntegralNumber() || !v.canConvertToLong() || v.longValue() < 0) {
                throw malformed(file, "tensor '" + name + "' has the size or offset " + v);
            }
            values[i] = v.longValue();
        }
        return values;
    }

    private static void checkCoverage(String file, List<Entry> entries, long dataBytes) {
        long at = 0;
        for (Entry e : entries) {
            if (e.begin() != at) {
                throw malformed(file, "tensor '" + e.name() + "' starts at byte " + e.begin() + " instead of " + at);
            }
            at = e.end();
        }
        if (at != dataBytes) {
            throw malformed(file, "its header speaks of " + at + " bytes of data and it has " + dataBytes);
        }
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }
}
