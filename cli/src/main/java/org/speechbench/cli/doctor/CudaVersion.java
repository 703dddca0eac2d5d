package org.speechbench.cli.doctor;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CUDA that an engine was built for, and the drivers on Linux that it runs on, by the release notes of the CUDA
 * toolkit.
 */
record CudaVersion(int major, int minor) {
    /** Of each major version the driver from which on all of its minor versions run. */
    private static final Map<Integer, String> LEAST = Map.of(11, "450.80.02", 12, "525.60.13", 13, "580.65.06");

    /** The driver that a version came with. */
    private static final Map<CudaVersion, String> OWN = Map.of(
            new CudaVersion(11, 8), "520.61.05",
            new CudaVersion(12, 4), "550.54.14",
            new CudaVersion(12, 8), "570.26");

    private static final Pattern FLAVOUR = Pattern.compile("cu(\\d{2})(\\d).*");

    /** @param flavour of an engine, for example {@code cu118}; others are not for CUDA */
    static Optional<CudaVersion> of(String flavour) {
        Matcher numbers = FLAVOUR.matcher(flavour);
        return numbers.matches()
                ? Optional.of(new CudaVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    /** The oldest driver that it runs on; empty if not known. */
    Optional<DriverVersion> least() {
        return Optional.ofNullable(LEAST.get(major)).map(DriverVersion::new);
    }

    /** The driver that all of it is there with. */
    Optional<DriverVersion> own() {
        return Optional.ofNullable(OWN.get(this)).map(DriverVersion::new).or(this::least);
    }

    /** Whether it runs on a driver, as far as that is known. */
    boolean runsOn(DriverVersion driver) {
        return least().map(least -> driver.compareTo(least) >= 0).orElse(true);
    }

    @Override
    public String toString() {
        return "CUDA " + major + "." + minor;
    }
}
