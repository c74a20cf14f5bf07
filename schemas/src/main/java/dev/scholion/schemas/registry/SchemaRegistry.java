package dev.scholion.schemas.registry;

import java.util.List;
import org.apache.avro.Schema;

/**
 * Schemas by number, and the subjects that they are registered under. Safe for all threads.
 *
 * <p>Every method throws {@link RegistryException}, whose kind says whether asking again could help.
 */
public interface SchemaRegistry {
    /** The subject of the values of a topic. */
    static String subject(String topic) {
        return topic + "-value";
    }

    /**
     * The id of exactly this schema under the subject.
     *
     * @throws RegistryException of kind {@link RegistryException.Kind#NOT_FOUND} if the subject lacks it
     */
    int id(String subject, Schema schema);

    /**
     * The id of exactly this schema under the subject, which gets it if it lacks it.
     *
     * @throws RegistryException of kind {@link RegistryException.Kind#INCOMPATIBLE} if the subject's rule forbids it
     */
    int register(String subject, Schema schema);

    /**
     * The schema of that number. Ids never change their meaning, so answers are kept for ever; failures are not kept.
     *
     * @throws RegistryException of kind {@link RegistryException.Kind#NOT_FOUND} if there is none, and
     *     {@link RegistryException.Kind#UNREADABLE} if it is not Avro, or larger or deeper than is safe to read
     */
    Schema schema(int id);

    /**
     * Why the subject's compatibility rule forbids this schema, in the registry's own words; empty if it does not, or if
     * the subject does not exist.
     */
    List<String> incompatibilities(String subject, Schema schema);
}
