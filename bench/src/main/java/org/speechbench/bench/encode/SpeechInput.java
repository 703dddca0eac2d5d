package org.speechbench.bench.encode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.datasets.corpus.AudioFolder;
import org.speechbench.datasets.corpus.ManifestCorpus;
import org.speechbench.datasets.corpus.RecordingFiles;
import org.speechbench.datasets.corpus.Utterance;

/** Recordings by name: files, folders of them, and manifests. */
public final class SpeechInput {
    private static final String MANIFEST = ".tsv";

    private SpeechInput() {}

    /**
     * The utterances of all places in order, each recording once, however often and under whatever paths it is given.
     * Their ids are paths relative to the folder or manifest, or the names of single files.
     *
     * @param places audio files, folders that are searched with all they contain, or manifests, which end in .tsv
     * @param data the folder to which paths in manifests are relative; null for the one that contains the manifest, or
     *     its folder {@code manifests}
     * @param notes receives notes about audio in folders that cannot be read; a file that is given directly may have
     *     any extension
     * @throws UserError if a place is missing or without recordings, or two utterances have the same id
     */
    public static List<Utterance> of(List<Path> places, @Nullable Path data, Consumer<String> notes) {
        Map<String, Utterance> byId = new LinkedHashMap<>();
        RecordingFiles files = new RecordingFiles();
        for (Path place : places) {
            for (Utterance utterance : at(place, data, notes)) {
                Optional<Utterance> same = Files.exists(utterance.audio()) ? files.add(utterance) : Optional.empty();
                if (same.isPresent()) {
                    notes.accept(utterance.audio() + " is left out: it is "
                            + same.get().audio() + " again.");
                    continue;
                }
                Utterance other = byId.put(utterance.id(), utterance);
                if (other != null) {
                    throw new UserError(
                            other.audio() + " and " + utterance.audio() + " have the same id, " + utterance.id() + ".",
                            "Give the folder above both, or encode them to different folders.");
                }
            }
        }
        return List.copyOf(byId.values());
    }

    private static List<Utterance> at(Path place, @Nullable Path data, Consumer<String> notes) {
        if (Files.isDirectory(place)) {
            return folder(place, notes);
        }
        if (!Files.exists(place)) {
            throw new UserError(place + " is not there.", "Name an audio file, a folder or a manifest (.tsv).");
        }
        if (place.toString().toLowerCase(Locale.ROOT).endsWith(MANIFEST)) {
            return ManifestCorpus.read(place.toString(), place, data == null ? root(place) : data)
                    .utterances();
        }
        return List.of(recording(place.getFileName().toString(), place));
    }

    private static List<Utterance> folder(Path folder, Consumer<String> notes) {
        AudioFolder audio = AudioFolder.of(folder);
        audio.passedOverNote().ifPresent(notes);
        if (audio.recordings().isEmpty()) {
            throw new UserError(
                    folder + " has no recording that ends in " + String.join(", ", AudioFolder.ENDINGS) + ".",
                    "Name another folder, or the files themselves.");
        }
        return audio.recordings().stream()
                .map(file -> recording(folder.relativize(file).toString().replace('\\', '/'), file))
                .toList();
    }

    private static Utterance recording(String id, Path file) {
        return new Utterance(id, file, 0, "", "", Map.of());
    }

    private static Path root(Path manifest) {
        Path folder = manifest.toAbsolutePath().normalize().getParent();
        if (folder == null) {
            throw new UserError(manifest + " lies in no folder.", "Name the data folder with --data.");
        }
        Path above = folder.getParent();
        return above != null && folder.endsWith("manifests") ? above : folder;
    }
}
