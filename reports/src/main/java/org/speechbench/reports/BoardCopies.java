package org.speechbench.reports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The runs that were given, without copies: of several copies of one run that with the most rows counts.
 *
 * @param kept one copy of each run, by name
 * @param copies the copies of runs of which there are several, the one that counts first
 */
record BoardCopies(List<BoardRun> kept, List<List<BoardRun>> copies) {
    private static final Comparator<BoardRun> FULLEST =
            Comparator.<BoardRun>comparingInt(one -> -one.run().rows().size()).thenComparing(BoardRun.ORDER);

    static BoardCopies of(List<BoardRun> given) {
        Map<Object, List<BoardRun>> same = new LinkedHashMap<>();
        given.stream().sorted(BoardRun.ORDER).forEach(run -> same.computeIfAbsent(
                        run.identity(), i -> new ArrayList<>())
                .add(run));
        same.values().forEach(copies -> copies.sort(FULLEST));
        return new BoardCopies(
                same.values().stream()
                        .map(copies -> copies.get(0))
                        .sorted(BoardRun.ORDER)
                        .toList(),
                same.values().stream().filter(copies -> copies.size() > 1).toList());
    }

    /** What was counted once, one sentence for each run. */
    List<String> sentences() {
        return copies.stream().map(BoardCopies::sentence).toList();
    }

    private static String sentence(List<BoardRun> copies) {
        return copies.stream().map(BoardRun::owner).collect(Collectors.joining(" and "))
                + " are one run: it counts once, as that of " + copies.get(0).owner() + ".";
    }
}
