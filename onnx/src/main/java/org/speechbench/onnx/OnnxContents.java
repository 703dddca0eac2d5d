package org.speechbench.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Walks the messages of an ONNX file ({@code onnx.proto} of ONNX's specification) and keeps what ONNX Runtime's interface
 * does not tell. Values of tensors are skipped.
 */
final class OnnxContents {
    /** Graphs in attributes of nodes hold graphs themselves, but never this many. */
    private static final int DEEPEST = 100;

    private static final int EXTERNAL = 1;

    /** {@code TensorProto.DataType} of strings, sizes and masks, which are no weights. */
    private static final Set<Long> NO_WEIGHTS = Set.of(6L, 7L, 8L, 9L);

    /** An operator of a domain, which is empty for ONNX itself. */
    record Operator(String domain, String name) {}

    /** Reads one field of a message. */
    private interface Fields {
        void read(int field, int tag) throws IOException;
    }

    private final CodedInputStream in;
    private final SortedMap<String, Long> opsets = new TreeMap<>();
    private final Set<Operator> operators = new HashSet<>();
    private final Set<Operator> functions = new HashSet<>();
    private final SortedMap<String, Long> external = new TreeMap<>();
    private String producer = "";
    private String producerVersion = "";
    private long parameters;
    private int depth;

    private OnnxContents(InputStream in) {
        this.in = CodedInputStream.newInstance(in);
    }

    /** @throws InvalidProtocolBufferException if it is no ONNX file, or not whole */
    static OnnxContents read(InputStream in) throws IOException {
        OnnxContents contents = new OnnxContents(in);
        contents.fields(contents::model);
        return contents;
    }

    String producer() {
        return (producer + " " + producerVersion).strip();
    }

    SortedMap<String, Long> opsets() {
        return opsets;
    }

    /** The operators that the nodes of all graphs and functions name. */
    Set<Operator> operators() {
        return operators;
    }

    /** Operators that the file defines itself, by others. */
    Set<Operator> functions() {
        return functions;
    }

    /** Number of values of all initializers that can be weights. */
    long parameters() {
        return parameters;
    }

    /** Files with values of tensors, with the bytes that each has at least. */
    SortedMap<String, Long> external() {
        return external;
    }

    private void model(int field, int tag) throws IOException {
        switch (field) {
            case 2 -> producer = text(tag);
            case 3 -> producerVersion = text(tag);
            case 7 -> message(tag, this::graph);
            case 8 -> opset(tag);
            case 25 -> function(tag);
            default -> in.skipField(tag);
        }
    }

    private void opset(int tag) throws IOException {
        String[] domain = {""};
        long[] version = {0};
        message(tag, (field, inner) -> {
            switch (field) {
                case 1 -> domain[0] = text(inner);
                case 2 -> version[0] = number(inner);
                default -> in.skipField(inner);
            }
        });
        opsets.put(domain[0], version[0]);
    }

    private void function(int tag) throws IOException {
        String[] name = {""};
        String[] domain = {""};
        message(tag, (field, inner) -> {
            switch (field) {
                case 1 -> name[0] = text(inner);
                case 7 -> node(inner);
                case 10 -> domain[0] = text(inner);
                default -> in.skipField(inner);
            }
        });
        functions.add(new Operator(domain[0], name[0]));
    }

    private void graph(int field, int tag) throws IOException {
        switch (field) {
            case 1 -> node(tag);
            case 5 -> parameters = sum(parameters, tensor(tag));
            case 15 -> message(tag, this::sparse);
            default -> in.skipField(tag);
        }
    }

    private void sparse(int field, int tag) throws IOException {
        switch (field) {
            case 1 -> parameters = sum(parameters, tensor(tag));
            case 2 -> tensor(tag);
            default -> in.skipField(tag);
        }
    }

    private void node(int tag) throws IOException {
        String[] name = {""};
        String[] domain = {""};
        message(tag, (field, inner) -> {
            switch (field) {
                case 4 -> name[0] = text(inner);
                case 5 -> message(inner, this::attribute);
                case 7 -> domain[0] = text(inner);
                default -> in.skipField(inner);
            }
        });
        operators.add(new Operator(domain[0], name[0]));
    }

    private void attribute(int field, int tag) throws IOException {
        switch (field) {
            case 5, 10 -> tensor(tag);
            case 6, 11 -> message(tag, this::graph);
            case 22, 23 -> message(tag, (inner, innerTag) -> {
                if (inner == 1 || inner == 2) {
                    tensor(innerTag);
                } else {
                    in.skipField(innerTag);
                }
            });
            default -> in.skipField(tag);
        }
    }

    /** The number of values of a tensor that can be weights; 0 for another. */
    private long tensor(int tag) throws IOException {
        long[] values = {1};
        long[] type = {0};
        long[] place = {0};
        ExternalData data = new ExternalData();
        message(tag, (field, inner) -> {
            switch (field) {
                case 1 -> dimensions(inner, values);
                case 2 -> type[0] = number(inner);
                case 13 -> data.entry(inner);
                case 14 -> place[0] = number(inner);
                default -> in.skipField(inner);
            }
        });
        if (place[0] == EXTERNAL) {
            external.merge(data.location, sum(data.offset, data.length), Math::max);
        }
        return NO_WEIGHTS.contains(type[0]) ? 0 : values[0];
    }

    /** Where a tensor lies in another file. */
    private final class ExternalData {
        private String location = "";
        private long offset;
        private long length;

        void entry(int tag) throws IOException {
            String[] keyAndValue = {"", ""};
            message(tag, (field, inner) -> {
                if (field == 1 || field == 2) {
                    keyAndValue[field - 1] = text(inner);
                } else {
                    in.skipField(inner);
                }
            });
            switch (keyAndValue[0]) {
                case "location" -> location = keyAndValue[1];
                case "offset" -> offset = bytes(keyAndValue[1]);
                case "length" -> length = bytes(keyAndValue[1]);
                default -> {
                    // A checksum, which ONNX Runtime does not verify either.
                }
            }
        }

        private static long bytes(String value) throws IOException {
            if (!value.matches("[0-9]{1,18}")) {
                throw new InvalidProtocolBufferException("a tensor lies at byte '" + value + "' of another file");
            }
            return Long.parseLong(value);
        }
    }

    /** Sizes come one by one, or packed. */
    private void dimensions(int tag, long[] product) throws IOException {
        if (WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
            product[0] = times(product[0], number(tag));
            return;
        }
        int outer = in.pushLimit(in.readRawVarint32());
        while (in.getBytesUntilLimit() > 0) {
            product[0] = times(product[0], in.readInt64());
        }
        in.popLimit(outer);
    }

    private static long times(long product, long size) throws IOException {
        if (size < 0 || (size > 0 && product > Long.MAX_VALUE / size)) {
            throw new InvalidProtocolBufferException("a tensor has a dimension of " + size);
        }
        return product * size;
    }

    private static long sum(long a, long b) throws IOException {
        if (a > Long.MAX_VALUE - b) {
            throw new InvalidProtocolBufferException("tensors have more than " + Long.MAX_VALUE + " values or bytes");
        }
        return a + b;
    }

    private void message(int tag, Fields fields) throws IOException {
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        if (depth == DEEPEST) {
            throw new InvalidProtocolBufferException("graphs in graphs are more than " + DEEPEST + " deep");
        }
        depth++;
        int outer = in.pushLimit(in.readRawVarint32());
        fields(fields);
        if (in.getBytesUntilLimit() != 0) {
            throw new InvalidProtocolBufferException("it ends within a message");
        }
        in.popLimit(outer);
        depth--;
    }

    private void fields(Fields fields) throws IOException {
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            fields.read(WireFormat.getTagFieldNumber(tag), tag);
        }
    }

    private String text(int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readString();
    }

    private long number(int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_VARINT);
        return in.readInt64();
    }

    private static void require(int tag, int type) throws IOException {
        if (WireFormat.getTagWireType(tag) != type) {
            throw new InvalidProtocolBufferException(
                    "field " + WireFormat.getTagFieldNumber(tag) + " of a message has another type");
        }
    }
}
