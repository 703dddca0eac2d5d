package org.speechbench.reports;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.result.MachineKind;
import org.speechbench.core.result.Provenance;
import org.speechbench.core.result.ResultRow;

/**
 * A run on a leaderboard.
 *
 * @param owner whose it is: the name of its file or folder, with the names of the folders it is in, separated by slashes
 * @param noise the reasons why timings are not headline figures, by row
 */
public record BoardRun(String owner, ReportData.Run run, Map<ResultRow, String> noise) {
    /** By name, those in the fewest folders first. */
    static final Comparator<BoardRun> ORDER = Comparator.<BoardRun>comparingLong(
                    one -> one.owner().chars().filter(c -> c == '/').count())
            .thenComparing(BoardRun::owner);

    public BoardRun {
        noise = Collections.unmodifiableMap(new LinkedHashMap<>(noise));
    }

    /**
     * What copies of one run share, also if one was made before the run had ended: its beginning, configuration, seed and
     * machine; all rows if there is no provenance.
     */
    Object identity() {
        Provenance from = run.provenance();
        return from == null
                ? run.rows()
                : List.of(
                        from.origin().created(),
                        from.origin().seed(),
                        from.inputs().configDigest(),
                        MachineKind.of(from));
    }

    /** The day on which it began, ISO 8601; empty if not known. */
    String day() {
        Provenance from = run.provenance();
        return from == null ? "" : from.origin().created().substring(0, 10);
    }

    /** The abbreviated revision of the code; empty if not known. */
    String revision() {
        Provenance from = run.provenance();
        String all = from == null ? "" : from.origin().codeRevision();
        return all.substring(0, Math.min(8, all.length())) + (all.endsWith("-dirty") ? "+" : "");
    }

    /** The kind of machine; unknown without provenance. */
    MachineKind machine() {
        Provenance from = run.provenance();
        return from == null ? MachineKind.UNKNOWN : MachineKind.of(from);
    }
}
