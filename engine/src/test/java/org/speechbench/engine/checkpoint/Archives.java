package org.speechbench.engine.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Zip archives as torch.save writes them, made by hand. */
final class Archives {
    private Archives() {}

    /** Entries in the order of their names, stored. */
    static Path write(Path file, Map<String, byte[]> entries) throws IOException {
        return Files.write(file, bytes(entries));
    }

    static byte[] bytes(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.setMethod(ZipOutputStream.STORED);
            for (Map.Entry<String, byte[]> e : new TreeMap<>(entries).entrySet()) {
                CRC32 crc = new CRC32();
                crc.update(e.getValue());
                ZipEntry entry = new ZipEntry(e.getKey());
                entry.setSize(e.getValue().length);
                entry.setCrc(crc.getValue());
                zip.putNextEntry(entry);
                zip.write(e.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }

    /** The pickle of a map of one fp32 tensor, {@code x}. */
    static byte[] tensor(int stored, int offset, int[] shape, int[] strides) {
        StringBuilder pickle = new StringBuilder("}X\u0001\u0000\u0000\u0000x");
        pickle.append("ctorch._utils\n_rebuild_tensor_v2\n((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\n")
                .append("X\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpu")
                .append(integer(stored))
                .append("tQ")
                .append(integer(offset))
                .append(tuple(shape))
                .append(tuple(strides))
                .append("\u0089}tRs.");
        return latin(pickle.toString());
    }

    static byte[] latin(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String tuple(int[] values) {
        StringBuilder tuple = new StringBuilder("(");
        for (int v : values) {
            tuple.append(integer(v));
        }
        return tuple + "t";
    }

    /** Little-endian, as BININT. */
    private static String integer(int v) {
        return "J" + (char) (v & 0xff) + (char) (v >> 8 & 0xff) + (char) (v >> 16 & 0xff) + (char) (v >> 24 & 0xff);
    }
}
