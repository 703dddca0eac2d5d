package org.speechbench.upstream.exported;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.Map;

/**
 * A model in a file, opened: it turns waves (B, N) with their lengths (B) into layers (B, T, D) with theirs.
 */
public interface ExportedModel extends AutoCloseable {
    /** The file, for messages. */
    Path file();

    /**
     * Calls the model.
     *
     * @param results owner of the result
     * @param samples shape (B, N), zero-padded, row-major
     * @param lengths number of samples of each utterance
     * @throws org.speechbench.core.UserError if the call fails, or does not return what {@link ExportedStates#of} wants
     */
    ExportedStates call(NDManager results, float[] samples, long... lengths);

    /** Why it can only be called with one utterance, as a clause; empty if it takes several, padded to one length. */
    default String onlyAlone() {
        return "";
    }

    /** Number of values of all parameters. */
    long parameters();

    /** What the file states about itself and how it is executed, by name and in order. */
    Map<String, String> facts();

    /** 64 hex digits that change with everything that changes the states. */
    String digest();

    /** What to do about a file that is not as wanted. */
    ExportAdvice advice();

    @Override
    void close();
}
