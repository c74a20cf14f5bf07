package dev.scholion.models.testing;

import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.Supplier;

/** Texts that tokenizers get wrong, drawn by a seed: all of them valid Unicode. */
public final class OddTexts implements Supplier<String> {
    private static final List<String> SENTENCES = List.of(
            "The committee met on Tuesday and, to nobody's surprise, adjourned without a decision.",
            "Prices rose 3.7% in March; analysts at Brook & Lowe had expected 2.9%.",
            "Zoë's naïve façade cracked when Ångström's résumé reached the café in Kraków.",
            "Die Straße zur Universität war gesperrt, weil der Fluß über die Ufer trat.",
            "İstanbul'da IŞIK söndü; ΟΔΥΣΣΕΥΣ και Σίσυφος μιλούσαν για τη Ρόδο.",
            "Поезд из Нижнего Новгорода опоздал на сорок минут, ёлки уже стояли.",
            "東京の天気は晴れ、大阪は雨でした。明日はどうでしょうか？",
            "서울에서 부산까지 기차로 두 시간 반이 걸립니다.",
            "हिन्दी में लिखना कठिन नहीं है, क्षमा करें।",
            "ภาษาไทยไม่มีช่องว่างระหว่างคำ แต่อ่านได้",
            "قالت المُعَلِّمَة إنَّ الدرسَ سهلٌ جدًّا.",
            "Send 👩‍👩‍👧‍👦 and 🏳️‍🌈 to the team; 👍🏽 means yes, 1️⃣ means later.",
            "Unaffable misunderstandings characteristically disproportionate electroencephalograph.",
            "see https://example.org/a_b?q=1&r=%20 or mail a.b+c@example.org, then #tag @user ~~x~~");

    private static final int[][] SCRIPTS = {
        {0x20, 0x7E},
        {0xA0, 0x24F},
        {0x250, 0x2FF},
        {0x300, 0x36F},
        {0x370, 0x52F},
        {0x591, 0x5F4},
        {0x600, 0x6FF},
        {0x900, 0x97F},
        {0x980, 0xA7F},
        {0xB80, 0xCFF},
        {0xE00, 0xEFF},
        {0xF00, 0xFFF},
        {0x1000, 0x109F},
        {0x1100, 0x11FF},
        {0x13A0, 0x13FF},
        {0x1780, 0x17FF},
        {0x1AB0, 0x1AFF},
        {0x1DC0, 0x1DFF},
        {0x1E00, 0x1FFF},
        {0x2000, 0x206F},
        {0x20A0, 0x214F},
        {0x2150, 0x218F},
        {0x2460, 0x24FF},
        {0x2C00, 0x2DFF},
        {0x3000, 0x30FF},
        {0x3099, 0x309A},
        {0x3400, 0x3420},
        {0x4E00, 0x4F00},
        {0x9FE0, 0xA000},
        {0xA640, 0xA7FF},
        {0xAC00, 0xAD00},
        {0xD780, 0xD7A3},
        {0xE000, 0xE010},
        {0xF900, 0xFAFF},
        {0xFB00, 0xFB4F},
        {0xFDD0, 0xFDEF},
        {0xFE00, 0xFE6F},
        {0xFF00, 0xFFEF},
        {0xFFF0, 0xFFFF},
        {0x10400, 0x1047F},
        {0x10D40, 0x10D8F},
        {0x11000, 0x1107F},
        {0x118A0, 0x118DF},
        {0x1D150, 0x1D1AF},
        {0x1D400, 0x1D4FF},
        {0x1E900, 0x1E95F},
        {0x1F1E6, 0x1F1FF},
        {0x1F300, 0x1F64F},
        {0x20000, 0x20020},
        {0x2A6D0, 0x2A6F0},
        {0x2F800, 0x2FA1F},
        {0xE0001, 0xE007F},
        {0xF0000, 0xF0010},
        {0x10FFF0, 0x10FFFF}
    };

    private static final String BLANKS =
            " \t\n\r\u000B\f\u0085\u00A0\u1680\u2000\u2005\u200A\u2028\u2029\u202F\u205F\u3000\u180E\u200B\u2060\uFEFF\u001C\u001F";

    private static final String CONTROLS =
            "\0\u0001\u001B\u007F\u009F\u00AD\u0600\u061C\u200C\u200D\u200E\u202E\u2066\uFFFD\uFFF9";

    private static final int[] MARKS = {
        0x300, 0x301, 0x302, 0x303, 0x307, 0x308, 0x30A, 0x323, 0x327, 0x328, 0x331, 0x334, 0x338, 0x340, 0x344, 0x345,
        0x34F, 0x35C, 0x360, 0x591, 0x5B0, 0x5BC, 0x64B, 0x651, 0x670, 0x8D4, 0x93C, 0x94D, 0xE38, 0xE48, 0xF39, 0xF71,
        0xF74, 0xF81, 0x1037, 0x135D, 0x1AB5, 0x1AC1, 0x1CF7, 0x1DC0, 0x1DF7, 0x20D0, 0x20DD, 0x302A, 0x302E, 0x302F,
        0x3099, 0x309A, 0xA66F, 0xFB1E, 0xFE20, 0x101FD, 0x11131, 0x1BC9E, 0x1D165, 0x1D166, 0x1D16D, 0x1D16E, 0x1E000,
        0x1E8D0, 0x1E944, 0x1E94A
    };

