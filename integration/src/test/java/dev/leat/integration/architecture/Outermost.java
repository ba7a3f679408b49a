package dev.leat.integration.architecture;

import com.tngtech.archunit.core.domain.JavaClass;

/** Leads from a nested, local or anonymous class to the one that its file is named after. */
final class Outermost {
    private Outermost() {}

    static JavaClass of(JavaClass type) {
        JavaClass outer = type;
        while (outer.getEnclosingClass().isPresent()) {
            outer = outer.getEnclosingClass().get();
        }
        return outer;
    }
}
