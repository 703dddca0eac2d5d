package org.speechbench.datasets.corpus;

import java.util.Arrays;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;
import org.speechbench.datasets.audio.Waveform;

/**
 * Decodes utterances; errors name the utterance and the place where it is listed. A reader may be shared by several
 * threads.
 *
 * @param source the source that lists the utterances, for messages: the manifest or the corpus
 */
public record WaveformReader(AudioReader reader, String source) {
    /** The tolerance for lengths, which two resamplers may round differently. */
    private static final int TOLERANCE = 2;

    /**
     * Decodes the recording of an utterance, or its part of the recording.
     *
     * @throws UserError if it cannot be decoded or does not have the listed length
     */
    public Waveform read(Utterance utterance) {
        Waveform waveform;
        try {
            waveform = reader.read(utterance.audio());
        } catch (UserError e) {
            throw new UserError("Utterance " + utterance.id() + " of " + source + ": " + e.getMessage(), e.remedy(), e);
        }
        return utterance.part() ? part(utterance, waveform) : whole(utterance, waveform);
    }

    private Waveform whole(Utterance utterance, Waveform waveform) {
        long listed = utterance.numSamples();
        if (listed > 0 && Math.abs(listed - waveform.length()) > TOLERANCE) {
            throw wrongLength(utterance, waveform, "listed are " + listed);
        }
        return waveform;
    }

    /** Leaves out samples beyond the end, which another resampler may have produced. */
    private Waveform part(Utterance utterance, Waveform waveform) {
        long end = utterance.start() + utterance.numSamples();
        long cut = Math.min(end, waveform.length());
        if (end > waveform.length() + TOLERANCE || cut <= utterance.start()) {
            throw wrongLength(utterance, waveform, "the part ends at " + end);
        }
        return new Waveform(Arrays.copyOfRange(waveform.samples(), (int) utterance.start(), (int) cut));
    }

    private UserError wrongLength(Utterance utterance, Waveform waveform, String wanted) {
        return new UserError(
                "Utterance " + utterance.id() + " of " + source + ": " + utterance.audio() + " has " + waveform.length()
                        + " samples at 16 kHz; " + wanted + ".",
                "Use the recordings that the list was made for, or correct start and num_samples.");
    }
}
