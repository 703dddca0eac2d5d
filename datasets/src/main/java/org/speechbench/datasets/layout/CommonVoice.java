package org.speechbench.datasets.layout;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVRecord;
import org.speechbench.core.Folders;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.AudioFolder;
import org.speechbench.datasets.corpus.Utterance;

/**
 * One language of Mozilla Common Voice (Ardila et al., LREC 2020) as its archives unpack it, {@code
 * cv-corpus-VERSION/LANGUAGE}: {@code train.tsv}, {@code dev.tsv} and {@code test.tsv} list recordings, which are MP3
 * files in {@code clips}, with the columns {@code client_id}, {@code path}, {@code sentence} and {@code locale}, and
 * others that differ between versions. Fields are separated by tabs and never quoted: a quotation mark belongs to its
 * sentence, which becomes the label {@code transcript} as it is; the locale becomes {@code language}. The speaker is
 * {@code CV-} and the client id. The other lists are not read, since they contain recordings of the three again, or
 * ones that were not validated. The number of recordings differs between versions and languages, so that none is
 * published here.
 */
public final class CommonVoice extends OfficialLayout {
    private static final List<String> SPLITS = List.of("train", "dev", "test");
    private static final List<String> COLUMNS = List.of("client_id", "path", "sentence", "locale");
    /** Of the archive and of the language, below the folder of the corpus. */
    private static final int LEVELS = 2;

    public CommonVoice() {
        super("common_voice", "Common Voice", Map.of(), "common_voice");
    }

    @Override
    List<Utterance> utterances(LayoutFiles files) {
        Path language = language(files);
        Path below = files.root().relativize(language);
        List<Utterance> utterances = new ArrayList<>();
        for (String split : SPLITS) {
            String list = below.resolve(split + ".tsv").toString();
            files.eachTabbedRow(list, COLUMNS, (line, row) -> {
                if (row.get("path").isBlank() || row.get("sentence").isBlank()) {
                    throw files.badLine(list, "path or sentence is empty", line);
                }
                utterances.add(utterance(files, language, split, row));
            });
        }
        return LayoutFiles.sorted(utterances);
    }

    /** Early versions leave the extension out. */
    private static Utterance utterance(LayoutFiles files, Path language, String split, CSVRecord row) {
        String name = row.get("path");
        Path clips = language.resolve("clips");
        Path clip = clips.resolve(name.endsWith(".mp3") ? name : name + ".mp3").normalize();
        if (!clip.startsWith(clips.normalize())) {
            throw new UserError(
                    "'" + name + "' is no name of a recording in " + clips + ".", "Unpack the archive again.");
        }
        Map<String, String> labels = Map.of("transcript", row.get("sentence"), "language", row.get("locale"));
        return files.utterance(clip, "CV-" + row.get("client_id"), split, labels);
    }

    /** The only folder at or below the root that has lists and clips. */
    private static Path language(LayoutFiles files) {
        List<Path> found = new ArrayList<>();
        search(files.root(), LEVELS, found);
        if (found.isEmpty()) {
            throw files.missing("train.tsv' with 'clips");
        }
        if (found.size() > 1) {
            throw new UserError(
                    files.root() + ": holds several languages or versions of Common Voice: "
                            + String.join(", ", found.stream().map(files::path).toList()) + ".",
                    "Name one of these folders with --data.");
        }
        return found.get(0);
    }

    private static void search(Path folder, int levels, List<Path> found) {
        if (Files.isRegularFile(folder.resolve("train.tsv")) && Files.isDirectory(folder.resolve("clips"))) {
            found.add(folder);
        } else if (levels > 0) {
            Folders.entries(folder).stream()
                    .filter(entry -> Files.isDirectory(entry) && !AudioFolder.hidden(entry))
                    .forEach(entry -> search(entry, levels - 1, found));
        }
    }
}
