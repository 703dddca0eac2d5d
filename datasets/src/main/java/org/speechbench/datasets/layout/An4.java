package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.speechbench.core.Progress;
import org.speechbench.core.TextLine;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.BadItems;
import org.speechbench.datasets.corpus.Corpus;
import org.speechbench.datasets.corpus.CorpusDigest;
import org.speechbench.datasets.corpus.Utterance;

/**
 * AN4 (Carnegie Mellon University, 1991): {@code etc/an4_train.fileids} and {@code an4_test.fileids} list recordings
 * below {@code wav}, and {@code an4_*.transcription} contain the transcripts. Every tenth training speaker is in dev,
 * since the corpus has no dev split. The label is {@code transcript}.
 */
public final class An4 implements CorpusLayout {
    private static final String FOLDER = "an4";

    @Override
    public String name() {
        return "an4";
    }

    @Override
    public String title() {
        return "AN4";
    }

    @Override
    public List<String> folders() {
        return List.of(FOLDER);
    }

    @Override
    public List<PartCount> counts(Corpus corpus) {
        return List.of(
                new PartCount(
                        "train and dev",
                        corpus.split("train").size() + corpus.split("dev").size(),
                        948),
                new PartCount("test", corpus.split("test").size(), 130));
    }

    private static final int DEV = 10;

    @Override
    public Corpus read(Path root, BadItems bad, Progress progress) {
        LayoutFiles files = new LayoutFiles(title(), root, bad, progress);
        List<String> training = files.lines("etc/an4_train.fileids");
        List<String> speakers = training.stream()
                .map(An4::speaker)
                .filter(s -> !s.isEmpty())
                .distinct()
                .sorted()
                .toList();
        List<Utterance> utterances = new ArrayList<>(
                utterances(files, "train", training, s -> speakers.indexOf(s) % DEV == DEV - 1 ? "dev" : "train"));
        utterances.addAll(utterances(files, "test", files.lines("etc/an4_test.fileids"), s -> "test"));
        return CorpusDigest.corpus(name(), utterances);
    }

    private static List<Utterance> utterances(
            LayoutFiles files, String list, List<String> names, UnaryOperator<String> split) {
        Map<String, String> texts = transcripts(files, "etc/an4_" + list + ".transcription");
        List<Utterance> utterances = new ArrayList<>();
        for (String line : names.stream().sorted().toList()) {
            files.bad().guard(line.strip(), () -> {
                String name = line.strip();
                Path file = files.recording("wav/" + name);
                String text = texts.get(name.substring(name.lastIndexOf('/') + 1));
                if (text == null) {
                    throw new UserError(
                            files.root() + ": etc/an4_" + list + ".transcription has no line for " + name + ".",
                            "Unpack AN4 again.");
                }
                String speaker = speaker(name);
                utterances.add(new Utterance(
                        files.id(FOLDER, file),
                        file,
                        0,
                        "AN4-" + speaker,
                        split.apply(speaker),
                        Map.of("transcript", text)));
            });
        }
        return utterances;
    }

    private static String speaker(String name) {
        String[] parts = name.strip().split("/");
        return parts.length > 1 ? parts[parts.length - 2] : "";
    }

    private static Map<String, String> transcripts(LayoutFiles files, String name) {
        Map<String, String> texts = new HashMap<>();
        files.eachLine(name, line -> {
            String stripped = line.strip();
            int open = stripped.lastIndexOf('(');
            if (open < 0 || !stripped.endsWith(")")) {
                throw new UserError(
                        files.root().resolve(name) + ": wanted 'TEXT (UTTERANCE)'; got " + TextLine.quoted(line) + ".",
                        "Unpack AN4 again.");
            }
            String id = stripped.substring(open + 1, stripped.length() - 1);
            texts.put(id, withoutMarks(stripped.substring(0, open)));
        });
        return texts;
    }

    /** The text without the marks for the beginning and the end of a sentence. */
    private static String withoutMarks(String text) {
        String begun = text.strip().startsWith("<s>") ? text.strip().substring(3) : text.strip();
        return (begun.endsWith("</s>") ? begun.substring(0, begun.length() - 4) : begun).strip();
    }
}
