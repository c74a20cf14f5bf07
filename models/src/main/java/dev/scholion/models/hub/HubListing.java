package dev.scholion.models.hub;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a model has on the hub at one commit.
 *
 * @param model with the commit as its revision, so that all files are of one moment
 */
public record HubListing(HubReference model, List<HubFile> files) {
    public HubListing {
        files = List.copyOf(files);
    }

    /** @throws HubException if it is no listing, or names a file that would lie outside of the model's folder */
    static HubListing read(HubReference asked, byte[] json) {
        try {
            JsonNode root = new ObjectMapper().readTree(json);
            if (!root.path("siblings").isArray()) {
                throw new HubException("the hub's answer about %s is no list of files".formatted(asked));
            }
            List<HubFile> files = new ArrayList<>();
            root.path("siblings").forEach(node -> files.add(file(asked, node)));
            String commit = root.path("sha").asText();
            return new HubListing(commit.matches("[0-9a-f]{40,64}") ? asked.at(commit) : asked, files);
        } catch (IOException e) {
            throw new HubException("the hub's answer about %s is not JSON: %s".formatted(asked, e.getMessage()), e);
        }
    }

    private static HubFile file(HubReference asked, JsonNode node) {
        String path = node.path("rfilename").asText();
        if (!isInside(path)) {
            throw new HubException("%s lists the file '%s', which lies outside of it".formatted(asked, path));
        }
        JsonNode lfs = node.path("lfs");
        JsonNode size = lfs.path("size").isIntegralNumber() ? lfs.path("size") : node.path("size");
        return new HubFile(
                path,
                size.isIntegralNumber() ? OptionalLong.of(size.asLong()) : OptionalLong.empty(),
                digest(lfs.path("sha256"), 64),
                lfs.isObject() ? Optional.empty() : digest(node.path("blobId"), 40));
    }

    private static Optional<String> digest(JsonNode node, int digits) {
        return Optional.of(node.asText()).filter(text -> text.matches("[0-9a-f]{" + digits + "}"));
    }

    private static boolean isInside(String path) {
        if (path.isBlank() || path.indexOf('\0') >= 0 || path.contains("\\")) {
            return false;
        }
        for (String step : path.split("/", -1)) {
            if (step.isEmpty() || step.equals("..") || step.equals(".")) {
                return false;
            }
        }
        return true;
    }

    Optional<HubFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }
}
