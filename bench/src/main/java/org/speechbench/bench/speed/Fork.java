package org.speechbench.bench.speed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * One process that runs one workload.
 *
 * @param name for errors
 * @param json what JMH writes
 */
record Fork(BenchmarkRun workload, String name, Path json) {
    private static final List<String> NATIVE_CODE =
            List.of("--enable-native-access=ALL-UNNAMED", "-Dsun.misc.unsafe.memory.access=allow");

    private static final String KILLED = "exit code 137";

    /** @throws IllegalStateException if the process failed */
    BenchmarkRounds run() {
        // Other processes of this user may run benchmarks too; it is noise, not an error.
        System.setProperty("jmh.ignoreLock", "true");
        try {
            List<String> arguments = workload.arguments(json);
            CommandLineOptions options = new CommandLineOptions(arguments.toArray(String[]::new));
            new Runner(new OptionsBuilder()
                            .parent(options)
                            .jvmArgs(jvmArguments().toArray(String[]::new))
                            .build())
                    .run();
        } catch (CommandLineOptionException | RunnerException e) {
            throw new IllegalStateException(
                    "benchmark " + name + " failed" + cause() + ", see " + BenchmarkRun.log(json), e);
        }
        return ForkResult.read(json).measured(workload);
    }

    /**
     * Those of this process, without agents, which would slow a fork down, and leave to use native code where this process was
     * not started by the launcher.
     */
    static List<String> jvmArguments() {
        return Stream.concat(NATIVE_CODE.stream(), ManagementFactory.getRuntimeMXBean().getInputArguments().stream())
                .filter(a -> !a.startsWith("-javaagent") && !a.startsWith("-agentlib"))
                .distinct()
                .toList();
    }

    /** Linux kills what takes the last of the memory with signal 9. */
    private String cause() {
        try {
            return Files.readString(BenchmarkRun.log(json)).contains(KILLED)
                    ? ": the system killed it, for want of memory perhaps"
                    : "";
        } catch (IOException e) {
            return "";
        }
    }
}
