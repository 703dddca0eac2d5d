package org.speechbench.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/**
 * The treatment of items of a corpus that cannot be used, for example a malformed line of a list or a recording without
 * a transcript. Either such an item is an error, which names it, or, if bad items may be skipped, it is left out, noted
 * and counted.
 */
public final class BadItems {
    private final @Nullable Progress progress;
    private final List<SkippedUtterance> skipped = new ArrayList<>();

    private BadItems(@Nullable Progress progress) {
        this.progress = progress;
    }

    /** Treats the first bad item as an error. */
    public static BadItems refused() {
        return new BadItems(null);
    }

    /** Leaves bad items out and notes them. */
    public static BadItems skipped(Progress progress) {
        return new BadItems(progress);
    }

    public static BadItems of(boolean skip, Progress progress) {
        return skip ? skipped(progress) : refused();
    }

    /** Whether bad items are left out. */
    public boolean areSkipped() {
        return progress != null;
    }

    /**
     * Reports a bad item. If this method returns, the caller leaves the item out.
     *
     * @param id the id of an utterance, or the place of a line
     * @throws UserError the given error, if bad items are not accepted
     */
    public void add(String id, UserError why) {
        if (progress == null) {
            throw why;
        }
        String reason = String.valueOf(why.getMessage());
        progress.note("Skipped " + (reason.startsWith(id) ? reason : id + ": " + reason));
        skipped.add(new SkippedUtterance(id, reason));
    }

    /** Runs the processing of one item; if it fails, the item is reported as bad. */
    public void guard(String id, Runnable work) {
        try {
            work.run();
        } catch (UserError e) {
            add(id, e);
        }
    }

    /** The items that have been left out so far. */
    public List<SkippedUtterance> skipped() {
        return List.copyOf(skipped);
    }
}
