package org.speechbench.core.result;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What it cost to obtain a value.
 *
 * @param seconds wall-clock time spent on it
 * @param learningRate the learning rate that was chosen (scores) or tried (dev)
 * @param notCounted what a total of seconds leaves out, in words; empty if nothing is left out
 */
public record Cost(@Nullable Double seconds, @Nullable Double learningRate, List<String> notCounted) {
    /** The value used where no cost is known. */
    public static final Cost NONE = new Cost(null, null, List.of());

    private static final String BEGIN = "not counted: ";

    public Cost {
        notCounted = List.copyOf(notCounted);
    }

    /** The cost of training at a learning rate. */
    public Cost(@Nullable Double seconds, @Nullable Double learningRate) {
        this(seconds, learningRate, List.of());
    }

    /** What is not counted, in the form used in notes; empty if everything is counted. */
    public String omissions() {
        return notCounted.stream().map(part -> BEGIN + part).collect(Collectors.joining("; "));
    }
}
