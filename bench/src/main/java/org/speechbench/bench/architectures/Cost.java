package org.speechbench.bench.architectures;

import java.util.Arrays;
import java.util.List;

/** What a network costs. */
public enum Cost {
    /** Parameters, counted as the authors of the supernet do. */
    PARAMS("params"),
    /** Multiply-accumulates of encoding a second of audio, in thousand millions. */
    GMACS("gmacs"),
    /** Milliseconds in which this machine encodes a second of audio. */
    LATENCY("latency");

    private final String id;

    Cost(String id) {
        this.id = id;
    }

    /** The name in budgets. */
    public String id() {
        return id;
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Cost::id).toList();
    }
}
