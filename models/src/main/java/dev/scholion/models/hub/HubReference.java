package dev.scholion.models.hub;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model on the hub: {@code hf:owner/name} or {@code hf:owner/name@revision}.
 *
 * @param repository {@code owner/name}; the oldest models have no owner
 * @param revision a branch, a tag or a commit
 */
public record HubReference(String repository, String revision) {
    private static final String PART = "[A-Za-z0-9][A-Za-z0-9._-]*";
    private static final Pattern FORM =
            Pattern.compile("hf:((?:%s/)?%s)(?:@([A-Za-z0-9][A-Za-z0-9._/-]*))?".formatted(PART, PART));

    /** @throws HubException if the text is of another form */
    public static HubReference parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || text.contains("..")) {
            throw new HubException(
                    "'%s' is no model of the hub, expected hf:owner/name or hf:owner/name@revision".formatted(text));
        }
        String revision = matcher.group(2);
        return new HubReference(matcher.group(1), revision == null ? "main" : revision);
    }

    /** The part behind the owner. */
    public String name() {
        return repository.substring(repository.indexOf('/') + 1);
    }

    HubReference at(String commit) {
        return new HubReference(repository, commit);
    }

    @Override
    public String toString() {
        return "hf:" + repository + "@" + revision;
    }
}
