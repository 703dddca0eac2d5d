package org.speechbench.datasets.layout;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.Utterance;

/**
 * AN4 (Carnegie Mellon University, 1991): {@code etc/an4_train.fileids} and {@code an4_test.fileids} list recordings
 * below {@code wav}, and {@code an4_*.transcription} contain the transcripts. Every tenth training speaker is in dev,
 * since the corpus has no dev split. The label is {@code transcript}.
 */
public final class An4 extends OfficialLayout {
    private static final int DEV = 10;

    public An4() {
        super("an4", "AN4", Map.of(TRAIN_AND_DEV, 948, "test", 130), "an4");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
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
        return utterances;
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
                utterances.add(
                        files.utterance(file, "AN4-" + speaker, split.apply(speaker), Map.of("transcript", text)));
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
                throw files.badLine(name, "wanted 'TEXT (UTTERANCE)'", line);
            }
            texts.put(
                    stripped.substring(open + 1, stripped.length() - 1),
                    stripped.substring(0, open)
                            .strip()
                            .replaceFirst("^<s>", "")
                            .replaceFirst("</s>$", "")
                            .strip());
        });
        return texts;
    }
}
