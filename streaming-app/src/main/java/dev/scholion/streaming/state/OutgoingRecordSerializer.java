package dev.scholion.streaming.state;

import dev.scholion.streaming.output.OutgoingRecord;
import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Results between the enriching operator and the sink. */
public final class OutgoingRecordSerializer extends ValueSerializer<OutgoingRecord> {
    private static final long serialVersionUID = 1;

    @Override
    public OutgoingRecord createInstance() {
        return new OutgoingRecord("", null, null, List.of(), null);
    }

    @Override
    public void serialize(OutgoingRecord outgoing, DataOutputView target) throws IOException {
        Fields.writeText(outgoing.topic(), target);
        Fields.writeBytes(outgoing.key(), target);
        Fields.writeBytes(outgoing.value(), target);
        Fields.writeHeaders(outgoing.headers(), target);
        Long timestamp = outgoing.timestamp();
        target.writeBoolean(timestamp != null);
        if (timestamp != null) {
            target.writeLong(timestamp);
        }
    }

    @Override
    public OutgoingRecord deserialize(DataInputView source) throws IOException {
        return new OutgoingRecord(
                Fields.readText(source),
                Fields.readBytes(source),
                Fields.readBytes(source),
                Fields.readHeaders(source),
                source.readBoolean() ? Long.valueOf(source.readLong()) : null);
    }

    @Override
    public TypeSerializerSnapshot<OutgoingRecord> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Names this layout in a checkpoint. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<OutgoingRecord> {
        public Snapshot() {
            super(OutgoingRecordSerializer::new);
        }
    }
}
