package org.speechbench.datasets.layout;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.SlotText;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Audio SNIPS (Lai et al., ICASSP 2021; text: Coucke et al., 2018), spoken by synthetic voices; each split has the
 * voices that SUPERB uses. {@code all.iob.snips.txt} has, for each recording
 * {@code SPLIT/VOICE-snips-SPLIT-NUMBER.wav}, its words between {@code BOS} and {@code EOS}, a tab, and a mark for each
 * of these: the plain name of its slot, or {@code O}; the last of them is the intent. Adjacent words with the same slot
 * name form one slot, as in SUPERB. The label {@code slots} contains the words, without punctuation, with every slot
 * between {@code B-NAME} and {@code E-NAME}; {@code label} is the intent.
 */
public final class AudioSnips extends OfficialLayout {
    /** The mark of a word that does not belong to a slot. */
    private static final String OUTSIDE = "O";

    private static final String LIST = "all.iob.snips.txt";
    private static final Map<String, List<String>> VOICES = Map.of(
            "train", List.of("Ivy", "Joanna", "Joey", "Justin", "Kendra", "Kimberly", "Matthew", "Salli"),
            "valid", List.of("Aditi", "Amy", "Geraint", "Nicole"),
            "test", List.of("Brian", "Emma", "Raveena", "Russell"));

    public AudioSnips() {
        super(
                "audio_snips",
                "Audio SNIPS",
                Map.of("train", 104_672, "dev", 2_800, "test", 2_800),
                "SNIPS",
                "audio_slu");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        Map<String, String> lines = new HashMap<>();
        files.lines(LIST).forEach(line -> lines.put(line.strip().split("\\s+", 2)[0], line));
        List<Utterance> utterances = new ArrayList<>();
        List.of("train", "valid", "test").forEach(split -> add(files, split, lines, utterances));
        return LayoutFiles.sorted(utterances);
    }

    private static void add(LayoutFiles files, String split, Map<String, String> lines, List<Utterance> to) {
        files.eachRecording(split, file -> {
            String name = LayoutFiles.withoutEnding(String.valueOf(file.getFileName()));
            String voice = name.replaceAll("-.*", "");
            String line = lines.get(name);
            if (VOICES.getOrDefault(split, List.of()).contains(voice)) {
                if (line == null) {
                    throw new UserError(file + ": is not listed in " + LIST + ".", "Get the list again.");
                }
                String role = split.equals("valid") ? "dev" : split;
                to.add(files.utterance(file, "SNIPS-" + voice, role, labels(files, line)));
            }
        });
    }

    private static Map<String, String> labels(LayoutFiles files, String line) {
        String[] parts = line.split("\\t", -1);
        String[] words = parts[0].strip().split("\\s+");
        String[] marks = parts.length == 2 ? parts[1].strip().split("\\s+") : new String[0];
        if (words.length < 3 || marks.length != words.length - 1) {
            throw files.badLine(LIST, "wanted 'NAME BOS WORDS EOS', a tab and as many marks as there are words", line);
        }
        return Map.of("slots", slots(words, marks), "label", marks[marks.length - 1]);
    }

    /**
     * {@code words} begins with the name and {@code BOS}, and {@code marks} begins with the mark of {@code BOS}.
     * Punctuation is left out first, so that it does not split a slot.
     */
    private static String slots(String[] words, String[] marks) {
        List<String> text = new ArrayList<>();
        String open = OUTSIDE;
        for (int i = 1; i < marks.length - 1; i++) {
            if (SlotText.punctuation(words[i + 1])) {
                continue;
            }
            if (!marks[i].equals(open)) {
                close(open, text);
                if (!marks[i].equals(OUTSIDE)) {
                    text.add("B-" + marks[i]);
                }
                open = marks[i];
            }
            text.add(words[i + 1]);
        }
        close(open, text);
        return String.join(" ", text);
    }

    private static void close(String slot, List<String> text) {
        if (!slot.equals(OUTSIDE)) {
            text.add("E-" + slot);
        }
    }
}
