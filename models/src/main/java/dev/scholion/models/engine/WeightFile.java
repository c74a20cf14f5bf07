package dev.scholion.models.engine;

import dev.scholion.models.catalog.ModelPackageException;
import dev.scholion.models.catalog.PackageFile;
import dev.scholion.models.onnx.ExternalTensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.DigestInputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/** A file of weights, read once from its first byte to its last: what is kept is what was checked. */
final class WeightFile {
    private static final int BLOCK = 1 << 20;

    /** @param bytes as native code reads them in place */
    record Weight(ExternalTensor tensor, ByteBuffer bytes) {}

    private record Range(long offset, long length) {}

    private final PackageFile file;
    private final byte[] block = new byte[BLOCK];
    private long position;

    WeightFile(PackageFile file) {
        this.file = file;
    }

    /** @throws ModelPackageException if the file is not the promised one, or too short, or tensors lie across each other */
    List<Weight> read(List<ExternalTensor> tensors) throws IOException {
        List<ExternalTensor> inOrder = tensors.stream()
                .sorted(Comparator.comparingLong(ExternalTensor::offset))
                .toList();
        List<Weight> weights = new ArrayList<>();
        Map<Range, ByteBuffer> ranges = new HashMap<>(); // equal weights may share their bytes
        try (DigestInputStream in = new DigestInputStream(file.unverifiedStream(), PackageFile.newSha256())) {
            for (ExternalTensor tensor : inOrder) {
                Range range = new Range(tensor.offset(), tensor.length());
                ByteBuffer bytes = ranges.get(range);
                if (bytes == null) {
                    bytes = read(in, tensor);
                    ranges.put(range, bytes);
                }
                weights.add(new Weight(tensor, bytes));
            }
            in.transferTo(OutputStream.nullOutputStream()); // the digest is over the whole file
            file.requireDigest(HexFormat.of().formatHex(in.getMessageDigest().digest()));
        }
        return weights;
    }

    private ByteBuffer read(InputStream in, ExternalTensor tensor) throws IOException {
        long end = tensor.offset() + tensor.length();
        if (tensor.offset() < position) {
            throw problem("the tensor '%s' lies across another one".formatted(tensor.name()));
        }
        if (end > file.path().toFile().length()) {
            throw problem("the tensor '%s' ends at byte %d, the file at %d"
                    .formatted(tensor.name(), end, file.path().toFile().length()));
        }
        while (position < tensor.offset()) {
            read(in, tensor.offset() - position);
        }
        ByteBuffer bytes = allocate(tensor);
        while (position < end) {
            bytes.put(block, 0, read(in, end - position));
        }
        return bytes.flip();
    }

    /** Fills the block; at least one byte, and no more than asked for. */
    private int read(InputStream in, long most) throws IOException {
        int read = in.read(block, 0, (int) Math.min(block.length, most));
        if (read < 0) {
            throw problem("the file was cut off at byte %d while it was read".formatted(position));
        }
        position += read;
        return read;
    }

    private ByteBuffer allocate(ExternalTensor tensor) throws IOException {
        try {
            return ByteBuffer.allocateDirect(Math.toIntExact(tensor.length())).order(ByteOrder.nativeOrder());
        } catch (ArithmeticException e) {
            throw problem(
                    "the tensor '%s' has %d bytes, 2^31 - 1 are supported".formatted(tensor.name(), tensor.length()));
        } catch (OutOfMemoryError e) {
            throw new ModelPackageException(
                    ("%s: there is no room for the tensor '%s' of %d bytes in this process's memory outside of the heap"
                                    + " (-XX:MaxDirectMemorySize)")
                            .formatted(file.path(), tensor.name(), tensor.length()),
                    e);
        }
    }

    private ModelPackageException problem(String what) {
        return new ModelPackageException(file.path() + ": " + what);
    }
}
