package org.speechbench.downstream.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.Digests;
import org.speechbench.datasets.audio.Waveform;
import org.speechbench.datasets.corpus.Utterance;

/**
 * Digests of recordings that were read before, so that a file is not decoded again only to find that its states are
 * cached. A file that has changed since then counts as a different one.
 */
final class Recordings {
    private final Map<Key, String> known = new ConcurrentHashMap<>();

    /** A file as it was when it was read. */
    private record Key(String utterance, Path file, long size, FileTime modified) {}

    /** The digest of the samples of an utterance's recording; null if it has not been read, or is not a file. */
    @Nullable
    String find(Utterance utterance) {
        Key key = key(utterance);
        return key == null ? null : known.get(key);
    }

    /** Records and returns the digest of the samples of a recording. */
    String add(Utterance utterance, Waveform waveform) {
        String recording = digest(waveform);
        Key key = key(utterance);
        if (key != null) {
            known.put(key, recording);
        }
        return recording;
    }

    private static @Nullable Key key(Utterance utterance) {
        try {
            BasicFileAttributes file = Files.readAttributes(utterance.audio(), BasicFileAttributes.class);
            return new Key(utterance.id(), utterance.audio(), file.size(), file.lastModifiedTime());
        } catch (IOException e) {
            return null;
        }
    }

    private static String digest(Waveform waveform) {
        MessageDigest sha = Digests.sha256();
        ByteBuffer bytes = ByteBuffer.allocate(4 * waveform.length()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(waveform.samples());
        sha.update(bytes);
        return Digests.hex(sha);
    }
}
