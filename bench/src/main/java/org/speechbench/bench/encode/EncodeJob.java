package org.speechbench.bench.encode;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.ReadAhead;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.SkippedUtterance;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.datasets.corpus.WaveformReader;
import org.speechbench.engine.EngineContext;
import org.speechbench.upstream.EncodeBatches;
import org.speechbench.upstream.HiddenStates;
import org.speechbench.upstream.Upstream;
import org.speechbench.upstream.WaveformBatch;
import org.speechbench.upstream.states.StatesIndex;

/**
 * Encodes utterances to files. One by one, their states do not depend on other utterances and equal those of
 * {@link Upstream#encode}; in {@link EncodeBatches}, they depend on all utterances of the job. While files are
 * written, another thread reads the next batch and queues it on the device.
 */
public final class EncodeJob {
    private static final double SECONDS_BETWEEN_INDICES = 10;

    /** Batches that are queued while an earlier one is written. */
    private static final int QUEUED = 2;

    private final EngineContext engine;
    private final Upstream upstream;
    private final StatesFolder folder;
    private final List<Integer> layers;
    private final EncodeBatches batches;
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

    /** An utterance that was read. */
    private record Heard(Utterance utterance, Waveform waveform, String decoder) {}

    /**
     * A batch that exists, or whose states are queued as far as its utterances did not fail.
     *
     * @param states of those that were heard; null if there are none
     */
    private record Encoded(
            List<Utterance> kept, List<Heard> heard, @Nullable PackedLayers states, List<SkippedUtterance> failed)
            implements AutoCloseable {
        static Encoded kept(List<Utterance> batch) {
            return new Encoded(batch, List.of(), null, List.of());
        }

        @Override
        public void close() {
            if (states != null) {
                states.close();
            }
        }
    }

    /**
     * Prepares a folder; see {@link StatesIndex} for its contents afterwards.
     *
     * @param engine of the upstream
     * @param overwrite whether existing files are overwritten
     * @throws UserError if the folder contains states of another source and may not be overwritten
     */
    public EncodeJob(
            EngineContext engine,
            Upstream upstream,
            StatesIndex.Source source,
            StatesFormat format,
            Path out,
            boolean overwrite,
            Progress progress) {
        this.engine = engine;
        this.upstream = upstream;
        this.layers = source.layers();
        this.batches = new EncodeBatches(source.encoding().batchSeconds());
        this.folder = StatesFolder.open(out, source, format, overwrite);
        this.progress = progress;
    }

    /**
     * The engine for an upstream whose states are added to a folder: it uses the kernels of the states that are there.
     *
     * @throws UserError if the index of the folder cannot be read
     */
    public static EngineContext adding(EngineContext engine, Path out) {
        return engine.choosing(engine.choices().after(StatesFolder.kernels(out), made -> {}));
    }

    /**
     * Encodes what does not exist yet. If one utterance fails, the others continue.
     *
     * @param stop whether to stop after the current batch
     * @throws UserError if a file cannot be written
     */
    public Result run(List<Utterance> utterances, BooleanSupplier stop) {
        Set<Utterance> there = utterances.stream().filter(this::has).collect(Collectors.toSet());
        boolean stopped = stop.getAsBoolean();
        try (Progress.Stage stage = progress.start("encode", utterances.size())) {
            Written written = new Written(there, stage);
            List<List<Utterance>> all = batches.of(utterances, this::samples);
            try (NDManager packed = engine.manager().newSubManager();
                    ReadAhead<Encoded> queued = queued(all, there, packed)) {
                for (int i = 0; i < all.size() && !stopped; i++) {
                    try (Encoded next = queued.next()) {
                        written.write(next);
                    }
                    stopped = i + 1 < all.size() && stop.getAsBoolean();
                }
            }
            return new Result(written.encoded, written.kept, written.failed, stopped);
        } finally {
            folder.writeIndex();
        }
    }

    /** A recording that cannot be read is not there, and encoding it tells why. */
    private boolean has(Utterance utterance) {
        try {
            return folder.has(utterance, reader.reader().decoder(utterance.audio()));
        } catch (UserError e) {
            return false;
        }
    }

