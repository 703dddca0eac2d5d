package org.speechbench.engine.checkpoint;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.engine.checkpoint.NumpyArray.NumpyType;
import org.speechbench.engine.checkpoint.PickleGlobals.Attributes;
import org.speechbench.engine.checkpoint.PickleGlobals.Known;
import org.speechbench.engine.checkpoint.PickleGlobals.Maker;
import org.speechbench.engine.checkpoint.PickleGlobals.StorageClass;

/**
 * Reads a pickle of protocols 2 to 5 as data: the opcodes build lists, maps, strings, numbers and tensors on a stack,
 * and a name that {@link PickleGlobals} does not list ends the reading with an error. Tuples and sets become lists.
 * Time and memory are bounded by the pickle's size.
 */
final class Unpickler {
    /** Python's None. */
    enum None {
        NONE
    }

    private static final int MAX_OBJECTS = 4_000_000;
    private static final int MAX_ARGUMENTS = 16;
    private static final int SMALL = 64;

    private final ByteBuffer in;
    private long objectsLeft;
    private final Map<Integer, Object> memo = new HashMap<>();
    private final Deque<List<Object>> marked = new ArrayDeque<>();
    private List<Object> stack = new ArrayList<>();

    private Unpickler(byte[] pickle) {
        this.in = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
        // Each object has its own opcode and is copied at most once.
        this.objectsLeft = Math.min(MAX_OBJECTS, 2L * pickle.length + SMALL);
    }

    /**
     * The value of a pickle: {@link Map}, {@link List}, {@link String}, {@link Long}, {@link Double}, {@link Boolean},
     * {@link None}, {@link StoredTensor}, {@link Attributes}, or {@link Known} where a class itself is a value.
     */
    static Object read(byte[] pickle) throws BadPickle {
        try {
            return new Unpickler(pickle).run();
        } catch (BufferUnderflowException e) {
            throw new BadPickle("it ends early");
        }
    }

    /** A key of a map. Only plain values are allowed, so that no container is ever hashed. */
    static Object key(Object key) throws BadPickle {
        if (key instanceof String || key instanceof Long || key instanceof Boolean || key instanceof None) {
            return key;
        }
        throw new BadPickle("a key of a map is neither text nor a number");
    }

    private Object run() throws BadPickle {
        while (true) {
            int opcode = in.get() & 0xff;
            if (opcode == '.') {
                return pop();
            }
            if (!value(opcode) && !container(opcode) && !memory(opcode) && !object(opcode)) {
                throw new BadPickle(
                        "it has the opcode " + String.format("0x%02x", opcode) + ", which is not read here");
            }
        }
    }

