package dev.scholion.models.hub;

import java.util.OptionalLong;

/** Hears how a file comes in. Called on the thread that fetches. */
@FunctionalInterface
public interface DownloadListener {
    /**
     * @param received bytes of the file that are here, those of earlier attempts among them
     * @param size of the whole file, if it is known
     */
    void received(String file, long received, OptionalLong size);
}
