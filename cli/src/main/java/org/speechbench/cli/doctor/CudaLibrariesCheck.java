package org.speechbench.cli.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.engine.device.NvidiaSystem;

/**
 * Libraries that an engine for CUDA wants of the machine: the CUDA runtime, by which DJL looks for GPUs before it
 * chooses an engine's libraries, and, for PyTorch 2.0.1, cuDNN 8.
 */
final class CudaLibrariesCheck implements Check {
    static final String CUDNN_CURE =
            "Install cuDNN 8 for CUDA 11 (libcudnn8 among NVIDIA's packages for Debian and Ubuntu), or add its folder to"
                    + " LD_LIBRARY_PATH.";

    private static final String RUNTIME = "libcudart.so";
    private static final String CUDNN = "libcudnn.so.8";
    private static final CudaVersion WITHOUT_CUDNN = new CudaVersion(11, 8);
    private static final Pattern MAJOR = Pattern.compile("libcudart\\.so\\.(\\d+).*");

    @Override
    public List<Finding> look(Environment at) {
        EngineSet set = EngineSet.of(at);
        boolean linux = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
        String driver = linux ? NvidiaSystem.read().driver() : "";
        if (driver.isEmpty()) {
            return List.of();
        }
        LibraryFolders folders = LibraryFolders.of(at.variable("LD_LIBRARY_PATH"), Path.of("/"));
        List<Path> java = LibraryFolders.split(System.getProperty("jna.library.path", ""));
        return set.cuda()
                .map(cuda -> found(new Needs(cuda, set.isInstalled(), new DriverVersion(driver)), folders, java))
                .orElse(List.of());
    }

    /**
     * What decides which libraries are right.
     *
     * @param cuda that the engine was built for
     * @param installed whether PyTorch was installed apart, with libraries of its own
     */
    record Needs(CudaVersion cuda, boolean installed, DriverVersion driver) {
        /** Libraries of a jar are chosen by the runtime's major version; otherwise it only counts GPUs. */
        boolean suits(int major) {
            return major == cuda.major() || (installed && new CudaVersion(major, 0).runsOn(driver));
        }
    }

    /** @param java folders that Java looks for libraries in, before all others */
    static List<Finding> found(Needs needs, LibraryFolders folders, List<Path> java) {
        List<Finding> findings = new ArrayList<>(List.of(runtime(needs, folders, java)));
        if (needs.cuda().equals(WITHOUT_CUDNN) && !needs.installed()) {
            findings.add(folders.find(CUDNN)
                    .map(file -> Finding.ok("cuDNN", file.toString()))
                    .orElseGet(() -> Finding.problem(
                            "cuDNN", CUDNN + " is not there, so that PyTorch for CUDA does not start", CUDNN_CURE)));
        }
        return findings;
    }

    /** Java finds any version in its own and in the system's folders, but of LD_LIBRARY_PATH only a file without one. */
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
