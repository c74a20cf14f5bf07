package dev.scholion.models.onnx;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.UnknownFieldSet.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A message whose fields are known by their numbers, for changing some of them; what is not changed is written as it was. */
record ProtobufMessage(UnknownFieldSet fields) {
    static final ProtobufMessage EMPTY = new ProtobufMessage(UnknownFieldSet.getDefaultInstance());

    /**
     * A message that shares the bytes: weights are not copied.
     *
     * @throws OnnxFormatException if it is none
     */
    static ProtobufMessage parse(ByteString bytes) throws OnnxFormatException {
        CodedInputStream in = bytes.newCodedInput();
        in.enableAliasing(true);
        try {
            UnknownFieldSet.Builder fields = UnknownFieldSet.newBuilder().mergeFrom(in);
            in.checkLastTagWas(0);
            return new ProtobufMessage(fields.build());
        } catch (IOException e) {
            throw new OnnxFormatException(String.valueOf(e.getMessage()));
        }
    }

    ByteString bytes() {
        return fields.toByteString();
    }

    List<ProtobufMessage> messages(int field) throws OnnxFormatException {
        List<ProtobufMessage> messages = new ArrayList<>();
        for (ByteString each : byteStrings(field)) {
            messages.add(parse(each));
        }
        return messages;
    }

    /** Empty if it is not there. */
    ProtobufMessage message(int field) throws OnnxFormatException {
        return last(messages(field), EMPTY);
    }

    List<String> texts(int field) {
        return byteStrings(field).stream().map(ByteString::toStringUtf8).toList();
    }

    /** Empty if it is not there. */
    String text(int field) {
        return last(texts(field), "");
    }

    /** 0 if it is not there. */
    long integer(int field) {
        return last(fields.getField(field).getVarintList(), 0L);
    }

    List<ByteString> byteStrings(int field) {
        return fields.getField(field).getLengthDelimitedList();
    }

    /** The last value counts. */
    private static <T> T last(List<T> values, T none) {
        return values.isEmpty() ? none : values.get(values.size() - 1);
    }

    ProtobufMessage with(int field, long... values) {
        Field.Builder all = Field.newBuilder();
        for (long value : values) {
            all.addVarint(value);
        }
        return with(field, all);
    }

    ProtobufMessage with(int field, ByteString value) {
        return with(field, List.of(value));
    }

    ProtobufMessage with(int field, List<ByteString> values) {
        Field.Builder all = Field.newBuilder();
        values.forEach(all::addLengthDelimited);
        return with(field, all);
    }

    private ProtobufMessage with(int field, Field.Builder value) {
        UnknownFieldSet.Builder changed = fields.toBuilder().clearField(field);
        return new ProtobufMessage(changed.addField(field, value.build()).build());
    }
}
