package org.speechbench.tasks;

import java.util.List;
import org.speechbench.datasets.corpus.Utterance;

/** Labels to class numbers and back. For CTC class 0 is the blank. */
public interface TargetEncoder {
    /** Number of classes, blank and end of sentence included where there are any. */
    int classes();

    /**
     * The target of an utterance: a label sequence without blanks (CTC), or one class of each group, counted within it.
     *
     * @throws org.speechbench.core.UserError naming utterance and symbol if a symbol is not in the inventory
     */
    int[] encode(Utterance utterance);

    /**
     * The target of an utterance whose features are known, for a task that asks something of every frame; that of {@link
     * #encode(Utterance)} otherwise.
     *
     * @param frames valid frames
     * @param frameRate frames a second
     */
    default int[] encode(Utterance utterance, int frames, double frameRate) {
        return encode(utterance);
    }

    /**
     * Model output to what the scorer compares. For CTC the argument is the frame-wise best path (repeats and blanks
     * included), else one class of each group.
     */
    List<String> decode(int[] output);

    /**
     * The answers to every frame to what the scorer compares, for a task that asks something of every frame; that of {@link
     * #decode(int[])} otherwise.
     *
     * @param frameRate frames a second
     */
    default List<String> decode(int[] output, double frameRate) {
        return decode(output);
    }

    /**
     * How the classes are cut into groups of which one each is right, where an utterance has several labels; their sizes
     * add up to {@link #classes}. One group of all classes otherwise.
     */
    default List<Integer> groups() {
        return List.of(classes());
    }

    /** Names of the classes in order, for confusion matrices and reports. */
    List<String> names();
}
