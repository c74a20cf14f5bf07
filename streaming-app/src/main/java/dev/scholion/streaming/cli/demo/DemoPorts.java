package dev.scholion.streaming.cli.demo;

import dev.scholion.streaming.local.LocalBroker;
import dev.scholion.streaming.local.LocalFlink;
import dev.scholion.streaming.local.LocalRegistry;
import dev.scholion.streaming.local.Ports;

/** Ports of a demo: the usual ones, and other free ones where they are taken. */
record DemoPorts(int broker, int controller, int registry, int web) {
    static DemoPorts choose() {
        Ports ports = new Ports();
        return new DemoPorts(
                ports.preferably(LocalBroker.USUAL_PORT),
                ports.any(),
                ports.preferably(LocalRegistry.USUAL_PORT),
                ports.preferably(LocalFlink.USUAL_WEB_PORT));
    }
}
