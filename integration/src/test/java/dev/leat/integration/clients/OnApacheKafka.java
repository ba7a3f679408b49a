package dev.leat.integration.clients;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The tests of this class run against Apache Kafka, in a process that all such classes share. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
public @interface OnApacheKafka {
    /** Level of transaction.version: 2 is the form of KIP-890, 1 the one before. */
    int transactionVersion() default 2;
}
