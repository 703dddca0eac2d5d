package org.speechbench.upstream.labels;

/** Classes as they are stored: 16 bits each. */
final class Labels {
    private Labels() {}

    /** @throws ArithmeticException if a class has no place in 15 bits */
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
