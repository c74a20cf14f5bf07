package dev.scholion.streaming.input;

import java.util.LinkedHashMap;
import java.util.Map;

/** Decodes values of one format and lets through only texts that a model may be shown. */
final class GuardedEventDecoder implements EventDecoder {
    private final ValueDecoder values;
    private final TextGuard guard;

    GuardedEventDecoder(ValueDecoder values, TextGuard guard) {
        this.values = values;
        this.guard = guard;
    }

    @Override
    public TextEvent decode(KafkaEvent event) throws RejectedEventException {
        byte[] value = event.value();
        if (value == null) {
            throw new RejectedEventException(Stage.DECODE, Reason.NULL_VALUE, "the record has no value");
        }
        EventFields fields = values.decode(value);
        guard.check(fields.text());
        Map<String, String> further = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields.further().entrySet()) {
            if (guard.takes(field.getKey(), field.getValue())) {
                further.put(field.getKey(), field.getValue());
            }
        }
        String id = fields.id() == null || fields.id().isEmpty() ? event.position() : fields.id();
        return new TextEvent(id, fields.text(), fields.language(), fields.eventTime(), further);
    }
}
