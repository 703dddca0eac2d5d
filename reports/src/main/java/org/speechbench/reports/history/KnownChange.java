package org.speechbench.reports.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.TextLines;
import org.speechbench.core.UserError;
import org.speechbench.core.YamlProblem;

/**
 * A known reason for a sudden change of figures, as in {@code docs/known-changes.yaml}.
 *
 * @param date the first day of the change, ISO 8601
 * @param figures a part of the names of the figures that are affected; empty for all
 * @param note the explanation for the reader
 */
public record KnownChange(String date, String figures, String note) {
    /** The location of the file in the repository. */
    public static final String USUAL = "docs/known-changes.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** Whether a figure with this name is affected. */
    public boolean isAbout(String figure) {
        return figure.contains(figures);
    }

    private record Entry(
            @JsonProperty(value = "date", required = true) @Nullable String date,
            @JsonProperty("figures") @Nullable String figures,
            @JsonProperty(value = "note", required = true) @Nullable String note) {}

    private record Contents(
            @JsonProperty(value = "changes", required = true) @Nullable List<@Nullable Entry> changes) {}

    /** The changes of the working folder's repository; none if it has no such file. */
    public static List<KnownChange> usual() {
        Path file = Path.of(USUAL);
        return Files.exists(file) ? read(file) : List.of();
    }

    /** @throws UserError if the file is not valid */
    public static List<KnownChange> read(Path file) {
        try {
            Contents contents = YAML.readValue(TextLines.text(file), Contents.class);
            if (contents == null || contents.changes() == null) {
                throw wrong(file, "it has no changes", null);
            }
            List<KnownChange> changes = new ArrayList<>();
            for (Entry entry : contents.changes()) {
                if (entry == null || entry.date() == null || entry.note() == null) {
                    throw wrong(file, "a change has no date or no note", null);
                }
                changes.add(change(entry.date(), entry.figures(), entry.note()));
            }
            return changes;
        } catch (JsonProcessingException e) {
            throw wrong(file, YamlProblem.text(e), e);
        } catch (DateTimeParseException e) {
            throw wrong(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static UserError wrong(Path file, String reason, @Nullable Exception cause) {
        String message = file + ": is no list of known changes: " + reason + ".";
        String cure = "Wanted 'changes:', a list of 'date: YYYY-MM-DD', 'figures:' (part of their names) and 'note:'.";
        return cause == null ? new UserError(message, cure) : new UserError(message, cure, cause);
    }

    private static KnownChange change(String date, @Nullable String figures, String note) {
        return new KnownChange(LocalDate.parse(date).toString(), figures == null ? "" : figures, note);
    }
}
