package org.speechbench.tasks;

import java.util.List;
import org.speechbench.core.corpus.Utterance;

/** Labels to class numbers and back. For CTC class 0 is the blank. */
public interface TargetEncoder {
    /** Number of classes, blank and end of sentence included where there are any. */
    int classes();

    /**
     * The target of an utterance: a label sequence without blanks (CTC), or one class.
     *
     * @throws org.speechbench.core.UserError naming utterance and symbol if a symbol is not in the inventory
     */
    int[] encode(Utterance utterance);

    /**
     * Model output to what the scorer compares. For CTC the argument is the frame-wise best path (repeats and blanks
     * included), else one class.
     */
    List<String> decode(int[] output);

    /** Names of the classes in order, for confusion matrices and reports. */
    List<String> names();
}
