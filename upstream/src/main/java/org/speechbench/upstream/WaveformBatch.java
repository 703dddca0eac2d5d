package org.speechbench.upstream;

import java.util.List;
import org.speechbench.datasets.audio.Waveform;

/**
 * Utterances that are encoded together; upstreams pad them with zeros to the length of the longest.
 *
 * @param ids of the utterances in their corpus, one for each waveform; empty if they are unknown, or if the waveforms
 *     are only parts of utterances
 */
public record WaveformBatch(List<Waveform> waveforms, List<String> ids) {
    public WaveformBatch {
        waveforms = List.copyOf(waveforms);
        ids = List.copyOf(ids);
        if (waveforms.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one utterance");
        }
        if (!ids.isEmpty() && ids.size() != waveforms.size()) {
            throw new IllegalArgumentException(ids.size() + " ids for " + waveforms.size() + " utterances");
        }
    }

    /** Utterances whose ids are unknown. */
    public WaveformBatch(List<Waveform> waveforms) {
        this(waveforms, List.of());
    }

    /** One utterance whose id is unknown. */
    public static WaveformBatch of(Waveform waveform) {
        return new WaveformBatch(List.of(waveform));
    }

    /** One utterance. */
    public static WaveformBatch of(String id, Waveform waveform) {
        return new WaveformBatch(List.of(waveform), List.of(id));
    }

    public int size() {
        return waveforms.size();
    }

    /** Number of samples of the longest utterance. */
    public int longest() {
        return waveforms.stream().mapToInt(Waveform::length).max().orElseThrow();
    }

    /** The samples, shape (B, N), zero-padded, row-major. */
    public float[] padded() {
        int n = longest();
        float[] rows = new float[size() * n];
        for (int b = 0; b < size(); b++) {
            float[] s = waveforms.get(b).samples();
            System.arraycopy(s, 0, rows, b * n, s.length);
        }
        return rows;
    }
}
