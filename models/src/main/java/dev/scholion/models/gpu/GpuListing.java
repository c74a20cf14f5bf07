package dev.scholion.models.gpu;

import dev.scholion.models.EngineException;
import dev.scholion.models.process.ParentWatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The main class of the child process that asks the driver, and the lines in which it answers. */
final class GpuListing {
    /** Begins each line of an answer; others are what libraries say. */
    static final String MARK = "scholion-gpu\t";

    private static final int MAJOR = 75;
    private static final int MINOR = 76;
    private static final int LONGEST_NAME = 256;

    private GpuListing() {}

    /** Prints what there is, or why there is nothing. */
    @SuppressWarnings("SystemOut") // read by the parent
    public static void main(String[] arguments) {
        ParentWatch.start();
        List<String> lines;
        try {
            lines = list(LibCuda.load());
        } catch (EngineException | LinkageError e) {
            lines = List.of(MARK + "none\t" + String.valueOf(e.getMessage()).replaceAll("\\s+", " "));
        }
        lines.forEach(System.out::println);
        System.out.flush();
        Runtime.getRuntime().halt(0); // without the driver's exit handlers, which may hang
    }

    static List<String> list(CudaDriver driver) {
        CudaCalls calls = new CudaCalls(driver);
        calls.check(driver.cuInit(0), "cuInit");
        int[] number = new int[1];
        calls.check(driver.cuDeviceGetCount(number), "cuDeviceGetCount");
        int count = number[0];
        if (count == 0) {
            return List.of(MARK + "none\tthe driver has no device");
        }
        calls.check(driver.cuDriverGetVersion(number), "cuDriverGetVersion");
        List<String> lines = new ArrayList<>();
        lines.add(MARK + "driver\t" + number[0]);
        for (int index = 0; index < count; index++) {
            calls.check(driver.cuDeviceGet(number, index), "cuDeviceGet");
            int device = number[0];
            byte[] name = new byte[LONGEST_NAME];
            calls.check(driver.cuDeviceGetName(name, name.length, device), "cuDeviceGetName");
            calls.check(driver.cuDeviceGetAttribute(number, MAJOR, device), "cuDeviceGetAttribute");
            int major = number[0];
            calls.check(driver.cuDeviceGetAttribute(number, MINOR, device), "cuDeviceGetAttribute");
            long[] memory = new long[1];
            calls.check(driver.cuDeviceTotalMem_v2(memory, device), "cuDeviceTotalMem");
            lines.add("%sdevice\t%d\t%s\t%d\t%d\t%d"
                    .formatted(MARK, index, CudaCalls.text(name).replace('\t', ' '), major, number[0], memory[0]));
        }
        return lines;
    }

    static Gpus parse(List<String> lines) {
        int driver = 0;
        List<Gpu> devices = new ArrayList<>();
        try {
            for (String line : lines) {
                String[] parts = line.substring(MARK.length()).split("\t", -1);
                switch (parts[0]) {
                    case "none" -> {
                        return Gpus.none(parts[1]);
                    }
                    case "driver" -> driver = Integer.parseInt(parts[1]);
                    case "device" ->
                        devices.add(new Gpu(
                                Integer.parseInt(parts[1]),
                                parts[2],
                                Integer.parseInt(parts[3]),
                                Integer.parseInt(parts[4]),
                                Long.parseLong(parts[5])));
                    default -> {}
                }
            }
        } catch (IndexOutOfBoundsException | NumberFormatException e) {
            return Gpus.none("an answer that cannot be read: " + lines);
        }
        return devices.isEmpty()
                ? Gpus.none("an answer without a device: " + lines)
                : new Gpus(devices, driver, Optional.empty());
    }
}