    /** The length of an utterance; 0 for one that cannot be read, as encoding it tells. */
    private long samples(Utterance utterance) {
        try {
            return utterance.numSamples() > 0
                    ? utterance.numSamples()
                    : reader.read(utterance).length();
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            return 0;
        }
    }

    /** One thread reads batches and queues them on the device, in order. */
    private ReadAhead<Encoded> queued(List<List<Utterance>> all, Set<Utterance> there, NDManager packed) {
        return new ReadAhead<>(
                "encode",
                1,
                QUEUED,
                all.stream()
                        .map(batch -> () -> there.containsAll(batch) ? Encoded.kept(batch) : encoded(batch, packed)),
                Encoded::close);
    }

    private Encoded encoded(List<Utterance> batch, NDManager packed) {
        List<Heard> heard = new ArrayList<>();
        List<SkippedUtterance> failed = new ArrayList<>();
        for (Utterance utterance : batch) {
            try {
                heard.add(read(utterance));
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                failed.add(skipped(utterance, e));
            }
        }
        PackedLayers states = heard.isEmpty() ? null : queued(heard, failed, packed);
        return new Encoded(List.of(), states == null ? List.of() : heard, states, failed);
    }

    private Heard read(Utterance utterance) {
        Waveform waveform = reader.read(utterance);
        if (upstream.atMostFrames(waveform.length()) == 0) {
            throw new UserError(
                    "Utterance " + utterance.id() + " has " + waveform.length() + " samples, too few for a frame.",
                    "Leave it out.");
        }
        return new Heard(utterance, waveform, reader.reader().decoder(utterance.audio()));
    }

    private @Nullable PackedLayers queued(List<Heard> heard, List<SkippedUtterance> failed, NDManager packed) {
        WaveformBatch input = new WaveformBatch(
                heard.stream().map(Heard::waveform).toList(),
                heard.stream().map(h -> h.utterance().id()).toList());
        try (HiddenStates states = upstream.encode(input)) {
            return PackedLayers.of(engine, packed, states, layers);
        } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
            heard.forEach(h -> failed.add(skipped(h.utterance(), e)));
            return null;
        }
    }

    private static SkippedUtterance skipped(Utterance utterance, Throwable e) {
        return new SkippedUtterance(
                utterance.id(),
                e instanceof UserError named
                        ? String.valueOf(named.getMessage())
                        : "Utterance " + utterance.id() + ": " + e);
    }

    /** What has been written. */
    private final class Written {
        private final Set<Utterance> there;
        private final Progress.Stage stage;
        private final List<SkippedUtterance> failed = new ArrayList<>();
        private int kept;
        private int encoded;
        private long indexed = System.nanoTime();

        /** @param there the utterances that already existed */
        Written(Set<Utterance> there, Progress.Stage stage) {
            this.there = there;
            this.stage = stage;
        }

        /** Writes those of a batch that did not exist. */
        void write(Encoded batch) {
            batch.failed().forEach(this::fail);
            batch.kept().forEach(utterance -> keep());
            for (int row = 0; row < batch.heard().size(); row++) {
                Heard heard = batch.heard().get(row);
                if (there.contains(heard.utterance())) {
                    keep();
                } else {
                    write(heard, Objects.requireNonNull(batch.states()), row);
                }
            }
        }

        private void keep() {
            kept++;
            advance();
        }

        private void fail(SkippedUtterance skipped) {
            progress.note("failed: " + skipped.reason());
            failed.add(skipped);
            advance();
        }

        private void write(Heard heard, PackedLayers packed, int row) {
            States states;
            try {
                states = packed.states(row);
            } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
                fail(skipped(heard.utterance(), e));
                return;
            }
            double seconds = (double) heard.waveform().length() / Waveform.SAMPLE_RATE;
            folder.write(heard.utterance(), heard.decoder(), states, seconds);
            encoded++;
            advance();
        }

        private void advance() {
            if (System.nanoTime() - indexed > SECONDS_BETWEEN_INDICES * 1e9) {
                folder.writeIndex();
                indexed = System.nanoTime();
            }
            stage.advance(1, failed.isEmpty() ? "" : failed.size() + " failed");
        }
    }
}
