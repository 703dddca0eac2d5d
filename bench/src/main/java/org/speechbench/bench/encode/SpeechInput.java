package org.speechbench.bench.encode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;
import org.speechbench.core.corpus.ManifestCorpus;
import org.speechbench.core.corpus.Utterance;

/** Recordings by name: files, folders of them, and manifests. */
public final class SpeechInput {
    /** In a folder other files lie beside the recordings; a file that is named itself may have any ending. */
    private static final List<String> ENDINGS = List.of(".flac", ".wav", ".sph", ".nist");

    private static final String MANIFEST = ".tsv";

    private SpeechInput() {}

    /**
     * The utterances of all places in order. Their ids are paths relative to the folder or manifest, or the names of single
     * files.
     *
     * @param places audio files, folders that are searched with all they contain, or manifests, which end in .tsv
     * @param data folder that paths in manifests are relative to; null for the one that holds the manifest, or its folder
     *     {@code manifests}
     * @throws UserError if a place is missing or without recordings, or two utterances have one id
     */
    public static List<Utterance> of(List<Path> places, @Nullable Path data) {
        Map<String, Utterance> byId = new LinkedHashMap<>();
        for (Path place : places) {
            for (Utterance utterance : at(place, data)) {
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

    private static List<Utterance> at(Path place, @Nullable Path data) {
        if (Files.isDirectory(place)) {
            return folder(place);
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

    private static List<Utterance> folder(Path folder) {
        List<Path> files = new ArrayList<>();
        try (Stream<Path> all = Files.walk(folder)) {
            all.filter(SpeechInput::isRecording).filter(Files::isRegularFile).forEach(files::add);
        } catch (IOException e) {
            throw UserError.unreadable(folder, e);
        } catch (UncheckedIOException e) {
            throw UserError.unreadable(folder, new IOException(e));
        }
        if (files.isEmpty()) {
            throw new UserError(
                    folder + " has no recording that ends in " + String.join(", ", ENDINGS) + ".",
                    "Name another folder, or the files themselves.");
        }
        return files.stream()
                .sorted()
                .map(file -> recording(folder.relativize(file).toString().replace('\\', '/'), file))
                .toList();
    }

    private static boolean isRecording(Path file) {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.stream().anyMatch(name::endsWith);
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
