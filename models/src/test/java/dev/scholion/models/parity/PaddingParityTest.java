package dev.scholion.models.parity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.scholion.models.catalog.ModelPackage;
import dev.scholion.models.catalog.Padding;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A row is padded only where it is answered as it is alone. */
class PaddingParityTest {
    private static final double NOISE = 1e-3;

    static Stream<ParityCase> movedByPadding() {
        return ParityCase.all()
                .filter(parity ->
                        parity.description().path("padding_max_abs_diff").asDouble() > NOISE);
    }

    @ParameterizedTest
    @MethodSource("movedByPadding")
    void padsNoRowOfAModelThatLooksAtThePadding(ParityCase parity) {
        assertEquals(Padding.NONE, ModelPackage.read(parity.folder()).padding());
    }
}
