package dev.leat.cli;

import dev.leat.cli.output.CliFailure;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line in the words of this command instead of picocli's. */
final class UsageFailure {
    private static final Pattern CHOICES = Pattern.compile("expected one of \\[(.*)\\]");

    private UsageFailure() {}

    static CliFailure of(ParameterException wrong) {
        String help = wrong.getCommandLine().getCommandSpec().qualifiedName() + " --help";
        return new CliFailure(what(wrong), null, suggestion(wrong), help, wrong);
    }

    private static String what(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched && !unmatched.isUnknownOption()) {
            String first = unmatched.getUnmatched().get(0);
            boolean verbExpected = !wrong.getCommandLine().getSubcommands().isEmpty();
            return verbExpected
                    ? "there is no command '" + first + "'"
                    : "nothing is expected where '" + first + "' is";
        }
        return sentence(String.valueOf(wrong.getMessage()));
    }

    private static String sentence(String text) {
        String plain = text.replace("option option", "option") // picocli says it twice for maps
                .replaceAll("is not an? (int|long)$", "is no whole number, or too large")
                .replace(" (case-insensitive)", "");
        Matcher choices = CHOICES.matcher(plain);
        if (choices.find()) {
            plain = choices.replaceFirst("expected one of " + words(choices.group(1)));
        }
        return Character.toLowerCase(plain.charAt(0)) + plain.substring(1);
    }

    /** The constants of an enum as they are typed; picocli lists those with two words twice. */
    private static String words(String constants) {
        return Stream.of(constants.toLowerCase(Locale.ROOT).split(", "))
                .filter(word -> word.indexOf('_') < 0)
                .collect(Collectors.joining(", "));
    }

    private static String suggestion(ParameterException wrong) {
        if (wrong instanceof UnmatchedArgumentException unmatched) {
            List<String> near = unmatched.getSuggestions();
            return near.isEmpty() ? "" : "did you mean '" + near.get(0) + "'?";
        }
        return "";
    }
}
