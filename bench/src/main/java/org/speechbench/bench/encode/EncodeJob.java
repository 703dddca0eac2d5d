package org.speechbench.bench.encode;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.SkippedUtterance;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.states.StatesIndex;

/**
 * Encodes utterances to files, one at a time, so that the states do not depend on other utterances and equal those of
 * {@link Upstream#encode}.
 */
public final class EncodeJob {
    private static final double SECONDS_BETWEEN_INDICES = 10;

    private final Upstream upstream;
    private final StatesFolder folder;
    private final List<Integer> layers;
    private final Progress progress;
    private final WaveformReader reader = new WaveformReader(new AudioReader(), "the input");

    /**
     * The outcome of a job.
     *
     * @param encoded the number of utterances that were written
     * @param kept the number of utterances that already existed
     * @param failed the number of utterances that could not be read or encoded
     * @param stopped whether the job was asked to stop before all were finished
     */
    public record Result(int encoded, int kept, List<SkippedUtterance> failed, boolean stopped) {
        public Result {
            failed = List.copyOf(failed);
        }
    }

    /**
     * Prepares a folder; see {@link StatesIndex} for its contents afterwards.
     *
     * @param overwrite whether existing files are overwritten
     * @throws UserError if the folder contains states of another source and may not be overwritten
     */
    public EncodeJob(
            Upstream upstream,
            StatesIndex.Source source,
            StatesFormat format,
            Path out,
            boolean overwrite,
            Progress progress) {
        this.upstream = upstream;
        this.layers = source.layers();
        this.folder = StatesFolder.open(out, source, format, overwrite);
        this.progress = progress;
    }

    /**
     * Encodes what does not exist yet. If one utterance fails, the others continue.
     *
     * @param stop whether to stop after the current utterance
     * @throws UserError if a file cannot be written
     */
    public Result run(List<Utterance> utterances, BooleanSupplier stop) {
        int kept = 0;
        int encoded = 0;
        List<SkippedUtterance> failed = new ArrayList<>();
        long indexed = System.nanoTime();
        try (Progress.Stage stage = progress.start("encode", utterances.size())) {
            for (Utterance utterance : utterances) {
                if (stop.getAsBoolean()) {
                    return new Result(encoded, kept, failed, true);
                }
                if (has(utterance)) {
                    kept++;
                } else if (encode(utterance, failed)) {
                    encoded++;
                }
                if (System.nanoTime() - indexed > SECONDS_BETWEEN_INDICES * 1e9) {
                    folder.writeIndex();
                    indexed = System.nanoTime();
                }
                stage.advance(1, failed.isEmpty() ? "" : failed.size() + " failed");
            }
        } finally {
            folder.writeIndex();
        }
        return new Result(encoded, kept, failed, false);
    }

    /** A recording that cannot be read is not there, and encoding it tells why. */
    private boolean has(Utterance utterance) {
        try {
            return folder.has(utterance, reader.reader().decoder(utterance.audio()));
        } catch (UserError e) {
            return false;
        }
    }

    private boolean encode(Utterance utterance, List<SkippedUtterance> failed) {
        Waveform waveform;
        States states;
        String decoder;
        try {
            waveform = reader.read(utterance);
            decoder = reader.reader().decoder(utterance.audio());
            states = states(utterance, waveform);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            SkippedUtterance skipped = new SkippedUtterance(utterance.id(), reason(utterance, e));
            progress.note("failed: " + skipped.reason());
            failed.add(skipped);
            return false;
        }
        folder.write(utterance, decoder, states, (double) waveform.length() / Waveform.SAMPLE_RATE);
        return true;
    }

    private States states(Utterance utterance, Waveform waveform) {
        if (upstream.atMostFrames(waveform.length()) == 0) {
            throw new UserError(
                    "Utterance " + utterance.id() + " has " + waveform.length() + " samples, too few for a frame.",
                    "Leave it out.");
        }
        try (HiddenStates batch = upstream.encode(WaveformBatch.of(utterance.id(), waveform))) {
            return States.of(batch, layers);
        }
    }

    private static String reason(Utterance utterance, Throwable e) {
        return e instanceof UserError named
                ? String.valueOf(named.getMessage())
                : "Utterance " + utterance.id() + ": " + e;
    }
}
