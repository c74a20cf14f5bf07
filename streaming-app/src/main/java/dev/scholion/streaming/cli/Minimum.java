package dev.scholion.streaming.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a figure must reach. */
record Minimum(String figure, double value) {
    /**
     * @param written each a number, or a figure's name and a number
     * @param figures those that there are; a number alone means the first
     */
    static List<Minimum> all(List<String> written, Set<String> figures) throws CommandException {
        List<Minimum> minimums = new ArrayList<>();
        for (String each : written) {
            int equals = each.indexOf('=');
            String figure = equals < 0 ? figures.iterator().next() : each.substring(0, equals);
            if (!figures.contains(figure)) {
                throw misused(
                        "there is no figure '%s', expected one of %s".formatted(figure, String.join(", ", figures)));
            }
            minimums.add(new Minimum(figure, number(each.substring(equals + 1))));
        }
        return minimums;
    }

    private static double number(String written) throws CommandException {
        try {
            double value = Double.parseDouble(written);
            if (value >= 0 && value <= 1) {
                return value;
            }
        } catch (NumberFormatException e) {
            // the same message as for a number out of range
        }
        throw misused("'%s', expected a number from 0 to 1".formatted(written));
    }

    private static CommandException misused(String message) {
        return new CommandException(ExitCodes.MISUSED, "--at-least: " + message);
    }

    String missedBy(double reached) {
        return String.format(Locale.ROOT, "%s is %.4f, expected at least %s", figure, reached, value);
    }
}
