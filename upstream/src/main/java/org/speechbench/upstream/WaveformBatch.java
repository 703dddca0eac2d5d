package org.speechbench.upstream;

import java.util.List;
import org.speechbench.datasets.audio.Waveform;

/** Utterances that are encoded together; upstreams pad them with zeros to the length of the longest. */
public record WaveformBatch(List<Waveform> waveforms) {
    public WaveformBatch {
        waveforms = List.copyOf(waveforms);
        if (waveforms.isEmpty()) {
            throw new IllegalArgumentException("a batch has at least one utterance");
        }
    }

    public static WaveformBatch of(Waveform waveform) {
        return new WaveformBatch(List.of(waveform));
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