    /** Opcodes that push a plain value. */
    private boolean value(int opcode) throws BadPickle {
        switch (opcode) {
            case 'N' -> push(None.NONE);
            case 0x88 -> push(true);
            case 0x89 -> push(false);
            case 'J' -> push((long) in.getInt());
            case 'K' -> push((long) (in.get() & 0xff));
            case 'M' -> push((long) (in.getShort() & 0xffff));
            case 0x8a -> push(integer(in.get() & 0xff));
            case 'G' -> push(Double.longBitsToDouble(Long.reverseBytes(in.getLong())));
            case 'X' -> push(text(in.getInt()));
            case 0x8c -> push(text(in.get() & 0xff));
            case 0x8d -> push(text(length(in.getLong())));
                // Bytes and Python 2 strings contain nothing that is needed here; they are kept as Latin-1 text.
            case 'U', 'C' -> push(latin(in.get() & 0xff));
            case 'T', 'B' -> push(latin(in.getInt()));
            case 0x8e -> push(latin(length(in.getLong())));
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean container(int opcode) throws BadPickle {
        switch (opcode) {
            case '(' -> {
                spend(1);
                marked.push(stack);
                stack = new ArrayList<>();
            }
            case ']', 0x8f, ')' -> push(new ArrayList<>());
            case '}' -> push(new LinkedHashMap<>());
            case 'l', 't' -> push(sinceMark());
            case 'd' -> push(put(new LinkedHashMap<>(), sinceMark()));
            case 0x85 -> push(last(1));
            case 0x86 -> push(last(2));
            case 0x87 -> push(last(3));
            case 'a' -> {
                Object item = pop();
                list().add(item);
            }
            case 'e', 0x90 -> {
                List<Object> items = sinceMark();
                list().addAll(items);
            }
            case 's' -> {
                List<Object> pair = last(2);
                put(map(), pair);
            }
            case 'u' -> {
                List<Object> pairs = sinceMark();
                put(map(), pairs);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean memory(int opcode) throws BadPickle {
        switch (opcode) {
            case 0x80 -> in.get();
            case 0x95 -> in.getLong();
            case 'q' -> memo.put(in.get() & 0xff, top());
            case 'r' -> memo.put(in.getInt(), top());
            case 0x94 -> memo.put(memo.size(), top());
            case 'h' -> push(remembered(in.get() & 0xff));
            case 'j' -> push(remembered(in.getInt()));
            case '0' -> pop();
            case '1' -> sinceMark();
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean object(int opcode) throws BadPickle {
        switch (opcode) {
            case 'c' -> push(global(line(), line()));
            case 0x93 -> {
                List<Object> names = last(2);
                if (!(names.get(0) instanceof String module) || !(names.get(1) instanceof String name)) {
                    throw new BadPickle("it asks for something whose name is no text");
                }
                push(global(module, name));
            }
            case 'Q' -> push(storage(pop()));
            case 'R', 0x81 -> {
                List<Object> call = last(2);
                push(made(call.get(0), call.get(1)));
            }
            case 'b' -> build(pop());
            default -> {
                return false;
            }
        }
        return true;
    }

    private static Known global(String module, String name) throws BadPickle {
        Known known = PickleGlobals.find(module, name);
        if (known == null) {
            throw new BadPickle("it asks for " + module + "." + name
                    + ", and only tensors, containers and plain values are read; nothing of it was run");
        }
        return known;
    }

    private Object made(Object maker, Object arguments) throws BadPickle {
        if (!(maker instanceof Maker m) || !(arguments instanceof List<?> list)) {
            throw new BadPickle("it calls what cannot be called");
        }
        if (list.size() > MAX_ARGUMENTS) {
            throw new BadPickle("it calls with " + list.size() + " arguments");
        }
        for (Object argument : list) {
            spend(argument instanceof List<?> copied ? copied.size() : 0);
        }
        return m.make(List.copyOf(list));
    }

    private void spend(int objects) throws BadPickle {
        objectsLeft -= objects;
        if (objectsLeft < 0) {
            throw new BadPickle("it unfolds to more than a file of its size can tell");
        }
    }

    /** A persistent id of PyTorch: ("storage", class, key, device, number of values). */
    private static StoredTensor.Storage storage(Object id) throws BadPickle {
        if (id instanceof List<?> parts
                && parts.size() == 5
                && "storage".equals(parts.get(0))
                && parts.get(1) instanceof StorageClass type
                && parts.get(2) instanceof String key
                && parts.get(4) instanceof Long count
                && count >= 0) {
            return new StoredTensor.Storage(type.type(), key, count);
        }
        throw new BadPickle("it refers to something that is not a storage");
    }

    /** Attributes of an ordered map (PyTorch stores module versions there) are ignored. */
    private void build(Object state) throws BadPickle {
        Object target = top();
        if (target instanceof Attributes attributes && state instanceof Map<?, ?> map) {
            spend(map.size());
            for (Map.Entry<?, ?> e : map.entrySet()) {
                attributes.values().put(e.getKey(), e.getValue());
            }
        } else if (target instanceof NumpyArray array && state instanceof List<?> parts) {
            array.fill(parts);
        } else if (target instanceof NumpyType type && state instanceof List<?> parts) {
            type.fill(parts);
        } else if (!(target instanceof Map) && !(target instanceof Attributes)) {
            throw new BadPickle("it sets the state of what has none");
        }
    }

    private Map<Object, Object> put(Map<Object, Object> map, List<Object> pairs) throws BadPickle {
        if (pairs.size() % 2 != 0) {
            throw new BadPickle("a map has a key without a value");
        }
        for (int i = 0; i < pairs.size(); i += 2) {
            map.put(key(pairs.get(i)), pairs.get(i + 1));
        }
        return map;
    }

    private void push(Object value) throws BadPickle {
        spend(1);
        stack.add(value);
    }

    private Object top() throws BadPickle {
        if (stack.isEmpty()) {
            throw new BadPickle("its stack is empty where a value is needed");
        }
        return stack.get(stack.size() - 1);
    }

    private Object pop() throws BadPickle {
        Object value = top();
        stack.remove(stack.size() - 1);
        return value;
    }

    private List<Object> last(int n) throws BadPickle {
        if (stack.size() < n) {
            throw new BadPickle("its stack is empty where a value is needed");
        }
        List<Object> tail = stack.subList(stack.size() - n, stack.size());
        List<Object> values = new ArrayList<>(tail);
        tail.clear();
        return values;
    }

    private List<Object> sinceMark() throws BadPickle {
        if (marked.isEmpty()) {
            throw new BadPickle("a mark is missing");
        }
        List<Object> values = stack;
        stack = marked.pop();
        return values;
    }

    @SuppressWarnings("unchecked")
    private List<Object> list() throws BadPickle {
        if (top() instanceof List<?> list) {
            return (List<Object>) list;
        }
        throw new BadPickle("it appends to what is not a list");
    }

    @SuppressWarnings("unchecked")
    private Map<Object, Object> map() throws BadPickle {
        if (top() instanceof Map<?, ?> map) {
            return (Map<Object, Object>) map;
        }
        throw new BadPickle("it puts items into what is not a map");
    }

    private Object remembered(int index) throws BadPickle {
        Object value = memo.get(index);
        if (value == null) {
            throw new BadPickle("it refers to a value that it has not stored");
        }
        return value;
    }

    /** An integer of this number of bytes, two's complement, little-endian. */
    private long integer(int bytes) throws BadPickle {
        if (bytes > Long.BYTES) {
            throw new BadPickle("it has an integer of " + bytes + " bytes");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (in.get() & 0xffL) << (8 * i);
        }
        int unused = Long.SIZE - 8 * bytes;
        return bytes == 0 ? 0 : (value << unused) >> unused;
    }

    /** A length of a text, which is never longer than the rest of the pickle. */
    private int length(long n) throws BadPickle {
        if (n < 0 || n > in.remaining()) {
            throw new BadPickle("a text is longer than the file");
        }
        return (int) n;
    }

    private String text(int bytes) throws BadPickle {
        return new String(bytes(bytes), StandardCharsets.UTF_8);
    }

    private String latin(int bytes) throws BadPickle {
        return new String(bytes(bytes), StandardCharsets.ISO_8859_1);
    }

    private byte[] bytes(int n) throws BadPickle {
        byte[] bytes = new byte[length(n)];
        in.get(bytes);
        return bytes;
    }

    private String line() {
        StringBuilder line = new StringBuilder();
        for (byte b = in.get(); b != '\n'; b = in.get()) {
            line.append((char) (b & 0xff));
        }
        return line.toString();
    }
}
