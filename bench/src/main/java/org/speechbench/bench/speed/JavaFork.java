package org.speechbench.bench.speed;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One process of another build of speechbench that runs one workload.
 *
 * @param home the folder of that build
 * @param classPath of that build
 */
public record JavaFork(Path home, String classPath) {
    /** More than any workload takes. */
    private static final long PATIENCE_HOURS = 2;

    /**
     * Runs a workload.
     *
     * @param json what JMH writes; its log is beside it
     * @throws IllegalStateException if the process failed, as where that build has no such benchmark
     */
    public BenchmarkRounds run(BenchmarkRun workload, Path json) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        Fork.jvmArguments().stream()
                .filter(argument -> !argument.startsWith("-Dspeechbench.home="))
                .forEach(command::add);
        command.addAll(List.of(
                "-Dspeechbench.home=" + home, "-Djmh.ignoreLock=true", "-cp", classPath, "org.openjdk.jmh.Main"));
        command.addAll(workload.arguments(json.toAbsolutePath()));
        int status = status(command, json);
        if (status != 0) {
            throw new IllegalStateException(
                    "benchmark " + workload.name() + " failed in " + home + ", see " + BenchmarkRun.log(json));
        }
        return ForkResult.read(json).measured(workload);
    }

    private static int status(List<String> command, Path json) {
        Path messages = json.resolveSibling(json.getFileName() + ".err");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(messages.toFile())
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(PATIENCE_HOURS, TimeUnit.HOURS)) {
                process.destroyForcibly();
                return 1;
            }
            return process.exitValue();
        } catch (IOException e) {
            throw new IllegalStateException("java cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while measuring", e);
        }
    }
}
