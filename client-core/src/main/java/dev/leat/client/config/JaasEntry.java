package dev.leat.client.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of {@code sasl.jaas.config}: a class name, a flag, options, a semicolon (the JDK's login configuration
 * syntax with one entry).
 */
record JaasEntry(String loginModule, Map<String, String> options) {
    private static final Pattern HEAD =
            Pattern.compile("\\s*([\\w.$]+)\\s+(?:required|requisite|sufficient|optional)\\b");
    private static final Pattern OPTION =
            Pattern.compile("\\s*([\\w.$-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|'([^']*)'|([^\\s;\"']+))");
    private static final Pattern END = Pattern.compile("\\s*;\\s*");

    JaasEntry {
        options = Map.copyOf(options);
    }

    /** Throws {@link IllegalArgumentException} without showing the text, which has passwords in it. */
    static JaasEntry parse(String text) {
        Matcher head = HEAD.matcher(text);
        if (!head.lookingAt()) {
            throw new IllegalArgumentException("it does not begin with a class name and the word 'required'");
        }
        Map<String, String> options = new LinkedHashMap<>();
        Matcher option = OPTION.matcher(text);
        int at = head.end();
        while (option.region(at, text.length()).lookingAt()) {
            options.put(option.group(1), value(option));
            at = option.end();
        }
        if (!END.matcher(text).region(at, text.length()).matches()) {
            throw new IllegalArgumentException(
                    "after " + options.size() + " options it goes on with neither name=\"value\" nor the final ';'");
        }
        return new JaasEntry(head.group(1), options);
    }

    private static String value(Matcher option) {
        if (option.group(2) != null) {
            return option.group(2).replaceAll("\\\\(.)", "$1");
        }
        return Optional.ofNullable(option.group(3)).orElseGet(() -> option.group(4));
    }
}
