/**
 * The table of rooms (who may know whom) and the purity of cores, held by ArchUnit.
 *
 * <p>Owner thread: the test's. May import: the JDK, ArchUnit.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.integration.architecture;
