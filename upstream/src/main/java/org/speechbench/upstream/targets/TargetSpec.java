package org.speechbench.upstream.targets;

import java.util.Locale;

/** The form of targets. */
public sealed interface TargetSpec {
    /**
     * A class for each of a number of frames per second.
     *
     * @param count the number of classes
     * @param rate labels per second
     */
    record Classes(int count, double rate) implements TargetSpec {}

    /**
     * The states of a frozen model, which are computed from the input of each step.
     *
     * @param layers the number of layers
     * @param size D of the states (B, T, D) of each layer
     * @param rate frames per second
     * @param heads of its attention, see {@link Teaching.Facts}
     * @param classes of its last head of masked prediction, likewise
     */
    record States(int layers, int size, double rate, int heads, int classes) implements TargetSpec {
        /** States of a model that gives nothing else. */
        public States(int layers, int size, double rate) {
            this(layers, size, rate, 0, 0);
        }
    }

    /** The form in one word, for people. */
    static String word(Class<? extends TargetSpec> form) {
        return form.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
