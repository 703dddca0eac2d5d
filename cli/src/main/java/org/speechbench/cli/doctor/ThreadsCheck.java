package org.speechbench.cli.doctor;

import java.util.List;

/** How many threads the engine computes with. */
final class ThreadsCheck implements Check {
    private static final String VARIABLE = "OMP_NUM_THREADS";

    @Override
    public List<Finding> look(Environment at) {
        int cores = Runtime.getRuntime().availableProcessors();
        return at.engine().context().stream()
                .map(engine -> threads(engine.threads(), cores, at.variable(VARIABLE)))
                .toList();
    }

    static Finding threads(int threads, int cores, String set) {
        String text = threads + " on " + cores + (cores == 1 ? " core; " : " cores; ")
                + (set.isEmpty() ? VARIABLE + " is not set, so the engine chose" : VARIABLE + "=" + set);
        return threads > cores
                ? Finding.warning(
                        "threads",
                        text + ". They are in one another's way",
                        "Set " + VARIABLE + "=" + cores + ", or leave it unset.")
                : Finding.ok("threads", text);
    }
}
