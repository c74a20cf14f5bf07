package dev.scholion.models.decode;

import dev.scholion.models.task.WindowRule;
import java.util.List;
import java.util.function.Function;

/** Makes one row of numbers of those of a text's windows. */
final class WindowMean {
    private WindowMean() {}

    /**
     * @param numbers of a window, as many for each
     * @return those of the only window as they are, or as the rule says
     */
    static float[] of(List<WindowScores> windows, WindowRule rule, Function<WindowScores, float[]> numbers) {
        if (windows.size() == 1 || rule == WindowRule.FIRST) {
            return numbers.apply(windows.get(0));
        }
        List<float[]> each = windows.stream().map(numbers).toList();
        return rule == WindowRule.MAX ? highest(each) : mean(windows, each);
    }

    /** What a result says of the rule. */
    static String name(List<WindowScores> windows, WindowRule rule) {
        return windows.size() == 1 ? WindowRule.SINGLE : rule.spelled();
    }

    private static float[] highest(List<float[]> each) {
        float[] highest = each.get(0).clone();
        for (float[] numbers : each) {
            for (int i = 0; i < highest.length; i++) {
                highest[i] = Math.max(highest[i], numbers[i]);
            }
        }
        return highest;
    }

    private static float[] mean(List<WindowScores> windows, List<float[]> each) {
        double[] sums = new double[each.get(0).length];
        long tokens = 0;
        for (int window = 0; window < each.size(); window++) {
            int weight = Math.max(1, windows.get(window).window().length());
            for (int i = 0; i < sums.length; i++) {
                sums[i] += (double) weight * each.get(window)[i];
            }
            tokens += weight;
        }
        float[] mean = new float[sums.length];
        for (int i = 0; i < mean.length; i++) {
            mean[i] = (float) (sums[i] / tokens);
        }
        return mean;
    }
}
