package org.speechbench.bench.speed;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Locale;
import org.speechbench.core.Progress;

/** Says before a measurement that other processes are busy, which makes steps many times slower where cores are few. */
public final class BackgroundLoad {
    private static final double MUCH = 0.1;
    private static final long SAMPLE_MILLISECONDS = 1000;

    private static final String SENTENCE = "Busy machine, when speeds were measured: ";

    private BackgroundLoad() {}

    /** Whether a warning is what {@link #note} gave. */
    public static boolean isSentence(String warning) {
        return warning.startsWith(SENTENCE);
    }

    /**
     * Looks for a second, and notes what it finds if that is much.
     *
     * @return what was noted; nothing if the machine is idle
     */
    public static List<String> note(Progress progress) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            double share = share(system);
            if (share > MUCH) {
                progress.note("Warning: " + text(share));
                return List.of(SENTENCE + text(share));
            }
        }
        return List.of();
    }

    private static double share(OperatingSystemMXBean system) {
        // The system tells the load since it was last asked, so the first answer only begins.
        double before = now(system);
        try {
            Thread.sleep(SAMPLE_MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return 0;
        }
        return Double.isNaN(before) ? 0 : now(system);
    }

    private static double now(OperatingSystemMXBean system) {
        return system.getCpuLoad() - system.getProcessCpuLoad();
    }

    /** @param share of all processors */
    static String text(double share) {
        return String.format(
                Locale.ROOT,
                "other processes keep %.0f %% of the processors busy. Speeds come out too low and uneven: stop"
                        + " them, or measure later.",
                100 * share);
    }
}
