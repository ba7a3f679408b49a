package dev.leat.controller.group;

import dev.leat.controller.group.GroupReply.DescribeReply;
import dev.leat.controller.group.GroupReply.DescribedMember;
import dev.leat.controller.group.GroupReply.ListReply;
import dev.leat.controller.group.GroupReply.ListedGroup;
import dev.leat.controller.group.GroupRequest.Describe;
import dev.leat.controller.group.GroupRequest.ListGroups;
import dev.leat.protocol.error.ErrorCode;
import dev.leat.protocol.model.Bytes;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells what groups there are and what they look like. */
final class GroupQueries {
    private final Turn turn;
    private final GroupTable groups;

    GroupQueries(Turn turn, GroupTable groups) {
        this.turn = turn;
        this.groups = groups;
    }

    void on(Describe describe) {
        Group group = groups.find(describe.groupId());
        if (group == null) {
            turn.fail(describe, ErrorCode.GROUP_ID_NOT_FOUND);
            return;
        }
        boolean stable = group.is(GroupState.STABLE);
        List<DescribedMember> members = group.roster().all().stream()
                .map(member -> describe(group, member, stable))
                .toList();
        turn.reply(
                describe,
                new DescribeReply(
                        ErrorCode.NONE,
                        group.id(),
                        group.state(),
                        orEmpty(group.protocolType()),
                        stable ? orEmpty(group.protocol()) : "",
                        members));
    }

    private static DescribedMember describe(Group group, Member member, boolean stable) {
        return new DescribedMember(
                member.id(),
                member.groupInstanceId(),
                member.clientId(),
                member.clientHost(),
                stable ? member.metadata(group.protocol()) : Bytes.EMPTY,
                stable ? member.assignment() : Bytes.EMPTY);
    }

    void on(ListGroups list) {
        List<ListedGroup> found = groups.all().stream()
                .filter(group -> matches(list.states(), group.state().wireName()))
                .filter(group -> matches(list.types(), ListReply.CLASSIC))
                .map(group ->
                        new ListedGroup(group.id(), orEmpty(group.protocolType()), group.state(), ListReply.CLASSIC))
                .toList();
        turn.reply(list, new ListReply(ErrorCode.NONE, found));
    }

    private static boolean matches(Set<String> wanted, String actual) {
        return wanted.isEmpty() || wanted.stream().anyMatch(actual::equalsIgnoreCase);
    }

    private static String orEmpty(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
