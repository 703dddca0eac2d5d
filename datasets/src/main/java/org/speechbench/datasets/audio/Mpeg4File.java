package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Walks over the boxes of an MPEG-4 file (ISO/IEC 14496-12), such as M4A. All boxes must be whole, and one track must be
 * audio in AAC; video is ignored. The length of the track, less what its edit list skips at the start, gives the number
 * of samples.
 */
final class Mpeg4File {
    private static final String AGAIN = "Get the recording again.";
    private static final String CONVERT = "Convert it to 16 kHz FLAC.";
    private static final Map<String, String> OTHERS =
            Map.of("alac", "Apple Lossless", "Opus", "Opus", "samr", "AMR", "ac-3", "AC-3", "fLaC", "FLAC");
    private static final int MAX_DEPTH = 8;

    private final ByteBuffer in;
    private long movieRate = 1000;

    private @Nullable Track audio;

    /** What was found of a track. */
    private static final class Track {
        private String kind = "";
        private String codec = "";
        private long rate;
        private long length;
        private int edits;
        private long skipped;
        private long edited;
    }

    private Mpeg4File(byte[] file) {
        this.in = ByteBuffer.wrap(file);
    }

    static CompressedAudio read(byte[] file) throws BadAudio {
        return new Mpeg4File(file).read();
    }

    private CompressedAudio read() throws BadAudio {
        Map<String, Integer> seen = new HashMap<>();
        boxes(0, in.limit(), 0, new Track(), seen);
        if (seen.containsKey("moof")) {
            throw new BadAudio("is MPEG-4 in fragments, whose length is not stated", CONVERT);
        }
        if (!seen.containsKey("moov")) {
            throw new BadAudio("the MPEG-4 file has no index (moov), since its recording was not finished", AGAIN);
        }
        Track track = audio;
        if (track == null) {
            throw new BadAudio("the MPEG-4 file has no audio", AGAIN);
        }
        if (!track.codec.equals("mp4a")) {
            throw new BadAudio(
                    "is MPEG-4 with " + OTHERS.getOrDefault(track.codec, "'" + track.codec + "'") + "; wanted AAC",
                    CONVERT);
        }
        if (track.edits > 1 || track.rate <= 0 || track.rate > Integer.MAX_VALUE) {
            throw new BadAudio("is MPEG-4 that was cut by a list of edits", CONVERT);
        }
        long tick = track.rate / Math.max(1, movieRate) + 1;
        long samples = Math.max(0, track.length - track.skipped);
        if (track.edited > 0 && track.edited + tick < samples) {
            samples = track.edited;
        }
        return new CompressedAudio("mov", "aac", (int) track.rate, samples, tick);
    }

    /** Reads the boxes of a range; those within a track describe it. */
    private void boxes(int from, int to, int depth, Track track, Map<String, Integer> seen) throws BadAudio {
        int at = from;
        while (at < to) {
            if (to - at < 8) {
                throw BadAudio.truncated((to - at) + " bytes", "8 of an MPEG-4 box");
            }
            long size = Integer.toUnsignedLong(in.getInt(at));
            String type = text(at + 4);
            int header = 8;
            if (size == 1 && to - at >= 16) {
                size = in.getLong(at + 8);
                header = 16;
            } else if (size == 0) {
                size = (long) to - at;
            }
            if (size < header || size > to - at) {
                throw BadAudio.truncated((to - at) + " bytes", size + " of MPEG-4 box '" + type + "'");
            }
            seen.merge(type, 1, Integer::sum);
            box(type, at + header, (int) (at + size), depth, track, seen);
            at += (int) size;
        }
    }

    private void box(String type, int from, int to, int depth, Track track, Map<String, Integer> seen) throws BadAudio {
        switch (type) {
            case "trak" -> {
                Track own = new Track();
                boxes(from, to, depth + 1, own, seen);
                add(own);
            }
            case "moov", "mdia", "minf", "stbl", "edts" -> {
                if (depth > MAX_DEPTH) {
                    throw new BadAudio("boxes of the MPEG-4 file are nested too deeply", AGAIN);
                }
                boxes(from, to, depth + 1, track, seen);
            }
            case "mvhd" -> movieRate = rate(from, to);
            case "mdhd" -> {
                track.rate = rate(from, to);
                track.length = wide(from) ? number(from + 24, 8, to) : number(from + 16, 4, to);
            }
            case "hdlr" -> track.kind = within(from + 12, to) ? text(from + 8) : "";
            case "stsd" -> track.codec = within(from + 16, to) ? text(from + 12) : "";
            case "elst" -> edits(from, to, track);
            default -> {
                // Of no importance for the length.
            }
        }
    }

    private void add(Track track) throws BadAudio {
        if (!track.kind.equals("soun")) {
            return;
        }
        if (audio != null) {
            throw new BadAudio(
                    "holds several audio tracks, and which of them is meant is not known",
                    "Make a file of the one that is wanted.");
        }
        // A movie counts in a unit of its own.
        track.edited = Math.round((double) track.edited * track.rate / Math.max(1, movieRate));
        audio = track;
    }

    /** An entry of position -1 is a pause before the audio, in which nothing is decoded. */
    private void edits(int from, int to, Track track) throws BadAudio {
        boolean wide = wide(from);
        int bytes = wide ? 8 : 4;
        int at = from + 8;
        long count = number(from + 4, 4, to);
        for (long i = 0; i < count; i++) {
            long length = number(at, bytes, to);
            number(at + bytes, bytes, to);
            long start = wide ? in.getLong(at + bytes) : in.getInt(at + bytes);
            at += 2 * bytes + 4;
            if (start >= 0) {
                track.edits++;
                track.skipped = start;
                track.edited = length;
            }
        }
    }

    private long rate(int from, int to) throws BadAudio {
        return wide(from) ? number(from + 20, 4, to) : number(from + 12, 4, to);
    }

    /** Whether times have 64 bits. */
    private boolean wide(int from) {
        return from < in.limit() && in.get(from) == 1;
    }

    private long number(int at, int bytes, int to) throws BadAudio {
        if (!within(at + bytes, to)) {
            throw BadAudio.truncated((to - at) + " bytes", bytes + " of a number in an MPEG-4 box");
        }
        return bytes == 8 ? in.getLong(at) : Integer.toUnsignedLong(in.getInt(at));
    }

    private boolean within(int end, int to) {
        return end <= to && end <= in.limit();
    }

    private String text(int at) {
        byte[] name = new byte[4];
        in.get(at, name);
        return new String(name, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
    }
}
