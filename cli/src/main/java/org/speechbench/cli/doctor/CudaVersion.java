package org.speechbench.cli.doctor;

import java.lang.module.ModuleDescriptor.Version;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CUDA version that an engine was built for, and the drivers on Linux that it runs on, according to the release
 * notes of the CUDA toolkit.
 */
record CudaVersion(int major, int minor) {
    /** By major version, the oldest driver on which all of its minor versions run. */
    private static final Map<Integer, String> LEAST = Map.of(11, "450.80.02", 12, "525.60.13", 13, "580.65.06");

    /** The driver that was released with a version. */
    private static final Map<CudaVersion, String> OWN = Map.of(
            new CudaVersion(11, 8), "520.61.05",
            new CudaVersion(12, 4), "550.54.14",
            new CudaVersion(12, 8), "570.26");

    private static final Pattern FLAVOUR = Pattern.compile("cu(\\d{2})(\\d).*");

    /** @param flavour the flavour of an engine, for example {@code cu118}; other flavours are not for CUDA */
    static Optional<CudaVersion> of(String flavour) {
        Matcher numbers = FLAVOUR.matcher(flavour);
        return numbers.matches()
                ? Optional.of(new CudaVersion(Integer.parseInt(numbers.group(1)), Integer.parseInt(numbers.group(2))))
                : Optional.empty();
    }

    /** The oldest driver on which it runs; empty if that is not known. */
    Optional<Version> least() {
        return Optional.ofNullable(LEAST.get(major)).map(Version::parse);
    }

    /** The oldest driver that supports all of it, otherwise the oldest on which it runs. */
    Optional<Version> own() {
        return Optional.ofNullable(OWN.get(this)).map(Version::parse).or(this::least);
    }

    /** Whether it runs on a driver, as far as that is known. */
    boolean runsOn(Version driver) {
        return least().map(least -> driver.compareTo(least) >= 0).orElse(true);
    }

    @Override
    public String toString() {
        return "CUDA " + major + "." + minor;
    }
}
