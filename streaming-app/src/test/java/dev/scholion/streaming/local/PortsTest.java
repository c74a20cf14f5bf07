package dev.scholion.streaming.local;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

class PortsTest {
    private final Ports ports = new Ports();

    @Test
    void givesTheWantedPortIfNobodyListensThere() {
        int free = new Ports().any();
        assertEquals(free, ports.preferably(free));
    }

    @Test
    void givesAnotherFreePortForOneThatIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = ports.preferably(taken.getLocalPort());
            assertNotEquals(taken.getLocalPort(), port);
            assertTrue(Ports.isFree(port));
        }
    }

    @Test
    void givesNoPortTwice() {
        int port = ports.any();
        assertNotEquals(port, ports.preferably(port));
    }
}
