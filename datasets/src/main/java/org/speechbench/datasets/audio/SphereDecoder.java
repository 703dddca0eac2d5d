package org.speechbench.datasets.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decodes NIST SPHERE: a text header of {@code name -type value} lines, padded to the length in its second line
 * (usually 1024), then interleaved samples in PCM of 8 to 32 bits in either byte order, mu-law or A-law. Compression
 * with shorten is not supported. If the header has the sum of 16-bit samples ({@code sample_checksum}, modulo 65536),
 * it is checked.
 */
final class SphereDecoder {
    private static final String CURE = "Convert it to WAV or FLAC, for example with sph2pipe or sox.";

    private SphereDecoder() {}

    static RawAudio decode(byte[] file) throws BadAudio {
        int headerBytes = headerBytes(file);
        Map<String, String> header = header(new String(file, 0, headerBytes, StandardCharsets.ISO_8859_1));
        int channels = header.containsKey("channel_count") ? number(header, "channel_count") : 1;
        SampleFormat format = format(header);
        long count = (long) number(header, "sample_count") * channels;
        long available = ((long) file.length - headerBytes) / format.bytes();
        if (available < count) {
            throw BadAudio.truncated(available + " samples", Long.toString(count));
        }
        ByteBuffer in =
                ByteBuffer.wrap(file, headerBytes, file.length - headerBytes).order(order(header, format));
        float[] samples = format.decode(in, (int) count);
        checkSum(header, format, samples);
        return new RawAudio(number(header, "sample_rate"), channels, samples);
    }

    private static void checkSum(Map<String, String> header, SampleFormat format, float[] samples) throws BadAudio {
        if (format != SampleFormat.SIGNED_16 || !header.containsKey("sample_checksum")) {
            return;
        }
        int sum = 0;
        for (float sample : samples) {
            sum += (int) (sample * 32768f);
        }
        if ((sum & 0xFFFF) != number(header, "sample_checksum")) {
            throw new BadAudio(
                    "the SPHERE data is damaged: its samples do not have the sum that the header states",
                    "Get the recording again.");
        }
    }

    private static int headerBytes(byte[] file) throws BadAudio {
        String start = new String(file, 0, Math.min(16, file.length), StandardCharsets.ISO_8859_1);
        List<String> lines = start.lines().toList();
        try {
            int bytes = Integer.parseInt(lines.get(1).strip());
            if (bytes > file.length) {
                throw BadAudio.truncated(file.length + " bytes", bytes + " in the header");
            }
            if (bytes >= 16) {
                return bytes;
            }
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            // The same error as for an impossible length.
        }
        throw new BadAudio("the SPHERE header does not state its length", CURE);
    }

    private static Map<String, String> header(String text) throws BadAudio {
        Map<String, String> fields = new HashMap<>();
        for (String line : text.lines().toList()) {
            if (line.strip().equals("end_head")) {
                return fields;
            }
            String[] parts = line.strip().split("\\s+", 3);
            if (parts.length == 3) {
                fields.put(parts[0], parts[2].strip());
            }
        }
        throw new BadAudio("the SPHERE header has no end", CURE);
    }

    private static SampleFormat format(Map<String, String> header) throws BadAudio {
        String coding = header.getOrDefault("sample_coding", "pcm");
        int bytes = header.containsKey("sample_n_bytes") ? number(header, "sample_n_bytes") : 2;
        if (coding.contains("shorten")) {
            throw new BadAudio("SPHERE audio compressed by shorten is not supported", CURE);
        }
        if (coding.equals("ulaw") && bytes == 1) {
            return SampleFormat.MU_LAW;
        }
        if (coding.equals("alaw") && bytes == 1) {
            return SampleFormat.A_LAW;
        }
        if (!coding.equals("pcm") || bytes < 1 || bytes > 4) {
            throw new BadAudio("SPHERE coding '" + coding + "' of " + bytes + " bytes is not supported", CURE);
        }
        return List.of(SampleFormat.SIGNED_8, SampleFormat.SIGNED_16, SampleFormat.SIGNED_24, SampleFormat.SIGNED_32)
                .get(bytes - 1);
    }

    private static ByteOrder order(Map<String, String> header, SampleFormat format) throws BadAudio {
        if (format.bytes() == 1) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        String order = header.getOrDefault("sample_byte_format", "");
        if (order.startsWith("01")) {
            return ByteOrder.LITTLE_ENDIAN;
        }
        if (order.endsWith("10")) {
            return ByteOrder.BIG_ENDIAN;
        }
        throw new BadAudio("SPHERE sample_byte_format is '" + order + "', not 01 or 10", CURE);
    }

    private static int number(Map<String, String> header, String field) throws BadAudio {
        String text = header.getOrDefault(field, "");
        try {
            int value = Integer.parseInt(text);
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            // The same error as for a negative number.
        }
        throw new BadAudio("SPHERE " + field + " is '" + text + "', not a number", CURE);
    }
}
