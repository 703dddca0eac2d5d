package org.speechbench.core.tensorboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventFileTest {
    private static final Instant NOON = Instant.ofEpochMilli(1_700_000_000_250L);

    @TempDir
    Path training;

    @Test
    void a_file_begins_as_those_of_tensorflow_do() throws IOException {
        EventFile.begin(training, 0, () -> NOON);

        // Length 24 and its masked CRC are the same in every file that has only time and version in its first record.
        assertThat(Files.readAllBytes(onlyFile()))
                .startsWith(0x18, 0, 0, 0, 0, 0, 0, 0, 0xa3, 0x7f, 0x4b, 0x22, 0x09)
                .containsSequence("brain.Event:2".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        assertThat(onlyFile().getFileName()).hasToString("events.out.tfevents.1700000000.speechbench");
    }

    @Test
    void scalars_are_read_back_by_tag_and_step_and_what_is_not_finite_is_not_there() throws IOException {
        EventFile events = EventFile.begin(training, 0, () -> NOON);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("loss", 6.25);
        values.put("unmasked_loss", Double.NaN);
        values.put("learning_rate", 1e-3);
        events.add(300, values);
        events.add(5_000_000_000L, Map.of("loss", -2.5));

        List<Event> read = read(onlyFile());
        assertThat(read).hasSize(4);
        assertThat(read.get(2).step()).isEqualTo(300);
        assertThat(read.get(2).wallTime()).isEqualTo(1_700_000_000.25);
        assertThat(read.get(2).scalars()).containsExactly(entry("loss", 6.25f), entry("learning_rate", 1e-3f));
        assertThat(read.get(3).step()).isEqualTo(5_000_000_000L);
        assertThat(read.get(3).scalars()).containsExactly(entry("loss", -2.5f));
    }

    @Test
    void a_resumed_training_has_a_later_file_that_takes_back_later_steps() throws IOException {
        EventFile.begin(training, 0, () -> NOON).add(200, Map.of("loss", 3.0));
        EventFile.begin(training, 100, () -> NOON.minusSeconds(60)).add(200, Map.of("loss", 2.0));

        List<Path> files = files();
        assertThat(files)
                .extracting(f -> f.getFileName().toString())
                .containsExactly(
                        "events.out.tfevents.1700000000.speechbench", "events.out.tfevents.1700000001.speechbench");
        assertThat(read(files.get(0))).extracting(Event::restartsAt).containsExactly(0L, 1L, 0L);
        assertThat(read(files.get(1))).extracting(Event::restartsAt).containsExactly(0L, 101L, 0L);
    }

    private Path onlyFile() throws IOException {
        assertThat(files()).hasSize(1);
        return files().get(0);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(training.resolve(EventFile.FOLDER))) {
            return files.sorted().toList();
        }
    }

    /** @param restartsAt step of a mark that a sitting begins; 0 for none */
    private record Event(double wallTime, long step, long restartsAt, Map<String, Float> scalars) {}

    private static List<Event> read(Path file) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        List<Event> events = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] length = take(bytes, 8);
            byte[] message = take(bytes, (int)
                    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).getLong());
            events.add(event(CodedInputStream.newInstance(message)));
        }
        return events;
    }

    /** Bytes whose CRC, which follows them, is right. */
    private static byte[] take(ByteBuffer from, int count) {
        byte[] bytes = new byte[count];
        from.get(bytes);
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        long masked = (((crc.getValue() >>> 15) | (crc.getValue() << 17)) + 0xa282ead8L) & 0xffffffffL;
        assertThat(from.getInt() & 0xffffffffL).isEqualTo(masked);
        return bytes;
    }

    private static Event event(CodedInputStream in) throws IOException {
        double time = 0;
        long step = 0;
        boolean start = false;
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (WireFormat.getTagFieldNumber(tag)) {
                case 1 -> time = in.readDouble();
                case 2 -> step = in.readInt64();
                case 5 -> scalars.putAll(summary(in.readBytes().newCodedInput()));
                case 7 -> start = in.readBytes().equals(com.google.protobuf.ByteString.copyFrom(new byte[] {8, 1}));
                default -> in.skipField(tag);
            }
        }
        assertThat(time).isCloseTo(1.7e9, within(1e3));
        return new Event(time, step, start ? step : 0, scalars);
    }

    private static Map<String, Float> summary(CodedInputStream in) throws IOException {
        Map<String, Float> scalars = new LinkedHashMap<>();
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            assertThat(WireFormat.getTagFieldNumber(tag)).isEqualTo(1);
            CodedInputStream value = in.readBytes().newCodedInput();
            value.readTag();
            String name = value.readString();
            value.readTag();
            scalars.put(name, value.readFloat());
        }
        return scalars;
    }
}
