package dev.leat.consumer.group;

import dev.leat.consumer.group.MemberAction.HandOver;
import dev.leat.protocol.model.TopicPartition;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** The partitions that a member's application reads, and those that the polling thread is about to take from it or give it. */
final class Holdings {
    private Set<TopicPartition> owned = Set.of();
    private Set<TopicPartition> afterHandOver = Set.of();
    private boolean lost;
    private int open; // number of the hand-over that the polling thread has not done yet; 0 if none
    private int lastTurn;

    /** What the application reads, as far as the polling thread has told. */
    Set<TopicPartition> owned() {
        return owned;
    }

    /** With what the polling thread may be about to take: nobody else must think that it is free. */
    Set<TopicPartition> everything() {
        Set<TopicPartition> everything = new HashSet<>(owned);
        if (open != 0) {
            everything.addAll(afterHandOver);
        }
        return everything;
    }

    /** What of it is too much if {@code wanted} is what there should be. */
    Set<TopicPartition> surplusOver(Set<TopicPartition> wanted) {
        Set<TopicPartition> surplus = new HashSet<>(owned);
        surplus.removeAll(wanted);
        return surplus;
    }

    /** What of {@code wanted} is not owned yet. */
    Set<TopicPartition> missingOf(Set<TopicPartition> wanted) {
        Set<TopicPartition> missing = new HashSet<>(wanted);
        missing.removeAll(owned);
        return missing;
    }

    /** Others have what is owned: the next hand-over takes it as lost. */
    void lose() {
        lost = true;
    }

    boolean isLost() {
        return lost;
    }

    /** There is nothing any more that could be lost. */
    void forgetLoss() {
        lost = false;
    }

    boolean isHandOverOpen() {
        return open != 0;
    }

    /** Has the polling thread take {@code gone} from the application and give it {@code added}. */
    void handOver(Set<TopicPartition> gone, Set<TopicPartition> added, Consumer<MemberAction> actions) {
        afterHandOver = new HashSet<>(owned);
        afterHandOver.removeAll(gone);
        afterHandOver.addAll(added);
        open = ++lastTurn;
        actions.accept(new HandOver(open, gone, lost, added));
        lost = false;
    }

    /** The polling thread has done so; false if it was a hand-over of before that does not count any more. */
    boolean handedOver(int turn) {
        if (turn != open) {
            return false;
        }
        owned = afterHandOver;
        open = 0;
        return true;
    }

    /** A newer member has this one's name: everything is taken, whatever was under way. */
    void loseEverything(Consumer<MemberAction> actions) {
        owned = everything();
        lost = true;
        handOver(owned, Set.of(), actions);
    }

    /** The application has given up everything; what the polling thread has not done yet it leaves undone. */
    void clear() {
        owned = Set.of();
        lost = false;
        open = 0;
    }
}
