package org.speechbench.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadAheadTest {
    private final List<Integer> begun = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> released = new ArrayList<>();

    @Test
    void values_come_in_order_whichever_thread_is_done_first() {
        CountDownLatch second = new CountDownLatch(1);
        Stream<Supplier<Integer>> work = Stream.of(
                () -> {
                    await(second);
                    return 1;
                },
                () -> {
                    second.countDown();
                    return 2;
                });
        try (ReadAhead<Integer> values = new ReadAhead<>("test", 2, 1, work)) {
            assertThat(values.next()).isEqualTo(1);
            assertThat(values.next()).isEqualTo(2);
            assertThatThrownBy(values::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void another_thread_prepares_no_more_than_the_next_value() {
        try (ReadAhead<Integer> values = numbers(10)) {
            assertThat(begun).isEmpty();
            assertThat(values.next()).isZero();
            assertThat(values.next()).isEqualTo(1);
        }
        assertThat(begun).startsWith(0, 1).hasSizeLessThanOrEqualTo(3);
    }

    @Test
    void with_nothing_ahead_the_thread_that_asks_prepares() {
        Stream<Supplier<Thread>> work = Stream.of(Thread::currentThread);
        try (ReadAhead<Thread> values = new ReadAhead<>("test", 1, 0, work)) {
            assertThat(values.next()).isSameAs(Thread.currentThread());
            assertThatThrownBy(values::next).isInstanceOf(NoSuchElementException.class);
        }
    }

    @Test
    void what_was_prepared_and_not_asked_for_is_released_on_close() {
        CountDownLatch last = new CountDownLatch(1);
        Stream<Supplier<Integer>> work = Stream.of(() -> 1, () -> {
            last.countDown();
            return 2;
        });
        try (ReadAhead<Integer> values = new ReadAhead<>("test", 1, 1, work, released::add)) {
            assertThat(values.next()).isEqualTo(1);
            await(last);
        }
        assertThat(released).containsExactly(2);
    }

    @Test
    void an_error_is_thrown_as_it_is_where_its_value_is_asked_for() {
        IllegalArgumentException wrong = new IllegalArgumentException("wrong");
        OutOfMemoryError full = new OutOfMemoryError("full");
        for (Throwable error : List.of(wrong, full)) {
            Stream<Supplier<Integer>> work = Stream.of(() -> 1, () -> {
                if (error instanceof Error e) {
                    throw e;
                }
                throw (RuntimeException) error;
            });
            try (ReadAhead<Integer> values = new ReadAhead<>("test", 1, 1, work, released::add)) {
                assertThat(values.next()).isEqualTo(1);
                assertThatThrownBy(values::next).isSameAs(error);
            }
        }
        assertThat(released).isEmpty();
    }

    @Test
    void an_interrupted_thread_stays_interrupted_and_nothing_is_left_unreleased() {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Stream<Supplier<Integer>> work = Stream.of(() -> 1, () -> {
            running.countDown();
            await(interrupted);
            return 2;
        });
        ReadAhead<Integer> values = new ReadAhead<>("test", 1, 1, work, released::add);
        assertThat(values.next()).isEqualTo(1);
        await(running);
        Thread.currentThread().interrupt();
        assertThatThrownBy(values::next).isInstanceOf(IllegalStateException.class);
        interrupted.countDown();
        values.close();
        assertThat(Thread.interrupted()).isTrue();
        assertThat(released).containsExactly(2);
    }

    private ReadAhead<Integer> numbers(int count) {
        return new ReadAhead<>("test", 1, 1, IntStream.range(0, count).mapToObj(i -> () -> {
            begun.add(i);
            return i;
        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
