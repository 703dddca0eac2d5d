package org.speechbench.bench.speed;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import org.speechbench.core.Progress;

/** Says before a measurement that other processes are busy, which makes steps many times slower where cores are few. */
public final class OtherLoad {
    private static final double MUCH = 0.1;
    private static final long SAMPLE_MILLISECONDS = 1000;

    private OtherLoad() {}

    /** Looks for a second, and notes what it finds if that is much. */
    public static void note(Progress progress) {
        if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
            double share = share(system);
            if (share > MUCH) {
                progress.note(text(share));
            }
        }
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
                "Warning: other processes keep %.0f %% of the processors busy. Speeds come out too low and uneven: stop"
                        + " them, or measure later.",
                100 * share);
    }
}
