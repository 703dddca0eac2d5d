package org.speechbench.core.tensorboard;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.InstantSource;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.AtomicFiles;
import org.speechbench.core.Folders;
import org.speechbench.core.UserError;

/**
 * One file of scalars that {@code tensorboard --logdir} shows while it grows. Each time a training is started or
 * resumed it writes a file of its own; TensorBoard reads these files in the order of their names. A file begins with a
 * mark that invalidates what earlier files contain for later steps. For TensorBoard a file ends at a record that a
 * crash truncated, and no other record is written after it.
 */
public final class EventFile {
    /** The name of the folder with the files of one training. */
    public static final String FOLDER = "tensorboard";

    private static final Pattern NAME = Pattern.compile("events\\.out\\.tfevents\\.(\\d+)\\.speechbench");

    private final Path file;
    private final InstantSource clock;

    private EventFile(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /**
     * Begins a new file.
     *
     * @param training the folder of the training; the file is in its {@link #FOLDER}
     * @param step the last completed step, 0 at the beginning; what earlier files contain for later steps becomes
     *     invalid
     * @throws UserError if it cannot be written
     */
    public static EventFile begin(Path training, long step) {
        return begin(training, step, InstantSource.system());
    }

    static EventFile begin(Path training, long step, InstantSource clock) {
        Path folder = training.resolve(FOLDER);
        // Two files begun in the same second, or a clock that was set back, must not change the order of the files.
        long second = Math.max(clock.instant().getEpochSecond(), last(folder) + 1);
        EventFile events = new EventFile(folder.resolve("events.out.tfevents." + second + ".speechbench"), clock);
        events.write(EventRecord.version(clock.instant()));
        events.write(EventRecord.start(clock.instant(), step + 1));
        return events;
    }

    /**
     * Adds the numbers of one step, which have been handed to the operating system when this returns. Numbers that are
     * not finite are left out.
     *
     * @param values the numbers by tag, for example {@code masked_loss}
     * @throws UserError if it cannot be written
     */
    public void add(long step, Map<String, Double> values) {
        write(EventRecord.scalars(clock.instant(), step, values));
    }

    private void write(byte[] record) {
        try {
            AtomicFiles.createFolder(file);
            Files.write(file, record, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw UserError.unwritable(file, e);
        }
    }

    /** The number of the latest file; 0 if there is none. */
    private static long last(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        return Folders.entries(folder).stream()
                .map(file -> NAME.matcher(file.getFileName().toString()))
                .filter(Matcher::matches)
                .mapToLong(name -> Long.parseLong(name.group(1)))
                .max()
                .orElse(0);
    }
}
