package org.speechbench.upstream.targets;

import java.util.function.Supplier;
import org.speechbench.upstream.WaveformBatch;

/**
 * The crops of a step that a teacher gives states for.
 *
 * @param waveforms the crops themselves, made when they are asked for
 * @param utterances for each crop, the number of its utterance in the list with which the teacher was opened
 * @param starts for each crop, the sample of its utterance that it begins with
 * @param samples length of every crop
 * @param masked shape (B, T), the frames that the student does not see
 */
public record TeacherInput(
        Supplier<WaveformBatch> waveforms, int[] utterances, long[] starts, int samples, boolean[] masked) {}
