package org.speechbench.upstream.labels;

/** Conversion of classes to their stored form, 16 bits each. */
final class Labels {
    private Labels() {}

    /** @throws ArithmeticException if a class does not fit into 15 bits */
    static short[] narrow(int[] classes) {
        short[] labels = new short[classes.length];
        for (int i = 0; i < labels.length; i++) {
            if (classes[i] < 0 || classes[i] > Short.MAX_VALUE) {
                throw new ArithmeticException("class " + classes[i]);
            }
            labels[i] = (short) classes[i];
        }
        return labels;
    }
}
