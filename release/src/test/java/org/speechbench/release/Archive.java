package org.speechbench.release;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.ArchiveEntry;
import org.apache.commons.compress.archivers.ArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * The files of an archive that the build made.
 *
 * @param files content by name, without the folder that all are in; jars have none
 * @param executables the names of those that may be executed; empty for zip, which is for Windows
 */
record Archive(Map<String, byte[]> files, Set<String> executables) {
    private static final Map<String, Archive> READ = new ConcurrentHashMap<>();
    private static final int EXECUTABLE = 0111;

    static String version() {
        return System.getProperty("archive.name").replaceFirst("speechbench-", "");
    }

    static Path file(String ending) {
        return Path.of(System.getProperty("archives"), System.getProperty("archive.name") + "-" + ending);
    }

    static Archive ofOnnx() throws IOException {
        return of("onnx.zip", false);
    }

    /**
     * Reads an archive, each once.
     *
     * @param folder whether all its files have to be in a folder that is called as the release
     */
    static Archive of(String ending, boolean folder) throws IOException {
        Archive known = READ.get(ending);
        if (known != null) {
            return known;
        }
        Archive archive = read(file(ending), folder ? System.getProperty("archive.name") + "/" : "");
        READ.put(ending, archive);
        return archive;
    }

    private static Archive read(Path file, String folder) throws IOException {
        Map<String, byte[]> files = new TreeMap<>();
        Set<String> executables = new TreeSet<>();
        try (InputStream raw = new BufferedInputStream(Files.newInputStream(file));
                ArchiveInputStream<? extends ArchiveEntry> in = file.toString().endsWith(".zip")
                        ? new ZipArchiveInputStream(raw)
                        : new TarArchiveInputStream(new GzipCompressorInputStream(raw))) {
            for (ArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                if (!entry.getName().startsWith(folder)) {
                    throw new IOException(file + " has " + entry.getName() + ", which is not in " + folder);
                }
                if (entry.isDirectory()) {
                    continue;
                }
                String name = entry.getName().substring(folder.length());
                files.put(name, name.endsWith(".jar") ? new byte[0] : in.readAllBytes());
                if (entry instanceof TarArchiveEntry tar && (tar.getMode() & EXECUTABLE) != 0) {
                    executables.add(name);
                }
            }
        }
        return new Archive(files, executables);
    }

    Set<String> names() {
        return files.keySet();
    }

    /** The names of the files in a folder. */
    Set<String> in(String folder) {
        String start = folder + "/";
        return names().stream()
                .filter(name -> name.startsWith(start))
                .map(name -> name.substring(start.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    byte[] bytes(String name) {
        byte[] content = files.get(name);
        if (content == null) {
            throw new AssertionError("there is no " + name);
        }
        return content;
    }

    String text(String name) {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }
}
