package org.speechbench.engine.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An array of {@code src/test/resources/fixtures}: NumPy's format version 1, C order, little-endian, element type
 * float32, float64, int64 or bool.
 *
 * @param shape sizes of the dimensions
 * @param type NumPy's name of the element type, for example {@code <f4}
 */
public record Npy(long[] shape, String type, ByteBuffer data) {
    private static final Pattern TYPE = Pattern.compile("'descr':\\s*'([^']+)'");
    private static final Pattern SHAPE = Pattern.compile("'shape':\\s*\\(([^)]*)\\)");
    private static final int PREAMBLE = 10;

    /** Reads a fixture, for example {@code wavs} or {@code wavs.npy}. */
    public static Npy fixture(String name) {
        String file = name.endsWith(".npy") ? name : name + ".npy";
        try (InputStream in = fixtureUrl(file).openStream()) {
            return parse(file, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a file. */
    public static Npy read(Path file) {
        try {
            return parse(file.toString(), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where a fixture of another format lies, for example {@code hubert_tiny.safetensors}. */
    public static Path path(String file) {
        URL url = fixtureUrl(file);
        try {
            return url.getProtocol().equals("file") ? Path.of(url.toURI()) : copy(url);
        } catch (URISyntaxException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Inside the test-jar a fixture is no file. */
    private static Path copy(URL url) throws IOException {
        Path file = Files.createTempFile("fixture", null);
        file.toFile().deleteOnExit();
        try (InputStream in = url.openStream()) {
            Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return file;
    }

    /** Values of a float32 or float64 array, row-major. */
    public float[] floats() {
        float[] v = new float[size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = switch (type) {
                case "<f4" -> data.getFloat(4 * i);
                case "<f8" -> (float) data.getDouble(8 * i);
                default -> throw new IllegalStateException("not a floating-point array: " + type);
            };
        }
        return v;
    }

    /** Values of a float32 or float64 array, row-major. */
    public double[] doubles() {
        double[] v = new double[size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = "<f8".equals(type) ? data.getDouble(8 * i) : data.getFloat(4 * i);
        }
        return v;
    }

    /** Values of an int64 array, row-major. */
    public long[] longs() {
        require("<i8");
        long[] v = new long[size()];
        data.asLongBuffer().get(v);
        return v;
    }

    /** Values of a bool array, row-major. */
    public boolean[] booleans() {
        require("|b1");
        boolean[] v = new boolean[size()];
        for (int i = 0; i < v.length; i++) {
            v[i] = data.get(i) != 0;
        }
        return v;
    }

    /** Number of values. */
    public int size() {
        return Math.toIntExact(Arrays.stream(shape).reduce(1, Math::multiplyExact));
    }

    private void require(String wanted) {
        if (!wanted.equals(type)) {
            throw new IllegalStateException("the array is of type " + type + ", not " + wanted);
        }
    }

    private static URL fixtureUrl(String file) {
        URL url = Npy.class.getResource("/fixtures/" + file);
        if (url == null) {
            throw new IllegalArgumentException("no fixture " + file);
        }
        return url;
    }

    private static Npy parse(String file, byte[] bytes) {
        ByteBuffer all = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        if (all.get(6) != 1) {
            throw new IllegalStateException(file + ": not NumPy's format version 1");
        }
        int header = all.getShort(8);
        String text = new String(bytes, PREAMBLE, header, StandardCharsets.ISO_8859_1);
        if (text.contains("'fortran_order': True")) {
            throw new IllegalStateException(file + ": not in C order");
        }
        long[] shape = Stream.of(find(SHAPE, text).split(","))
                .map(String::trim)
                .filter(s -> !s.isEmpty())
                .mapToLong(Long::parseLong)
                .toArray();
        ByteBuffer data =
                all.slice(PREAMBLE + header, bytes.length - PREAMBLE - header).order(ByteOrder.LITTLE_ENDIAN);
        return new Npy(shape, find(TYPE, text), data);
    }

    private static String find(Pattern pattern, String text) {
        Matcher m = pattern.matcher(text);
        if (!m.find()) {
            throw new IllegalStateException("unexpected header " + text);
        }
        return m.group(1);
    }
}
