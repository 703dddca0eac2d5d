package org.speechbench.cli;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Jars as authors of plug-ins build them, compiled from text. */
public final class PluginJar {
    private PluginJar() {}

    /**
     * Compiles classes of the package {@code com.example} and packs them with a list of services.
     *
     * @param bodies class bodies by class name; what stands before the first brace follows the name
     * @param without names of classes that are left out of the jar after they were compiled against
     */
    public static Path write(
            Path jar, Class<?> service, List<String> services, Map<String, String> bodies, String... without)
            throws IOException {
        Path classes = Files.createTempDirectory(jar.toAbsolutePath().getParent(), "classes");
        compile(classes, bodies);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new JarEntry("META-INF/services/" + service.getName()));
            for (String name : services) {
                out.write((name + "\n").getBytes(StandardCharsets.UTF_8));
            }
            out.closeEntry();
            for (String name : new TreeMap<>(bodies).keySet()) {
                if (!List.of(without).contains(name)) {
                    out.putNextEntry(new JarEntry("com/example/" + name + ".class"));
                    out.write(Files.readAllBytes(classes.resolve("com/example/" + name + ".class")));
                    out.closeEntry();
                }
            }
        }
        return jar;
    }

    private static void compile(Path target, Map<String, String> bodies) throws IOException {
        if (bodies.isEmpty()) {
            return;
        }
        Path sources = Files.createDirectories(target.resolve("sources"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
            List<Path> written = new ArrayList<>();
            for (Map.Entry<String, String> e : bodies.entrySet()) {
                String text = "package com.example; public final class " + e.getKey() + " " + e.getValue();
                written.add(Files.writeString(sources.resolve(e.getKey() + ".java"), text));
            }
            StringWriter messages = new StringWriter();
            List<String> options =
                    List.of("-d", target.toString(), "-cp", System.getProperty("java.class.path"), "-proc:none");
            boolean done = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(written))
                    .call();
            if (!done) {
                throw new IllegalStateException(messages.toString());
            }
        }
    }
}
