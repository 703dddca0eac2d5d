package org.speechbench.cli.doctor;

import ai.djl.util.Utils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.ByteSize;
import org.speechbench.core.SearchPath;
import org.speechbench.core.UserError;
import org.speechbench.core.result.Machine;
import org.speechbench.datasets.audio.Ffmpeg;

/** Checks of the Java virtual machine, the machine, its programs and its disks. */
final class HostChecks {
    private static final long LITTLE_HEAP = 1_500_000_000L;
    private static final long LITTLE_MEMORY = 4_000_000_000L;
    private static final long LITTLE_SPACE = 10_000_000_000L;
    private static final long TOO_LITTLE_SPACE = 1_000_000_000L;
    private static final String TUNABLES = "GLIBC_TUNABLES";
    private static final String THREADS = "OMP_NUM_THREADS";

    private HostChecks() {}

    static boolean isLinux() {
        return System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    }

    /** Checks the JDK and its heap. */
    static List<Finding> java(Environment at) {
        String version = System.getProperty("java.version") + " of " + System.getProperty("java.vendor") + " in "
                + System.getProperty("java.home");
        Finding jdk = ToolProvider.getSystemJavaCompiler() == null && !at.isArchive()
                ? Finding.warning(
                        "Java",
                        version + "; it has no compiler, so speechbench cannot be built with it",
                        "Install a JDK, such as openjdk-17-jdk.")
                : Finding.ok("Java", version);
        return List.of(jdk, heap(Runtime.getRuntime().maxMemory()));
    }

    static Finding heap(long most) {
        String text = "at most " + ByteSize.text(most) + " for Java, beside what the engine takes";
        return most < LITTLE_HEAP
                ? Finding.warning("heap", text, "Set SPEECHBENCH_JAVA_OPTS=-Xmx4g, or as much as there is.")
                : Finding.ok("heap", text);
    }

    /** Reports the processor, and checks the memory. */
    static List<Finding> machine(Environment at) {
        Machine machine = Machine.probe();
        String flags = machine.isaFlags().isEmpty() ? "not known on this system" : String.join(" ", machine.isaFlags());
        return List.of(
                Finding.ok("processor", machine.cpuModel() + ", " + cores(machine.cores())),
                Finding.ok("instructions", flags),
                memory(machine.memoryBytes()));
    }

    private static String cores(int cores) {
        return cores + (cores == 1 ? " core" : " cores");
    }

    static Finding memory(long bytes) {
        if (bytes == 0) {
            return Finding.ok("memory", "not known on this system");
        }
        return bytes < LITTLE_MEMORY
                ? Finding.warning(
                        "memory",
                        ByteSize.text(bytes) + " are little: sizes tiny and small fit, base does not",
                        "Use a machine with 8 GB or more for size base.")
                : Finding.ok("memory", ByteSize.text(bytes));
    }

    /** Checks whether glibc is set to keep the memory of large tensors, as the launcher does. */
    static List<Finding> allocator(Environment at) {
        if (!isLinux()) {
            return List.of();
        }
        return List.of(
                at.variable(TUNABLES).contains("glibc.malloc")
                        ? Finding.ok("memory allocator", TUNABLES + " keeps the memory of large tensors")
                        : Finding.warning(
                                "memory allocator",
                                TUNABLES + " is not set, so the memory of large tensors is cleared at every step;"
                                        + " training is slower",
                                "Start with the launcher ./speechbench, which sets it."));
    }

    /** Checks whether the engine computes with no more threads than there are cores. */
    static List<Finding> threads(Environment at) {
        int cores = Runtime.getRuntime().availableProcessors();
        return at.engine().context().stream()
                .map(engine -> threads(engine.threads(), cores, at.variable(THREADS)))
                .toList();
    }

    static Finding threads(int threads, int cores, String set) {
        String text = threads + " on " + cores(cores) + "; "
                + (set.isEmpty() ? THREADS + " is not set, so the engine chose" : THREADS + "=" + set);
        return threads > cores
                ? Finding.warning(
                        "threads",
                        text + ". They are in one another's way",
                        "Set " + THREADS + "=" + cores + ", or leave it unset.")
                : Finding.ok("threads", text);
    }

    /** Checks for programs that speechbench uses if they are installed; an archive knows its revision without them. */
    static List<Finding> programs(Environment at) {
        if (at.isArchive()) {
            return List.of();
        }
        return List.of(
                program(at, "mvn", "builds speechbench after a change", "Install Maven 3.8.7 or later."),
                program(at, "git", "tells the revision that results come from", "Install git."));
    }

    private static Finding program(Environment at, String name, String use, String cure) {
        return new SearchPath(at.variable("PATH"))
                .find(name)
                .map(path -> Finding.ok(name, path + ", which " + use))
                .orElseGet(() -> Finding.warning(name, "is not there; it " + use, cure));
    }

    /** Checks for the program that decodes compressed recordings. */
    static List<Finding> audioDecoder(Environment at) {
        String use = "decodes MP3, Opus, Vorbis and M4A";
        try {
            return List.of(Ffmpeg.find(at.environment())
                    .map(ffmpeg -> Finding.ok("ffmpeg", ffmpeg.program() + ", " + ffmpeg.version() + ", which " + use))
                    .orElseGet(() -> Finding.warning(
                            "ffmpeg",
                            "is not there; it " + use,
                            "Install ffmpeg, or name it with " + Ffmpeg.VARIABLE + ", to use such recordings.")));
        } catch (UserError e) {
            return List.of(Finding.warning("ffmpeg", String.valueOf(e.getMessage()), e.remedy()));
        }
    }

    /** Checks whether the folders that are written to are writable and have free space. */
    static List<Finding> disks(Environment at) {
        return List.of(
                folder(
                        "runs folder",
                        at.working().resolve("runs"),
                        "runs and their feature caches",
                        "--out and --cache"),
                folder(
                        "temporary folder",
                        Path.of(System.getProperty("java.io.tmpdir")),
                        "scripts and measurements",
                        "SPEECHBENCH_JAVA_OPTS=-Djava.io.tmpdir=DIR"),
                folder("engine folder", Utils.getEngineCacheDir(), "the engine's libraries", "DJL_CACHE_DIR"));
    }

    /** @param elsewhere the option or variable that names another folder */
    static Finding folder(String subject, Path folder, String use, String elsewhere) {
        Path absolute = folder.toAbsolutePath();
        Path there = existing(absolute);
        if (there == null || !Files.isWritable(there)) {
            return Finding.problem(
                    subject,
                    absolute + ", for " + use + ", cannot be written",
                    "Correct its permissions, or name another with " + elsewhere + ".");
        }
        try {
            return space(
                    subject, absolute, use, elsewhere, Files.getFileStore(there).getUsableSpace());
        } catch (IOException e) {
            return Finding.warning(subject, "its free space is not known: " + e, "Look at " + there + ".");
        }
    }

    static Finding space(String subject, Path folder, String use, String elsewhere, long free) {
        String text = ByteSize.text(free) + " are free in " + folder + ", for " + use;
        String cure = "Make room, or name another folder with " + elsewhere + ".";
        if (free < TOO_LITTLE_SPACE) {
            return Finding.problem(subject, text, cure);
        }
        return free < LITTLE_SPACE ? Finding.warning(subject, text, cure) : Finding.ok(subject, text);
    }

    /** The nearest folder at or above a path that exists; null if that is a file. */
    private static @Nullable Path existing(Path folder) {
        for (@Nullable Path p = folder; p != null; p = p.getParent()) {
            if (Files.exists(p)) {
                return Files.isDirectory(p) ? p : null;
            }
        }
        return null;
    }
}
