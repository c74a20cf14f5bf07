package dev.scholion.models.hub;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A file of a model on the hub.
 *
 * @param path relative to the repository, checked not to leave it
 * @param sha256 of its bytes, if the hub tells: it does for large files
 * @param gitBlob Git's own digest of its bytes, if the hub tells: it does for small files
 */
public record HubFile(String path, OptionalLong size, Optional<String> sha256, Optional<String> gitBlob) {}
