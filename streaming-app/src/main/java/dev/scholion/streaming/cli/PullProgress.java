package dev.scholion.streaming.cli;

import dev.scholion.models.hub.DownloadListener;
import dev.scholion.streaming.cli.view.ByteCount;
import dev.scholion.streaming.cli.view.SafeText;
import java.io.PrintWriter;
import java.util.OptionalLong;

/** Shows how files come in: on a terminal a line that grows, elsewhere a line for each file that is whole. */
final class PullProgress implements DownloadListener {
    private static final long STEP = 1 << 20;

    private final PrintWriter out;
    private final boolean onTerminal;
    private String file = "";
    private long shown;

    PullProgress(PrintWriter out, boolean onTerminal) {
        this.out = out;
        this.onTerminal = onTerminal;
    }

    @Override
    public void received(String name, long received, OptionalLong size) {
        boolean whole = size.isPresent() && received >= size.getAsLong();
        if (!name.equals(file) || received < shown) {
            file = name;
            shown = 0;
        }
        if (!whole && (!onTerminal || received - shown < STEP)) {
            return;
        }
        shown = received;
        String line = SafeText.of(name) + "  " + ByteCount.of(received)
                + (whole || size.isEmpty() ? "" : " of " + ByteCount.of(size.getAsLong()));
        if (onTerminal) {
            out.print("\r\u001b[K" + line);
        } else {
            out.print(line);
        }
        if (whole) {
            out.println();
        }
        out.flush();
    }
}
