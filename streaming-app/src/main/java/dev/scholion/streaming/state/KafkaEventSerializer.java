package dev.scholion.streaming.state;

import dev.scholion.streaming.input.KafkaEvent;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Events in flight, as checkpoints keep them. The layout is state: change it only with a snapshot that reads both. */
public final class KafkaEventSerializer extends ValueSerializer<KafkaEvent> {
    private static final long serialVersionUID = 1;

    @Override
    public KafkaEvent createInstance() {
        return new KafkaEvent("", 0, 0, 0, null, null, List.of());
    }

    @Override
    public void serialize(KafkaEvent event, DataOutputView target) throws IOException {
        Fields.writeText(event.topic(), target);
        target.writeInt(event.partition());
        target.writeLong(event.offset());
        target.writeLong(event.timestamp());
        Fields.writeBytes(event.key(), target);
        Fields.writeBytes(event.value(), target);
        Fields.writeHeaders(event.headers(), target);
    }

    @Override
    public KafkaEvent deserialize(DataInputView source) throws IOException {
        return new KafkaEvent(
                Fields.readText(source),
                source.readInt(),
                source.readLong(),
                source.readLong(),
                Fields.readBytes(source),
                Fields.readBytes(source),
                Fields.readHeaders(source));
    }

    @Override
    public TypeSerializerSnapshot<KafkaEvent> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this layout in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<KafkaEvent> {
        public Snapshot() {
            super(KafkaEventSerializer::new);
        }
    }
}
