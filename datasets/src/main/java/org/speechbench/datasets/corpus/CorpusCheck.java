package org.speechbench.datasets.corpus;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;
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
     * @param decoders the programs, with their versions, that decode recordings of the corpus; empty if
     *     {@link AudioReader} itself decodes all, or if nothing was decoded
     * @param samples the lengths at 16 kHz of the utterances that were decoded now, by id
     */
    public record Result(
            Corpus corpus, List<SkippedUtterance> skipped, SortedSet<String> decoders, Map<String, Integer> samples) {
        public Result {
            skipped = List.copyOf(skipped);
            decoders = Collections.unmodifiableSortedSet(new TreeSet<>(decoders));
            samples = Map.copyOf(samples);
        }
    }

    /**
     * What was found out about an utterance.
     *
     * @param fault why it cannot be used; empty if it can
     * @param decoder the program that decodes it; empty for none
     * @param samples its length; 0 if it was not decoded now
     */
    private record Finding(Utterance utterance, String fault, String decoder, int samples) {
        static Finding bad(Utterance utterance, String fault) {
            return new Finding(utterance, fault, "", 0);
        }

        static Finding good(Utterance utterance, String decoder, int samples) {
            return new Finding(utterance, "", decoder, samples);
        }
    }

    /**
     * Recordings are decoded by as many threads as there are cores.
     *
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
        SortedSet<String> decoders = new TreeSet<>();
        Map<String, Integer> samples = new HashMap<>();
        Function<Utterance, Finding> check = check(corpus, reader, sound);
        List<Finding> files = files(corpus);
        try (Progress.Stage stage = progress.start("check " + corpus.name(), files.size())) {
            ParallelWork.each(
                    files, found -> found.fault().isEmpty() ? check.apply(found.utterance()) : found, found -> {
                        Utterance u = found.utterance();
                        if (!found.fault().isEmpty()) {
                            bad.add(new SkippedUtterance(u.id(), found.fault()));
                        } else if (found.samples() > 0) {
                            sound.add(u, found.decoder());
                            samples.put(u.id(), found.samples());
                        }
                        decoders.add(found.decoder());
                        stage.advance(1, "");
                    });
        }
        decoders.remove("");
        if (bad.isEmpty()) {
            return new Result(corpus, bad, decoders, samples);
        }
        if (!skipBad || bad.size() == corpus.utterances().size()) {
            throw tooBad(corpus, bad);
        }
        bad.forEach(skipped -> progress.note("Skipped " + skipped.id() + ": " + skipped.reason()));
        Set<String> ids = bad.stream().map(SkippedUtterance::id).collect(Collectors.toCollection(HashSet::new));
        return new Result(corpus.filter(u -> !ids.contains(u.id())), bad, decoders, samples);
    }

    /** Whether files exist, and no two are the same one. */
    private static List<Finding> files(Corpus corpus) {
        RecordingFiles files = new RecordingFiles();
        List<Finding> findings = new ArrayList<>();
        for (Utterance utterance : corpus.utterances()) {
            if (!Files.isRegularFile(utterance.audio())) {
                findings.add(Finding.bad(utterance, utterance.audio() + " is not there."));
                continue;
            }
            Optional<Utterance> same = files.add(utterance);
            findings.add(
                    same.isEmpty()
                            ? Finding.good(utterance, "", 0)
                            : Finding.bad(
                                    utterance,
                                    utterance.id() + " of split " + utterance.split() + " is the same recording as "
                                            + same.get().id() + " of split "
                                            + same.get().split() + ", by a symbolic link."));
        }
        return findings;
    }

    private static Function<Utterance, Finding> check(
            Corpus corpus, @Nullable AudioReader reader, SoundRecordings sound) {
        if (reader == null) {
            return utterance -> Finding.good(utterance, "", 0);
        }
        WaveformReader decoder = new WaveformReader(reader, corpus.name());
        return utterance -> {
            try {
                Optional<String> known = sound.decoder(utterance, reader::installedDecoder);
                if (known.isPresent()) {
                    return Finding.good(utterance, known.get(), 0);
                }
                int samples = decoder.read(utterance).length();
                return Finding.good(utterance, reader.decoder(utterance.audio()), samples);
            } catch (UserError e) {
                return Finding.bad(utterance, String.valueOf(e.getMessage()));
            }
        };
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
