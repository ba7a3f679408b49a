package dev.leat.controller.store.zookeeper;

import dev.leat.controller.store.MultiResult;
import dev.leat.controller.store.StoreOutcome;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.OpResult;
import org.jspecify.annotations.Nullable;

/** ZooKeeper's result codes in the words of the port. */
final class Outcomes {
    private Outcomes() {}

    static StoreOutcome of(int code) {
        Code known = Code.get(code);
        if (known == null) {
            return StoreOutcome.REFUSED;
        }
        return switch (known) {
            case OK -> StoreOutcome.OK;
            case NONODE -> StoreOutcome.NO_NODE;
            case NODEEXISTS -> StoreOutcome.NODE_EXISTS;
            case BADVERSION -> StoreOutcome.BAD_VERSION;
            case NOTEMPTY -> StoreOutcome.NOT_EMPTY;
            case NOCHILDRENFOREPHEMERALS -> StoreOutcome.NO_CHILDREN_FOR_EPHEMERALS;
            case SESSIONEXPIRED, SESSIONMOVED -> StoreOutcome.EXPIRED;
            // a time-out is the client's own: the server may still carry the request out
            case CONNECTIONLOSS, OPERATIONTIMEOUT, REQUESTTIMEOUT -> StoreOutcome.UNKNOWN;
            default -> StoreOutcome.REFUSED;
        };
    }

    /** ZooKeeper gives the code of the first failed operation to the whole, and one to each operation. */
    static MultiResult ofMulti(int code, @Nullable List<OpResult> results) {
        StoreOutcome outcome = of(code);
        if (outcome == StoreOutcome.OK || outcome.inDoubt() || results == null) {
            return new MultiResult(outcome, MultiResult.NO_OP);
        }
        for (int i = 0; i < results.size(); i++) {
            if (results.get(i) instanceof OpResult.ErrorResult error && error.getErr() == code) {
                return new MultiResult(outcome, i);
            }
        }
        return new MultiResult(outcome, MultiResult.NO_OP);
    }
}
