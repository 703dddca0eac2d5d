package org.speechbench.upstream.states;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.upstream.states.FrameStride.Lengths;

/** Compares utterances with the files of their states, so that all that is wrong is told at once. */
final class StatesCheck {
    private static final int LISTED = 10;

    private final StatesByUtterance folder;
    private final Map<String, Integer> samples = new LinkedHashMap<>();
    private final Map<String, StatesFile> good = new LinkedHashMap<>();
    private final Map<String, String> wrong = new LinkedHashMap<>();
    private final Set<String> cures = new LinkedHashSet<>();

    /** Opens the files of utterances, but does not read their values. */
    StatesCheck(StatesByUtterance folder, List<Utterance> utterances) {
        this.folder = folder;
        utterances.forEach(utterance -> samples.put(utterance.id(), Math.toIntExact(utterance.numSamples())));
        samples.keySet().forEach(this::open);
    }

    private void open(String id) {
        try {
            Path file = folder.find(id);
            if (file == null || !Files.isRegularFile(file)) {
                wrong.put(id, " has none");
                return;
            }
            StatesFile states = StatesFile.open(file);
            StatesFile first =
                    good.isEmpty() ? states : good.values().iterator().next();
            if (states.dim() == first.dim()
                    && states.frames().size() == first.frames().size()) {
                good.put(id, states);
            } else {
                wrong.put(id, " has " + shape(states) + " and " + first.file().getFileName() + " has " + shape(first));
            }
        } catch (UserError e) {
            cures.add(e.remedy());
            wrong.put(id, ": " + String.valueOf(e.getMessage()).replaceFirst("\\.$", ""));
        }
    }

    /** Both lengths of the utterances that have a file and whose number of samples is known. */
    List<Lengths> lengths() {
        return good.keySet().stream().flatMap(id -> lengths(id).stream()).toList();
    }

    private List<Lengths> lengths(String id) {
        int length = samples.getOrDefault(id, 0);
        StatesFile states = good.get(id);
        return length == 0 || states == null
                ? List.of()
                : states.frames().stream()
                        .map(frames -> new Lengths(length, frames))
                        .toList();
    }

    /** @throws UserError if an utterance has no file, or one that does not fit */
    void requireFit(int stride) {
        for (String id : good.keySet()) {
            lengths(id).stream()
                    .filter(lengths -> !FrameStride.fits(lengths, stride))
                    .findFirst()
                    .ifPresent(lengths -> wrong.put(
                            id,
                            " has " + lengths.frames() + " frames, and " + lengths.samples() + " samples would have "
                                    + lengths.samples() / stride));
        }
        requireFiles();
    }

    /** @throws UserError if an utterance has no file, or one whose layers differ from those of the others */
    void requireFiles() {
        if (wrong.isEmpty()) {
            return;
        }
        String first = String.join(
                "; ",
                wrong.entrySet().stream()
                        .limit(LISTED)
                        .map(each -> each.getKey() + each.getValue())
                        .toList());
        String more = wrong.size() > LISTED ? "; and " + (wrong.size() - LISTED) + " more" : "";
        throw new UserError(
                wrong.size() + " of " + samples.size() + " utterances have no hidden states in " + folder.folder()
                        + " that fit: " + first + more + ".",
                (cures.isEmpty() ? "" : String.join(" ", cures) + " ")
                        + "Compute them from the recordings of the manifest; the file of a/b.flac is "
                        + String.join(" or ", StatesByUtterance.names("a/b.flac"))
                        + ", or what index.json says.");
    }

    private static String shape(StatesFile states) {
        return states.frames().size() + " layers of size " + states.dim();
    }
}
