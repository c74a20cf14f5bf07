package dev.scholion.streaming.input;

import dev.scholion.schemas.registry.RegistryException;
import dev.scholion.schemas.registry.RegistryException.Kind;
import dev.scholion.schemas.registry.SchemaRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** A registry without a server. Ids begin at 1 and stand for one schema under all subjects. */
public final class SchemasInMemory implements SchemaRegistry {
    private final List<Schema> schemas = new ArrayList<>();
    private final Map<String, Schema> subjects = new LinkedHashMap<>();
    private final Map<String, String> refusals = new HashMap<>();
    private @Nullable Kind failure;
    private int questions;

    /** The number of a schema that no subject holds. */
    public int add(Schema schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    /** From now on every question fails in this way; null for none. */
    public void failWith(@Nullable Kind failure) {
        this.failure = failure;
    }

    /** From now on the subject's rule forbids every schema but its own. */
    public void refuse(String subject, String why) {
        refusals.put(subject, why);
    }

    public int questions() {
        return questions;
    }

    public Map<String, Schema> subjects() {
        return subjects;
    }

    @Override
    public int id(String subject, Schema schema) {
        answerable();
        if (!schema.equals(subjects.get(subject))) {
            throw new RegistryException(Kind.NOT_FOUND, subject);
        }
        return add(schema);
    }

    @Override
    public int register(String subject, Schema schema) {
        answerable();
        if (refusals.containsKey(subject)) {
            throw new RegistryException(Kind.INCOMPATIBLE, subject);
        }
        subjects.put(subject, schema);
        return add(schema);
    }

    @Override
    public Schema schema(int id) {
        answerable();
        if (id < 1 || id > schemas.size()) {
            throw new RegistryException(Kind.NOT_FOUND, "schema " + id);
        }
        return schemas.get(id - 1);
    }

    @Override
    public List<String> incompatibilities(String subject, Schema schema) {
        answerable();
        return refusals.containsKey(subject) ? List.of(refusals.get(subject)) : List.of();
    }

    private void answerable() {
        questions++;
        if (failure != null) {
            throw new RegistryException(failure, "as told");
        }
    }
}
