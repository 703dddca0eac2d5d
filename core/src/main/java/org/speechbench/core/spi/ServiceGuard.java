package org.speechbench.core.spi;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.speechbench.core.UserError;

/**
 * Guards the calls of plug-ins: whatever a third-party service throws, or null in place of a promised value, becomes a
 * {@link UserError} that names the jar and the class. Objects that the service returns and that implement interfaces of
 * speechbench are guarded too. This is the only place where reflection is used: guards written by hand would need a
 * class for every interface that a plug-in may implement or return.
 */
final class ServiceGuard implements InvocationHandler {
    static final String OURS = "org.speechbench.";
    private static final int LONGEST = 500;

    private final Object service;

    private ServiceGuard(Object service) {
        this.service = service;
    }

    /** The same service, guarded if it is not part of speechbench. */
    @SuppressWarnings("unchecked")
    static <T> T around(T service) {
        Set<Class<?>> promised = promised(service.getClass());
        if (service.getClass().getName().startsWith(OURS)
                || Proxy.isProxyClass(service.getClass())
                || promised.isEmpty()) {
            return service;
        }
        return (T) Proxy.newProxyInstance(
                service.getClass().getClassLoader(), promised.toArray(Class<?>[]::new), new ServiceGuard(service));
    }

    /** The failure of a plug-in's object, as the line that a user sees. */
    static UserError failure(ServiceOrigin origin, String doing, Throwable thrown) {
        return new UserError(
                "The plug-in " + origin.text() + " failed " + doing + ": " + reason(thrown) + ".",
                "Ask its author, use one that was built for this version of speechbench, or remove its jar from plugins.",
                thrown);
    }

    /** The innermost cause, on one line. */
    static String reason(Throwable thrown) {
        Throwable root = thrown;
        for (int i = 0; root.getCause() != null && i < 20; i++) {
            root = root.getCause();
        }
        String text = root.toString().replaceAll("\\s+", " ").strip();
        return text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        if (method.getName().equals("equals") && arguments != null && arguments.length == 1) {
            return service.equals(unwrapped(arguments[0]));
        }
        try {
            return checked(method, method.invoke(service, arguments));
        } catch (InvocationTargetException e) {
            throw translated(method, Objects.requireNonNullElse(e.getCause(), e));
        }
    }

    /** The object behind a guard; one that is not guarded is itself. */
    @SuppressWarnings("unchecked")
    static <T extends @Nullable Object> T unwrapped(T object) {
        return object != null
                        && Proxy.isProxyClass(object.getClass())
                        && Proxy.getInvocationHandler(object) instanceof ServiceGuard guard
                ? (T) guard.service
                : object;
    }

    private @Nullable Object checked(Method method, @Nullable Object result) {
        if (result instanceof List<?> list) {
            List<Object> guarded = new ArrayList<>();
            for (Object item : list) {
                if (item == null) {
                    throw failure(origin(), "in " + method.getName(), "it returned a list with null in it");
                }
                guarded.add(around(item));
            }
            return guarded;
        }
        if (result instanceof Optional<?> optional) {
            return optional.map(ServiceGuard::around);
        }
        if (result == null) {
            if (method.getReturnType() == void.class
                    || method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)) {
                return null;
            }
            throw failure(origin(), "in " + method.getName(), "it returned null");
        }
        return method.getReturnType().isInterface() ? around(result) : result;
    }

    private Throwable translated(Method method, Throwable thrown) {
        // Exceptions of speechbench pass through a plug-in that calls back into it, and lack of memory has handlers of
        // its own.
        boolean ours = thrown.getClass().getName().startsWith(OURS);
        return ours || thrown instanceof OutOfMemoryError
                ? thrown
                : failure(origin(), "in " + method.getName(), thrown);
    }

    private static UserError failure(ServiceOrigin origin, String doing, String what) {
        return failure(origin, doing, new IllegalStateException(what));
    }

    /** The origin of a service, whether it is guarded or not. */
    static ServiceOrigin origin(Object service) {
        return ServiceOrigin.of(unwrapped(service).getClass());
    }

    private ServiceOrigin origin() {
        return ServiceOrigin.of(service.getClass());
    }

    /** The public interfaces of speechbench that a class implements, directly or by inheritance. */
    private static Set<Class<?>> promised(Class<?> type) {
        Set<Class<?>> promised = new LinkedHashSet<>();
        for (Class<?> at = type; at != null; at = at.getSuperclass()) {
            for (Class<?> implemented : at.getInterfaces()) {
                if (implemented.getName().startsWith(OURS) && Modifier.isPublic(implemented.getModifiers())) {
                    promised.add(implemented);
                }
                promised.addAll(promised(implemented));
            }
        }
        return promised;
    }
}
