package org.speechbench.datasets.hub;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a model on the Hub.
 *
 * @param repository owner and name, for example {@code facebook/hubert-base-ls960}
 * @param revision a branch, a tag or a commit
 */
public record HubName(String repository, String revision) {
    private static final String MAIN = "main";
    /** What the Hub allows in names, and in revisions without a slash. */
    private static final Pattern FORM =
            Pattern.compile("([A-Za-z0-9][\\w.-]{0,95}/[A-Za-z0-9][\\w.-]{0,95})(?:@([A-Za-z0-9][\\w.-]{0,127}))?");

    /** The name in a text of the form {@code OWNER/NAME} or {@code OWNER/NAME@REVISION}, if it has this form. */
    public static Optional<HubName> of(String text) {
        Matcher m = FORM.matcher(text);
        return m.matches() && !text.contains("..")
                ? Optional.of(new HubName(m.group(1), m.group(2) == null ? MAIN : m.group(2)))
                : Optional.empty();
    }

    /** Whether the revision is a commit, whose files never change. */
    boolean isCommit() {
        return isCommit(revision);
    }

    /** Whether a text has the form of a commit. */
    static boolean isCommit(String text) {
        return text.matches("[0-9a-f]{40}");
    }

    @Override
    public String toString() {
        return revision.equals(MAIN) ? repository : repository + "@" + revision;
    }
}
