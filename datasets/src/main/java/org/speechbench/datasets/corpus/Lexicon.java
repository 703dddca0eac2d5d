package org.speechbench.datasets.corpus;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.speechbench.core.UserError;

/**
 * Pronunciations of words, as CMUdict and OpenSLR's {@code librispeech-lexicon.txt} list them:
 * {@code WORD PHONE PHONE ...}, separated by spaces or tabs. Lines that begin with {@code ;;;} are comments, and so is
 * text after a {@code #} that follows white space. Further pronunciations of a word are on lines of their own, as
 * {@code WORD(1)}, {@code WORD(2)} or {@code WORD} again; the first one is used. Case is folded. The encoding is UTF-8
 * or else ISO 8859-1, which older versions of CMUdict use.
 */
public final class Lexicon {
    private static final Pattern ALTERNATIVE = Pattern.compile("(.+)\\(\\d+\\)");
    private static final Pattern COMMENT = Pattern.compile("(;;;|##).*|(.*?)\\s#.*");

    private final Map<String, List<String>> first = new HashMap<>();
    private final Map<String, List<String>> alternatives = new HashMap<>();
    private final Set<String> phones;

    private Lexicon(Set<String> phones) {
        this.phones = Set.copyOf(phones);
    }

    /**
     * Reads lexicons; for a word that is in several, the first of them is used.
     *
     * @param phones the phones that may occur
     * @throws UserError that names the file and the line if a line has no phones or other ones
     */
    public static Lexicon read(List<Path> files, Set<String> phones) {
        Lexicon all = new Lexicon(phones);
        for (Path file : files) {
            Lexicon one = new Lexicon(phones);
            one.add(file);
            one.alternatives.forEach(one.first::putIfAbsent);
            one.first.forEach(all.first::putIfAbsent);
        }
        return all;
    }

    /** The first pronunciation of a word; empty if no lexicon contains the word. */
    public Optional<List<String>> pronunciation(String word) {
        return Optional.ofNullable(first.get(word.toUpperCase(Locale.ROOT)));
    }

    private void add(Path file) {
        List<String> lines = lines(file);
        for (int i = 0; i < lines.size(); i++) {
            String line = withoutComment(lines.get(i)).strip();
            if (line.isEmpty()) {
                continue;
            }
            String[] fields = line.toUpperCase(Locale.ROOT).split("\\s+");
            List<String> pronunciation = List.copyOf(Arrays.asList(fields).subList(1, fields.length));
            check(file + ":" + (i + 1), fields[0], pronunciation);
            Matcher other = ALTERNATIVE.matcher(fields[0]);
            if (other.matches()) {
                alternatives.putIfAbsent(other.group(1), pronunciation);
            } else {
                first.putIfAbsent(fields[0], pronunciation);
            }
        }
    }

    private static String withoutComment(String line) {
        Matcher comment = COMMENT.matcher(line);
        if (!comment.matches()) {
            return line;
        }
        return comment.group(2) == null ? "" : comment.group(2);
    }

    private void check(String place, String word, List<String> pronunciation) {
        if (pronunciation.isEmpty()) {
            throw new UserError(
                    place + ": wanted 'WORD PHONE PHONE ...'; got '" + word + "' alone.",
                    "Correct the line, or use another lexicon.");
        }
        for (String phone : pronunciation) {
            if (!phones.contains(phone)) {
                boolean noStress = phones.contains(phone + "0");
                throw new UserError(
                        place + ": '" + phone + "' of " + word
                                + (noStress
                                        ? " is a vowel without stress; wanted " + phone + "0, " + phone + "1 or "
                                                + phone + "2."
                                        : " is no phone of ARPAbet as CMUdict writes them."),
                        "Use a lexicon with stress, such as CMUdict or OpenSLR's librispeech-lexicon.txt.");
            }
        }
    }

    private static List<String> lines(Path file) {
        try {
            return text(file).lines().toList();
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static String text(Path file) throws IOException {
        try {
            String text = Files.readString(file);
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        }
    }
}
