package org.speechbench.bench.encode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.speechbench.core.Digests;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.states.StatesIndex;

/** The folder to which hidden states are written, with its index. */
final class StatesFolder {
    private static final String ELSEWHERE = "Use another --out.";
    private static final int STEM = 80;
    private static final int DIGEST = 16;

    private final Path root;
    private final StatesIndex.Source source;
    private final StatesFormat format;
    private final Map<String, StatesIndex.Entry> entries = new LinkedHashMap<>();

    private StatesFolder(Path root, StatesIndex.Source source, StatesFormat format) {
        this.root = root;
        this.source = source;
        this.format = format;
    }

    /**
     * Opens a folder for the states of one source.
     *
     * @param overwrite whether existing states are encoded again; files of another source are removed
     * @throws UserError if it contains those of another source and may not be overwritten
     */
    static StatesFolder open(Path root, StatesIndex.Source source, StatesFormat format, boolean overwrite) {
        StatesFolder folder = new StatesFolder(root, source, format);
        StatesIndex index = StatesIndex.read(root, ELSEWHERE);
        if (index == null) {
            return folder;
        }
        if (overwrite) {
            index.utterances().forEach(folder::remove);
        } else if (index.of().equals(source)) {
            index.utterances().forEach(entry -> folder.entries.put(entry.id(), entry));
        } else {
            throw new UserError(
                    root + " holds states of " + text(index.of()) + "; asked for are those of " + text(source) + ".",
                    "Use another --out, or --overwrite.");
        }
        return folder;
    }

    /**
     * The kernels of the states in a folder.
     *
     * @throws UserError if its index cannot be read
     */
    static Map<String, String> kernels(Path root) {
        StatesIndex index = StatesIndex.read(root, ELSEWHERE);
        return index == null ? Map.of() : index.of().encoding().kernels();
    }

    /**
     * Whether the utterance's file is complete and belongs to the same recording.
     *
     * @param decoder the program that decodes the recording, with its version; empty if none is needed
     */
    boolean has(Utterance utterance, String decoder) {
        StatesIndex.Entry entry = entries.get(utterance.id());
        if (entry == null || !entry.file().equals(name(utterance.id()))) {
            return false;
        }
        try {
            return Files.size(root.resolve(entry.file())) == entry.bytes()
                    && entry.recording().equals(recording(utterance, decoder));
        } catch (IOException e) {
            return false;
        }
    }

    void write(Utterance utterance, String decoder, States states, double seconds) {
        Path file = root.resolve(name(utterance.id()));
        format.write(file, states);
        try {
            entries.put(
                    utterance.id(),
                    new StatesIndex.Entry(
                            utterance.id(),
                            file.getFileName().toString(),
                            states.lastFrames(),
                            seconds,
                            Files.size(file),
                            recording(utterance, decoder)));
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    void writeIndex() {
        StatesIndex.current(source, new ArrayList<>(entries.values())).write(root);
    }

    /** The digest distinguishes ids that differ in characters that a file name cannot contain. */
    private String name(String id) {
        String safe = id.replaceAll("[^A-Za-z0-9_-]", "_").replaceAll("^-", "_");
        return safe.substring(0, Math.min(safe.length(), STEM)) + "-"
                + Digests.sha256(id).substring(0, DIGEST) + "." + format.id();
    }

    private void remove(StatesIndex.Entry entry) {
        Path file = root.resolve(entry.file()).normalize();
        if (!root.normalize().equals(file.getParent())) {
            throw new UserError(
                    StatesIndex.in(root) + " names the file " + entry.file() + ", which is elsewhere.", ELSEWHERE);
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    private static String recording(Utterance utterance, String decoder) throws IOException {
        BasicFileAttributes a = Files.readAttributes(utterance.audio(), BasicFileAttributes.class);
        String file = a.size() + " bytes of " + a.lastModifiedTime();
        String whole = decoder.isEmpty() ? file : file + ", by " + decoder;
        return utterance.part() ? whole + ", " + utterance.numSamples() + " from " + utterance.start() : whole;
    }

    private static String text(StatesIndex.Source of) {
        StatesIndex.Encoding by = of.encoding();
        return (by.upstream() + " " + by.size()).strip() + " "
                + by.digest().substring(0, Math.min(12, by.digest().length()))
                + " (" + by.precision() + ", " + by.engine() + ", " + by.device() + ", " + of.format() + ", layers "
                + of.layers() + ", " + new EncodeBatches(by.batchSeconds()).text()
                + (by.kernels().isEmpty() ? "" : ", kernels " + new TreeMap<>(by.kernels())) + ")";
    }
}
