package org.speechbench.cli.doctor;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.speechbench.engine.device.NvidiaSystem;

/** NVIDIA's driver, and whether the engine's CUDA runs on it. */
final class DriverCheck implements Check {
    private static final String SUBJECT = "GPU driver";
    private static final CudaVersion OLDER = new CudaVersion(11, 8);

    @Override
    public List<Finding> look(Environment at) {
        if (!System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux")) {
            // Drivers have other numbers elsewhere.
            return List.of();
        }
        return fits(NvidiaSystem.read().driver(), EngineSet.of(at).cuda()).stream()
                .toList();
    }

    /**
     * @param driver version; empty if there is none
     * @param engine what the engine was built for; empty if for the processor
     * @return empty if there is nothing to say
     */
    static Optional<Finding> fits(String driver, Optional<CudaVersion> engine) {
        if (driver.isEmpty()) {
            return engine.map(cuda -> Finding.warning(
                    SUBJECT,
                    "there is none of NVIDIA, though the engine is for " + cuda + "; everything runs on the CPU",
                    "Install one" + from(cuda.own())
                            + ", or choose an engine for the CPU: unset SPEECHBENCH_PROFILE."));
        }
        DriverVersion there = new DriverVersion(driver);
        return Optional.of(engine.map(cuda -> fits(there, cuda)).orElseGet(() -> Finding.ok(SUBJECT, driver)));
    }

    private static Finding fits(DriverVersion driver, CudaVersion cuda) {
        if (!cuda.runsOn(driver)) {
            String older = cuda.major() > OLDER.major() && OLDER.runsOn(driver)
                    ? ", or use an engine for " + OLDER + ": SPEECHBENCH_PROFILE=cu118."
                    : ".";
            return Finding.problem(
                    SUBJECT,
                    driver.text() + " is too old for " + cuda + ", which the engine is for",
                    "Update it: take one" + from(cuda.own()) + " (at least"
                            + cuda.least().map(least -> " " + least.text()).orElse("") + ")" + older);
        }
        boolean own = cuda.own().map(wanted -> driver.compareTo(wanted) >= 0).orElse(true);
        return Finding.ok(
                SUBJECT,
                driver.text() + ", for " + cuda
                        + (own
                                ? ""
                                : " by compatibility within a major version; its own are those" + from(cuda.own())));
    }

    private static String from(Optional<DriverVersion> version) {
        return version.map(v -> " from " + v.text() + " on").orElse("");
    }
}
