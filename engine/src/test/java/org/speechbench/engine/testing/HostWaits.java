package org.speechbench.engine.testing;

import ai.djl.Device;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.agent.ByteBuddyAgent;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.dynamic.loading.ClassReloadingStrategy;
import net.bytebuddy.matcher.ElementMatchers;
import org.jspecify.annotations.Nullable;

/**
 * What would make the host wait for a GPU, counted on the CPU. An engine on {@link #DEVICE} is the test double of a
 * device: it computes on the CPU, and its managers can be told from those of the host, which are of {@link Device#cpu()}.
 * The calls of the engine's bridge that read an array of the device back, or create one from values of the host, are
 * counted in all threads; the operations of scripts are those that PyTorch's profiler records in the calling thread, by the
 * method that they are in. What an operator does inside of itself is left out, since a GPU has other kernels.
 *
 * <p>Its limits: an array belongs to the device if its manager does, so an array of the device that is attached to a
 * manager of the host is not counted when it is read. A script cannot tell the double from the host, so its operations
 * include those on arrays of the host, which do not wait; a test states their number, and where they come from. Copies
 * within scripts and kernels that wait by themselves, such as that of CTC, are not seen; on a GPU,
 * {@code scripts/gpu_check.py} lets PyTorch refuse them. What the code does only on GPUs is not run.
 *
 * @param reads arrays of the device whose values were read
 * @param creations arrays of the device that were created from values of the host
 * @param inScripts how often each method of a script does what would wait for the device of its array: {@code
 *     METHOD: number} where it reads a number
 */
public record HostWaits(int reads, int creations, Map<String, Integer> inScripts) {
    /** The test double of a device; DJL takes all processors for equal, so it is known by its number. */
    public static final Device DEVICE = secondProcessor();

    private static final Set<String> READS =
            Set.of("getByteBuffer", "contentEqual", "booleanMask", "nonZeros", "unique");
    private static final Set<String> CREATIONS = Set.of("createNdFromByteBuffer", "set");
    /** What an operation would wait for, by its name. */
    private static final Map<String, String> OPERATIONS = Map.of(
            "aten::_local_scalar_dense", "number",
            "aten::nonzero", "nonzero",
            "aten::masked_select", "masked_select",
            "aten::equal", "equal",
            "aten::_unique2", "unique",
            "aten::repeat_interleave", "repeat_interleave");

    /** Operations through which scripts call the one that would wait. */
    private static final Set<String> WRAPPERS = Set.of("aten::item", "aten::is_nonzero");

    /** Calls of the bridge are static, so what listens to them is as well. */
    private static final AtomicReference<@Nullable ConcurrentLinkedQueue<String>> CALLS = new AtomicReference<>();

    /** Advice whose code is copied into the methods of the bridge. */
    static final class Bridge {
        private Bridge() {}

        @Advice.OnMethodEnter
        static void enter(@Advice.Origin("#m") String method, @Advice.AllArguments Object[] arguments) {
            called(method, arguments);
        }
    }

    /** DJL has one processor, and makes no other unless it is made to. */
    private static Device secondProcessor() {
        try {
            Constructor<Device> constructor = Device.class.getDeclaredConstructor(String.class, int.class);
            constructor.setAccessible(true);
            return constructor.newInstance(
                    Device.cpu().getDeviceType(), Device.cpu().getDeviceId() + 1);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Counts what some work does. Only one thread at a time may count. */
    public static HostWaits of(Runnable work) {
        ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
        if (!CALLS.compareAndSet(null, calls)) {
            throw new IllegalStateException("another thread counts");
        }
        ClassReloadingStrategy bridge = listen();
        Path trace = temporary();
        try {
            JniUtils.startProfile(false, false, false);
            try {
                work.run();
            } finally {
                JniUtils.stopProfile(trace.toString());
            }
            return new HostWaits(count(calls, READS), count(calls, CREATIONS), operations(trace));
        } finally {
            restore(bridge);
            CALLS.set(null);
            trace.toFile().delete();
        }
    }

    private static ClassReloadingStrategy listen() {
        ByteBuddyAgent.install();
        ClassReloadingStrategy strategy = ClassReloadingStrategy.fromInstalledAgent();
        AsmVisitorWrapper advice = Advice.to(Bridge.class)
                .on(ElementMatchers.namedOneOf(READS.toArray(String[]::new))
                        .or(ElementMatchers.namedOneOf(CREATIONS.toArray(String[]::new))));
        new ByteBuddy().redefine(JniUtils.class).visit(advice).make().load(JniUtils.class.getClassLoader(), strategy);
        return strategy;
    }

    private static void restore(ClassReloadingStrategy bridge) {
        try {
            bridge.reset(JniUtils.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Called by the bridge's methods; public since their class is in another package. */
    public static void called(String method, Object[] arguments) {
        ConcurrentLinkedQueue<String> calls = CALLS.get();
        Device device = device(arguments);
        if (calls != null && device != null && device.getDeviceId() == DEVICE.getDeviceId()) {
            calls.add(method);
        }
    }

    /** The device that is created on, or that of the array that is read or written. */
    private static @Nullable Device device(Object[] arguments) {
        if (arguments[arguments.length - 1] instanceof Device device) {
            return device;
        }
        return arguments[0] instanceof PtNDArray array ? array.getManager().getDevice() : null;
    }

    private static int count(ConcurrentLinkedQueue<String> calls, Set<String> of) {
        return Math.toIntExact(calls.stream().filter(of::contains).count());
    }

    /** An event of the profiler, in microseconds. */
    private record Event(String name, double begin, double end) {
        static Event of(JsonNode json) {
            double begin = json.path("ts").asDouble();
            return new Event(
                    json.path("name").asText(), begin, begin + json.path("dur").asDouble());
        }

        boolean isOperator() {
            return name.contains("::");
        }
    }

    private static Map<String, Integer> operations(Path trace) {
        try {
            List<Event> events = new ArrayList<>();
            new ObjectMapper().readTree(trace.toFile()).forEach(json -> events.add(Event.of(json)));
            events.sort(Comparator.comparingDouble(Event::begin).thenComparing(Event::end, Comparator.reverseOrder()));
            return operations(events);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Counts operations by the method of the script that they are in. */
    private static Map<String, Integer> operations(List<Event> events) {
        Map<String, Integer> counts = new TreeMap<>();
        Deque<Event> around = new ArrayDeque<>();
        for (Event event : events) {
            while (!around.isEmpty() && around.element().end() <= event.begin()) {
                around.pop();
            }
            if (OPERATIONS.containsKey(event.name())) {
                around.stream()
                        .filter(outer -> !WRAPPERS.contains(outer.name()))
                        .findFirst()
                        .filter(outer -> !outer.isOperator())
                        .ifPresent(method ->
                                counts.merge(method.name() + ": " + OPERATIONS.get(event.name()), 1, Integer::sum));
            }
            around.push(event);
        }
        return counts;
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("profile", ".json");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
