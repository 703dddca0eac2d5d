package org.speechbench.tasks.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.speechbench.core.UserError;
import org.speechbench.core.Words;
import org.speechbench.datasets.corpus.Utterance;
import org.speechbench.tasks.TargetEncoder;

/**
 * Phones of American English as in SUPERB's phoneme recognition: 74 classes, blank, end of sentence, unknown, silence,
 * noise and the 69 symbols of ARPAbet with stress; end of sentence follows the last phone.
 */
public final class PhoneEncoder implements TargetEncoder {
    private static final String BLANK = "<blank>";
    private static final String END = "<eos>";
    private static final String UNKNOWN = "<unk>";
    private static final Set<String> VOWELS =
            Set.of("AA", "AE", "AH", "AO", "AW", "AY", "EH", "ER", "EY", "IH", "IY", "OW", "OY", "UH", "UW");
    private static final List<String> CONSONANTS = List.of(
            "B", "CH", "D", "DH", "F", "G", "HH", "JH", "K", "L", "M", "N", "NG", "P", "R", "S", "SH", "T", "TH", "V",
            "W", "Y", "Z", "ZH");

    private final String column;
    private final Symbols symbols;

    /** @param column the column of the manifest that contains the phones, separated by spaces */
    public PhoneEncoder(String column) {
        this.column = column;
        List<String> names = new ArrayList<>(List.of(BLANK, END, UNKNOWN, "SIL", "SPN"));
        Stream<String> vowels = VOWELS.stream().flatMap(v -> Stream.of(v + "0", v + "1", v + "2"));
        names.addAll(Stream.concat(vowels, CONSONANTS.stream()).sorted().toList());
        symbols = new Symbols(names, Set.of(BLANK, END, UNKNOWN));
    }

    /** The phones of an utterance; empty if it has none. */
    public List<String> phones(Utterance utterance) {
        return Words.of(utterance.label(column));
    }

    /**
     * @throws UserError that names the utterance and the phone if it is not in the inventory, and identifies a vowel
     *     without stress as one
     */
    @Override
    public int[] encode(Utterance utterance) {
        List<Integer> target = new ArrayList<>();
        for (String phone : phones(utterance)) {
            if (VOWELS.contains(phone.toUpperCase(Locale.ROOT))) {
                throw new UserError(
                        "Utterance " + utterance.id() + " has the vowel '" + phone + "' without stress in column '"
                                + column
                                + "', but phones are wanted with it, as " + phone.toUpperCase(Locale.ROOT) + "0, "
                                + phone.toUpperCase(Locale.ROOT) + "1 or " + phone.toUpperCase(Locale.ROOT) + "2.",
                        "Make the phones from a lexicon that has stress, such as CMUdict or LibriSpeech's.");
            }
            target.add(symbols.labelIndex(phone, utterance));
        }
        target.add(symbols.indexOf(END));
        return target.stream().mapToInt(Integer::intValue).toArray();
    }

    @Override
    public List<String> decode(int[] path) {
        return Arrays.stream(Ctc.collapse(path))
                .mapToObj(symbols::name)
                .filter(name -> !name.equals(END))
                .toList();
    }

    @Override
    public List<String> names() {
        return symbols.names();
    }
}
