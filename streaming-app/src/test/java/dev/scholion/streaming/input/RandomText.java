package dev.scholion.streaming.input;

import java.util.Random;

/** Valid Unicode of every length in UTF-8. */
final class RandomText {
    private RandomText() {}

    /** @param most code points; at least one is given */
    static String of(Random random, int most) {
        StringBuilder text = new StringBuilder();
        for (int left = 1 + random.nextInt(most); left > 0; left--) {
            int codePoint =
                    switch (random.nextInt(4)) {
                        case 0 -> 0x20 + random.nextInt(0x5F);
                        case 1 -> 0xA0 + random.nextInt(0x700);
                        case 2 -> 0x3040 + random.nextInt(0x9000);
                        default -> 0x1F300 + random.nextInt(0x400);
                    };
            text.appendCodePoint(codePoint);
        }
        return text.toString();
    }
}
