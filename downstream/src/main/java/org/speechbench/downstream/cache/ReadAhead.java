package org.speechbench.downstream.cache;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Decodes recordings in other threads while earlier ones are encoded; a few are kept ready. Half of the cores decode,
 * since a compressed recording may take longer to decode than to encode on a GPU.
 */
final class ReadAhead implements AutoCloseable {
    private static final int READY = 8;

    private final AudioSource audio;
    private final Iterator<Utterance> utterances;
    private final Deque<Future<Waveform>> ready = new ArrayDeque<>();
    private final ExecutorService reader = Executors.newFixedThreadPool(readers(), work -> {
        Thread thread = new Thread(work, "read-ahead");
        thread.setDaemon(true);
        return thread;
    });

    ReadAhead(AudioSource audio, List<Utterance> utterances) {
        this.audio = audio;
        this.utterances = utterances.iterator();
    }

    private static int readers() {
        return Math.max(1, Math.min(READY, Runtime.getRuntime().availableProcessors() / 2));
    }

    /** The next recording, in order; throws the error with which reading it failed. */
    Waveform next() {
        while (ready.size() < READY && utterances.hasNext()) {
            Utterance utterance = utterances.next();
            ready.add(reader.submit(() -> audio.read(utterance)));
        }
        try {
            return ready.remove().get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading audio", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    @Override
    public void close() {
        reader.shutdownNow();
    }
}