    private static final String EMOJI = "👩👨👧🏽🏿❤️🔥🏴🇩🇪🇫🇷1️⃣⭐\u200D\uFE0F\u20E3";

    private final Random random;
    private final List<String> specials;

    /** @param specials tokens that texts spell, or nearly */
    public OddTexts(long seed, List<String> specials) {
        this.random = new Random(seed);
        this.specials = List.copyOf(specials);
    }

    @Override
    public String get() {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(random.nextInt(8) == 0 ? 14 : 5);
        for (int i = 0; i < parts; i++) {
            addPart(text);
            if (random.nextInt(3) == 0) {
                text.append(' ');
            }
        }
        return text.toString();
    }

    private void addPart(StringBuilder text) {
        switch (random.nextInt(13)) {
            case 0 -> repeat(1 + random.nextInt(12), () -> text.appendCodePoint(anyCharacter()));
            case 1 -> text.append(mutated(pick(SENTENCES)));
            case 2 -> text.append(pick(SENTENCES));
            case 3 -> addMarked(text);
            case 4 -> repeat(1 + random.nextInt(6), () -> text.append(BLANKS.charAt(random.nextInt(BLANKS.length()))));
            case 5 ->
                repeat(1 + random.nextInt(4), () -> text.append(CONTROLS.charAt(random.nextInt(CONTROLS.length()))));
            case 6 -> addScript(text, 1 + random.nextInt(10));
            case 7 -> addLongWord(text);
            case 8 -> addNearSpecial(text);
            case 9 -> addEmoji(text);
            case 10 -> repeat(1 + random.nextInt(8), () -> addScript(text, 1));
            case 11 -> text.append(pick(SENTENCES).replace(" ", ""));
            default -> repeat(1 + random.nextInt(5), () -> text.append((char) (0x21 + random.nextInt(0x5E))));
        }
    }

    private static void repeat(int times, Runnable action) {
        for (int i = 0; i < times; i++) {
            action.run();
        }
    }

    private int anyCharacter() {
        int limit = random.nextBoolean() ? 0x3000 : random.nextBoolean() ? 0x20000 : 0x110000;
        int character = random.nextInt(limit);
        return Character.getType(character) == Character.SURROGATE ? 'x' : character;
    }

    private int ofScript() {
        int[] script = SCRIPTS[random.nextInt(SCRIPTS.length)];
        return script[0] + random.nextInt(script[1] - script[0] + 1);
    }

    private void addScript(StringBuilder text, int length) {
        int[] script = SCRIPTS[random.nextInt(SCRIPTS.length)];
        repeat(length, () -> text.appendCodePoint(script[0] + random.nextInt(script[1] - script[0] + 1)));
    }

    private void addMarked(StringBuilder text) {
        if (random.nextInt(4) > 0) {
            text.appendCodePoint(random.nextBoolean() ? 'a' + random.nextInt(26) : ofScript());
        }
        repeat(1 + random.nextInt(6), () -> text.appendCodePoint(MARKS[random.nextInt(MARKS.length)]));
    }

    private void addLongWord(StringBuilder text) {
        int length = 90 + random.nextInt(25);
        int letter = random.nextInt(3) == 0 ? ofScript() : 'a' + random.nextInt(26);
        repeat(length, () -> text.appendCodePoint(random.nextInt(9) == 0 ? 0xE0 + random.nextInt(30) : letter));
    }

    private void addNearSpecial(StringBuilder text) {
        String token = pick(specials.isEmpty() ? List.of("[CLS]", "[SEP]", "[MASK]") : specials);
        switch (random.nextInt(6)) {
            case 0 -> text.append(token.toUpperCase(Locale.ROOT));
            case 1 -> text.append(token.toLowerCase(Locale.ROOT));
            case 2 -> text.append(mutated(token));
            case 3 -> text.append("  ").append(token).append(BLANKS.charAt(random.nextInt(BLANKS.length())));
            default -> text.append(token);
        }
    }

    private void addEmoji(StringBuilder text) {
        int[] emoji = EMOJI.codePoints().toArray();
        repeat(1 + random.nextInt(6), () -> text.appendCodePoint(emoji[random.nextInt(emoji.length)]));
    }

    private String mutated(String sentence) {
        int[] characters = sentence.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int character : characters) {
            switch (random.nextInt(40)) {
                case 0 -> text.appendCodePoint(anyCharacter());
                case 1 -> text.appendCodePoint(character).appendCodePoint(character);
                case 2 -> text.appendCodePoint(character).appendCodePoint(MARKS[random.nextInt(MARKS.length)]);
                case 3 -> text.appendCodePoint(Character.toUpperCase(character));
                case 4 -> {}
                case 5 ->
                    text.append(BLANKS.charAt(random.nextInt(BLANKS.length()))).appendCodePoint(character);
                default -> text.appendCodePoint(character);
            }
        }
        return text.toString();
    }

    private String pick(List<String> all) {
        return all.get(random.nextInt(all.size()));
    }
}
