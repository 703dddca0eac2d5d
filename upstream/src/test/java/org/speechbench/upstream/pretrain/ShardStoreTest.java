package org.speechbench.upstream.pretrain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.speechbench.core.ProcessLock;
import org.speechbench.core.Progress;
import org.speechbench.core.UserError;
import org.speechbench.engine.checkpoint.Leftovers;

class ShardStoreTest {
    @TempDir
    Path folder;

    @Test
    void items_come_back_across_several_files() throws IOException {
        write("k");
        try (Stream<Path> files = Files.list(folder.resolve("store"))) {
            assertThat(files.filter(f -> f.toString().endsWith(".bin"))).hasSize(2);
        }
        ShardStore store = ShardStore.open(folder.resolve("store"), "k").orElseThrow();
        assertThat(store.ids()).isEqualTo(List.of("a", "b", "c", "d"));
        assertThat(store.units(2)).isEqualTo(5);
        assertThat(store.read(2, 0, 5)).containsExactly(20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
        assertThat(store.read(3, 1, 1)).containsExactly(32, 33);
        assertThatThrownBy(() -> store.read(3, 1, 5)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void one_of_another_key_is_not_opened_and_is_replaced() {
        write("old");
        assertThat(ShardStore.open(folder.resolve("store"), "new")).isEmpty();
        write("new");
        assertThat(ShardStore.open(folder.resolve("store"), "new")).isPresent();
    }

    @Test
    void programs_that_decoded_are_kept_and_an_older_index_has_none() throws IOException {
        try (ShardWriter writer = new ShardWriter(folder.resolve("store"), "k", 1)) {
            writer.add("a", new short[] {1});
            writer.decodedBy("");
            writer.decodedBy("ffmpeg 1");
            assertThat(writer.finish().decoders()).containsExactly("ffmpeg 1");
        }
        Path index = folder.resolve("store").resolve(ShardStore.INDEX);
        Files.writeString(index, Files.readString(index).replace("\"decoders\":[\"ffmpeg 1\"],", ""));
        assertThat(ShardStore.open(folder.resolve("store"), "k").orElseThrow().decoders())
                .isEmpty();
    }

    @Test
    void a_damaged_one_is_not_opened() throws IOException {
        write("k");
        Path file = folder.resolve("store").resolve("shard-1.bin");
        byte[] bytes = Files.readAllBytes(file);
        bytes[3] ^= 1;
        Files.write(file, bytes);
        assertThat(ShardStore.open(folder.resolve("store"), "k")).isEmpty();
    }

    @Test
    void one_that_was_not_finished_leaves_nothing() throws IOException {
        try (ShardWriter writer = new ShardWriter(folder.resolve("store"), "k", 1)) {
            writer.add("a", new short[] {1});
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void the_time_that_the_items_took_is_kept_with_them() throws InterruptedException {
        double taken;
        try (ShardWriter writer = new ShardWriter(folder.resolve("store"), "k", 1)) {
            Thread.sleep(30);
            writer.add("a", new short[] {1});
            taken = writer.finish().seconds();
        }
        assertThat(taken).isBetween(0.03, 60.0);
        assertThat(ShardStore.open(folder.resolve("store"), "k").orElseThrow().seconds())
                .isEqualTo(taken);
    }

    @Test
    void one_of_before_time_was_kept_is_not_opened() throws IOException {
        write("k");
        Path file = folder.resolve("store").resolve(ShardStore.INDEX);
        ObjectMapper json = new ObjectMapper();
        ObjectNode index = (ObjectNode) json.readTree(file.toFile());
        index.remove("seconds");
        json.writeValue(file.toFile(), index);
        assertThat(ShardStore.open(folder.resolve("store"), "k")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "null",
                "3",
                "{}",
                "{'key': null, 'width': 2, 'ids': [], 'units': [], 'shards': [], 'seconds': 1}",
                "{'key': 'k', 'width': 2, 'ids': ['a'], 'units': null, 'shards': [], 'seconds': 1}",
                "{'key': 'k', 'width': 2, 'ids': [null], 'units': [1], 'shards': [null], 'seconds': 1}",
                "{'key': 'k', 'width': 2, 'ids': ['a'], 'units': [1], 'shards': [{'file': null, 'items': 1}], 'seconds': 1}",
                "{'key': 'k', 'width': 2, 'ids': [], 'units': [], 'shards': [{'file': 'x', 'items': 2, 'bytes': 0, 'crc': 0},"
                        + " {'file': 'x', 'items': -2, 'bytes': 0, 'crc': 0}], 'seconds': 1}"
            })
    void an_index_that_holds_something_else_is_not_opened(String text) throws IOException {
        write("k");
        Files.writeString(folder.resolve("store").resolve(ShardStore.INDEX), text.replace('\'', '"'));
        assertThat(ShardStore.open(folder.resolve("store"), "k")).isEmpty();
    }

    @Test
    void an_index_that_makes_no_sense_is_not_opened() throws IOException {
        write("k");
        Path file = folder.resolve("store").resolve(ShardStore.INDEX);
        String whole = Files.readString(file);
        for (String damaged : List.of(
                whole.replace("\"units\":[5,", "\"units\":[-5,"),
                whole.replace("\"units\":[5,", "\"units\":[2000000000,"),
                whole.replaceAll("\"items\":\\d+", "\"items\":-1"),
                whole.replace("\"shards\":", "\"shards\":null,\"x\":"),
                "[]",
                "null",
                whole.substring(0, whole.length() / 2))) {
            assertThat(damaged).isNotEqualTo(whole);
            Files.writeString(file, damaged);
            assertThat(ShardStore.open(folder.resolve("store"), "k"))
                    .as(damaged)
                    .isEmpty();
        }
    }

    @Test
    void what_a_killed_preparation_left_is_removed_and_what_another_process_fills_is_not() throws IOException {
        Path killed = Files.createDirectory(folder.resolve(".fbank80-1.part123"));
        Files.write(killed.resolve("shard-0.bin"), new byte[10]);
        Files.createFile(killed.resolve(".lock"));
        Path old = Files.createDirectory(folder.resolve(".labels-1.part124"));
        Files.setLastModifiedTime(old, FileTime.fromMillis(0));
        Path fresh = Files.createDirectory(folder.resolve(".labels-1.part125"));
        Path other = Files.createDirectory(folder.resolve("fbank80-2"));
        Path busy = Files.createDirectory(folder.resolve(".fbank80-1.part126"));
        ProcessLock lock = Leftovers.lock(busy);
        write("k");
        assertThat(killed).doesNotExist();
        assertThat(old).doesNotExist();
        assertThat(List.of(fresh, other, busy))
                .allSatisfy(kept -> assertThat(kept).exists());
        lock.close();
        write("l");
        assertThat(busy).doesNotExist();
        assertThat(folder.resolve("store/.lock")).doesNotExist();
    }

    @Test
    void where_its_place_cannot_be_written_a_store_is_made_elsewhere() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));
        ShardStore store = ShardWriter.make(
                file.resolve("store"), "k", 1, Progress.silent(), writer -> writer.add("a", new short[] {7, 8}));
        assertThat(store.read(0, 0, 2)).containsExactly(7, 8);
        assertThatThrownBy(() -> ShardWriter.make(folder.resolve("s"), "k", 1, Progress.silent(), writer -> {
                    throw new UserError("bad recording", "");
                }))
                .isInstanceOf(UserError.class)
                .hasMessage("bad recording");
    }

    private void write(String key) {
        try (ShardWriter writer = new ShardWriter(folder.resolve("store"), key, 2, 48)) {
            short next = 0;
            for (String id : List.of("a", "b", "c", "d")) {
                short[] values = new short[id.equals("d") ? 6 : 10];
                for (int i = 0; i < values.length; i++) {
                    values[i] = next++;
                }
                writer.add(id, values);
            }
            writer.finish();
        }
    }
}
