package org.speechbench.core.result;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a value took.
 *
 * @param seconds wall-clock spent on it
 * @param learningRate chosen (scores) or tried (dev)
 * @param notCounted what a total of seconds leaves out, in words; empty for nothing
 */
public record Cost(@Nullable Double seconds, @Nullable Double learningRate, List<String> notCounted) {
    /** Nothing that is known. */
    public static final Cost NONE = new Cost(null, null, List.of());

    private static final String BEGIN = "not counted: ";

    public Cost {
        notCounted = List.copyOf(notCounted);
    }

    /** Of something that was trained at a learning rate. */
    public Cost(@Nullable Double seconds, @Nullable Double learningRate) {
        this(seconds, learningRate, List.of());
    }

    /** What is not counted, as a note says it; empty for nothing. */
    public String omissions() {
        return notCounted.stream().map(part -> BEGIN + part).collect(Collectors.joining("; "));
    }
}
