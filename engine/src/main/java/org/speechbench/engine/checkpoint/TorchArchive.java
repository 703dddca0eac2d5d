package org.speechbench.engine.checkpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;

/**
 * A file written by {@code torch.save} (PyTorch 1.6 and later): a zip archive with a pickle and one entry for each
 * storage. The pickle is read as data by {@link Unpickler}; no code in it can run, and the size of its contents is
 * bounded by the size of the file.
 */
final class TorchArchive implements TensorFile {
    private static final String PICKLE = "data.pkl";
    private static final int MAX_PICKLE = 1 << 25;
    private static final int MAX_STORAGE = Integer.MAX_VALUE - 8;

    /** The number of values that is always allowed for a tensor that repeats values of its storage. */
    private static final int SMALL = 1 << 16;

    /** The largest allowed ratio of the bytes of tensors that share storages to those of the file. */
    private static final int SHARED = 4;

    private final Path file;
    private final StoredEntries entries;
    private final String prefix;
    private final Map<String, StoredTensor> stored = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private TorchArchive(Path file, StoredEntries entries, String prefix, byte[] pickle) throws BadPickle {
        this.file = file;
        this.entries = entries;
        this.prefix = prefix;
        new PickleTree(stored, values, pickle.length).add(Unpickler.read(pickle));
        stored.forEach((name, tensor) -> tensors.put(name, tensor.info()));
        checkTotal();
    }

    static TorchArchive open(Path file) {
        StoredEntries entries = StoredEntries.open(file);
        refuseProgram(file, entries);
        List<String> pickles = entries.names().stream()
                .filter(name -> name.matches("[^/]+/" + PICKLE))
                .toList();
        if (pickles.size() != 1) {
            throw bad(file, "it is a zip archive, but not one of torch.save");
        }
        entries.requireStored();
        String name = pickles.get(0);
        String prefix = name.substring(0, name.length() - PICKLE.length());
        checkOrder(file, entries, prefix + "byteorder");
        long size = entries.size(name);
        if (size > MAX_PICKLE) {
            throw bad(file, "its pickle has " + size + " bytes, and " + MAX_PICKLE + " are read at most");
        }
        try {
            return new TorchArchive(file, entries, prefix, entries.read(name, 0, (int) size));
        } catch (BadPickle e) {
            throw bad(file, String.valueOf(e.getMessage()));
        }
    }

    /** TorchScript archives have a pickle of the same name, but what it builds are objects of the program's classes. */
    private static void refuseProgram(Path file, StoredEntries entries) {
        boolean code = entries.names().stream().anyMatch(name -> name.matches("[^/]+/code/.+"));
        if (code && entries.names().stream().anyMatch(name -> name.matches("[^/]+/constants\\.pkl"))) {
            throw new UserError(
                    file
                            + " is a TorchScript program: nothing but running it tells what it computes, and it was not run.",
                    "If you trust it, open it with torchscript=" + file + ", as in 'speechbench probe torchscript="
                            + file + "', or with provider: torchscript in an experiment (docs/any-model.md).");
        }
    }

    private static void checkOrder(Path file, StoredEntries entries, String name) {
        long size = entries.size(name);
        String order =
                size < 0 || size > 16 ? "" : new String(entries.read(name, 0, (int) size), StandardCharsets.US_ASCII);
        if (size >= 0 && !order.equals("little")) {
            throw bad(file, "its numbers are not little-endian");
        }
    }

    static UserError bad(Path file, String why) {
        return new UserError(
                file + " is not read: " + why + ".",
                "Save the weights alone with torch.save(model.state_dict(), FILE), or as safetensors.");
    }

    @Override
    public Path place() {
        return file;
    }

    @Override
    public String format() {
        return "PyTorch zip archive";
    }

    @Override
    public List<String> notes() {
        return entries.checkSums() ? List.of() : List.of("its entries have no check sums, so damage cannot be noticed");
    }

    @Override
    public void check() {
        entries.checkAll();
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return Collections.unmodifiableMap(tensors);
    }

    @Override
    public Map<String, Object> values() {
        return Collections.unmodifiableMap(values);
    }

    @Override
    public TensorData read(String name) {
        StoredTensor tensor = stored.get(name);
        if (tensor == null) {
            throw new IllegalArgumentException("no tensor " + name);
        }
        StoredTensor.Storage storage = tensor.storage();
        int width = storage.type().bytes();
        long count = tensor.info().count();
        if (count > MAX_STORAGE / width || tensor.span() > MAX_STORAGE / width) {
            throw bad(file, "tensor '" + name + "' has more than 2 GiB");
        }
        if (count > Math.max(SMALL, storage.count())) {
            throw bad(file, "tensor '" + name + "' has " + count + " values of a storage of " + storage.count());
        }
        byte[] bytes = count == 0 ? new byte[0] : bytes(tensor, width);
        return new TensorData(storage.type().name(), tensor.shape(), rows(tensor, bytes, (int) count, width));
    }

    /** The bytes from the tensor's first value to its last. */
    private byte[] bytes(StoredTensor tensor, int width) {
        StoredTensor.Storage storage = tensor.storage();
        String entry = prefix + "data/" + storage.key();
        long size = entries.size(entry);
        if (size >= 0 && (size % width != 0 || size / width != storage.count())) {
            throw bad(
                    file,
                    "its entry " + entry + " has " + size + " bytes, not " + storage.count() + " " + storage.type());
        }
        return entries.read(entry, tensor.offset() * width, (int) (tensor.span() * width));
    }

    private static ByteBuffer rows(StoredTensor tensor, byte[] bytes, int count, int width) {
        if (tensor.contiguous()) {
            return ByteBuffer.wrap(bytes);
        }
        ByteBuffer out = ByteBuffer.allocate(count * width);
        long[] index = new long[tensor.shape().length];
        for (int i = 0; i < count; i++) {
            long at = 0;
            for (int d = 0; d < index.length; d++) {
                at += index[d] * tensor.strides()[d];
            }
            out.put(bytes, (int) at * width, width);
            for (int d = index.length - 1; d >= 0 && ++index[d] == tensor.shape()[d]; d--) {
                index[d] = 0;
            }
        }
        return out.flip();
    }

    /** Without this check, many tensors that are views of one storage could be many times as large as the file. */
    private void checkTotal() throws BadPickle {
        double total = 0;
        for (StoredTensor tensor : stored.values()) {
            total += (double) tensor.info().count() * tensor.storage().type().bytes();
        }
        if (total > SHARED * (double) entries.fileSize() + SMALL) {
            throw new BadPickle(
                    "its tensors together have " + Math.round(total) + " bytes, and it has " + entries.fileSize());
        }
    }
}
