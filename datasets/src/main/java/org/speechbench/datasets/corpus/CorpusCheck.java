package org.speechbench.datasets.corpus;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.datasets.audio.AudioReader;

/** Checks that the audio of a corpus exists, before anything is computed from it. */
public final class CorpusCheck {
    private static final int LISTED = 5;

    private CorpusCheck() {}

    /**
     * The result of a check.
     *
     * @param corpus the utterances that can be used
     * @param skipped the utterances that cannot be used; empty unless bad utterances may be skipped
     */
    public record Result(Corpus corpus, List<SkippedUtterance> skipped) {
        public Result {
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * @param reader the reader with which every recording is decoded, so that its length can be compared with that in
     *     the manifest; null to check only that the files exist, which is fast
     * @param sound the recordings that were decoded before and need not be decoded again; those decoded now are added
     * @param skipBad whether bad utterances are left out and each is noted; otherwise one bad utterance is an error
     * @throws UserError that counts and lists the first bad utterances, if they may not be skipped or no utterance is
     *     left
     */
    public static Result check(
            Corpus corpus, @Nullable AudioReader reader, SoundRecordings sound, boolean skipBad, Progress progress) {
        List<SkippedUtterance> bad = new ArrayList<>();
        RecordingFiles files = new RecordingFiles();
        WaveformReader decoder = reader == null ? null : new WaveformReader(reader, corpus.name());
        try (Progress.Stage stage =
                progress.start("check " + corpus.name(), corpus.utterances().size())) {
            for (Utterance utterance : corpus.utterances()) {
                fault(utterance, decoder, sound, files)
                        .ifPresent(why -> bad.add(new SkippedUtterance(utterance.id(), why)));
                stage.advance(1, "");
            }
        }
        if (bad.isEmpty()) {
            return new Result(corpus, bad);
        }
        if (!skipBad || bad.size() == corpus.utterances().size()) {
            throw tooBad(corpus, bad);
        }
        bad.forEach(skipped -> progress.note("Skipped " + skipped.id() + ": " + skipped.reason()));
        Set<String> ids = bad.stream().map(SkippedUtterance::id).collect(Collectors.toCollection(HashSet::new));
        return new Result(corpus.filter(u -> !ids.contains(u.id())), bad);
    }

    private static Optional<String> fault(
            Utterance utterance, @Nullable WaveformReader decoder, SoundRecordings sound, RecordingFiles files) {
        if (!Files.isRegularFile(utterance.audio())) {
            return Optional.of(utterance.audio() + " is not there.");
        }
        Optional<Utterance> same = files.add(utterance);
        if (same.isPresent()) {
            return Optional.of(utterance.id() + " of split " + utterance.split() + " is the same recording as "
                    + same.get().id() + " of split " + same.get().split() + ", by a symbolic link.");
        }
        if (decoder == null || sound.contains(utterance)) {
            return Optional.empty();
        }
        try {
            decoder.read(utterance);
            sound.add(utterance);
            return Optional.empty();
        } catch (UserError e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private static UserError tooBad(Corpus corpus, List<SkippedUtterance> bad) {
        String first = bad.stream().limit(LISTED).map(SkippedUtterance::reason).collect(Collectors.joining(" "));
        String more = bad.size() > LISTED ? " And " + (bad.size() - LISTED) + " more." : "";
        return new UserError(
                "Corpus " + corpus.name() + ": " + bad.size() + " of "
                        + corpus.utterances().size() + " recordings cannot be used: " + first + more,
                "Check the data folder and get what is missing, or allow bad recordings to be skipped.");
    }
}
