package org.speechbench.upstream.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.speechbench.core.UserError;

/**
 * A file of {@code torch.save} (PyTorch 1.6 and later): a zip archive with a pickle and one entry for each storage. The
 * pickle is read as data by {@link Unpickler}; nothing in it can run.
 */
final class TorchArchive implements TensorFile {
    private static final String PICKLE = "data.pkl";
    private static final long MAX_PICKLE = 1L << 28;
    private static final int MAX_STORAGE = Integer.MAX_VALUE - 8;

    private final Path file;
    private final String prefix;
    private final Map<String, StoredTensor> stored = new LinkedHashMap<>();
    private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private TorchArchive(Path file, String prefix, Object root) throws BadPickle {
        this.file = file;
        this.prefix = prefix;
        new PickleTree(stored, values).add(root);
        stored.forEach((name, tensor) -> tensors.put(name, tensor.info()));
    }

    static TorchArchive open(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<? extends ZipEntry> pickles = zip.stream()
                    .filter(e -> e.getName().matches("[^/]+/" + PICKLE))
                    .toList();
            if (pickles.size() != 1) {
                throw bad(file, "it is a zip archive, but not one of torch.save");
            }
            String name = pickles.get(0).getName();
            String prefix = name.substring(0, name.length() - PICKLE.length());
            ZipEntry order = zip.getEntry(prefix + "byteorder");
            if (order != null && !"little".equals(new String(bytes(zip, order, 16), StandardCharsets.US_ASCII))) {
                throw bad(file, "its numbers are not little-endian");
            }
            return new TorchArchive(file, prefix, Unpickler.read(bytes(zip, pickles.get(0), MAX_PICKLE)));
        } catch (BadPickle e) {
            throw bad(file, String.valueOf(e.getMessage()));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static UserError bad(Path file, String why) {
        return new UserError(
                file + " is not read: " + why + ".",
                "Save the weights alone with torch.save(model.state_dict(), FILE), or as safetensors.");
    }

    private static byte[] bytes(ZipFile zip, ZipEntry entry, long most) throws IOException {
        if (entry.getSize() > most) {
            throw new IOException(entry.getName() + " has " + entry.getSize() + " bytes");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            return in.readNBytes((int) Math.min(most, MAX_STORAGE));
        }
    }

    @Override
    public String format() {
        return "PyTorch zip archive";
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
        int width = tensor.storage().type().bytes();
        if (tensor.info().count() > MAX_STORAGE / width) {
            throw bad(file, "tensor '" + name + "' has more than 2 GiB");
        }
        return new TensorData(tensor.storage().type().name(), tensor.shape(), view(tensor, storage(tensor), width));
    }

    private byte[] storage(StoredTensor tensor) {
        String entryName = prefix + "data/" + tensor.storage().key();
        if (tensor.storage().count() > MAX_STORAGE / tensor.storage().type().bytes()) {
            throw bad(file, entryName + " has more than 2 GiB");
        }
        long wanted = tensor.storage().count() * tensor.storage().type().bytes();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            ZipEntry entry = zip.getEntry(entryName);
            if (entry == null) {
                throw bad(file, "it has no entry " + entryName);
            }
            byte[] bytes = bytes(zip, entry, wanted);
            if (bytes.length != wanted) {
                throw bad(file, entryName + " has " + bytes.length + " bytes, wanted " + wanted);
            }
            return bytes;
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static ByteBuffer view(StoredTensor tensor, byte[] storage, int width) {
        int count = Math.toIntExact(tensor.info().count());
        if (tensor.contiguous()) {
            return ByteBuffer.wrap(storage, count == 0 ? 0 : (int) tensor.offset() * width, count * width);
        }
        ByteBuffer out = ByteBuffer.allocate(count * width);
        long[] index = new long[tensor.shape().length];
        for (int i = 0; i < count; i++) {
            long at = tensor.offset();
            for (int d = 0; d < index.length; d++) {
                at += index[d] * tensor.strides()[d];
            }
            out.put(storage, (int) at * width, width);
            for (int d = index.length - 1; d >= 0 && ++index[d] == tensor.shape()[d]; d--) {
                index[d] = 0;
            }
        }
        return out.flip();
    }
}
