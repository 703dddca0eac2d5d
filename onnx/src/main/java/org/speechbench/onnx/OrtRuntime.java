package org.speechbench.onnx;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import org.speechbench.core.UserError;

/** ONNX Runtime in this process, which has one environment for all sessions and never closes it. */
record OrtRuntime(OrtEnvironment environment) {
    private static final int LONGEST_REASON = 300;

    /** @throws UserError if its libraries cannot be loaded on this machine */
    static OrtRuntime start() {
        try {
            // What it would log is in its exceptions, which become errors of one line.
            OrtEnvironment environment =
                    OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "speechbench");
            environment.setTelemetry(false);
            return new OrtRuntime(environment);
        } catch (LinkageError | OrtException e) {
            throw new UserError(
                    "ONNX Runtime cannot be loaded on this machine (" + e + ").",
                    "It needs 64-bit Linux with glibc, Windows, or macOS on Apple silicon; export to TorchScript elsewhere.",
                    e);
        }
    }

    /** Name and version. */
    String version() {
        return "ONNX Runtime " + environment.getVersion();
    }

    /**
     * Opens a file. No library of custom operators is registered.
     *
     * @param threads of one operator
     */
    OrtSession open(OnnxFile file, int threads) {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(SessionOptions.ExecutionMode.SEQUENTIAL);
            options.setDeterministicCompute(true);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            // Threads that spin between calls would take their processors from PyTorch, which computes there.
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // It would keep a plan for each length of utterances.
            options.setMemoryPatternOptimization(false);
            return environment.createSession(file.path().toAbsolutePath().toString(), options);
        } catch (OrtException e) {
            throw new UserError(
                    file.path() + " cannot be loaded by " + version() + ": " + reason(e) + ".",
                    "Export it in fp32 with an opset that this version has: torch.onnx.export(..., opset_version=17).",
                    e);
        }
    }

    /** What ONNX Runtime says about a failure, on one line without a full stop. */
    static String reason(OrtException failure) {
        String text = String.valueOf(failure.getMessage())
                .replaceFirst("^Error code - \\w+ - message: ", "")
                .replaceAll("/onnxruntime_src/\\S+ ", "")
                .replaceAll("\\s+", " ")
                .strip();
        String whole = text.length() > LONGEST_REASON ? text.substring(0, LONGEST_REASON) + "..." : text;
        return whole.replaceFirst("[.:]$", "");
    }
}
