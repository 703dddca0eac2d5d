package org.speechbench.upstream.target;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.speechbench.core.GitLfs;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;

/**
 * A line of a text file.
 *
 * @param number from 1
 */
record TextLine(Path file, int number, String text) {
    /** Hands every line of a UTF-8 file on, one at a time; returns their number. */
    static int each(Path file, Consumer<TextLine> consumer) {
        int number = 0;
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            for (String text = reader.readLine(); text != null; text = reader.readLine()) {
                number++;
                String plain = number == 1 ? TextLines.withoutMark(text) : text;
                if (number == 1) {
                    GitLfs.refuse(file, plain);
                }
                consumer.accept(new TextLine(file, number, plain));
            }
            return number;
        } catch (CharacterCodingException e) {
            throw new UserError(file + ": is not UTF-8 text.", "Save it as UTF-8.", e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    /** Words between white space. */
    String[] words() {
        String stripped = text.strip();
        return stripped.isEmpty() ? new String[0] : stripped.split("\\s+");
    }

    UserError error(String what, String cure) {
        return new UserError(file + ":" + number + ": " + what + ".", cure);
    }
}
