package org.speechbench.bench.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.reports.history.KnownChange;

/** Reads {@code docs/known-changes.yaml}: why figures jumped. */
public final class KnownChanges {
    /** Where the repository keeps its own. */
    public static final String USUAL = "docs/known-changes.yaml";

    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private KnownChanges() {}

    private record Entry(
            @JsonProperty(value = "date", required = true) String date,
            @JsonProperty("figures") @Nullable String figures,
            @JsonProperty(value = "note", required = true) String note) {}

    private record Contents(@JsonProperty(value = "changes", required = true) List<Entry> changes) {}

    /** Those of the working folder's repository; none where it has no such file. */
    public static List<KnownChange> usual() {
        Path file = Path.of(USUAL);
        return Files.exists(file) ? read(file) : List.of();
    }

    /** @throws UserError if it is not such a file */
    public static List<KnownChange> read(Path file) {
        try {
            Contents contents = YAML.readValue(Files.readString(file), Contents.class);
            return contents.changes().stream().map(KnownChanges::change).toList();
        } catch (JsonProcessingException | DateTimeParseException e) {
            String reason = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
            throw new UserError(
                    file + ": is no list of known changes: " + reason + ".",
                    "Wanted 'changes:', a list of 'date: YYYY-MM-DD', 'figures:' (part of their names) and 'note:'.",
                    e);
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
    }

    private static KnownChange change(Entry entry) {
        LocalDate date = LocalDate.parse(entry.date());
        return new KnownChange(date.toString(), entry.figures() == null ? "" : entry.figures(), entry.note());
    }
}
