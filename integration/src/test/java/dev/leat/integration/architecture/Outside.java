package dev.leat.integration.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitReferenceTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Set;

/** What lies outside of a core: the types it may not know, and the calls by which time, chance and threads are made. */
final class Outside {
    private static final Set<String> TYPES = Set.of(
            "java.lang.Thread",
            "java.lang.ThreadLocal",
            "java.lang.Runtime",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.util.Random",
            "java.util.SplittableRandom",
            "java.util.Timer",
            "java.security.SecureRandom",
            "java.time.Clock",
            "java.io.RandomAccessFile");

    private static final Set<String> PACKAGES = Set.of("java.nio.file", "java.nio.channels", "java.net", "org.slf4j");

    /** Concurrency in a core would mean a second thread; units and exceptions are plain values. */
    private static final Set<String> PLAIN_CONCURRENT = Set.of(
            "java.util.concurrent.TimeUnit",
            "java.util.concurrent.CompletionException",
            "java.util.concurrent.CancellationException");

    /** {@code owner#method}, and {@code owner#*} for any. */
    private static final Set<String> CLOCK_READINGS = Set.of(
            "java.lang.System#nanoTime",
            "java.lang.System#currentTimeMillis",
            "java.time.Instant#now",
            "java.time.LocalDate#now",
            "java.time.LocalDateTime#now",
            "java.time.ZonedDateTime#now",
            "java.time.OffsetDateTime#now",
            "java.lang.Math#random",
            "java.util.UUID#randomUUID",
            "java.util.Collections#shuffle");

    private static final Set<String> MAKINGS = Set.of(
            "java.lang.Thread#<init>",
            "java.lang.Thread#sleep",
            "java.util.Timer#<init>",
            "java.util.Random#<init>",
            "java.util.SplittableRandom#<init>",
            "java.security.SecureRandom#<init>",
            "java.util.concurrent.ThreadLocalRandom#*",
            "java.util.concurrent.Executors#*",
            "java.util.concurrent.ThreadPoolExecutor#<init>",
            "java.util.concurrent.ScheduledThreadPoolExecutor#<init>",
            "java.util.concurrent.ForkJoinPool#*",
            "java.time.Clock#systemUTC",
            "java.time.Clock#systemDefaultZone");

    private Outside() {}

    static DescribedPredicate<JavaClass> types() {
        return new DescribedPredicate<>("bring in threads, chance, files, sockets or logging") {
            @Override
            public boolean test(JavaClass type) {
                String name = type.getName();
                return TYPES.contains(name)
                        || PACKAGES.stream().anyMatch(banned -> isIn(type, banned))
                        || isFileType(name)
                        || (isIn(type, "java.util.concurrent") && !PLAIN_CONCURRENT.contains(name));
            }
        };
    }

    static DescribedPredicate<JavaAccess<?>> clockReadings() {
        return calls("read a clock or draw by chance", CLOCK_READINGS);
    }

    static DescribedPredicate<JavaAccess<?>> makings() {
        return new DescribedPredicate<>("make a thread, a clock or a random") {
            @Override
            public boolean test(JavaAccess<?> access) {
                return matches(access, MAKINGS) || matches(access, CLOCK_READINGS);
            }
        };
    }

    private static DescribedPredicate<JavaAccess<?>> calls(String description, Set<String> signatures) {
        return new DescribedPredicate<>(description) {
            @Override
            public boolean test(JavaAccess<?> access) {
                return matches(access, signatures);
            }
        };
    }

    private static boolean matches(JavaAccess<?> access, Set<String> signatures) {
        if (!(access.getTarget() instanceof CodeUnitCallTarget)
                && !(access.getTarget() instanceof CodeUnitReferenceTarget)) {
            return false;
        }
        String owner = access.getTargetOwner().getName();
        return signatures.contains(owner + "#" + access.getTarget().getName()) || signatures.contains(owner + "#*");
    }

    private static boolean isIn(JavaClass type, String root) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    private static boolean isFileType(String name) {
        return name.equals("java.io.File") || name.startsWith("java.io.File") && !name.endsWith("Exception");
    }
}
