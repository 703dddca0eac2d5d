package org.speechbench.upstream;

import org.speechbench.core.UserError;

/**
 * The cause of an error of an upstream that does not open a checkpoint because it is of another model, and not because
 * something is wrong with it. Whoever tries several upstreams can tell both apart.
 */
public final class OtherModel extends Exception {
    private static final long serialVersionUID = 1L;

    private OtherModel(String found) {
        super(found);
    }

    /**
     * The error.
     *
     * @param found what the checkpoint is or has, whichever upstream asks, as the beginning of a sentence
     * @param wanted the rest of that sentence, which names the model of the upstream
     * @param remedy a sentence
     */
    public static UserError error(String found, String wanted, String remedy) {
        return new UserError(found + wanted + ".", remedy, new OtherModel(found + "."));
    }

    /** Whether an error says that a checkpoint is of another model. */
    public static boolean is(UserError error) {
        return error.getCause() instanceof OtherModel;
    }

    /** What is wrong and what to do on one line, the same for all upstreams that find the same. */
    public static String reason(UserError error) {
        return error.getCause() instanceof OtherModel other
                ? other.getMessage() + " " + error.remedy()
                : error.oneLine();
    }
}
