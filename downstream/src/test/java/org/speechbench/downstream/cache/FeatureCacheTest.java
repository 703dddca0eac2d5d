package org.speechbench.downstream.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.speechbench.core.Digests;
import org.speechbench.downstream.head.Pooling;

class FeatureCacheTest {
    private static final String A = Digests.sha256("a");
    private static final String B = Digests.sha256("b");

    @TempDir
    private Path folder;

    @Test
    void what_is_put_is_found_by_the_same_and_by_a_later_store() {
        FeatureStore store = store(new Budget(1 << 20));
        store.put(A, states(1));
        store.put(B, states(2));
        for (FeatureStore any : List.of(store, store(new Budget(0)))) {
            assertThat(any.find(A)).isEqualTo(states(1));
            assertThat(any.find(B)).isEqualTo(states(2));
            assertThat(any.find(Digests.sha256("c"))).isNull();
        }
    }

    @Test
    void nothing_is_kept_beyond_the_budget() {
        FeatureStore store = store(new Budget(200));
        store.put(A, states(1));
        store.put(B, states(2));
        assertThat(store.find(A)).isNotNull();
        assertThat(store.find(B)).isNull();
    }

    @Test
    void files_that_are_there_count_against_the_budget() throws IOException {
        Files.write(folder.resolve("old"), new byte[900]);
        Budget budget = Budget.of(folder, 1000);
        assertThat(budget.take(101)).isFalse();
        assertThat(budget.take(100)).isTrue();
        assertThat(budget.take(1)).isFalse();
    }

    @Test
    void a_record_cut_off_by_a_crash_is_not_used() throws IOException {
        store(new Budget(1 << 20)).put(A, states(1));
        Path index = only(Shard.INDEX);
        Files.write(index, new byte[40], StandardOpenOption.APPEND);
        assertThat(store(new Budget(0)).find(A)).isEqualTo(states(1));
        truncate(index, Entry.BYTES - 1);
        assertThat(store(new Budget(0)).find(A)).isNull();
    }

    @Test
    void states_that_did_not_reach_the_disk_are_not_used() throws IOException {
        store(new Budget(1 << 20)).put(A, states(1));
        truncate(only(Shard.DATA), 10);
        assertThat(store(new Budget(0)).find(A)).isNull();
    }

    @Test
    void damaged_states_and_records_are_not_used() throws IOException {
        store(new Budget(1 << 20)).put(A, states(1));
        flip(only(Shard.DATA), 5);
        assertThat(store(new Budget(0)).find(A)).isNull();
        flip(only(Shard.DATA), 5);
        assertThat(store(new Budget(0)).find(A)).isNotNull();
        flip(only(Shard.INDEX), 41);
        assertThat(store(new Budget(0)).find(A)).isNull();
    }

    @Test
    void damaged_states_can_be_put_again() throws IOException {
        store(new Budget(1 << 20)).put(A, states(1));
        flip(only(Shard.DATA), 5);
        FeatureStore store = store(new Budget(1 << 20));
        assertThat(store.find(A)).isNull();
        store.put(A, states(1));
        assertThat(store.find(A)).isEqualTo(states(1));
    }

    @Test
    void two_writers_of_one_folder_do_not_meet() {
        FeatureStore one = store(new Budget(1 << 20));
        FeatureStore two = store(new Budget(1 << 20));
        one.put(A, states(1));
        two.put(A, states(1));
        two.put(B, states(2));
        one.put(B, states(2));
        FeatureStore later = store(new Budget(0));
        assertThat(later.find(A)).isEqualTo(states(1));
        assertThat(later.find(B)).isEqualTo(states(2));
    }

    @Test
    void a_folder_that_cannot_be_used_is_noted_and_keeps_nothing() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        List<String> notes = new ArrayList<>();
        FeatureCache.open(file.resolve("cache"), 1 << 20, notes::add);
        assertThat(notes).singleElement().asString().contains("cannot use " + file.resolve("cache"));
    }

    @Test
    void a_disk_that_is_full_is_noted_once_and_what_was_kept_stays() throws IOException {
        List<String> notes = new ArrayList<>();
        FeatureStore store = new FeatureStore(folder, new Budget(1 << 20), notes::add);
        store.put(A, states(1));
        Path index = only(Shard.INDEX);
        byte[] kept = Files.readAllBytes(index);
        Files.delete(index);
        Files.createDirectory(index);
        store.put(B, states(2));
        store.put(Digests.sha256("c"), states(3));
        assertThat(notes).singleElement().asString().contains("cannot write to " + folder);
        assertThat(store.find(B)).isNull();
        assertThat(store.find(A)).isEqualTo(states(1));
        Files.delete(index);
        Files.write(index, kept);
        assertThat(store(new Budget(0)).find(A)).isEqualTo(states(1));
    }

    @Test
    void a_shard_that_cannot_be_read_is_noted_and_its_states_are_not_found() throws IOException {
        store(new Budget(1 << 20)).put(A, states(1));
        Path index = only(Shard.INDEX);
        Files.delete(index);
        Files.createDirectory(index);
        List<String> notes = new ArrayList<>();
        assertThat(new FeatureStore(folder, new Budget(0), notes::add).find(A)).isNull();
        assertThat(notes).singleElement().asString().contains("cannot be read");
    }

    @Test
    void means_and_deviations_are_taken_over_frames() {
        LayerStates states = states(2, 2, 2, 1, 2, 3, 4, 0, 8, 2, -8);
        assertThat(states.pool(Pooling.MEAN)).containsExactly(2, 3, 1, 0);
        assertThat(states.pool(Pooling.STATISTICS)).containsExactly(2, 3, 1, 1, 1, 0, 1, 8);
    }

    private FeatureStore store(Budget budget) {
        return new FeatureStore(folder, budget, note -> {});
    }

    private static LayerStates states(int seed) {
        float[] values = new float[24];
        for (int i = 0; i < values.length; i++) {
            values[i] = 32 * seed + i;
        }
        return states(2, 4, 3, values);
    }

    /** @param values that bfloat16 has */
    private static LayerStates states(int layers, int frames, int dim, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Short.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            bytes.putShort((short) (Float.floatToRawIntBits(value) >>> Short.SIZE));
        }
        return new LayerStates(layers, frames, dim, bytes.flip());
    }

    private Path only(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(suffix)).findFirst().orElseThrow();
        }
    }

    private static void truncate(Path file, int size) throws IOException {
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), size));
    }

    private static void flip(Path file, int at) throws IOException {
        byte[] all = Files.readAllBytes(file);
        all[at] ^= 1;
        Files.write(file, all);
    }
}
