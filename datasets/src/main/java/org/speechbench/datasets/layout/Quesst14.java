package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.datasets.corpus.Utterance;

/**
 * QUESST 2014 (Anguera et al., ICASSP 2015), with its English part as used by SUPERB: the lists of recordings with
 * their languages, and of the documents in which queries occur, are in {@code scoring}. The splits are
 * {@code documents}, {@code dev} and {@code test}. The last two consist of queries, whose label {@code matches}
 * contains the ids of the documents in which they occur.
 */
public final class Quesst14 extends OfficialLayout {
    private static final String ENGLISH = "nnenglish";
    /** The numbers of documents and of both kinds of queries; s3prl has the same numbers. */
    private static final int ENGLISH_RECORDINGS = 2_714;

    private static final Pattern MATCH =
            Pattern.compile("LEXEME\\s+(quesst14_\\d+)\\s.*(quesst14_(?:dev|eval)_\\d+)\\b.*");

    public Quesst14() {
        super("quesst14", "QUESST 2014", Map.of(ALL, ENGLISH_RECORDINGS), "quesst14Database");
    }

    @Override
    public Set<String> references() {
        return Set.of("matches");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        Map<String, String> documents = new HashMap<>();
        List<Utterance> utterances = new ArrayList<>();
        for (Path file : english(files, "utterances")) {
            documents.put(stem(file), files.id(file));
            utterances.add(utterance(files, file, "documents", List.of()));
        }
        addQueries(files, "dev", "dev", documents, utterances);
        addQueries(files, "eval", "test", documents, utterances);
        return LayoutFiles.sorted(utterances);
    }

    private static void addQueries(
            LayoutFiles files, String part, String split, Map<String, String> documents, List<Utterance> to) {
        Map<String, List<String>> matches = new HashMap<>();
        for (String line : files.lines("scoring/groundtruth_quesst14_" + part + "/quesst14_" + part + ".rttm")) {
            Matcher m = MATCH.matcher(line);
            if (m.matches() && documents.containsKey(m.group(1))) {
                matches.computeIfAbsent(m.group(2), q -> new ArrayList<>()).add(documents.get(m.group(1)));
            }
        }
        for (Path file : english(files, part)) {
            List<String> own = matches.getOrDefault(stem(file), List.of());
            to.add(utterance(
                    files, file, split, own.stream().distinct().sorted().toList()));
        }
    }

    private static String stem(Path file) {
        return LayoutFiles.withoutEnding(String.valueOf(file.getFileName()));
    }

    private static Utterance utterance(LayoutFiles files, Path file, String split, List<String> matches) {
        return files.utterance(file, "", split, Map.of("matches", String.join(" ", matches)));
    }

    /** The recordings of a list with lines of the form {@code quesst14Database/FOLDER/NAME.wav LANGUAGE}. */
    private static List<Path> english(LayoutFiles files, String list) {
        String name = "scoring/language_key_" + list + ".lst";
        List<Path> english = new ArrayList<>();
        files.eachLine(name, line -> {
            String[] fields = line.strip().split("\\s+");
            if (fields.length != 2 || !fields[0].contains("/")) {
                throw files.badLine(name, "wanted a recording and its language", line);
            }
            if (fields[1].equals(ENGLISH)) {
                english.add(files.root().resolve(fields[0].substring(fields[0].indexOf('/') + 1)));
            }
        });
        return english;
    }
}
