package org.speechbench.datasets.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;

/**
 * The digest that a file must have.
 *
 * @param algorithm {@code MD5}, {@code SHA-256} or {@link #GIT_BLOB}
 * @param hex the digest in lower case
 */
public record Checksum(String algorithm, String hex) {
    /** The algorithm of digests that users pin, and for files without a published checksum. */
    public static final String SHA_256 = "SHA-256";

    /** The name that Git has for a file: SHA-1 of {@code blob}, the length, a zero byte and the bytes. */
    public static final String GIT_BLOB = "Git blob SHA-1";

    private static final int BLOCK = 1 << 20;

    public Checksum {
        hex = hex.toLowerCase(Locale.ROOT);
        if (hex.length() != 2 * digest(algorithm).getDigestLength() || !hex.matches("[0-9a-f]*")) {
            throw new UserError(
                    "'" + hex + "' is no " + algorithm + "; wanted "
                            + 2 * digest(algorithm).getDigestLength() + " hexadecimal digits.",
                    "Copy all of it from where it is published.");
        }
    }

    public static Checksum sha256(String hex) {
        return new Checksum(SHA_256, hex);
    }

    /**
     * The checksum of a file.
     *
     * @throws UserError if the file cannot be read
     */
    static Checksum of(Path file, String algorithm, Progress progress) {
        MessageDigest digest = digest(algorithm);
        try (InputStream in = Files.newInputStream(file);
                Progress.Stage stage = progress.start("check " + file.getFileName(), Files.size(file))) {
            if (algorithm.equals(GIT_BLOB)) {
                digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
            }
            byte[] block = new byte[BLOCK];
            for (int read = in.read(block); read >= 0; read = in.read(block)) {
                digest.update(block, 0, read);
                stage.advance(read, "");
            }
        } catch (IOException e) {
            throw UserError.unreadable(file, e);
        }
        return new Checksum(algorithm, HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm.equals(GIT_BLOB) ? "SHA-1" : algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalArgumentException(algorithm, e);
        }
    }

    @Override
    public String toString() {
        return algorithm + " " + hex;
    }
}
