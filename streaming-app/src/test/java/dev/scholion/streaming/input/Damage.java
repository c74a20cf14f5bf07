package dev.scholion.streaming.input;

import java.util.Arrays;
import java.util.Random;

/** Bytes as accidents and strangers leave them. */
final class Damage {
    private Damage() {}

    /** A copy with a few bits turned, bytes set, or its end cut off or grown. */
    static byte[] to(byte[] whole, Random random) {
        byte[] damaged = whole.clone();
        for (int left = 1 + random.nextInt(3); left > 0 && damaged.length > 0; left--) {
            int place = random.nextInt(damaged.length);
            switch (random.nextInt(4)) {
                case 0 -> damaged[place] ^= (byte) (1 << random.nextInt(8));
                case 1 -> damaged[place] = (byte) random.nextInt(256);
                case 2 -> damaged = Arrays.copyOf(damaged, place);
                default -> damaged = Arrays.copyOf(damaged, damaged.length + random.nextInt(5));
            }
        }
        return damaged;
    }
}
