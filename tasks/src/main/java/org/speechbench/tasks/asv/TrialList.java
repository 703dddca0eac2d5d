package org.speechbench.tasks.asv;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.LineReader;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.Trial;

/**
 * Reads trials as VoxCeleb lists them: {@code 1 first second} for one speaker, {@code 0 first second} for two, separated by
 * spaces. An utterance is named by its id, or by the end of it from a slash on: {@code id10270/x/00001.wav}.
 */
public final class TrialList {
    private final Path file;
    private final Map<String, List<String>> idsByName = new HashMap<>();

    private TrialList(Path file, Corpus corpus) {
        this.file = file;
        for (Utterance u : corpus.utterances()) {
            int from = 0;
            do {
                idsByName
                        .computeIfAbsent(u.id().substring(from), n -> new ArrayList<>())
                        .add(u.id());
                from = u.id().indexOf('/', from) + 1;
            } while (from > 0);
        }
    }

    /**
     * @param bad receives lines that are not a trial, or that name an utterance that is not in the corpus or is in it
     *     more than once
     * @throws UserError if there are none
     */
    public static List<Trial> read(Path file, Corpus corpus, BadItems bad) {
        TrialList list = new TrialList(file, corpus);
        List<Trial> trials = new ArrayList<>();
        LineReader.each(
                file,
                line -> bad.guard(line.place(), () -> {
                    List<String> fields = line.words();
                    if (!fields.isEmpty()) {
                        trials.add(list.trial((int) line.number(), fields));
                    }
                }));
        if (trials.isEmpty()) {
            throw new UserError(file + ": has no trials that can be used.", "Use lines like '1 FIRST SECOND'.");
        }
        return trials;
    }

    private Trial trial(int line, List<String> fields) {
        List<String> pair = fields.size() == 3 && fields.get(0).matches("[01]")
                ? List.of(id(line, fields.get(1)), id(line, fields.get(2)))
                : List.of();
        if (pair.isEmpty() || pair.get(0).equals(pair.get(1))) {
            throw new UserError(
                    file + ":" + line + ": wanted '1 FIRST SECOND' or '0 FIRST SECOND' of two utterances; got '"
                            + String.join(" ", fields) + "'.",
                    "Correct the line.");
        }
        return new Trial(pair.get(0), pair.get(1), fields.get(0).equals("1"));
    }

    private String id(int line, String written) {
        // Ids are derived in the same way from the paths of a manifest.
        String name = written.replaceAll("(^|/)(\\./+)+", "$1").replaceAll("/{2,}", "/");
        List<String> ids = idsByName.getOrDefault(name, List.of());
        if (ids.size() != 1) {
            throw new UserError(
                    file + ":" + line + ": " + ids.size() + " utterances of the corpus are '" + name + "'; wanted one.",
                    "Use the corpus that the trials were drawn from, and more of the path where names recur.");
        }
        return ids.get(0);
    }
}
