package org.speechbench.tasks.metric;

/** Student's t (finite series of Abramowitz and Stegun, Handbook of Mathematical Functions, 26.7.3 and 26.7.4). */
final class StudentT {
    private StudentT() {}

    /**
     * The probability of a value at least as far from zero.
     *
     * @param t at least 0; infinity has probability 0
     * @param freedom degrees of freedom, at least 1
     */
    static double twoSided(double t, int freedom) {
        double angle = Math.atan(t / Math.sqrt(freedom));
        double inside =
                freedom % 2 == 0 ? Math.sin(angle) * series(angle, 1, freedom) : odd(angle, freedom) * 2 / Math.PI;
        return Math.max(0, 1 - inside);
    }

    private static double odd(double angle, int freedom) {
        return freedom == 1 ? angle : angle + Math.sin(angle) * Math.cos(angle) * series(angle, 2, freedom);
    }

    /** 1 + f/(f+1) cos^2 + f(f+2)/((f+1)(f+3)) cos^4 ..., the last factor's denominator being freedom - 2. */
    private static double series(double angle, int firstFactor, int freedom) {
        double square = Math.cos(angle) * Math.cos(angle);
        double term = 1;
        double sum = 1;
        for (int factor = firstFactor; factor + 1 <= freedom - 2; factor += 2) {
            term *= square * factor / (factor + 1);
            sum += term;
        }
        return sum;
    }
}
