package org.speechbench.datasets.corpus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/**
 * What becomes of an item of a corpus that cannot be used: a line of a list that is no such line, a recording without a
 * transcript. Either it is an error, which names the item; or, where bad items may be skipped, it is left out, noted and
 * counted.
 */
public final class BadItems {
    private final @Nullable Progress progress;
    private final List<SkippedUtterance> skipped = new ArrayList<>();

    private BadItems(@Nullable Progress progress) {
        this.progress = progress;
    }

    /** The first bad item is an error. */
    public static BadItems refused() {
        return new BadItems(null);
    }

    /** Bad items are left out and noted. */
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
     * Says that an item is bad; where this returns, the caller leaves it out.
     *
     * @param id of an utterance, or the place of a line
     * @throws UserError the given one, if bad items are refused
     */
    public void add(String id, UserError why) {
        if (progress == null) {
            throw why;
        }
        String reason = String.valueOf(why.getMessage());
        progress.note("Skipped " + (reason.startsWith(id) ? reason : id + ": " + reason));
        skipped.add(new SkippedUtterance(id, reason));
    }

    /** Runs what one item needs; if that fails, the item is bad. */
    public void guard(String id, Runnable work) {
        try {
            work.run();
        } catch (UserError e) {
            add(id, e);
        }
    }

    /** What was left out so far. */
    public List<SkippedUtterance> skipped() {
        return List.copyOf(skipped);
    }
}
