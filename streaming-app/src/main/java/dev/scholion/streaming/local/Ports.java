package dev.scholion.streaming.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Set;

/**
 * Ports of 127.0.0.1. It gives none out twice, so that processes which start side by side do not meet on one.
 *
 * <p>Thread-safe. Another program may still take a port between the answer and its use; the start then fails and says so.
 */
public final class Ports {
    private final Set<Integer> given = new HashSet<>();

    /** The wanted port if nobody listens there, and otherwise any free one. */
    public synchronized int preferably(int wanted) {
        return isFree(wanted) && given.add(wanted) ? wanted : any();
    }

    /** A free port. */
    public synchronized int any() {
        while (true) {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (given.add(socket.getLocalPort())) {
                    return socket.getLocalPort();
                }
            } catch (IOException e) {
                throw new IllegalStateException("no free port on 127.0.0.1", e);
            }
        }
    }

    /** Whether a server could listen on the port now. */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true); // a port that a server has just left is free
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Whether somebody accepts connections on the port now. */
    static boolean isOpen(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
