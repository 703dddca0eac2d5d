package org.speechbench.cli.doctor;

import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.engine.device.NvidiaSystem;

/** Checks of NVIDIA's driver and libraries. */
final class CudaChecks {
    private static final String DRIVER = "GPU driver";
    private static final CudaVersion CUDA_11 = new CudaVersion(11, 8);
    static final String CUDNN_CURE =
            "Install cuDNN 8 for CUDA 11 (libcudnn8 among NVIDIA's packages for Debian and Ubuntu), or add its folder to"
                    + " LD_LIBRARY_PATH.";
    private static final String RUNTIME = "libcudart.so";
    private static final String CUDNN = "libcudnn.so.8";
    private static final Pattern MAJOR = Pattern.compile("libcudart\\.so\\.(\\d+).*");

    private CudaChecks() {}

    /** Checks whether the CUDA version of the engine runs on the driver. */
    static List<Finding> driver(Environment at) {
        if (!HostChecks.isLinux()) {
            // Elsewhere, the versions of drivers are numbered differently.
            return List.of();
        }
        return fits(NvidiaSystem.read().driver(), EngineSet.of(at).cuda()).stream()
                .toList();
    }

    /**
     * @param driver the version of the driver; empty if there is none
     * @param engine the CUDA version that the engine was built for; empty if it was built for the processor
     * @return the finding; empty if there is nothing to report
     */
    static Optional<Finding> fits(String driver, Optional<CudaVersion> engine) {
        if (driver.isEmpty()) {
            return engine.map(cuda -> Finding.warning(
                    DRIVER,
                    "there is none of NVIDIA, though the engine is for " + cuda + "; everything runs on the CPU",
                    "Install one" + from(cuda.own())
                            + ", or choose an engine for the CPU: unset SPEECHBENCH_PROFILE."));
        }
        Version there = Version.parse(driver);
        return Optional.of(engine.map(cuda -> fits(there, cuda)).orElseGet(() -> Finding.ok(DRIVER, driver)));
    }

    private static Finding fits(Version driver, CudaVersion cuda) {
        if (!cuda.runsOn(driver)) {
            String older = cuda.major() > CUDA_11.major() && CUDA_11.runsOn(driver)
                    ? ", or use an engine for " + CUDA_11 + ": SPEECHBENCH_PROFILE=cu118."
                    : ".";
            return Finding.problem(
                    DRIVER,
                    driver + " is too old for " + cuda + ", which the engine is for",
                    "Update it: take one" + from(cuda.own()) + " (at least"
                            + cuda.least().map(least -> " " + least).orElse("") + ")" + older);
        }
        boolean own = cuda.own().map(wanted -> driver.compareTo(wanted) >= 0).orElse(true);
        return Finding.ok(
                DRIVER,
                driver + ", for " + cuda
                        + (own
                                ? ""
                                : " by compatibility within a major version; its own are those" + from(cuda.own())));
    }

    private static String from(Optional<Version> version) {
        return version.map(v -> " from " + v + " on").orElse("");
    }

    /**
     * Checks for the libraries that an engine for CUDA needs on the machine: the CUDA runtime, by which DJL looks for
     * GPUs before it chooses the libraries of an engine, and, for PyTorch 2.0.1, cuDNN 8.
     */
    static List<Finding> libraries(Environment at) {
        EngineSet set = EngineSet.of(at);
        String driver = HostChecks.isLinux() ? NvidiaSystem.read().driver() : "";
        if (driver.isEmpty()) {
            return List.of();
        }
        LibraryFolders folders = LibraryFolders.of(at.variable("LD_LIBRARY_PATH"), Path.of("/"));
        List<Path> java = LibraryFolders.split(System.getProperty("jna.library.path", ""));
        return set.cuda()
                .map(cuda -> found(new Needs(cuda, set.isInstalled(), Version.parse(driver)), folders, java))
                .orElse(List.of());
    }

    /**
     * What determines which libraries are suitable.
     *
     * @param cuda the CUDA version that the engine was built for
     * @param installed whether PyTorch was installed separately, with its own libraries
     */
    record Needs(CudaVersion cuda, boolean installed, Version driver) {
        /** The runtime's major version determines which libraries of a jar are used; otherwise it only counts GPUs. */
        boolean suits(int major) {
            return major == cuda.major() || (installed && new CudaVersion(major, 0).runsOn(driver));
        }
    }

    /** @param java the folders in which Java looks for libraries first */
    static List<Finding> found(Needs needs, LibraryFolders folders, List<Path> java) {
        List<Finding> findings = new ArrayList<>(List.of(runtime(needs, folders, java)));
        if (needs.cuda().equals(CUDA_11) && !needs.installed()) {
            findings.add(folders.find(CUDNN)
                    .map(file -> Finding.ok("cuDNN", file.toString()))
                    .orElseGet(() -> Finding.problem(
                            "cuDNN", CUDNN + " is not there, so that PyTorch for CUDA does not start", CUDNN_CURE)));
        }
        return findings;
    }

    /**
     * Java finds any version in its own folders and in those of the system, but in LD_LIBRARY_PATH only a file without
     * a version in its name.
     */
    private static Finding runtime(Needs needs, LibraryFolders folders, List<Path> java) {
        CudaVersion cuda = needs.cuda();
        Optional<Path> file = LibraryFolders.any(java, RUNTIME)
                .or(() -> folders.find(RUNTIME))
                .or(() -> LibraryFolders.any(folders.usual(), RUNTIME));
        String cure = String.format(
                Locale.ROOT,
                "Install the runtime of %s (cuda-cudart-%d-%d among NVIDIA's packages for Debian and Ubuntu), or name the"
                        + " folder that has it: SPEECHBENCH_JAVA_OPTS=-Djna.library.path=DIR.",
                cuda,
                cuda.major(),
                cuda.minor());
        if (file.isEmpty()) {
            return Finding.problem(
                    "CUDA runtime", RUNTIME + " is not where Java looks for it, so that the engine finds no GPU", cure);
        }
        Path real = real(file.get());
        Matcher major = MAJOR.matcher(real.getFileName().toString());
        if (major.matches() && !needs.suits(Integer.parseInt(major.group(1)))) {
            return Finding.problem("CUDA runtime", real + " is found first, but the engine is for " + cuda, cure);
        }
        return Finding.ok("CUDA runtime", real.toString());
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            return file;
        }
    }
}
