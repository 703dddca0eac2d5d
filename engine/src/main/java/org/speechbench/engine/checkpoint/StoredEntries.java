package org.speechbench.engine.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.speechbench.core.UserError;

/**
 * The entries of a zip archive written by {@code torch.save}: unique names, stored without compression, and together no
 * longer than the file, so that nothing that is read is longer than what is on disk. The CRC-32 of an entry is checked
 * before any of it is used.
 */
final class StoredEntries {
    /** A model with the state of its optimiser has some thousands of entries. */
    private static final int MOST = 20_000;

    private final Path file;
    private final long fileSize;
    private final Map<String, ZipEntry> entries;
    private final boolean checkSums;
    private final Set<String> sound = ConcurrentHashMap.newKeySet();

    private StoredEntries(Path file, long fileSize, Map<String, ZipEntry> entries) {
        this.file = file;
        this.fileSize = fileSize;
        this.entries = entries;
        // PyTorch writes zeros if checksums were disabled; a zero for one entry among others is damage.
        this.checkSums = entries.values().stream().anyMatch(e -> e.getSize() > 0 && e.getCrc() != 0);
    }

    /** @throws UserError if the file is not an archive of this kind */
    static StoredEntries open(Path file) {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            long size = Files.size(file);
            Map<String, ZipEntry> entries = new LinkedHashMap<>();
            long left = size;
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entries.size() == MOST) {
                    throw bad(file, "it has more than " + MOST + " entries");
                }
                if (entries.put(entry.getName(), entry) != null) {
                    throw bad(file, "it has two entries " + entry.getName());
                }
                left -= Math.max(0, entry.getCompressedSize());
                if (left < 0) {
                    throw bad(file, "its entries together are longer than the file");
                }
            }
            return new StoredEntries(file, size, entries);
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * @throws UserError if an entry is compressed, because its uncompressed length is not bounded by the size of the
     *     file
     */
    void requireStored() {
        for (ZipEntry entry : entries.values()) {
            if (entry.getMethod() != ZipEntry.STORED || entry.getSize() != entry.getCompressedSize()) {
                throw bad(file, "its entry " + entry.getName() + " is compressed, which torch.save never does");
            }
        }
    }

    /** Names of the entries, in the order of the archive. */
    List<String> names() {
        return new ArrayList<>(entries.keySet());
    }

    /** Number of bytes of the whole archive. */
    long fileSize() {
        return fileSize;
    }

    /** Whether damage can be detected. */
    boolean checkSums() {
        return checkSums;
    }

    /** Number of bytes of an entry, or -1 if it does not exist. */
    long size(String name) {
        ZipEntry entry = entries.get(name);
        return entry == null ? -1 : entry.getSize();
    }

    /**
     * A part of an entry.
     *
     * @throws UserError if the entry does not exist, or is damaged anywhere
     */
    byte[] read(String name, long begin, int length) {
        ZipEntry entry = entries.get(name);
        if (entry == null) {
            throw bad(file, "it has no entry " + name);
        }
        if (begin < 0 || length < 0 || begin > entry.getSize() - length) {
            throw bad(file, "its entry " + name + " has only " + entry.getSize() + " bytes");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            if (checkSums && sound.add(name)) {
                check(zip, entry);
            }
            try (InputStream in = stream(zip, entry)) {
                in.skipNBytes(begin);
                byte[] bytes = in.readNBytes(length);
                if (bytes.length != length) {
                    throw bad(file, "its entry " + name + " ends early");
                }
                return bytes;
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    /** @throws UserError if any entry is damaged */
    void checkAll() {
        if (!checkSums) {
            return;
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : entries.values()) {
                check(zip, entry);
            }
        } catch (IOException | IllegalArgumentException e) {
            throw unreadable(file, e);
        }
    }

    private void check(ZipFile zip, ZipEntry entry) throws IOException {
        CRC32 crc = new CRC32();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = stream(zip, entry)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                crc.update(buffer, 0, n);
            }
        }
        if (crc.getValue() != entry.getCrc()) {
            sound.remove(entry.getName());
            throw new UserError(
                    file + " is damaged: its entry " + entry.getName()
                            + " does not have the check sum (CRC-32) that was" + " written with it.",
                    "Copy or download it again.");
        }
    }

    private InputStream stream(ZipFile zip, ZipEntry entry) throws IOException {
        InputStream in = zip.getInputStream(entry);
        if (in == null) {
            throw bad(file, "its entry " + entry.getName() + " went away while it was read");
        }
        return in;
    }

    private static UserError bad(Path file, String why) {
        return TorchArchive.bad(file, why);
    }

    private static UserError unreadable(Path file, Exception e) {
        if (e instanceof java.util.zip.ZipException || e instanceof IllegalArgumentException) {
            return new UserError(
                    file + " is not a whole zip archive (" + e.getMessage() + ").", "Copy or download it again.", e);
        }
        return UserError.unreadable(file, e instanceof IOException io ? io : new IOException(e));
    }
}
