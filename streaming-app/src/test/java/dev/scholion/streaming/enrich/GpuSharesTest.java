package dev.scholion.streaming.enrich;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.scholion.models.EngineException;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GpuSharesTest {
    private final GpuShares gpus = new GpuShares();

    @Test
    void givesEachSubtaskTheDeviceThatFewestHave() {
        Set<Integer> devices = Set.of(2, 5);
        GpuShares.Share first = gpus.share(devices);
        assertEquals(2, first.device());
        assertEquals(5, gpus.share(devices).device());
        assertEquals(2, gpus.share(devices).device());
        assertEquals(5, gpus.share(devices).device());
        first.close();
        first.close();
        assertEquals(2, gpus.share(devices).device(), "it was given back once");
        assertEquals(2, gpus.share(devices).device());
    }

    @Test
    void knowsALostDeviceWhateverItIsWrappedIn() {
        Exception lost = new EngineException(EngineException.Kind.DEVICE_LOST, "illegal address");
        assertTrue(LostDevice.isCauseOf(new IllegalStateException("the engine's thread failed", lost)));
        assertFalse(LostDevice.isCauseOf(new EngineException("broken")));
    }
}
