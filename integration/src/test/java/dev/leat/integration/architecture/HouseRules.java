package dev.leat.integration.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rules of the house over any root package, so that tests can hold them against a small bad house as well.
 *
 * <p>A rule over a room that is still empty passes; that each rule can fail is shown by {@code HouseRulesTest}.
 */
final class HouseRules {
    private final String house;

    /** @param house root package of the rooms: {@code dev.leat}, or a fixture's. */
    HouseRules(String house) {
        this.house = house;
    }

    /** A rule and the name that a failing test shows. */
    record Named(String name, ArchRule rule) {
        @Override
        public String toString() {
            return name;
        }
    }

    List<Named> all() {
        List<Named> rules = new ArrayList<>();
        for (Rooms.Room room : Rooms.ALL) {
            rules.add(new Named(room.name() + " knows only its rooms", roomTable(room)));
        }
        rules.add(new Named("net alone sees Netty's channels", onlyNetSeesChannels()));
        rules.add(new Named("store.zookeeper alone sees ZooKeeper", onlyStoreSeesZooKeeper()));
        rules.add(new Named("cores touch nothing outside", coresArePure()));
        rules.add(new Named("cores ask no clock and no chance", coresAskNoClock()));
        rules.add(new Named("main alone makes threads, clocks and randoms", onlyMainMakes()));
        rules.add(new Named("only test code sees JUnit", onlyTestSupportSeesJUnit()));
        rules.add(new Named("no Kafka code inside", noKafkaCodeInside()));
        return rules;
    }

    private ArchRule roomTable(Rooms.Room room) {
        String[] strangers = Rooms.strangersTo(room, house);
        return noClasses()
                .that()
                .resideInAPackage(house + "." + room.root() + "..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(strangers)
                .because("the room table lets " + room.name() + " know only " + room.knows()
                        + ": a new arrow is a decision about the house, not an import")
                .allowEmptyShould(true);
    }

    private ArchRule onlyNetSeesChannels() {
        return noClasses()
                .that()
                .resideInAPackage(house + "..")
                .and()
                .resideOutsideOfPackages(house + ".client.net..", house + ".broker.net..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty.channel..", "io.netty.bootstrap..", "io.netty.handler..")
                .because("event loops are known to two packages only, so that all else runs under simulation; "
                        + "buffers (io.netty.buffer) are the currency of the whole house")
                .allowEmptyShould(true);
    }

    private ArchRule onlyStoreSeesZooKeeper() {
        return noClasses()
                .that()
                .resideInAPackage(house + "..")
                .and()
                .resideOutsideOfPackage(house + ".controller.store.zookeeper..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.apache.zookeeper..", "org.apache.curator..")
                .because("everybody else speaks to the coordination store's port, which has a deterministic fake")
                .allowEmptyShould(true);
    }

    private ArchRule coresArePure() {
        return noClasses()
                .that(areCores())
                .should()
                .dependOnClassesThat(Outside.types())
                .because("a core is a state machine: time, disk, network and other threads reach it as events, "
                        + "or a simulation could not repeat it")
                .allowEmptyShould(true);
    }

    private ArchRule coresAskNoClock() {
        return noClasses()
                .that(areCores())
                .should()
                .accessTargetWhere(Outside.clockReadings())
                .because("time reaches a core as an argument, or a simulation could not repeat it")
                .allowEmptyShould(true);
    }

    private ArchRule onlyMainMakes() {
        String[] makers = {house + ".broker.main..", house + ".cli..", house + ".perf..", house + ".test.."};
        return noClasses()
                .that(new DescribedPredicate<JavaClass>("live outside of main") {
                    @Override
                    public boolean test(JavaClass type) {
                        return type.getPackageName().startsWith(house + ".")
                                && !resideInAnyPackage(makers).test(type)
                                && !Exceptions.mayMake(type);
                    }
                })
                .should()
                .accessTargetWhere(Outside.makings())
                .because("threads, clocks and randoms are made where the process is wired and passed in from there; "
                        + "an exception is listed in Exceptions with its reason")
                .allowEmptyShould(true);
    }

    private ArchRule onlyTestSupportSeesJUnit() {
        return noClasses()
                .that()
                .resideInAPackage(house + "..")
                .and()
                .resideOutsideOfPackage(house + ".test..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..", "org.assertj..")
                .because("what we ship runs without a test library")
                .allowEmptyShould(true);
    }

    private ArchRule noKafkaCodeInside() {
        return noClasses()
                .that()
                .resideInAPackage(house + "..")
                .and()
                .resideOutsideOfPackage(house + ".perf.client..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.apache.kafka..")
                .because(
                        "Kafka's own code is the referee of our tests and a client that we measure, never a part of us")
                .allowEmptyShould(true);
    }

    private DescribedPredicate<JavaClass> areCores() {
        String[] packages =
                Arrays.stream(Cores.PACKAGES).map(core -> house + "." + core).toArray(String[]::new);
        return new DescribedPredicate<>("are cores") {
            @Override
            public boolean test(JavaClass type) {
                return resideInAnyPackage(packages).test(type) && !Cores.isExcepted(type);
            }
        };
    }
}
