package dev.scholion.schemas;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.scholion.events.Header;
import dev.scholion.events.Source;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WireFormatTest {
    @Test
    void framesARecordByteForByte() {
        byte[] frame = WireFormat.encode(0x01020304, new Source("né", 1, -2L, 64L));
        // magic, id, string of 3 bytes, then zig-zag: 1 is 2, -2 is 3, 64 is 128 in two bytes
        assertArrayEquals(bytes("00 01020304 06 6ec3a9 02 03 8001"), frame);
    }

    @Test
    void framesANullBranchAndBytes() {
        assertArrayEquals(bytes("00 00000007 02 6b 00"), WireFormat.encode(7, new Header("k", null)));
        assertArrayEquals(
                bytes("00 00000007 02 6b 02 04 00ff"),
                WireFormat.encode(7, new Header("k", ByteBuffer.wrap(new byte[] {0, -1}))));
    }

    @Test
    void readsTheIdItWrote() throws WireFormatException {
        for (int id : new int[] {0, 1, 255, 256, Integer.MAX_VALUE}) {
            assertEquals(id, WireFormat.schemaId(WireFormat.encode(id, new Header("", null))));
        }
    }

    @Test
    void saysWhatIsWrongWithAHeader() {
        assertEquals("0 bytes are too few for Avro with a schema id, which takes 5 and the record", messageFor(""));
        assertEquals(
                "4 bytes are too few for Avro with a schema id, which takes 5 and the record", messageFor("00 000000"));
        assertEquals("the first byte is 0x7b, not the 0x00 of Avro with a schema id", messageFor("7b 00000001 00"));
        assertEquals("a schema id of -1 is negative", messageFor("00 ffffffff 00"));
    }

    @Test
    void encodesForManyThreads() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<Void> encode = () -> {
                for (int i = 0; i < 2_000; i++) {
                    byte[] frame = WireFormat.encode(i, new Source("t", i, (long) i, 0L));
                    assertEquals(i, WireFormat.schemaId(frame));
                }
                return null;
            };
            for (var done : threads.invokeAll(
                    IntStream.range(0, 4).mapToObj(i -> encode).toList())) {
                done.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String messageFor(String hex) {
        return String.valueOf(assertThrows(WireFormatException.class, () -> WireFormat.schemaId(bytes(hex)))
                .getMessage());
    }

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }
}
