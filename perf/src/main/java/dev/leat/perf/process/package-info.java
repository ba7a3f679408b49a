/**
 * What a process on this machine has used: processor time, memory, switches and system calls, out of {@code /proc}.
 *
 * <p>Owner thread: the one that asks. May import: {@code base}, {@code cli.output}.
 */
@org.jspecify.annotations.NullMarked
package dev.leat.perf.process;
