package org.speechbench.tasks;

import java.util.List;
import org.speechbench.datasets.corpus.Utterance;

/** Converts labels to class numbers and back. For CTC, class 0 is the blank. */
public interface TargetEncoder {
    /** The number of classes, including blank and end of sentence if there are any. */
    default int classes() {
        return names().size();
    }

    /**
     * The target of an utterance: a label sequence without blanks (CTC), or one class of each group, numbered within
     * the group.
     *
     * @throws org.speechbench.core.UserError that names the utterance and the symbol if a symbol is not in the
     *     inventory
     */
    int[] encode(Utterance utterance);

    /**
     * The target of an utterance whose features are known, for a task that has a target for every frame; otherwise that
     * of {@link #encode(Utterance)}.
     *
     * @param frames the number of valid frames
     * @param frameRate the number of frames per second
     */
    default int[] encode(Utterance utterance, int frames, double frameRate) {
        return encode(utterance);
    }

    /**
     * Converts model output to what the scorer compares. For CTC the argument is the frame-wise best path, including
     * repeats and blanks; otherwise it is one class of each group.
     */
    List<String> decode(int[] output);

    /**
     * Converts the outputs for every frame to what the scorer compares, for a task that has a target for every frame;
     * otherwise this is {@link #decode(int[])}.
     *
     * @param frameRate the number of frames per second
     */
    default List<String> decode(int[] output, double frameRate) {
        return decode(output);
    }

    /**
     * The sizes of the groups of classes if an utterance has several labels: one class of each group is correct, and
     * the sizes add up to {@link #classes}. Otherwise there is one group of all classes.
     */
    default List<Integer> groups() {
        return List.of(classes());
    }

    /**
     * The symbols of an utterance's label that have no class, each as often as it occurs. They are {@code <unk>} in its
     * target and can never be predicted. Empty if such a symbol is an error of {@link #encode(Utterance)}.
     */
    default List<String> unknown(Utterance utterance) {
        return List.of();
    }

    /** The names of the classes in order, for confusion matrices and reports. */
    List<String> names();
}
